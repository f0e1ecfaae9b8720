// Preselects the browser's time zone in a list nobody has touched yet.
for (const list of document.querySelectorAll('select[data-browser-zone]')) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (list.value === 'Etc/UTC' && [...list.options].some(option => option.value === zone)) list.value = zone;
}
