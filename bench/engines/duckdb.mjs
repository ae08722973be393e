// DuckDB-WASM in its own worker. Options: "<bundle>-<tags>", e.g. eh-norm, eh-list, coi-norm (threads; needs COOP and COEP).
import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm';
import { importStatements } from '../lib/duckdb.mjs';
import { matrixOfMasks } from '../lib/masks.mjs';
import { questionsInSql } from '../lib/sql.mjs';

const LOAD = importStatements('contacts.csv', 'orders.csv');

const absolute = (path) => new URL(path, location.href).href;

async function open(bundle) {
  const threads = bundle === 'coi';
  const database = new AsyncDuckDB(new VoidLogger(), new Worker(`/dist/duckdb-browser-${bundle}.worker.js`));
  const pthread = threads ? absolute('/dist/duckdb-browser-coi.pthread.worker.js') : undefined;
  await database.instantiate(absolute(`/dist/duckdb-${bundle}.wasm`), pthread);
  await database.open({ path: ':memory:', query: { castBigIntToDouble: true }, ...(threads && { maximumThreads: 2 }) });
  return database;
}

class DuckDb {
  constructor(database, connection, layout) {
    this.database = database;
    this.connection = connection;
    this.layout = layout;
    this.questions = questionsInSql('duckdb', layout);
  }

  async load({ contacts, orders }) {
    const start = performance.now();
    await this.#read('contacts.csv', contacts, LOAD.contacts);
    const contactsRead = performance.now();
    if (this.layout === 'norm') for (const statement of LOAD.tags) await this.connection.query(statement);
    const tagsMade = performance.now();
    await this.#read('orders.csv', orders, LOAD.orders);
    return { contacts_ms: contactsRead - start, tags_ms: tagsMade - contactsRead, orders_ms: performance.now() - tagsMade };
  }

  async query(id) {
    const pairs = await this.#pairs(id);
    return id === 'q11' ? Object.fromEntries(pairs) : pairs[0][1];
  }

  async facet() {
    return { city: Object.fromEntries(await this.#pairs('f1city')), tag: Object.fromEntries(await this.#pairs('f1tag')) };
  }

  async overlap() {
    return matrixOfMasks((await this.#pairs('o1')).map(([mask, contacts]) => [Number(mask), contacts]));
  }

  async memory() {
    const held = await this.connection.query('SELECT sum(memory_usage_bytes)::DOUBLE AS n FROM duckdb_memory()');
    const about = await this.connection.query("SELECT version() AS v, current_setting('threads') AS t");
    return { held: held.getChild('n').get(0), version: about.getChild('v').get(0), threads: Number(about.getChild('t').get(0)) };
  }

  async #read(name, bytes, statement) {
    await this.database.registerFileBuffer(name, bytes);
    await this.connection.query(statement);
    await this.database.dropFile(name);
  }

  /** Keys (null when there are none) with their numbers. */
  async #pairs(id) {
    const table = await this.connection.query(this.questions[id]);
    const keys = table.getChild('k');
    const numbers = table.getChild('n');
    return Array.from({ length: table.numRows }, (_, i) => [keys ? keys.get(i) : null, Number(numbers.get(i))]);
  }
}

export default {
  async create(options) {
    const [bundle, layout] = (options || 'eh-norm').split('-');
    const database = await open(bundle);
    return new DuckDb(database, await database.connect(), layout);
  },
};
