// A first visit: files in, the questions that people ask first, and what the page shows beside them. Writes which functions of
// the engine ran. What is not asked here works as well; it only comes with the second part of the engine.
//
//   node scripts/parts/visit.mjs SCRIPT MODULE RAN
//
// SCRIPT is what wasm-bindgen writes, MODULE remembers which of its functions ran (`parts count`), RAN gets their numbers.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [script, module, ran] = process.argv.slice(2);
const core = await import(pathToFileURL(script).href);
const wasm = await core.default({ module_or_path: readFileSync(module) });
const root = join(import.meta.dirname, '..', '..');
const pkg = join(root, 'pkg');
const exported = join(root, 'tests', 'fixtures', 'exports');
const odd = join(root, 'tests', 'corpus');
const opener = await import(pathToFileURL(join(pkg, 'fenqun_files.js')).href);
await opener.default({ module_or_path: readFileSync(join(pkg, 'fenqun_files_bg.wasm')) });
const files = new opener.Files();

/** More than one block of everything that goes by blocks. */
const CONTACTS = 70_000;
const SEED = 1;
const PAGE = { offset: 0, limit: 100 };

/** What the page asks for before there is anything. */
function open() {
  const engine = new core.Engine();
  engine.setCacheLimit(64 << 20);
  look(engine);
  return engine;
}

/** What the page asks for again whenever the data change. */
function look(engine) {
  engine.files();
  engine.schema();
  engine.presets();
  engine.segments();
  engine.scores();
  engine.staleScores();
  engine.identities();
  engine.memory();
}

/** Gives a file to the engine, which reads text in UTF-8 itself and takes anything else from the module of files. */
function load(engine, name, bytes) {
  const plan = files.inspect(name, bytes, bytes.length);
  const handle = engine.begin(plan);
  if (['text', 'ndjson'].includes(plan.container) && (plan.encoding ?? 'utf-8') === 'utf-8') {
    engine.proposeLoad(plan, bytes.subarray(0, 1 << 20));
    const half = bytes.length >> 1;
    engine.push(handle, bytes.subarray(0, half));
    engine.push(handle, bytes.subarray(half));
  } else {
    const { piece, sealed } = files.sampled(plan, bytes);
    engine.proposeLoad(plan, bytes, piece, sealed);
    const hand = new opener.Hand(plan);
    const give = (part) => engine.pushHanded(handle, part, bytes.length);
    give(hand.push(bytes));
    engine.seal(handle, hand.finish(give));
  }
  const id = engine.finish(handle, undefined);
  while (engine.advance() < 1);
  engine.rejected(id, 0, 10);
  engine.saveQuality();
  look(engine);
}

/** The ways in which a definition says when now is. */
const CLOCKS = [{}, { as_of: 'data', zone: 'Asia/Shanghai', week_start: 'monday' }, { as_of: '2025-10-01T00:00:00', zone: 'Asia/Shanghai' }];

/** A question in the builder: every number, its sentence, its findings, and the first of its members. */
function ask(engine, rule) {
  for (const clock of CLOCKS) about(engine, { fenqun: 1, name: 'a', ...clock, rule });
  return { fenqun: 1, name: 'a', rule };
}

function about(engine, document) {
  const { rule } = document;
  const report = engine.size(document);
  if (report.errors.length > 0) throw new Error(`${JSON.stringify(rule)}: ${JSON.stringify(report.errors)}`);
  for (const language of ['zh-CN', 'en']) engine.sentence(document, language);
  engine.sentenceTokens(document);
  engine.lint(document);
  engine.parseDefinition(JSON.stringify(document));
  engine.members(document, PAGE, undefined);
}

const attribute = (field, is) => ({ attribute: { field, is } });
const all = (...nodes) => ({ all: nodes });
const any = (...nodes) => ({ any: nodes });
const none = (...nodes) => ({ none: nodes });
const bought = (rest) => ({ event: { table: 'orders', measure: 'count', ...rest } });
const within = (n, unit = 'days') => ({ rolling: { n, unit } });

