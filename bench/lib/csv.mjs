// A byte-level CSV reader for engines that have none: offsets into the buffer, no strings unless one is asked for.

const QUOTE = 34;
const COMMA = 44;
const NEWLINE = 10;
const RETURN = 13;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;

/** How a cell is written. */
const PLAIN = 0;
const QUOTED = 1;
const WITH_DOUBLED_QUOTES = 2;

/** The cells of one record: where each starts and ends in the buffer, and how it is quoted. */
class Cells {
  constructor(columns) {
    this.start = new Uint32Array(columns);
    this.end = new Uint32Array(columns);
    this.quoting = new Uint8Array(columns);
  }
}

/** Reads the cell at `at` and gives the place behind it. */
function scanCell(bytes, at, cells, column) {
  return bytes[at] === QUOTE ? scanQuoted(bytes, at + 1, cells, column) : scanPlain(bytes, at, cells, column);
}

function scanPlain(bytes, from, cells, column) {
  let at = from;
  while (at < bytes.length && bytes[at] !== COMMA && bytes[at] !== NEWLINE) at++;
  cells.start[column] = from;
  cells.end[column] = at > from && bytes[at - 1] === RETURN ? at - 1 : at;
  cells.quoting[column] = PLAIN;
  return at;
}

function scanQuoted(bytes, from, cells, column) {
  let at = from;
  cells.start[column] = from;
  cells.quoting[column] = QUOTED;
  for (;;) {
    while (at < bytes.length && bytes[at] !== QUOTE) at++;
    if (bytes[at + 1] !== QUOTE) break;
    cells.quoting[column] = WITH_DOUBLED_QUOTES;
    at += 2;
  }
  cells.end[column] = at;
  return at + 1;
}

/** Calls `row(cells)` for every record but the first, which is the header. The cells are overwritten by the next record. */
export function scan(bytes, columns, row) {
  const cells = new Cells(columns);
  let at = 0;
  let column = 0;
  let header = true;
  while (at < bytes.length) {
    at = scanCell(bytes, at, cells, column);
    if (bytes[at] === COMMA) {
      at++;
      if (++column >= columns) throw new Error('too many cells in a record');
      continue;
    }
    while (at < bytes.length && bytes[at] !== NEWLINE) at++;
    at++;
    if (header) header = false;
    else row(cells);
    column = 0;
  }
}

const decoder = new TextDecoder();

export const isEmpty = (cells, column) => cells.start[column] === cells.end[column];

/** The text of a cell. */
export function text(bytes, cells, column) {
  const decoded = decoder.decode(bytes.subarray(cells.start[column], cells.end[column]));
  return cells.quoting[column] === WITH_DOUBLED_QUOTES ? decoded.replaceAll('""', '"') : decoded;
}

/** The number of a cell, NaN when it is empty. Plain decimals only. */
export function number(bytes, cells, column) {
  let at = cells.start[column];
  const end = cells.end[column];
  if (at === end) return NaN;
  const negative = bytes[at] === MINUS;
  if (negative) at++;
  let value = 0;
  let divisor = 0;
  for (; at < end; at++) {
    if (bytes[at] === POINT) {
      divisor = 1;
      continue;
    }
    value = value * 10 + (bytes[at] - ZERO);
    divisor *= 10;
  }
  if (divisor > 1) value /= divisor;
  return negative ? -value : value;
}

const days = new Map();

/** The instant of a cell `2025-10-01T00:00:00Z` in seconds since 1970, 0 when it is empty. */
export function instant(bytes, cells, column) {
  if (isEmpty(cells, column)) return 0;
  const start = cells.start[column];
  const two = (offset) => (bytes[start + offset] - ZERO) * 10 + bytes[start + offset + 1] - ZERO;
  const year = two(0) * 100 + two(2);
  const key = year * 10000 + two(5) * 100 + two(8);
  let day = days.get(key);
  if (day === undefined) days.set(key, (day = Date.UTC(year, two(5) - 1, two(8)) / 1000));
  return day + two(11) * 3600 + two(14) * 60 + two(17);
}

/** Newlines in the bytes: at least as many as there are records. */
export function countLines(bytes) {
  let lines = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === NEWLINE) lines++;
  return lines;
}
