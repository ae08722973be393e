// Which rows of a very long table are in view. Browsers limit the height of an element, so beyond a limit one pixel of
// scrolling stands for more than one pixel of rows.

/** No element is made higher than this; Firefox stops below 18 million pixels. */
const LIMIT_PX = 8_000_000;
/** Rows above and below the view that exist as well. */
const SPARE = 4;

/** The rows that exist, and where the first of them stands in the content. */
export interface Slice {
  readonly first: number;
  readonly count: number;
  readonly shift: number;
  /** The first row that a person sees, and how many. */
  readonly top: number;
  readonly seen: number;
}

/** The height of the content. */
export function contentHeight(total: number, row: number): number {
  return Math.min(total * row, LIMIT_PX);
}

function scale(total: number, view: number, row: number): number {
  const content = contentHeight(total, row);
  return content < total * row && content > view ? (total * row - view) / (content - view) : 1;
}

/** The rows in view when the content is scrolled by `top`. */
export function firstRow(top: number, view: number, total: number, row: number): Slice {
  const offset = Math.max(0, top) * scale(total, view, row);
  const visible = Math.ceil(view / row) + 1;
  const first = Math.max(0, Math.min(Math.floor(offset / row) - SPARE, total - visible));
  const count = Math.min(visible + 2 * SPARE, total - first);
  return { first, count, shift: Math.max(0, Math.round(top - (offset - first * row))), top: Math.min(Math.round(offset / row), Math.max(0, total - 1)), seen: Math.max(1, Math.floor(view / row)) };
}

/** How far to scroll so that a row is the first in view. */
export function scrollFor(index: number, view: number, total: number, row: number): number {
  return (index * row) / scale(total, view, row);
}

/** The pages that the rows in view lie on. */
export function pagesOf(slice: Slice, total: number, size: number): readonly number[] {
  if (total === 0) return [];
  const from = Math.floor(slice.first / size);
  const to = Math.floor(Math.max(slice.first, Math.min(total, slice.first + slice.count) - 1) / size);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
