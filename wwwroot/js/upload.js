// Sends files to the API with progress, one after the other. The page's circuit only hears how far they are: a lost circuit stops nothing.
const tokenHeader = 'RequestVerificationToken';
const tellEvery = 250;

async function token() {
  const response = await fetch('/api/antiforgery', { cache: 'no-store' });
  if (!response.ok) throw new Error('Your session has ended. Sign in again.');
  return (await response.json()).token;
}

// Problem details name each field and what is expected.
function reasonOf(request) {
  try {
    const problem = JSON.parse(request.responseText);
    const errors = Object.values(problem.errors ?? {}).flat();
    return errors.length > 0 ? errors.join(' ') : problem.detail ?? problem.title;
  } catch {
    return request.status === 413 ? 'A proxy in front of the server refuses files of this size.' : `The server answered ${request.status}.`;
  }
}

export function mount(zone, input, page) {
  // Read where it is typed: the server may not have heard of the last letters yet.
  const field = zone.closest('.upload').querySelector('input[list]');
  const sourceName = () => field.value.trim();
  const waiting = [];
  const requests = new Map();
  const events = new AbortController();
  let isSending = false;
  let last = 0;
  const tell = (method, ...values) => page.invokeMethodAsync(method, ...values).catch(() => { });

  function send(upload, key) {
    return new Promise(resolve => {
      const request = new XMLHttpRequest();
      let told = 0;
      requests.set(upload.id, request);
      request.upload.onprogress = e => {
        if (performance.now() - told < tellEvery) return;
        told = performance.now();
        tell('ProgressAsync', upload.id, e.loaded);
      };
      request.onload = () => resolve(request.status === 202 ? tell('SentAsync', upload.id, JSON.parse(request.responseText).id) : tell('FailedAsync', upload.id, reasonOf(request)));
      request.onerror = () => resolve(tell('FailedAsync', upload.id, 'The connection was lost. Nothing of the file was kept; send it again.'));
      request.onabort = () => resolve(tell('CancelledAsync', upload.id));
      request.open('POST', `/api/v1/imports?source=${encodeURIComponent(upload.source)}&format=auto&ask=true`);
      request.setRequestHeader('X-File-Name', encodeURIComponent(upload.file.name));
      request.setRequestHeader('Content-Type', 'application/octet-stream');
      request.setRequestHeader(tokenHeader, key);
      request.send(upload.file);
    });
  }

  async function work() {
    if (isSending) return;
    isSending = true;
    while (waiting.length > 0) {
      const upload = waiting.shift();
      try {
        await send(upload, await token());
      } catch (e) {
        await tell('FailedAsync', upload.id, e.message);
      }
      requests.delete(upload.id);
    }
    isSending = false;
  }

  function add(files) {
    const source = sourceName();
    for (const file of files) {
      const upload = { id: ++last, file, source };
      waiting.push(upload);
      tell('AddedAsync', upload.id, file.name, file.size);
    }
    work();
  }

  const on = (target, name, handle) => target.addEventListener(name, handle, { signal: events.signal });
  const hasFiles = e => e.dataTransfer?.types.includes('Files') === true;
  on(zone, 'dragover', e => {
    if (!hasFiles(e)) return;
    e.preventDefault();
    zone.classList.add('drop-over');
  });
  on(zone, 'dragleave', e => { if (!zone.contains(e.relatedTarget)) zone.classList.remove('drop-over'); });
  on(zone, 'drop', e => {
    e.preventDefault();
    zone.classList.remove('drop-over');
    if (sourceName()) add([...e.dataTransfer.files]);
  });
  // A file dropped beside the zone would replace the page.
  on(window, 'dragover', e => { if (hasFiles(e)) e.preventDefault(); });
  on(window, 'drop', e => { if (hasFiles(e)) e.preventDefault(); });
  on(input, 'change', () => {
    add([...input.files]);
    input.value = '';
  });
  on(window, 'beforeunload', e => { if (requests.size > 0) e.preventDefault(); });

  return {
    choose: () => input.click(),
    cancel(id) {
      const place = waiting.findIndex(upload => upload.id === id);
      if (place >= 0) {
        waiting.splice(place, 1);
        tell('CancelledAsync', id);
      } else {
        requests.get(id)?.abort();
      }
    },
    dispose: () => events.abort(),
  };
}
