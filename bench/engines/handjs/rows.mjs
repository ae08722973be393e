// Questions as loops that write the rows of the members into `out` and give how many they are.
//
// A row is always written, and the place moves on only when it is a member: no branch on random data.
import { daysAgo, PARAMETERS } from '../../definitions.mjs';
import { firstSince } from './orders.mjs';

function attributes({ rows, gender, age, tier, names }, out) {
  const { gender: wanted, age: [youngest, oldest], tier: wantedTier } = PARAMETERS.q4;
  const code = names.genders.indexOf(wanted) + 1;
  let count = 0;
  for (let row = 0; row < rows; row++) {
    out[count] = row;
    count += (gender[row] === code) & (age[row] >= youngest) & (age[row] <= oldest) & (tier[row] === wantedTier);
  }
  return count;
}

function numbers({ rows, spend, coupon }, out) {
  const { spend: [least, most], coupon: rate } = PARAMETERS.q5;
  let count = 0;
  for (let row = 0; row < rows; row++) {
    out[count] = row;
    count += (spend[row] >= least) & (spend[row] <= most) & (coupon[row] >= rate);
  }
  return count;
}

function inactive({ rows, activeAt }, out) {
  const before = daysAgo(PARAMETERS.q6.inactiveDays);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    out[count] = row;
    count += (activeAt[row] !== 0) & (activeAt[row] < before);
  }
  return count;
}

/** The last row at or after `from` whose text starts at or before `at`. */
function rowAt(offsets, from, rows, at) {
  let low = from;
  let high = rows - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (offsets[middle] <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** One search over all nicknames; behind a hit it goes on with the next row. */
function nicknames({ rows, nicknames: { text, offsets } }, out) {
  const wanted = PARAMETERS.q7.text;
  let count = 0;
  let row = 0;
  let at = text.indexOf(wanted, 0);
  while (at >= 0) {
    const hit = rowAt(offsets, row, rows, at);
    out[count++] = hit;
    row = hit + 1;
    if (row >= rows) break;
    at = text.indexOf(wanted, offsets[row]);
  }
  return count;
}

function frequentInCategory(contacts, orders, out) {
  const { category: wanted, days, orders: least } = PARAMETERS.q8;
  const { contact, category, categories, rows } = orders;
  const code = categories.indexOf(wanted);
  const counts = new Uint16Array(contacts.rows);
  let count = 0;
  for (let at = firstSince(orders, daysAgo(days)); at < rows; at++) {
    if (category[at] === code && ++counts[contact[at]] === least) out[count++] = contact[at];
  }
  return count;
}

function largeSum(contacts, orders, out) {
  const { days, amount: least } = PARAMETERS.q9;
  const { contact, amount, rows } = orders;
  const sums = new Float64Array(contacts.rows);
  let count = 0;
  for (let at = firstSince(orders, daysAgo(days)); at < rows; at++) {
    const row = contact[at];
    const before = sums[row];
    sums[row] = before + amount[at];
    if (before < least && sums[row] >= least) out[count++] = row;
  }
  return count;
}

function lapsed(contacts, orders, out) {
  const { boughtDays, notDays } = PARAMETERS.q10;
  const { contact, rows } = orders;
  const seen = new Uint8Array(contacts.rows);
  const recent = firstSince(orders, daysAgo(notDays));
  for (let at = recent; at < rows; at++) seen[contact[at]] = 1;
  let count = 0;
  for (let at = firstSince(orders, daysAgo(boughtDays)); at < recent; at++) {
    const row = contact[at];
    out[count] = row;
    count += seen[row] === 0;
    seen[row] = 1;
  }
  return count;
}

/** Bits of a bitmap in words of 32 rows. */
function words(bitmap, rows) {
  const bits = new Uint32Array((rows + 31) >> 5);
  for (const row of bitmap.toUint32Array()) bits[row >> 5] |= 1 << (row & 31);
  return bits;
}

function ordersSince(contacts, orders, days) {
  const counts = new Uint16Array(contacts.rows);
  const { contact, rows } = orders;
  for (let at = firstSince(orders, daysAgo(days)); at < rows; at++) counts[contact[at]]++;
  return counts;
}

/** 1 at the codes of these cities. */
function cityFlags(contacts, cities) {
  const flags = new Uint8Array(256);
  for (const city of cities) flags[contacts.names.cities.indexOf(city) + 1] = 1;
  flags[0] = 0;
  return flags;
}

function nested(contacts, orders, out, bitmapOf) {
  const { either, or, not } = PARAMETERS.q12;
  const { rows, age, city, coupon, activeAt } = contacts;
  const [youngest, oldest] = either.age;
  const before = daysAgo(not.inactiveDays);
  const tagged = words(bitmapOf(either.tag), rows);
  const excluded = words(bitmapOf(not.tag), rows);
  const inCity = cityFlags(contacts, or.cities);
  const counts = ordersSince(contacts, orders, or.days);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const word = row >> 5;
    const bit = row & 31;
    const first = ((tagged[word] >>> bit) & 1) & (age[row] >= youngest) & (age[row] <= oldest);
    const second = inCity[city[row]] & (counts[row] >= or.orders);
    const taken = ((excluded[word] >>> bit) & 1) | (coupon[row] >= not.coupon) | ((activeAt[row] !== 0) & (activeAt[row] < before));
    out[count] = row;
    count += (first | second) & ~taken & 1;
  }
  return count;
}

/** By question: the rows of the members. */
export function rowQuestions(contacts, orders, bitmapOf) {
  return {
    q4: (out) => attributes(contacts, out),
    q5: (out) => numbers(contacts, out),
    q6: (out) => inactive(contacts, out),
    q7: (out) => nicknames(contacts, out),
    q8: (out) => frequentInCategory(contacts, orders, out),
    q9: (out) => largeSum(contacts, orders, out),
    q10: (out) => lapsed(contacts, orders, out),
    q12: (out) => nested(contacts, orders, out, bitmapOf),
  };
}
