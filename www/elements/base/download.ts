// Hands a file to the person: the one way out, and only by a click.

/** Saves a blob under a name through the browser's own dialog or download list. */
export function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
