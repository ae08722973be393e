// Handing a file to the browser.

const KEPT_MS = 60_000;

/** Saves a blob under a name, as a download; nothing leaves the machine. */
export function saveBlob(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(url); }, KEPT_MS);
}

/** A name without the characters that file systems forbid. */
export function safeName(name: string): string {
  return name.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, ' ').trim().slice(0, 80);
}
