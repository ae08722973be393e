// Orders as typed columns in the order of time, so that "the last x days" are the rows from one place on.
import { countLines, instant, number, scan } from '../../lib/csv.mjs';
import { Intern } from '../../lib/intern.mjs';

const COLUMNS = 6;
const AT = { contact: 1, paidAt: 2, amount: 3, category: 4 };

function requireTimeOrder(paidAt) {
  for (let at = 1; at < paidAt.length; at++) if (paidAt[at] < paidAt[at - 1]) throw new Error('orders are not in the order of time');
}

/** Reads the orders of known contacts. Amounts are exact in 32 bits here. */
export function readOrders(bytes, ids) {
  const capacity = countLines(bytes);
  const contact = new Uint32Array(capacity);
  const paidAt = new Uint32Array(capacity);
  const amount = new Float32Array(capacity);
  const category = new Uint8Array(capacity);
  const categories = new Intern();
  let rows = 0;
  scan(bytes, COLUMNS, (cells) => {
    const owner = ids.find(bytes, cells.start[AT.contact], cells.end[AT.contact]);
    if (owner < 0) return;
    contact[rows] = owner;
    paidAt[rows] = instant(bytes, cells, AT.paidAt);
    amount[rows] = number(bytes, cells, AT.amount);
    category[rows] = categories.code(bytes, cells.start[AT.category], cells.end[AT.category]);
    rows++;
  });
  const cut = (column) => column.slice(0, rows);
  const orders = { rows, contact: cut(contact), paidAt: cut(paidAt), amount: cut(amount), category: cut(category), categories: categories.texts() };
  requireTimeOrder(orders.paidAt);
  return orders;
}

/** The first row at or after an instant. */
export function firstSince({ paidAt, rows }, instant) {
  let low = 0;
  let high = rows;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (paidAt[middle] < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
