// Keys and focus of the search dialog: Ctrl-K or "/" opens it, arrows choose, Enter follows. What is found comes from the server.
export function attach(opener, dialog) {
  const input = dialog.querySelector('input');
  const listeners = new AbortController();
  const on = (target, type, listener) => target.addEventListener(type, listener, { signal: listeners.signal });
  const options = () => [...dialog.querySelectorAll('[role="option"]')];
  const chosen = () => options().find(option => option.getAttribute('aria-selected') === 'true');
  const isTyping = element => element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

  if (/mac|iphone|ipad/i.test(navigator.platform)) opener.querySelector('kbd').textContent = '⌘ K';

  function open() {
    if (!dialog.open) dialog.showModal();
    input.select();
    input.focus();
  }

  function choose(option) {
    for (const other of options()) other.setAttribute('aria-selected', other === option ? 'true' : 'false');
    if (option) {
      input.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  }

  on(opener, 'click', open);
  on(document, 'keydown', event => {
    const isShortcut = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k';
    const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    if (isShortcut || isSlash) {
      event.preventDefault();
      open();
    }
  });
  on(input, 'keydown', event => {
    const all = options();
    const at = all.indexOf(chosen());
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (all.length > 0) choose(all[at < 0 && step < 0 ? all.length - 1 : (at + step + all.length) % all.length]);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      (chosen() ?? all[0])?.click();
    }
  });
  on(input, 'input', () => choose(null));
  on(dialog, 'click', event => {
    // A click on the dialog itself is one on the shade around it.
    if (event.target === dialog || event.target.closest('.search-close') || event.target.closest('[role="option"]')) dialog.close();
  });
  on(dialog, 'close', () => choose(null));

  return {
    dispose() {
      listeners.abort();
      if (dialog.open) dialog.close();
    },
  };
}
