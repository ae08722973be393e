// What changed between two texts, line by line.

/** A line of both texts, or of one of them. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Lines beyond which texts are compared as a whole: the table of the comparison has this many squares. */
const MOST = 1500;

/** The shortest way from one text to another: lines that stay, go and come. */
export function diffLines(from: string, to: string): readonly DiffLine[] {
  const a = from.split('\n');
  const b = to.split('\n');
  if (a.length > MOST || b.length > MOST) return from === to ? a.map((text) => ({ kind: 'same', text })) : [...a.map((text) => ({ kind: 'removed' as const, text })), ...b.map((text) => ({ kind: 'added' as const, text }))];
  const width = b.length + 1;
  // the longest common rest from each pair of places on
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]];
    if (x !== undefined && x === y) {
      lines.push({ kind: 'same', text: x });
      i++;
      j++;
    } else if (x !== undefined && (y === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'removed', text: x });
      i++;
    } else if (y !== undefined) {
      lines.push({ kind: 'added', text: y });
      j++;
    }
  }
  return lines;
}
