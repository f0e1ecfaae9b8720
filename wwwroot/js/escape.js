// Tells when Escape is pressed anywhere: the focus may have left what is open.
export function watch(dotnet) {
  const listen = event => {
    if (event.key === 'Escape') dotnet.invokeMethodAsync('EscapeAsync').catch(() => { });
  };
  document.addEventListener('keydown', listen);
  return { dispose: () => document.removeEventListener('keydown', listen) };
}
