// DuckDB-WASM in its own worker. Options: "<bundle>-<tags>", e.g. eh-norm, eh-list, coi-norm (threads; needs COOP and COEP).
import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm';
import { matrixOfMasks } from '../lib/masks.mjs';
import { questionsInSql } from '../lib/sql.mjs';

const CONTACTS = {
  id: 'VARCHAR', nickname: 'VARCHAR', gender: 'VARCHAR', age: 'SMALLINT', province: 'VARCHAR', city: 'VARCHAR', city_tier: 'TINYINT',
  device: 'VARCHAR', network: 'VARCHAR', source: 'VARCHAR', created_at: 'TIMESTAMP', last_active_at: 'TIMESTAMP',
  total_spend: 'DOUBLE', order_count: 'INTEGER', coupon_rate: 'DOUBLE', ltv: 'DOUBLE', tags: 'VARCHAR',
};
const ORDERS = { order_id: 'VARCHAR', contact_id: 'VARCHAR', paid_at: 'TIMESTAMP', amount: 'DOUBLE', category: 'VARCHAR', coupon_used: 'TINYINT' };

function readCsv(file, types) {
  const columns = Object.entries(types).map(([name, type]) => `'${name}': '${type}'`).join(', ');
  return `read_csv('${file}', header = true, delim = ',', quote = '"', escape = '"', columns = {${columns}})`;
}

const LOAD_CONTACTS = `
  CREATE TABLE contacts AS
  SELECT (row_number() OVER () - 1)::INTEGER AS rid, * REPLACE (string_split(tags, ';') AS tags) FROM ${readCsv('contacts.csv', CONTACTS)}`;
const LOAD_ORDERS = `
  CREATE TABLE orders AS SELECT c.rid, o.paid_at, o.amount, o.category, o.coupon_used
  FROM ${readCsv('orders.csv', ORDERS)} o JOIN contacts c ON c.id = o.contact_id`;
const NORMALIZE_TAGS = [
  'CREATE TYPE tag_t AS ENUM (SELECT DISTINCT t FROM (SELECT unnest(tags) AS t FROM contacts) WHERE t IS NOT NULL ORDER BY t)',
  'CREATE TABLE contact_tag AS SELECT rid, t::tag_t AS tag FROM (SELECT rid, unnest(tags) AS t FROM contacts) ORDER BY tag, rid',
  'ALTER TABLE contacts DROP tags',
];

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
    await this.#read('contacts.csv', contacts, LOAD_CONTACTS);
    const contactsRead = performance.now();
    if (this.layout === 'norm') for (const statement of NORMALIZE_TAGS) await this.connection.query(statement);
    const tagsMade = performance.now();
    await this.#read('orders.csv', orders, LOAD_ORDERS);
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
