// The core stops: what was loaded is there again, in the same order and way, with what was decided of it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addFiles, waitLoaded } from './journey.mjs';
import { launch, openPage, servePage } from './tools.mjs';

const members = '会员编号,姓名,手机号,城市\nM1,张一,13800007001,上海\nM2,李二,13800007002,北京\nM3,王三,13800007003,广州\n';
const cities = '手机号,城市,等级\n13800007001,苏州,金\n13800007002,无锡,银\n13800007009,杭州,金\n';
const newer = '会员编号,姓名,手机号,城市\nM1,张一,13800007001,深圳\nM4,赵四,13800007004,成都\n';
const file = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

/** Everything that must be as before; ids of files are new, so that files are told by their names. */
const state = (page) => page.locator('fq-data').evaluate(async ({ tasks: { engine } }) => {
  const files = await engine.files();
  const nameOf = (id) => files.find((one) => one.id === id)?.plan.file;
  const mode = (one) => (typeof one === 'object' && 'upsert' in one ? { upsert: { ...one.upsert, into: nameOf(one.upsert.into) } } : 'added');
  const everybody = { fenqun: 1, name: 'x', zone: 'Asia/Shanghai', week_start: 'monday', as_of: 'data', rule: { const: true } };
  const { rows } = await engine.members(everybody, { limit: 100, reveal: true });
  return {
    files: files.map(({ plan, report, mode: one }) => ({ file: plan.file, columns: plan.columns.map(({ name, role }) => [name, role]), mode: mode(one), accepted: report.accepted, merged: report.merged, superseded: report.superseded })),
    decisions: (await engine.mergeDecisions()).map(({ kind, rows: decided }) => [kind, decided.map(({ name, record }) => [name, record])]),
    identities: (await engine.identities()).map(({ name, joins, priority }) => [name, joins, priority]),
    segments: (await engine.segments()).map(({ name }) => name),
    rows,
  };
});

/** The worker dies as it would from a trap that nobody caught; the next answer is of its successor. */
async function stop(page) {
  const next = page.waitForEvent('worker');
  await page.workers()[0].evaluate(() => setTimeout(() => { throw new Error('trap'); }, 0));
  await next;
}

describe('a core that stops', () => {
  let browser;
  let server;

  before(async () => {
    browser = await launch();
    server = await servePage();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  test('files, their order, modes and corrections, decisions and segments are there again', { timeout: 90_000 }, async () => {
    const opened = await openPage(browser, { url: server.url, lang: 'zh', quiet: false });
    const { page } = opened;
    await addFiles(page, 'zh', [file('members.csv', members)]);
    await addFiles(page, 'zh', [file('cities.csv', cities)]);
    await waitLoaded(page, 'zh', 2, 4);
    await page.locator('fq-data').evaluate(async ({ tasks: { engine } }, text) => {
      const [first, second] = await engine.files();
      const update = new File([text], 'newer.csv', { type: 'text/csv' });
      await engine.load(update, await engine.inspect(update), { mode: { upsert: { into: first.id } } });
      // a correction takes the place of the first file: the update names it by another id from here on
      const columns = first.plan.columns.map((column) => (column.name === '姓名' ? { ...column, name: '称呼' } : column));
      await engine.load(engine.source(first.id), { ...first.plan, columns }, { replaces: first.id });
      await engine.splitRows([{ file: second.id, record: 2 }]);
      await engine.putSegment({ fenqun: 1, name: '全部', zone: 'Asia/Shanghai', week_start: 'monday', as_of: 'data', rule: { const: true } });
    }, newer);
    const before = await state(page);
    assert.deepEqual(before.files.map((one) => one.file), ['members.csv', 'cities.csv', 'newer.csv']);
    assert.equal(before.files[2].mode.upsert.into, 'members.csv');
    assert.equal(before.decisions.length, 1);
    await stop(page);
    assert.deepEqual(await state(page), before);
    // once more, from what the first restart has left
    await page.locator('fq-data').evaluate(({ tasks: { engine } }) => engine.setIdentities([{ name: 'phone', joins: false }]));
    const apart = await state(page);
    assert.notDeepEqual(apart.rows, before.rows);
    await stop(page);
    assert.deepEqual(await state(page), apart);
    await opened.close();
  });
});
