// The overlap from contacts per combination of segments.
import { OVERLAP } from '../definitions.mjs';

/** Sizes of intersections from pairs of a mask (bit i: in segment i) and the number of contacts with it. */
export function matrixOfMasks(pairs) {
  const matrix = Array.from(OVERLAP, () => new Array(OVERLAP.length).fill(0));
  for (const [mask, contacts] of pairs) {
    const inside = OVERLAP.map((_, i) => i).filter((i) => mask & (1 << i));
    for (const i of inside) for (const j of inside) matrix[i][j] += contacts;
  }
  return matrix;
}
