// Invented contacts and orders of any size: node bench/generate.mjs <contacts> <folder>
// writes contacts-<N>.csv and orders-<N>.csv. Seeded: the same N gives the same bytes.
import { closeSync, existsSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { contactId, contactRow, HEADER } from './data/contacts.mjs';
import { byTime, drawOrders } from './data/orders.mjs';
import { CATEGORIES, iso } from './definitions.mjs';
import { data } from './home.mjs';
import { Draws } from './random.mjs';

const LINES_AT_ONCE = 20_000;

/** Writes lines to a file, many at once. */
function writeLines(path, lines) {
  const file = openSync(path, 'w');
  let waiting = [];
  const flush = () => {
    if (waiting.length > 0) writeSync(file, `${waiting.join('\n')}\n`);
    waiting = [];
  };
  for (const line of lines) {
    waiting.push(line);
    if (waiting.length === LINES_AT_ONCE) flush();
  }
  flush();
  closeSync(file);
}

function* contactLines(draws, ids, contacts) {
  yield HEADER;
  for (const [at, id] of ids.entries()) yield contactRow(draws, id, contacts, at);
}

function* orderLines(ids, orders) {
  yield 'order_id,contact_id,paid_at,amount,category,coupon_used';
  let number = 0;
  for (const at of byTime(orders)) {
    number++;
    yield [
      `SO${String(number).padStart(9, '0')}`, ids[orders.contact[at]], iso(orders.paidAt[at]),
      orders.amount[at].toFixed(2), CATEGORIES[orders.category[at]], orders.coupon[at],
    ].join(',');
  }
}

/** Where the two files of a size are. */
export const dataFiles = (folder, size) => ({
  contacts: join(folder, `contacts-${size}.csv`),
  orders: join(folder, `orders-${size}.csv`),
});

/** Writes both files. */
export function generate(size, folder) {
  mkdirSync(folder, { recursive: true });
  const files = dataFiles(folder, size);
  const draws = new Draws(42 + size);
  const ids = Array.from({ length: size }, (_, number) => contactId(number));
  const { orders, contacts } = drawOrders(draws, size);
  writeLines(files.contacts, contactLines(draws, ids, contacts));
  writeLines(files.orders, orderLines(ids, orders));
  return { ...files, orderRows: orders.length };
}

/** Both files of a size, where the benchmark keeps them. */
export function generateMissing(size) {
  const files = dataFiles(data, size);
  if (Object.values(files).every((file) => existsSync(file))) return files;
  console.log(`${size} contacts and their orders, into ${data}`);
  generate(size, data);
  return files;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [size, folder = '.'] = process.argv.slice(2);
  if (!(Number(size) > 0)) {
    console.error('usage: node bench/generate.mjs CONTACTS [FOLDER]');
    process.exit(2);
  }
  console.log(generate(Number(size), folder));
}