/** What people ask first of contacts, tags and orders, alone and together. */
function questions(tags) {
  const [first, second, third] = tags;
  const alone = [
    { const: true },
    { tags: { has_any: [first] } },
    { tags: { has_all: [first, second] } },
    { tags: { has_none: [third] } },
    { tags: { has_any: [first.split('-')[0]] } },
    attribute('性别', { eq: '女' }),
    attribute('性别', { ne: '女' }),
    attribute('城市', { in: ['北京', '上海', '深圳'] }),
    attribute('城市', { not_in: ['北京', '上海'] }),
    attribute('年龄', { between: [25, 35] }),
    attribute('年龄', { ge: 25 }),
    attribute('年龄', { lt: 60 }),
    attribute('城市等级', { eq: 1 }),
    attribute('昵称', { contains: '小雨' }),
    attribute('昵称', { starts_with: '王' }),
    attribute('手机号', 'is_set'),
    attribute('邮箱', 'is_not_set'),
    attribute('添加时间', { more_than_ago: { n: 15, unit: 'days' } }),
    attribute('添加时间', { in_window: within(90) }),
    attribute('是否关注', 'is_true'),
    bought({ is: { ge: 1 } }),
    bought({ is: { eq: 0 } }),
    bought({ window: within(90), is: { ge: 3 } }),
    bought({ window: within(12, 'months'), is: { eq: 0 } }),
    bought({ where: attribute('类目', { eq: '母婴' }), window: within(90), is: { ge: 2 } }),
    bought({ window: within(30), measure: { sum: '实付金额' }, is: { ge: 500 } }),
    bought({ where: attribute('类目', { eq: '母婴' }), window: within(60), measure: { sum: '实付金额' }, is: { ge: 20 } }),
    bought({ measure: { sum: '实付金额' }, is: { between: [1000, 5000] } }),
    attribute('添加时间', { on_or_after: '2025-01-01' }),
    bought({ measure: 'days_since_last', is: { le: 30 } }),
    bought({ measure: { avg: '实付金额' }, is: { ge: 100 } }),
    { event: { table: 'interactions', measure: 'count', window: within(30), is: { ge: 1 } } },
  ];
  const together = [
    all(alone[1], alone[9], alone[5]),
    any(alone[5], alone[7], alone[21]),
    all(any(alone[1], alone[9]), alone[20], none(alone[2], alone[17])),
    all(bought({ window: within(365), is: { ge: 1 } }), bought({ window: within(90), is: { eq: 0 } })),
  ];
  return [...alone, ...together];
}

/** The files that come with the page, and questions about them. */
function sample(contacts, kinds) {
  const engine = open();
  for (const kind of kinds) load(engine, `${kind}.csv`, files.sample(kind, contacts, SEED));
  const schema = engine.schema();
  const tags = engine.tags(undefined, undefined, 50).map(({ name }) => name);
  for (const parent of tags.slice(0, 3)) engine.tags(parent, undefined, 50);
  for (const { name, kind } of schema.fields) if (kind !== 'number') engine.values(undefined, name, undefined, 50);
  engine.values('orders', '类目', '母', 50);
  const below = engine.tags(tags[0], undefined, 3).map(({ name }) => name);
  const asked = questions(below.length === 3 ? below : tags).map((rule) => ask(engine, rule));
  engine.putSegment({ ...asked[1], id: 'a' }, undefined);
  engine.putSegment({ ...asked.at(-2), id: 'b' }, undefined);
  ask(engine, { segment: { id: 'a' } });
  for (const { name } of schema.fields) engine.distribution(asked[1], name, undefined, undefined);
  engine.distribution(asked[1], '$tags', undefined, undefined);
  look(engine);
  engine.saveLibrary();
  engine.clear();
  engine.free();
}

