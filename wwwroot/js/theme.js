// Runs before the first paint. Decides light or dark and tells the server by cookies, so that it renders the same.
(() => {
  const year = 60 * 60 * 24 * 365;
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const read = name => document.cookie.split('; ').find(c => c.startsWith(`${name}=`))?.slice(name.length + 1);
  const write = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax`; };
  const listeners = new Set();

  const mode = () => ['light', 'dark'].includes(read('dashboard-theme')) ? read('dashboard-theme') : 'system';
  const isDark = () => mode() === 'dark' || (mode() === 'system' && system.matches);

  function apply() {
    write('dashboard-scheme', system.matches ? 'dark' : 'light');
    document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
    for (const listener of listeners) listener(isDark());
  }

  window.dashboardTheme = {
    isDark,
    set(value) {
      write('dashboard-theme', value);
      apply();
      return isDark();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    // For MainLayout: told once the circuit is up, and whenever the system's setting changes.
    watch(dotnet) {
      window.dashboardTheme.onChange(dark => dotnet.invokeMethodAsync('ThemeChangedAsync', dark).catch(() => { }));
      return isDark();
    },
  };

  system.addEventListener('change', apply);
  // Enhanced navigation replaces attributes of <html> by the server's.
  new MutationObserver(() => {
    if (document.documentElement.dataset.theme === undefined) apply();
  }).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  apply();
})();
