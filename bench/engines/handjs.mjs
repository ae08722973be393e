// What a JavaScript developer can write by hand for exactly these questions: typed columns, codes, one roaring bitmap per
// tag, orders in the order of time. Columns that no question needs are not kept.
import { RoaringBitmap32, roaringLibraryInitialize } from 'roaring-wasm';
import { OVERLAP, PARAMETERS } from '../definitions.mjs';
import { readContacts } from './handjs/contacts.mjs';
import { readOrders } from './handjs/orders.mjs';
import { rfmCells } from './handjs/quintiles.mjs';
import { rowQuestions } from './handjs/rows.mjs';

/** Whose rows come in the order of orders. */
const UNSORTED = new Set(['q8', 'q9', 'q10']);

class HandJs {
  load({ contacts, orders }) {
    const start = performance.now();
    const read = readContacts(contacts);
    this.contacts = read.contacts;
    this.scratch = new Uint32Array(this.contacts.rows + 1);
    const between = performance.now();
    this.orders = readOrders(orders, read.ids);
    this.rows = rowQuestions(this.contacts, this.orders, (tag) => this.#tag(tag));
    return { contacts_ms: between - start, orders_ms: performance.now() - between };
  }

  query(id) {
    if (id === 'q1') return this.#tag(PARAMETERS.q1.tag).size;
    if (id === 'q2') return sizeOf(this.#several());
    if (id === 'q3') return sizeOf(this.#below());
    if (id === 'q11') return rfmCells(this.contacts.rows, this.orders);
    return this.rows[id](this.scratch);
  }

  facet() {
    const rows = this.scratch.subarray(0, this.rows.q4(this.scratch));
    return { city: this.#perCity(rows), tag: this.#perTag(rows) };
  }

  overlap() {
    const made = [];
    const keep = (bitmap) => {
      made.push(bitmap);
      return bitmap;
    };
    const sets = OVERLAP.map(({ question, tag }) => (tag ? this.#tag(tag) : this.#members(question, keep)));
    const matrix = intersections(sets);
    for (const bitmap of made) bitmap.dispose();
    return matrix;
  }

  memory() {
    const columns = [...Object.values(this.contacts), this.contacts.nicknames.offsets, ...Object.values(this.orders)];
    return {
      tags: this.contacts.tags.reduce((sum, bitmap) => sum + bitmap.getSerializationSizeInBytes('portable'), 0),
      nicknames: this.contacts.nicknames.text.length * 2,
      columns: columns.reduce((sum, column) => sum + (ArrayBuffer.isView(column) ? column.byteLength : 0), 0),
    };
  }

  #tag(name) {
    return this.contacts.tags[this.contacts.names.tags.indexOf(name)];
  }

  #several() {
    const { all: [first, second, ...rest], not } = PARAMETERS.q2;
    const members = RoaringBitmap32.and(this.#tag(first), this.#tag(second));
    for (const tag of rest) members.andInPlace(this.#tag(tag));
    members.andNotInPlace(this.#tag(not));
    return members;
  }

  #below() {
    const { names, tags } = this.contacts;
    return RoaringBitmap32.orMany(tags.filter((_, i) => names.tags[i].startsWith(`${PARAMETERS.q3.below}-`)));
  }

  #members(question, keep) {
    if (question === 'q1') return this.#tag(PARAMETERS.q1.tag);
    if (question === 'q2') return keep(this.#several());
    if (question === 'q3') return keep(this.#below());
    const out = new Uint32Array(this.contacts.rows + 1);
    const rows = out.subarray(0, this.rows[question](out));
    return keep(new RoaringBitmap32(UNSORTED.has(question) ? rows.sort() : rows));
  }

  #perCity(rows) {
    const { city, names } = this.contacts;
    const counts = new Uint32Array(256);
    for (let i = 0; i < rows.length; i++) counts[city[rows[i]]]++;
    return present(names.cities, (i) => counts[i + 1]);
  }

  #perTag(rows) {
    const members = new RoaringBitmap32(rows);
    const { names, tags } = this.contacts;
    const counts = present(names.tags, (i) => tags[i].andCardinality(members));
    members.dispose();
    return counts;
  }
}

function sizeOf(bitmap) {
  const { size } = bitmap;
  bitmap.dispose();
  return size;
}

/** `{name: count}` of those with one. */
function present(names, countOf) {
  const out = {};
  for (const [i, name] of names.entries()) {
    const count = countOf(i);
    if (count > 0) out[name] = count;
  }
  return out;
}

function intersections(sets) {
  const matrix = sets.map((a, i) => sets.map((b, j) => {
    if (j < i) return 0;
    return j === i ? a.size : a.andCardinality(b);
  }));
  for (let i = 0; i < matrix.length; i++) for (let j = 0; j < i; j++) matrix[i][j] = matrix[j][i];
  return matrix;
}

export default {
  async create() {
    await roaringLibraryInitialize();
    return new HandJs();
  },
};
