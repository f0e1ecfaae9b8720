// True when the text is on the clipboard; browsers allow that on https and on localhost only.
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
