// Perspective in its own worker: views with filters and groups; the last step of a condition on groups is counted here.
// It has no algebra of sets: q11, q12, o1 and the tags of f1 are outside of its model.
import perspective from '@perspective-dev/client';
import { daysAgo, PARAMETERS } from '../definitions.mjs';

const { q1, q2, q3, q4, q5, q6, q7, q8, q9, q10 } = PARAMETERS;

const CONTACTS = {
  id: 'string', nickname: 'string', gender: 'string', age: 'integer', province: 'string', city: 'string', city_tier: 'integer',
  device: 'string', network: 'string', source: 'string', created_at: 'datetime', last_active_at: 'datetime',
  total_spend: 'float', order_count: 'integer', coupon_rate: 'float', ltv: 'float', tags: 'string',
};
const ORDERS = { order_id: 'string', contact_id: 'string', paid_at: 'datetime', amount: 'float', category: 'string', coupon_used: 'integer' };

const tagged = (tag) => ['tags', 'contains', tag];
const since = (days) => ['paid_at', '>=', daysAgo(days) * 1000];
const IN_Q4 = [['gender', '==', q4.gender], ['age', '>=', q4.age[0]], ['age', '<=', q4.age[1]], ['city_tier', '==', q4.tier]];

/** Filters of the questions on contacts. */
const FILTERS = {
  q1: [tagged(q1.tag)],
  q3: [tagged(`${q3.below}-`)],
  q4: IN_Q4,
  q5: [['total_spend', '>=', q5.spend[0]], ['total_spend', '<=', q5.spend[1]], ['coupon_rate', '>=', q5.coupon]],
  q6: [['last_active_at', '<', daysAgo(q6.inactiveDays) * 1000]],
  q7: [['nickname', 'contains', q7.text]],
};

/** Filters of the questions on orders, the measure of a contact's orders, and what it must be. */
const BUYERS = {
  q8: { filter: [['category', '==', q8.category], since(q8.days)], column: 'order_id', aggregate: 'count', is: (count) => count >= q8.orders },
  q9: { filter: [since(q9.days)], column: 'amount', aggregate: 'sum', is: (sum) => sum >= q9.amount },
  q10: { filter: [since(q10.boughtDays)], column: 'paid_at', aggregate: 'max', is: (last) => last < daysAgo(q10.notDays) * 1000 },
};

async function rowsOf(view) {
  const rows = await view.num_rows();
  await view.delete();
  return rows;
}

async function columnsOf(view) {
  const columns = await view.to_columns();
  await view.delete();
  return columns;
}

class Perspective {
  constructor(client) {
    this.client = client;
  }

  async load({ contacts, orders }) {
    const start = performance.now();
    this.contacts = await this.#table('contacts', CONTACTS, contacts);
    const between = performance.now();
    this.orders = await this.#table('orders', ORDERS, orders);
    return { contacts_ms: between - start, orders_ms: performance.now() - between };
  }

  async query(id) {
    if (FILTERS[id]) return this.#count(FILTERS[id]);
    if (BUYERS[id]) return this.#buyers(BUYERS[id]);
    return id === 'q2' ? this.#several() : null;
  }

  async facet() {
    const columns = await this.#group(this.contacts, 'city', 'id', 'count', IN_Q4);
    const keys = columns[Object.keys(columns).find((name) => name !== 'id')];
    const pairs = columns.id.map((count, i) => [[keys[i]].flat()[0], count]);
    return { city: Object.fromEntries(pairs.filter(([city]) => city != null && city !== '')), tag: null };
  }

  async overlap() {
    return null;
  }

  async #table(name, types, bytes) {
    const table = await this.client.table(types, { name });
    await table.update(bytes, { format: 'csv' });
    await table.size();
    return table;
  }

  async #count(filter) {
    return rowsOf(await this.contacts.view({ columns: ['id'], filter }));
  }

  /** There is no "contains not", and expressions refuse texts that are not ASCII: a difference of two counts. */
  async #several() {
    const all = q2.all.map(tagged);
    return (await this.#count(all)) - (await this.#count([...all, tagged(q2.not)]));
  }

  async #buyers({ filter, column, aggregate, is }) {
    const columns = await this.#group(this.orders, 'contact_id', column, aggregate, filter);
    return columns[column].filter(is).length;
  }

  async #group(table, by, column, aggregate, filter) {
    const view = { group_by: [by], group_rollup_mode: 'flat', columns: [column], aggregates: { [column]: aggregate }, filter };
    return columnsOf(await table.view(view));
  }
}

export default {
  async create() {
    perspective.init_server(fetch('/dist/perspective-server.wasm'));
    perspective.init_client(fetch('/dist/perspective-js.wasm'));
    const worker = new Worker('/dist/perspective-server.worker.js', { type: 'module' });
    return new Perspective(await perspective.worker(Promise.resolve(worker)));
  },
};
