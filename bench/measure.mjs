// Measures the built page in Chromium with real files: import time, long tasks of the main thread, memory of the page's
// process, and how long an edit takes until every number is there.
//
//   node bench/generate.mjs 1000000 /tmp/data
//   node bench/measure.mjs /tmp/data/contacts-1000000.csv /tmp/data/orders-1000000.csv [runs of the edit, 30 by default]
//
// The edits go through the public API of the page's engine, worker messages included, each with a value that was not asked before.
import { execFileSync } from 'node:child_process';
import { goToSegments, importDefinition } from '../tests/page/journey.mjs';
import { launch, openPage, servePage } from '../tests/page/tools.mjs';

const [contacts, orders, runs = '30'] = process.argv.slice(2);
if (!orders) {
  console.error('usage: node bench/measure.mjs CONTACTS.csv ORDERS.csv [runs]');
  process.exit(2);
}

const server = await servePage();
const browser = await launch();
const { page, close } = await openPage(browser, {
  url: server.url,
  lang: 'en',
  init: () => {
    globalThis.__long = [];
    new PerformanceObserver((list) => globalThis.__long.push(...list.getEntries().map((e) => Math.round(e.duration)))).observe({ type: 'longtask' });
  },
});
const input = page.locator('input[type=file]').first();
const loaded = () => page.evaluate(() => document.querySelector('fq-app').engine.files().then((files) => files.map((f) => [f.plan.file, f.report.read, f.report.unlinked])));
await page.evaluate(() => { globalThis.__long.length = 0; });
const start = Date.now();
await input.setInputFiles([contacts, orders]);
let files = [];
while (files.length < 2 && Date.now() - start < 300_000) {
  await new Promise((go) => setTimeout(go, 50));
  files = await loaded().catch(() => []);
}
const importMs = Date.now() - start;

/** Resident memory of the largest renderer and the wasm part of it. */
const rss = () => {
  const text = execFileSync('ps', ['-eo', 'rss,args'], { encoding: 'utf8' });
  return Math.max(...text.split('\n').filter((l) => l.includes('--type=renderer')).map((l) => Number.parseInt(l, 10))) / 1024;
};
const memory = Math.round(rss());
const long = await page.evaluate(() => globalThis.__long);
const held = await page.evaluate(() => document.querySelector('fq-app').engine.memory());

const edits = await page.evaluate(async (n) => {
  const engine = document.querySelector('fq-app').engine;
  const attribute = (field, is) => ({ attribute: { field, is } });
  const event = (rest) => ({ event: { table: 'orders', ...rest } });
  const document_ = (i, kind) => ({
    fenqun: 1, name: 'measure', zone: 'Asia/Shanghai', week_start: 'monday', as_of: 'data',
    rule: { all: [
      attribute('gender', { eq: '女' }),
      attribute('age', { between: [20, kind === 'age' ? 30 + i : 45] }),
      { tags: { has_any: ['地区-北京', '兴趣-母婴'] } },
      { any: [
        event({ where: attribute('category', { in: ['母婴', '美妆'] }), window: { complete_days: kind === 'window' ? 60 + i : 180 }, measure: 'count', is: { ge: 2 } }),
        event({ window: { complete_days: 365 }, measure: { sum: 'amount' }, is: { ge: kind === 'sum' ? 500 + i : 1000 } }),
        attribute('nickname', { contains: kind === 'text' ? String.fromCodePoint(0x5c0f + i) : '小雨' }),
      ] },
      { none: [attribute('last_active_at', { in_window: { complete_days: 15 } })] },
    ] },
  });
  const out = {};
  await engine.size(document_(-1, ''));
  for (const kind of ['age', 'text', 'window', 'sum']) {
    const times = [];
    for (let i = 0; i < n; i++) {
      const from = performance.now();
      const report = await engine.size(document_(i, kind));
      times.push(performance.now() - from);
      if (report.errors.length > 0) throw new Error(JSON.stringify(report.errors));
    }
    times.sort((a, b) => a - b);
    out[kind] = { median: times[times.length >> 1], max: times.at(-1) };
  }
  return out;
}, Number(runs));

// The same through the page: from a key pressed in the field of a condition until the frame in which the number stands.
await goToSegments(page, 'en');
await importDefinition(page, 'en', JSON.stringify({
  fenqun: 1, name: 'measure', as_of: 'data',
  rule: { all: [
    { attribute: { field: 'gender', is: { eq: '女' } } },
    { tags: { has_any: ['地区-北京', '兴趣-母婴'] } },
    { event: { table: 'orders', window: { complete_days: 365 }, measure: { sum: 'amount' }, is: { ge: 100 } } },
    { attribute: { field: 'age', is: { ge: 20 } } },
  ] },
}));
await page.waitForTimeout(2000);
const keystrokes = await page.evaluate(async (n) => {
  const deep = function* (root) {
    for (const element of root.querySelectorAll('*')) {
      yield element;
      if (element.shadowRoot) yield* deep(element.shadowRoot);
    }
  };
  const field = [...deep(document)].filter((e) => e instanceof HTMLInputElement && e.value === '20').at(-1);
  if (!field) throw new Error('the field of the last condition was not found');
  const shown = () => [...deep(document)].find((e) => e.localName === 'fq-result')?.shadowRoot?.querySelector('fq-count.count')?.shadowRoot?.textContent ?? '';
  const frame = () => new Promise((go) => requestAnimationFrame(go));
  const times = [];
  for (let i = 0; i < n; i++) {
    const before = shown();
    const from = performance.now();
    field.value = String(21 + (i % 40));
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    while (shown() === before && performance.now() - from < 2000) await frame();
    times.push(performance.now() - from);
    await new Promise((go) => setTimeout(go, 300));
  }
  times.sort((a, b) => a - b);
  return { shown: shown(), median: times[times.length >> 1], max: times.at(-1) };
}, Number(runs)).catch((error) => ({ failed: String(error) }));

const round = (x) => Math.round(x * 10) / 10;
console.log(JSON.stringify({
  files,
  import_s: round(importMs / 1000),
  long_tasks_ms: long,
  renderer_mib: memory,
  held_mib: round(held.total / 1048576),
  largest: held.columns.slice(0, 6).map((c) => `${c.table}.${c.name} ${round(c.bytes / 1048576)}`),
  keystroke_ms: keystrokes.failed ?? `median ${round(keystrokes.median)}, max ${round(keystrokes.max)} (${keystrokes.shown.trim()})`,
  edit_ms: Object.fromEntries(Object.entries(edits).map(([k, v]) => [k, `median ${round(v.median)}, max ${round(v.max)}`])),
}, null, 1));
await close().catch((error) => console.error(String(error)));
await browser.close();
server.close?.();
process.exit(0);
