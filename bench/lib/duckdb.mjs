// How DuckDB imports the two files, in the browser and natively.

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

const loadContacts = (file) => `
  CREATE TABLE contacts AS
  SELECT (row_number() OVER () - 1)::INTEGER AS rid, * REPLACE (string_split(tags, ';') AS tags) FROM ${readCsv(file, CONTACTS)}`;
const loadOrders = (file) => `
  CREATE TABLE orders AS SELECT c.rid, o.paid_at, o.amount, o.category, o.coupon_used
  FROM ${readCsv(file, ORDERS)} o JOIN contacts c ON c.id = o.contact_id`;
const NORMALIZE_TAGS = [
  'CREATE TYPE tag_t AS ENUM (SELECT DISTINCT t FROM (SELECT unnest(tags) AS t FROM contacts) WHERE t IS NOT NULL ORDER BY t)',
  'CREATE TABLE contact_tag AS SELECT rid, t::tag_t AS tag FROM (SELECT rid, unnest(tags) AS t FROM contacts) ORDER BY tag, rid',
  'ALTER TABLE contacts DROP tags',
];

/** A statement per file, and those that make a table `contact_tag(rid, tag)` of the tags. */
export function importStatements(contacts, orders) {
  return { contacts: loadContacts(contacts), tags: NORMALIZE_TAGS, orders: loadOrders(orders) };
}