/** A file as people have it: other names, spaces, missing and wrong cells, a row that is no row. */
function dirty() {
  const engine = open();
  const rows = Array.from({ length: 3000 }, (_, n) => {
    const cells = [`u${n}`, n % 7 ? `"张三,${n}"` : ' 住在很远很远的地方的李四先生和他的家人们 ', n % 11 ? `1380000${String(n).padStart(4, '0')}` : '-', n % 5 ? `2024-0${(n % 9) + 1}-1${n % 10}` : '不详', n % 3 ? (n * 1.5).toFixed(2) : '', n % 2 ? 'vip;老客' : n % 3 ? '新客' : ''];
    if (n % 500 === 0) return `u${n}0000,,,,,`;
    return n % 97 ? cells.join(',') : 'u,';
  });
  load(engine, 'customers.csv', new TextEncoder().encode(`\u{feff}会员ID,姓名,手机,注册日期,消费金额,标签\r\n${rows.join('\r\n')}\r\n合计,,,,98765.00,\r\n`));
  ask(engine, attribute('消费金额', { ge: 100 }));
  ask(engine, attribute('注册日期', 'is_not_set'));
  ask(engine, attribute('姓名', { contains: '很远很远的地方的李四先生' }));
  ask(engine, { tags: { has_any: ['vip'] } });
  // as the collector of garbage does
  wasm.__wbg_engine_free(engine.__destroy_into_raw(), 1);
}

/** Exports of shops and systems, one after another into the same engine, in the encodings and containers that they have. */
function exports() {
  const engine = open();
  for (const name of readdirSync(exported)) load(engine, name, readFileSync(join(exported, name)));
  ask(engine, { tags: { has_any: ['宝妈'] } });
  engine.free();
}

/** Files of every kind, each alone. */
function oddities() {
  for (const name of readdirSync(odd).filter((file) => !file.endsWith('.json'))) {
    const engine = open();
    load(engine, name, readFileSync(join(odd, name)));
    engine.free();
  }
}

/** Small files of a shop in English, orders before contacts. `most` is the largest amount: columns are as narrow as they can be. */
function shop(most) {
  const engine = open();
  const orders = Array.from({ length: 400 }, (_, n) => `${1000 + n},${(n * 7) % 130},2025-${String((n % 9) + 1).padStart(2, '0')}-05T08:30:00Z,${((n * 7919) % most) + 0.25},${['tea', 'coffee'][n % 2]}`);
  const people = Array.from({ length: 120 }, (_, n) => `${n},"Ann, ${n % 40}",${n % 3 ? 'male' : 'female'},${18 + (n % 50)},${['Oslo', 'Rome', 'Lima'][n % 3]},a${n}@example.com,${n % 4 ? (n * 104729) % most : ''}`);
  load(engine, 'orders.csv', new TextEncoder().encode(`order_id,contact_id,paid_at,amount,category\n${orders.join('\n')}\n`));
  load(engine, 'contacts.csv', new TextEncoder().encode(`contact_id,nickname,gender,age,city,email,total_spend\n${people.join('\n')}\n`));
  const { fields, events } = engine.schema();
  for (const { name } of fields) engine.values(undefined, name, undefined, 50);
  ask(engine, attribute('city', { eq: 'Oslo' }));
  ask(engine, attribute('nickname', { contains: 'ann' }));
  ask(engine, all(attribute('age', { gt: 30 }), none(attribute('total_spend', { ge: 10 }))));
  for (const { table } of events) {
    ask(engine, any({ event: { table, measure: 'count', is: { ge: 2 } } }, none({ event: { table, measure: 'count', is: { ge: 1 } } })));
    ask(engine, { event: { table, window: within(60), where: attribute('category', { eq: 'tea' }), measure: { sum: 'amount' }, is: { ge: 20 } } });
    ask(engine, { event: { table, window: within(90), measure: { sum: 'amount' }, is: { between: [10, 100] } } });
  }
  engine.free();
}

sample(CONTACTS, ['contacts', 'orders', 'interactions']);
sample(200, ['interactions', 'orders', 'contacts']);
dirty();
exports();
oddities();
for (const most of [60, 9000, 900_000_000]) shop(most);

const numbers = [];
for (let global = 0; wasm[`ran${global}`]; global += 1) {
  const bits = BigInt.asUintN(64, wasm[`ran${global}`].value);
  for (let bit = 0; bit < 64; bit += 1) if ((bits >> BigInt(bit)) & 1n) numbers.push(64 * global + bit);
}
writeFileSync(ran, numbers.join('\n'));
