// The row of one invented contact. The order of the draws is part of the data: another order gives other bytes.
import { iso, NOW, TAGS } from '../definitions.mjs';
import { zipf } from '../random.mjs';
import { CITIES, DEVICES, GIVEN, NETWORKS, PREFIXES, SOURCES, SUFFIXES, SURNAMES } from './vocabulary.mjs';

export const HEADER = [
  'id', 'nickname', 'gender', 'age', 'province', 'city', 'city_tier', 'device', 'network', 'source',
  'created_at', 'last_active_at', 'total_spend', 'order_count', 'coupon_rate', 'ltv', 'tags',
].join(',');

const MISSING = 0.03;
const BY_CITY = zipf(CITIES.length, 0.8);
const BY_TAG = zipf(TAGS.length, 1);
const BY_DEVICE = zipf(DEVICES.length, 0.6);
const BY_SOURCE = zipf(SOURCES.length, 0.6);

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `wm` and ten characters, different for every number: the multiplier is odd, so it permutes the numbers below 2^52. */
export function contactId(number) {
  let rest = (BigInt(number) * 0x9e3779b97f4a7n + 0x5bd1e995n) & 0xfffffffffffffn;
  let id = 'wm';
  for (let i = 0; i < 10; i++) {
    id += DIGITS[Number(rest % 62n)];
    rest /= 62n;
  }
  return id;
}

const quoted = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** 1.5 % of the nicknames hold a comma, 0.5 % a newline, 0.5 % quotes. */
function nickname(draws) {
  const name = draws.pick(PREFIXES) + draws.pick(SURNAMES) + draws.pick(GIVEN)
    + (draws.chance(0.6) ? draws.pick(GIVEN) : '') + draws.pick(SUFFIXES);
  const kind = draws.next();
  if (kind < 0.015) return `${name},${draws.pick(CITIES)[1]}`;
  if (kind < 0.02) return `${name}\n${draws.pick(SOURCES)}`;
  if (kind < 0.025) return `"${name}"`;
  return name;
}

function gender(draws) {
  if (draws.chance(0.58)) return '女';
  return draws.chance(0.9) ? '男' : '未知';
}

const age = (draws) => Math.min(80, Math.max(14, Math.round(32 + 10 * draws.normal())));

/** None for 10 % of the contacts, otherwise up to 12 draws; a tag drawn twice counts once. */
function tags(draws) {
  const count = draws.chance(0.1) ? 0 : Math.floor(1 + draws.next() * 12);
  const drawn = new Set();
  for (let i = 0; i < count; i++) drawn.add(draws.rank(BY_TAG));
  return [...drawn].map((rank) => TAGS[rank]).join(';');
}

function lastActive(draws, createdAt, lastOrder) {
  return Math.max(lastOrder, Math.floor(NOW - 1 - draws.next() ** 2.2 * (NOW - createdAt - 1)));
}

/** The row of a contact, without its line end. */
export function contactRow(draws, id, contacts, at) {
  const createdAt = contacts.createdAt[at];
  const spend = contacts.spend[at];
  const orders = contacts.orders[at];
  const orMissing = (value) => (draws.chance(MISSING) ? '' : value);
  const name = nickname(draws);
  const [province, city, tier] = CITIES[draws.rank(BY_CITY)];
  const activeAt = lastActive(draws, createdAt, contacts.lastOrder[at]);
  const given = tags(draws);
  return [
    id, orMissing(quoted(name)), orMissing(gender(draws)), orMissing(age(draws)),
    orMissing(province), orMissing(city), orMissing(tier),
    orMissing(DEVICES[draws.rank(BY_DEVICE)]), orMissing(draws.pick(NETWORKS)), orMissing(SOURCES[draws.rank(BY_SOURCE)]),
    iso(createdAt), orMissing(iso(activeAt)),
    orMissing(spend.toFixed(2)), orMissing(orders),
    orMissing((orders ? contacts.coupons[at] / orders : 0).toFixed(3)),
    orMissing((spend * (0.5 + draws.next())).toFixed(2)), given,
  ].join(',');
}
