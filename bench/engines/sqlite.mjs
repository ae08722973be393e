// SQLite WASM (the official build): a database in memory, prepared inserts in one transaction, indexes after the load.
import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import { instant, isEmpty, number, scan, text } from '../lib/csv.mjs';
import { Intern } from '../lib/intern.mjs';
import { matrixOfMasks } from '../lib/masks.mjs';
import { questionsInSql } from '../lib/sql.mjs';

const SETTINGS = 'PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-262144;';

const TABLES = `
  CREATE TABLE contacts(rid INTEGER PRIMARY KEY, id TEXT, nickname TEXT, gender TEXT, age INT, province TEXT, city TEXT,
    city_tier INT, device TEXT, network TEXT, source TEXT, created_at INT, last_active_at INT, total_spend REAL,
    order_count INT, coupon_rate REAL, ltv REAL);
  CREATE TABLE raw_tag(rid INT, tag TEXT);
  CREATE TABLE orders(rid INT, paid_at INT, amount REAL, category TEXT, coupon_used INT);`;

const SORT_TAGS = `
  CREATE TABLE contact_tag(tag TEXT, rid INT, PRIMARY KEY(tag, rid)) WITHOUT ROWID;
  INSERT INTO contact_tag SELECT tag, rid FROM raw_tag ORDER BY tag, rid;
  DROP TABLE raw_tag;
  CREATE INDEX contact_tag_by_contact ON contact_tag(rid, tag);`;

const INDEXES = `
  CREATE INDEX contacts_by_attributes ON contacts(gender, city_tier, age, city);
  CREATE INDEX contacts_by_coupon ON contacts(coupon_rate, total_spend);
  CREATE INDEX contacts_by_activity ON contacts(last_active_at);
  CREATE INDEX orders_by_contact ON orders(rid, paid_at, amount);
  CREATE INDEX orders_by_category ON orders(category, paid_at, rid);
  CREATE INDEX orders_by_time ON orders(paid_at, rid, amount);
  ANALYZE;`;

/** What the 16 columns before the tags are. */
const { T, N, I } = { T: text, N: number, I: instant };
const READERS = [T, T, T, N, T, T, N, T, T, T, I, I, N, N, N, N];
const TAGS = 16;

class Sqlite {
  constructor(sqlite3) {
    this.sqlite3 = sqlite3;
    this.database = new sqlite3.oo1.DB(':memory:');
    this.database.exec(SETTINGS);
    this.questions = questionsInSql('sqlite', 'norm');
    this.prepared = new Map();
  }

  load({ contacts, orders }) {
    const marks = [performance.now()];
    const mark = () => marks.push(performance.now());
    this.database.exec(`BEGIN; ${TABLES}`);
    const ids = this.#insertContacts(contacts);
    mark();
    this.database.exec(SORT_TAGS);
    mark();
    this.#insertOrders(orders, ids);
    mark();
    this.database.exec(`COMMIT; ${INDEXES}`);
    mark();
    const [contacts_ms, tags_ms, orders_ms, index_ms] = marks.slice(1).map((at, i) => at - marks[i]);
    return { contacts_ms, tags_ms, orders_ms, index_ms };
  }

  query(id) {
    const pairs = this.#pairs(id);
    return id === 'q11' ? Object.fromEntries(pairs) : pairs[0][1];
  }

  facet() {
    return { city: Object.fromEntries(this.#pairs('f1city')), tag: Object.fromEntries(this.#pairs('f1tag')) };
  }

  overlap() {
    return matrixOfMasks(this.#pairs('o1'));
  }

  memory() {
    return { wasm: this.sqlite3.wasm.heap8u().byteLength, version: this.sqlite3.version.libVersion };
  }

  #insertContacts(bytes) {
    const contact = this.database.prepare(`INSERT INTO contacts VALUES(?${',?'.repeat(READERS.length)})`);
    const tagging = this.database.prepare('INSERT INTO raw_tag VALUES(?,?)');
    const ids = new Intern(1 << 21);
    let rid = 0;
    scan(bytes, TAGS + 1, (cells) => {
      ids.code(bytes, cells.start[0], cells.end[0]);
      contact.bind(1, rid);
      for (const [column, read] of READERS.entries()) contact.bind(column + 2, isEmpty(cells, column) ? null : read(bytes, cells, column));
      contact.stepReset();
      if (!isEmpty(cells, TAGS)) for (const tag of text(bytes, cells, TAGS).split(';')) tagging.bind(1, rid).bind(2, tag).stepReset();
      rid++;
    });
    return ids;
  }

  #insertOrders(bytes, ids) {
    const order = this.database.prepare('INSERT INTO orders VALUES(?,?,?,?,?)');
    scan(bytes, 6, (cells) => {
      const rid = ids.find(bytes, cells.start[1], cells.end[1]);
      if (rid < 0) return;
      order.bind(1, rid).bind(2, instant(bytes, cells, 2)).bind(3, number(bytes, cells, 3)).bind(4, text(bytes, cells, 4));
      order.bind(5, number(bytes, cells, 5)).stepReset();
    });
  }

  /** Keys (null when there are none) with their numbers. */
  #pairs(id) {
    if (!this.prepared.has(id)) this.prepared.set(id, this.database.prepare(this.questions[id]));
    const statement = this.prepared.get(id);
    const pairs = [];
    while (statement.step()) {
      const row = statement.get([]);
      pairs.push(row.length === 2 ? [row[0], Number(row[1])] : [null, Number(row[0])]);
    }
    statement.reset();
    return pairs;
  }
}

export default {
  async create() {
    const quiet = { print() {}, printErr() {} };
    return new Sqlite(await sqlite3InitModule({ ...quiet, locateFile: (file) => `/dist/${file}` }));
  },
};
