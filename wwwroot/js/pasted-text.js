// What stands in a text field, as bytes: long texts would not fit into one message of the circuit.
export function read(field) {
  return new TextEncoder().encode(field.value);
}

export function write(field, text) {
  field.value = text;
  field.setSelectionRange(0, 0);
  field.scrollTop = 0;
}

// Gives a file to the browser's downloads.
export async function save(name, type, stream) {
  const file = new Blob([await stream.arrayBuffer()], { type });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
