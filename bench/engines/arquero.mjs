// Arquero tables, filled by PapaParse.
//
// PapaParse gets the whole decoded text: reading a File in slices, it decodes each slice by itself and damages the characters
// that lie on the edge of two slices.
import { escape, op, table } from 'arquero';
import Papa from 'papaparse';
import { daysAgo, OVERLAP, PARAMETERS } from '../definitions.mjs';
import { matrixOfMasks } from '../lib/masks.mjs';

const { q1, q2, q3, q4, q5, q6, q7, q8, q9, q10, q12 } = PARAMETERS;

const TEXT = (cell) => (cell === '' ? null : cell);
const NUMBER = (cell) => (cell === '' ? null : Number(cell));
const TIME = (cell) => (cell === '' ? null : Date.parse(cell) / 1000);
const LIST = (cell) => (cell === '' ? [] : cell.split(';'));

const CONTACTS = {
  id: TEXT, nickname: TEXT, gender: TEXT, age: NUMBER, province: TEXT, city: TEXT, city_tier: NUMBER, device: TEXT, network: TEXT,
  source: TEXT, created_at: TIME, last_active_at: TIME, total_spend: NUMBER, order_count: NUMBER, coupon_rate: NUMBER, ltv: NUMBER, tags: LIST,
};

/** Calls `row` with the cells of every record but the header. */
function parse(bytes, row) {
  let header = true;
  const chunk = ({ data }) => {
    for (const cells of data) {
      if (header) header = false;
      else row(cells);
    }
  };
  return new Promise((complete, error) => {
    Papa.parse(new TextDecoder().decode(bytes), { skipEmptyLines: true, chunkSize: 8 << 20, chunk, complete, error });
  });
}

async function readContacts(bytes) {
  const readers = Object.entries(CONTACTS);
  const columns = { rid: [], ...Object.fromEntries(readers.map(([name]) => [name, []])) };
  const rids = new Map();
  await parse(bytes, (cells) => {
    columns.rid.push(rids.size);
    rids.set(cells[0], rids.size);
    for (const [i, [name, read]] of readers.entries()) columns[name].push(read(cells[i]));
  });
  return { contacts: table(columns), rids };
}

async function readOrders(bytes, rids) {
  const columns = { rid: [], paid_at: [], amount: [], category: [], coupon_used: [] };
  await parse(bytes, ([, contact, paidAt, amount, category, coupon]) => {
    const rid = rids.get(contact);
    if (rid === undefined) return;
    columns.rid.push(rid);
    columns.paid_at.push(TIME(paidAt));
    columns.amount.push(Number(amount));
    columns.category.push(category);
    columns.coupon_used.push(Number(coupon));
  });
  return table(columns);
}

const within = (value, [least, most]) => value !== null && value >= least && value <= most;
const atLeast = (value, least) => value !== null && value >= least;
const earlier = (value, instant) => value !== null && value < instant;

/** The questions on attributes and tags, as conditions on a row. */
const CONDITIONS = {
  q1: (d) => d.tags.includes(q1.tag),
  q2: (d) => q2.all.every((tag) => d.tags.includes(tag)) && !d.tags.includes(q2.not),
  q3: (d) => d.tags.some((tag) => tag.startsWith(`${q3.below}-`)),
  q4: (d) => d.gender === q4.gender && within(d.age, q4.age) && d.city_tier === q4.tier,
  q5: (d) => within(d.total_spend, q5.spend) && atLeast(d.coupon_rate, q5.coupon),
  q6: (d) => earlier(d.last_active_at, daysAgo(q6.inactiveDays)),
  q7: (d) => d.nickname !== null && d.nickname.includes(q7.text),
};

class Arquero {
  async load({ contacts, orders }) {
    const start = performance.now();
    const read = await readContacts(contacts);
    this.contacts = read.contacts;
    const between = performance.now();
    this.orders = await readOrders(orders, read.rids);
    return { contacts_ms: between - start, orders_ms: performance.now() - between };
  }

  query(id) {
    return id === 'q11' ? this.#quintiles() : this.#members(id).numRows();
  }

  facet() {
    const members = this.#members('q4');
    const cities = members.filter(escape((d) => d.city !== null)).groupby('city').count();
    const tags = members.select('tags').unroll('tags').filter(escape((d) => d.tags != null)).groupby('tags').count();
    return { city: counts(cities, 'city'), tag: counts(tags, 'tags') };
  }

  overlap() {
    const masks = new Int32Array(this.contacts.numRows());
    for (const [i, { question, tag }] of OVERLAP.entries()) {
      const members = question ? this.#members(question) : this.#where((d) => d.tags.includes(tag));
      for (const rid of members.array('rid')) masks[rid] |= 1 << i;
    }
    const contacts = new Map();
    for (const mask of masks) contacts.set(mask, (contacts.get(mask) ?? 0) + 1);
    return matrixOfMasks(contacts);
  }

  #where(condition) {
    return this.contacts.filter(escape(condition));
  }

  #buyers(condition, having) {
    const measures = { count: op.count(), sum: op.sum('amount'), last: op.max('paid_at') };
    return this.orders.filter(escape(condition)).groupby('rid').rollup(measures).filter(escape(having));
  }

  #members(id) {
    if (CONDITIONS[id]) return this.#where(CONDITIONS[id]);
    if (id === 'q8') return this.#buyers((d) => d.category === q8.category && d.paid_at >= daysAgo(q8.days), (d) => d.count >= q8.orders);
    if (id === 'q9') return this.#buyers((d) => d.paid_at >= daysAgo(q9.days), (d) => d.sum >= q9.amount);
    if (id === 'q10') return this.#buyers((d) => d.paid_at >= daysAgo(q10.boughtDays), (d) => d.last < daysAgo(q10.notDays));
    return this.#nested(q12);
  }

  #nested({ either, or, not }) {
    const buyers = new Set(this.#buyers((d) => d.paid_at >= daysAgo(or.days), (d) => d.count >= or.orders).array('rid'));
    const first = (d) => d.tags.includes(either.tag) && within(d.age, either.age);
    const second = (d) => or.cities.includes(d.city) && buyers.has(d.rid);
    const out = (d) => d.tags.includes(not.tag) || atLeast(d.coupon_rate, not.coupon) || earlier(d.last_active_at, daysAgo(not.inactiveDays));
    return this.#where((d) => (first(d) || second(d)) && !out(d));
  }

  #quintiles() {
    const measures = { r: op.max('paid_at'), f: op.count(), m: op.sum('amount') };
    const measured = this.contacts.select('rid').join_left(this.orders.groupby('rid').rollup(measures), 'rid');
    let scored = measured.derive({ r: escape((d) => d.r || 0), f: escape((d) => d.f || 0), m: escape((d) => d.m || 0) });
    for (const measure of ['r', 'f', 'm']) {
      const score = `d => 1 + op.floor(5 * (op.rank() - 1) / ${this.contacts.numRows()})`;
      scored = scored.orderby(measure).derive({ [`score_${measure}`]: score });
    }
    const cells = scored.unorder().derive({ cell: escape((d) => d.score_r * 100 + d.score_f * 10 + d.score_m) });
    return counts(cells.groupby('cell').count(), 'cell');
  }
}

function counts(grouped, key) {
  return Object.fromEntries(grouped.objects({ limit: Infinity }).map((row) => [row[key], row.count]));
}

export default {
  async create() {
    return new Arquero();
  },
};
