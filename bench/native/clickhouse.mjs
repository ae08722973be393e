// How ClickHouse imports the two files: tables sorted by what the questions ask for.
const TEXTS = ['gender', 'province', 'city', 'device', 'network', 'source'];
const NAMED = Object.fromEntries(TEXTS.map((name) => [name, 'LowCardinality(Nullable(String))']));
const CONTACTS = {
  id: 'String', nickname: 'Nullable(String)', gender: NAMED.gender, age: 'Nullable(UInt8)', province: NAMED.province, city: NAMED.city,
  city_tier: 'Nullable(UInt8)', device: NAMED.device, network: NAMED.network, source: NAMED.source,
  created_at: "DateTime('UTC')", last_active_at: "Nullable(DateTime('UTC'))", total_spend: 'Nullable(Float64)',
  order_count: 'Nullable(UInt32)', coupon_rate: 'Nullable(Float64)', ltv: 'Nullable(Float64)', tags: 'Nullable(String)',
};
const ORDERS = {
  order_id: 'String', contact_id: 'String', paid_at: "DateTime('UTC')", amount: 'Float64', category: 'LowCardinality(String)', coupon_used: 'UInt8',
};

export const SETTINGS = [
  "SET date_time_input_format = 'best_effort'",
  'CREATE DATABASE bench ENGINE = Atomic',
  'USE bench',
];

const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function readCsv(file, types) {
  const columns = Object.entries(types).map(([name, type]) => `${name} ${type}`).join(', ');
  return `file(${quoted(file)}, 'CSVWithNames', ${quoted(columns)})`;
}

const loadContacts = (file) => `
  CREATE TABLE contacts ENGINE = MergeTree ORDER BY rid AS
  SELECT toUInt32(rowNumberInAllBlocks()) AS rid, * EXCEPT tags,
    if(ifNull(tags, '') = '', [], splitByChar(';', assumeNotNull(tags)))::Array(LowCardinality(String)) AS tags
  FROM ${readCsv(file, CONTACTS)}`;
const SORT_TAGS = [
  'CREATE TABLE contact_tag (tag LowCardinality(String), rid UInt32) ENGINE = MergeTree ORDER BY (tag, rid)',
  'INSERT INTO contact_tag SELECT arrayJoin(tags), rid FROM contacts',
  'ALTER TABLE contacts DROP COLUMN tags',
];
const loadOrders = (file) => `
  CREATE TABLE orders ENGINE = MergeTree ORDER BY paid_at AS
  SELECT c.rid AS rid, o.paid_at AS paid_at, o.amount AS amount, o.category AS category, o.coupon_used AS coupon_used
  FROM ${readCsv(file, ORDERS)} o JOIN (SELECT id, rid FROM contacts) c ON c.id = o.contact_id`;

/** Statements by step of the import. */
export function importStatements(contacts, orders) {
  return { contacts_ms: [loadContacts(contacts)], tags_ms: SORT_TAGS, orders_ms: [loadOrders(orders)] };
}
