// The questions as SQL. Tags stand in a table `contact_tag(rid, tag)` ('norm') or in a list column `contacts.tags` ('list').
//
// Contacts have dense numbers (`rid`), and orders carry them. "Not" is `IS NOT TRUE`: a plain `NOT` would lose the contacts
// with missing cells.
import { daysAgo, iso, OVERLAP, PARAMETERS, TAGS_BELOW } from '../definitions.mjs';

/** What the dialects say differently. */
const DIALECTS = {
  duckdb: {
    instant: (seconds) => `TIMESTAMP '${iso(seconds).replace('T', ' ').replace('Z', '')}'`,
    contains: (column, text) => `contains(${column}, ${text})`,
    seconds: (time) => `epoch(${time})`,
    integerDivision: '//',
  },
  clickhouse: {
    instant: (seconds) => `toDateTime(${seconds}, 'UTC')`,
    contains: (column, text) => `position(${column}, ${text}) > 0`,
    seconds: (time) => `toUnixTimestamp(${time})`,
    integerDivision: 'DIV',
  },
  sqlite: {
    instant: (seconds) => String(seconds),
    contains: (column, text) => `instr(${column}, ${text}) > 0`,
    seconds: (time) => time,
    integerDivision: '/',
  },
};

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const list = (texts) => texts.map(quoted).join(', ');
const contactsWhere = (condition) => `SELECT rid FROM contacts WHERE ${condition}`;
const buyersWhere = (condition, having) => `SELECT rid FROM orders WHERE ${condition} GROUP BY rid HAVING ${having}`;

/** How a tag is asked for, by layout of the tags; ClickHouse has the layout `norm` only. */
const TAG_LAYOUTS = {
  norm: {
    has: (tag) => `rid IN (SELECT rid FROM contact_tag WHERE tag = ${quoted(tag)})`,
    one: (tag) => `SELECT rid FROM contact_tag WHERE tag = ${quoted(tag)}`,
    any: (tags) => `SELECT DISTINCT rid FROM contact_tag WHERE tag IN (${list(tags)})`,
    perTag: (condition) => `SELECT tag AS k, count(*) AS n FROM contact_tag WHERE rid IN (${contactsWhere(condition)}) GROUP BY tag`,
  },
  list: {
    has: (tag) => `coalesce(list_contains(tags, ${quoted(tag)}), false)`,
    one: (tag) => contactsWhere(`coalesce(list_contains(tags, ${quoted(tag)}), false)`),
    any: (tags) => contactsWhere(`list_has_any(tags, [${list(tags)}])`),
    perTag: (condition) => `SELECT k, count(*) AS n FROM (SELECT unnest(tags) AS k FROM contacts WHERE ${condition}) GROUP BY k`,
  },
};

const { q1, q2, q4, q5, q6, q7, q8, q9, q10, q12 } = PARAMETERS;
const IN_Q4 = `gender = ${quoted(q4.gender)} AND age BETWEEN ${q4.age[0]} AND ${q4.age[1]} AND city_tier = ${q4.tier}`;

/** A SELECT of `rid` for every question that is a set. */
function sets(dialect, tags) {
  const since = (column, days) => `${column} >= ${dialect.instant(daysAgo(days))}`;
  const before = (column, days) => `${column} < ${dialect.instant(daysAgo(days))}`;
  return {
    q1: tags.one(q1.tag),
    q2: contactsWhere([...q2.all.map(tags.has), `NOT ${tags.has(q2.not)}`].join(' AND ')),
    q3: tags.any(TAGS_BELOW),
    q4: contactsWhere(IN_Q4),
    q5: contactsWhere(`total_spend BETWEEN ${q5.spend[0]} AND ${q5.spend[1]} AND coupon_rate >= ${q5.coupon}`),
    q6: contactsWhere(before('last_active_at', q6.inactiveDays)),
    q7: contactsWhere(dialect.contains('nickname', quoted(q7.text))),
    q8: buyersWhere(`category = ${quoted(q8.category)} AND ${since('paid_at', q8.days)}`, `count(*) >= ${q8.orders}`),
    q9: buyersWhere(since('paid_at', q9.days), `sum(amount) >= ${q9.amount}`),
    q10: buyersWhere(since('paid_at', q10.boughtDays), before('max(paid_at)', q10.notDays)),
    q12: contactsWhere(nested(dialect, tags)),
  };
}

function nested(dialect, tags) {
  const { either, or, not } = q12;
  const buyers = buyersWhere(`paid_at >= ${dialect.instant(daysAgo(or.days))}`, `count(*) >= ${or.orders}`);
  const first = `${tags.has(either.tag)} AND age BETWEEN ${either.age[0]} AND ${either.age[1]}`;
  const second = `city IN (${list(or.cities)}) AND rid IN (${buyers})`;
  const inactive = `last_active_at < ${dialect.instant(daysAgo(not.inactiveDays))}`;
  const out = `${tags.has(not.tag)} OR coupon_rate >= ${not.coupon} OR ${inactive}`;
  return `((${first}) OR (${second})) AND (${out}) IS NOT TRUE`;
}

/** Quintiles by `rank()`, so that equal values have equal scores; `ntile(5)` would part them as the engine likes. */
function quintiles({ seconds, integerDivision }) {
  const score = (column) => `1 + (5 * (rank() OVER (ORDER BY ${column}) - 1)) ${integerDivision} n`;
  return `
    WITH o AS (SELECT rid, ${seconds('max(paid_at)')} AS r0, count(*) AS f0, sum(amount) AS m0 FROM orders GROUP BY rid),
      a AS (SELECT coalesce(r0, 0) AS r, coalesce(f0, 0) AS f, coalesce(m0, 0) AS m, (SELECT count(*) FROM contacts) AS n
            FROM contacts LEFT JOIN o ON contacts.rid = o.rid),
      s AS (SELECT ${score('r')} AS r, ${score('f')} AS f, ${score('m')} AS m FROM a)
    SELECT r * 100 + f * 10 + m AS k, count(*) AS n FROM s GROUP BY k`;
}

/** One bit per segment, one mask per contact, contacts per mask: cheaper than joining each segment with each. */
function overlap(set, tags) {
  const segment = ({ question, tag }) => (question ? set[question] : tags.one(tag));
  const bits = OVERLAP.map((of, i) => `SELECT rid, ${1 << i} AS b FROM (${segment(of)})`).join(' UNION ALL ');
  return `SELECT k, count(*) AS n FROM (SELECT rid, sum(b) AS k FROM (${bits}) GROUP BY rid) GROUP BY k`;
}

/** Every question as a SELECT of a number `n`, or of `n` per key `k`. */
export function questionsInSql(dialectName, layout = 'norm') {
  const dialect = DIALECTS[dialectName];
  const tags = TAG_LAYOUTS[layout];
  const set = sets(dialect, tags);
  const counts = Object.entries(set).map(([id, select]) => [id, `SELECT count(*) AS n FROM (${select})`]);
  return {
    ...Object.fromEntries(counts),
    q11: quintiles(dialect),
    f1city: `SELECT city AS k, count(*) AS n FROM contacts WHERE ${IN_Q4} AND city IS NOT NULL GROUP BY city`,
    f1tag: tags.perTag(IN_Q4),
    o1: overlap(set, tags),
  };
}
