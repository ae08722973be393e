// fenqun as an application uses it: `connect()` from the package, files read by the plan that `inspect` proposes,
// definitions as JSON. The engine has a worker of its own, so this runs in the page.
//
// Options: "kept" lets a question use the sets of conditions that earlier calls left; without it the engine keeps none.
import { ALL_TAGS, documentOf, EVERYBODY, MOST_CELLS, overlapDocuments, QUINTILES, QUINTILES_CELL, rules } from './fenqun/rules.mjs';

const CLIENT = '/dist/fenqun/client/index.js';

/** An engine that has started. */
async function start(options) {
  const { connect } = await import(CLIENT);
  return new Promise((resolve, reject) => {
    const engine = connect({
      ...options,
      onState(state) {
        if (state.kind === 'ready') queueMicrotask(() => resolve(engine));
        if (state.kind === 'missing') reject(new Error(state.reason));
      },
    });
  });
}

/** A definition that says something else than it is meant to is no measurement. */
function withoutErrors(report) {
  if (report.errors.length > 0) throw new Error(JSON.stringify(report.errors));
  return report;
}

class Fenqun {
  constructor(engine) {
    this.engine = engine;
  }

  async load({ contacts, orders }) {
    const start = performance.now();
    const first = await this.#load(contacts, 'contacts');
    const between = performance.now();
    const second = await this.#load(orders, 'orders');
    return { contacts_ms: between - start, orders_ms: performance.now() - between, accepted: [first.report.accepted, second.report.accepted] };
  }

  async query(id) {
    if (id === 'q11') return this.#quintiles();
    const report = await this.engine.size(documentOf(rules[id]));
    return withoutErrors(report).matched;
  }

  /** Contacts per cell of a score by ranks, run anew. */
  async #quintiles() {
    await this.engine.runScore(QUINTILES);
    return membersByValue(await this.engine.distribution(documentOf(EVERYBODY), QUINTILES_CELL, undefined, MOST_CELLS));
  }

  async facet() {
    const document = documentOf(rules.q4);
    const [city, tag] = [await this.engine.distribution(document, 'city'), await this.engine.distribution(document, '$tags', undefined, ALL_TAGS)];
    return { city: membersByValue(city), tag: membersByValue(tag) };
  }

  async overlap() {
    if (!this.engine.overlap) return null;
    return this.engine.overlap(overlapDocuments());
  }

  async memory() {
    const { total, cache } = await this.engine.memory();
    return { total, cache };
  }

  async #load(file, expected) {
    const plan = await this.engine.inspect(file);
    const table = plan.rows_are === 'events' ? plan.table : plan.rows_are;
    if (table !== expected) throw new Error(`${file.name} is proposed as ${table}`);
    return this.engine.load(file, plan);
  }
}

function membersByValue({ bars }) {
  return Object.fromEntries(bars.filter((bar) => bar.inside > 0).map((bar) => [bar.value, bar.inside]));
}

export default {
  async create(options) {
    return new Fenqun(await start(options === 'kept' ? {} : { cacheBytes: 0 }));
  },
};
