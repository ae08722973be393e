// Invented orders, contact by contact; what a contact's columns say about money follows from them.
import { CATEGORIES, DAY, NOW } from '../definitions.mjs';
import { zipf } from '../random.mjs';

/** The first instant at which a contact may have been added. */
export const START = NOW - 3 * 365 * DAY;

const MAX_ORDERS_PER_CONTACT = 200;
const BY_CATEGORY = zipf(CATEGORIES.length, 0.7);

/** Columns of orders, in the order in which they were drawn, with room for `capacity` of them. */
function emptyOrders(capacity) {
  return {
    length: 0,
    capacity,
    contact: new Uint32Array(capacity),
    paidAt: new Uint32Array(capacity),
    amount: new Float32Array(capacity),
    category: new Uint8Array(capacity),
    coupon: new Uint8Array(capacity),
  };
}

function emptyContacts(count) {
  return {
    createdAt: new Uint32Array(count),
    spend: new Float64Array(count),
    orders: new Uint32Array(count),
    coupons: new Uint32Array(count),
    lastOrder: new Uint32Array(count),
  };
}

/** 30 % of the contacts have no order, the others a log-normal number of them. */
function orderCount(draws) {
  if (draws.chance(0.3)) return 0;
  const count = Math.round(Math.exp(1.35 + 1.05 * draws.normal()));
  return Math.min(MAX_ORDERS_PER_CONTACT, Math.max(1, count));
}

/** How a contact buys: favourite category, love of coupons, level of amounts, and for how long it has stopped. */
function habits(draws, createdAt) {
  return {
    favourite: draws.rank(BY_CATEGORY),
    couponLove: draws.next() ** 2,
    level: Math.exp(4.6 + 0.7 * draws.normal()),
    lapse: draws.chance(0.4) ? draws.next() * (NOW - createdAt) * 0.9 : 0,
  };
}

/** Amounts are multiples of 0.5: sums are exact in any order. */
const amountOf = (draws, level) => Math.max(1, Math.round(level * Math.exp(0.6 * draws.normal()) * 2) / 2);

function addOrder(draws, orders, contact, createdAt, { favourite, couponLove, level, lapse }) {
  const at = orders.length++;
  orders.contact[at] = contact;
  orders.paidAt[at] = Math.floor(createdAt + (1 - draws.next() ** 1.7) * (NOW - lapse - createdAt - 1));
  orders.amount[at] = amountOf(draws, level);
  orders.category[at] = draws.chance(0.5) ? favourite : draws.rank(BY_CATEGORY);
  orders.coupon[at] = draws.chance(couponLove) ? 1 : 0;
  return at;
}

function count(contacts, contact, orders, at) {
  contacts.spend[contact] += orders.amount[at];
  contacts.orders[contact]++;
  contacts.coupons[contact] += orders.coupon[at];
  contacts.lastOrder[contact] = Math.max(contacts.lastOrder[contact], orders.paidAt[at]);
}

/** Orders of `size` contacts, and what they sum up to for each contact. */
export function drawOrders(draws, size) {
  const orders = emptyOrders(Math.ceil(size * 5.6));
  const contacts = emptyContacts(size);
  for (let contact = 0; contact < size; contact++) {
    const createdAt = START + Math.floor(draws.next() * (NOW - START - 60));
    contacts.createdAt[contact] = createdAt;
    const wanted = orderCount(draws);
    const habit = habits(draws, createdAt);
    for (let i = 0; i < wanted && orders.length < orders.capacity; i++) {
      count(contacts, contact, orders, addOrder(draws, orders, contact, createdAt, habit));
    }
  }
  return { orders, contacts };
}

/** More orders than this cannot be sorted: time and place stand together in one exact number. */
const MOST_ORDERS = 2 ** 26;

/** Places of the orders by time, equal times as drawn: as a shop exports them. */
export function* byTime(orders) {
  if (orders.length > MOST_ORDERS) throw new Error(`${orders.length} orders are more than ${MOST_ORDERS}`);
  const keys = new Float64Array(orders.length);
  for (let at = 0; at < orders.length; at++) keys[at] = (orders.paidAt[at] - START) * MOST_ORDERS + at;
  keys.sort();
  for (const key of keys) yield key % MOST_ORDERS;
}
