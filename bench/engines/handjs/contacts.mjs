// Contacts as typed columns: codes for texts, 0 or NaN for missing, one bitmap of row numbers per tag, nicknames as one text.
import { RoaringBitmap32 } from 'roaring-wasm';
import { countLines, instant, isEmpty, number, scan, text } from '../../lib/csv.mjs';
import { Intern } from '../../lib/intern.mjs';

const COLUMNS = 17;
const AT = { id: 0, nickname: 1, gender: 2, age: 3, city: 5, tier: 6, activeAt: 11, spend: 12, coupon: 14, tags: 16 };
const SEMICOLON = 59;
const NICKNAMES_AT_ONCE = 10_000;

const TYPES = {
  gender: Uint8Array, age: Uint8Array, tier: Uint8Array, city: Uint8Array, activeAt: Uint32Array, spend: Float64Array, coupon: Float64Array,
};

/** Row numbers, growing by doubling. */
class Rows {
  constructor() {
    this.rows = new Uint32Array(1024);
    this.length = 0;
  }

  push(row) {
    if (this.length === this.rows.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.rows);
      this.rows = larger;
    }
    this.rows[this.length++] = row;
  }

  bitmap() {
    const bitmap = new RoaringBitmap32(this.rows.subarray(0, this.length));
    bitmap.runOptimize();
    return bitmap;
  }
}

/** Rows by tag. */
class Tags {
  names = new Intern();
  rows = [];

  add(bytes, cells, row) {
    const end = cells.end[AT.tags];
    let start = cells.start[AT.tags];
    while (start < end) {
      let at = start;
      while (at < end && bytes[at] !== SEMICOLON) at++;
      const code = this.names.code(bytes, start, at);
      (this.rows[code] ??= new Rows()).push(row);
      start = at + 1;
    }
  }
}

/** Texts joined by NUL, and where each of them starts. */
class JoinedTexts {
  #parts = [];
  #waiting = [];
  #length = 0;

  constructor(capacity) {
    this.offsets = new Uint32Array(capacity + 1);
  }

  set(row, value) {
    this.offsets[row] = this.#length;
    this.#length += value.length + 1;
    this.#waiting.push(value);
    if (this.#waiting.length === NICKNAMES_AT_ONCE) this.#flush();
  }

  finish(rows) {
    this.#flush();
    this.offsets[rows] = this.#length;
    return { text: this.#parts.join('\0'), offsets: this.offsets };
  }

  #flush() {
    if (this.#waiting.length > 0) this.#parts.push(this.#waiting.join('\0'));
    this.#waiting = [];
  }
}

/** A code from 1 on, 0 for a missing text. */
function codeOf(texts, bytes, cells, column) {
  return isEmpty(cells, column) ? 0 : texts.code(bytes, cells.start[column], cells.end[column]) + 1;
}

/** Reads the contacts. `ids` gives the row of an id afterwards, for the orders. */
export function readContacts(bytes) {
  const capacity = countLines(bytes);
  const columns = Object.fromEntries(Object.entries(TYPES).map(([name, Type]) => [name, new Type(capacity)]));
  const { gender, age, tier, city, activeAt, spend, coupon } = columns;
  const ids = new Intern(1 << 21);
  const genders = new Intern();
  const cities = new Intern();
  const tags = new Tags();
  const nicknames = new JoinedTexts(capacity);
  let rows = 0;
  scan(bytes, COLUMNS, (cells) => {
    const row = rows++;
    ids.code(bytes, cells.start[AT.id], cells.end[AT.id]);
    nicknames.set(row, text(bytes, cells, AT.nickname));
    gender[row] = codeOf(genders, bytes, cells, AT.gender);
    city[row] = codeOf(cities, bytes, cells, AT.city);
    age[row] = number(bytes, cells, AT.age) || 0;
    tier[row] = number(bytes, cells, AT.tier) || 0;
    activeAt[row] = instant(bytes, cells, AT.activeAt);
    spend[row] = number(bytes, cells, AT.spend);
    coupon[row] = number(bytes, cells, AT.coupon);
    tags.add(bytes, cells, row);
  });
  for (const name of Object.keys(columns)) columns[name] = columns[name].slice(0, rows);
  const names = { genders: genders.texts(), cities: cities.texts(), tags: tags.names.texts() };
  const contacts = { rows, ...columns, nicknames: nicknames.finish(rows), names, tags: tags.rows.map((of) => of.bitmap()) };
  return { contacts, ids };
}
