// Where in a text an error is.

/** Where in a text a line and a column are, both from 1, columns in characters (code points). */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const next = text.indexOf('\n', start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  const characters = [...text.slice(start, end < 0 ? text.length : end)];
  return start + characters.slice(0, Math.max(0, column - 1)).join('').length;
}

/** The word, text in quotes or sign that begins at a place; one character before the end when nothing is left. */
export function wordAt(text: string, offset: number): { readonly from: number; readonly to: number } {
  const rest = /^(?:'[^'\n]*'?|"[^"\n]*"?|[\p{L}\p{N}_.]+|\S)/u.exec(text.slice(offset))?.[0] ?? '';
  if (rest !== '') return { from: offset, to: offset + rest.length };
  return { from: Math.max(0, text.slice(0, offset).trimEnd().length - 1), to: offset };
}
