// What is told beside a number: where a ranking cuts, how many of a list nobody has, how many of those who fit a limit takes.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { deepText, expectMatched, importDefinition, openResult } from './journey.mjs';
import { sampleTables } from './sample.mjs';
import { look } from './selectors.mjs';
import { accessibility, desktop, launch, openPage, phone, servePage } from './tools.mjs';

const words = {
  zh: {
    cut: (value) => `分界 ${value}`, unmatched: (n) => `${n}个在数据里找不到`, all: '都能对上',
    first: (n, of) => `取前${n}人，符合条件的共${of}人`, random: (n, of) => `随机取${n}人，符合条件的共${of}人`, each: (n, of) => `分组取${n}人，符合条件的共${of}人`,
  },
  en: {
    cut: (value) => `cut at ${value}`, unmatched: (n) => `${n} not found in the data`, all: 'all found',
    first: (n, of) => `The first ${n} of ${of} who fit`, random: (n, of) => `${n} of ${of} who fit, drawn by chance`, each: (n, of) => `${n} of ${of} who fit, taken by group`,
  },
};

const written = (n) => n.toLocaleString('en-US');
const documentOf = (rule, rest = {}) => JSON.stringify({ fenqun: 1, name: 'beside', zone: 'Asia/Shanghai', week_start: 'monday', as_of: 'data', rule: { all: [rule] }, ...rest });

describe('what stands beside a number', () => {
  let browser;
  let server;
  let contacts;

  before(async () => {
    ({ contacts } = await sampleTables());
    browser = await launch();
    server = await servePage();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  for (const [lang, theme, viewport] of [['zh', 'light', desktop], ['en', 'dark', desktop], ['zh', 'dark', phone], ['en', 'light', phone]]) {
    const t = words[lang];
    const open = async () => {
      const visit = await openPage(browser, { url: server.url, lang, theme, viewport, touch: viewport === phone });
      const { w, button } = look(visit.page, lang);
      await button(w.sample).click();
      await expectMatched(visit.page, lang, 20000);
      return visit;
    };
    const name = `(${lang}, ${theme}, ${viewport.width} px)`;

    test(`the top percent say where they are cut ${name}`, { timeout: 120_000 }, async () => {
      const ages = contacts.map((one) => one['年龄']).filter((age) => age !== '').map(Number).sort((a, b) => b - a);
      const cut = ages[Math.ceil(ages.length / 10) - 1];
      const visit = await open();
      const { page } = visit;
      await importDefinition(page, lang, documentOf({ attribute: { field: '年龄', is: { top_percent: { percent: 10 } } } }));
      // whoever has the age of the cut is in
      await expectMatched(page, lang, ages.filter((age) => age >= cut).length);
      const beside = page.locator('fq-condition .beside');
      await beside.waitFor();
      assert.equal(await beside.innerText(), t.cut(cut));
      assert.deepEqual(await accessibility(page), []);
      await visit.close();
    });

    test(`a list says how many of it nobody has ${name}`, { timeout: 120_000 }, async () => {
      const ids = contacts.slice(0, 3).map((one) => one['客户ID']);
      const visit = await open();
      const { page } = visit;
      await importDefinition(page, lang, documentOf({ list: { field: '客户ID', values: [...ids, 'nobody-1', 'nobody-2'] } }));
      await expectMatched(page, lang, 3);
      await page.locator('fq-list-editor').getByText(t.unmatched(2), { exact: true }).waitFor();
      assert.deepEqual(await accessibility(page), []);
      await importDefinition(page, lang, documentOf({ list: { field: '客户ID', values: ids } }));
      await expectMatched(page, lang, 3);
      await page.locator('fq-list-editor').getByText(t.all, { exact: true }).waitFor();
      await visit.close();
    });

    test(`a limit says how many fit ${name}`, { timeout: 120_000 }, async () => {
      const adults = contacts.filter((one) => one['年龄'] !== '' && Number(one['年龄']) >= 18);
      const cities = new Map();
      for (const one of adults) cities.set(one['城市'], (cities.get(one['城市']) ?? 0) + 1);
      const each = [...cities].filter(([city]) => city !== '').reduce((sum, [, n]) => sum + Math.min(n, 2), 0);
      const rule = { attribute: { field: '年龄', is: { ge: 18 } } };
      const visit = await open();
      const { page } = visit;
      const expectSaid = async (text) => {
        await page.locator('fq-limit').getByText(text, { exact: true }).waitFor();
        await openResult(page, lang);
        await page.locator('fq-result').getByText(text, { exact: true }).waitFor();
      };
      await importDefinition(page, lang, documentOf(rule, { limit: { top: 500, by: '年龄' } }));
      await expectMatched(page, lang, 500);
      await expectSaid(t.first(500, written(adults.length)));
      assert.deepEqual(await accessibility(page), []);
      await importDefinition(page, lang, documentOf(rule, { limit: { random: 70, seed: 'a' } }));
      await expectMatched(page, lang, 70);
      await expectSaid(t.random(70, written(adults.length)));
      await importDefinition(page, lang, documentOf(rule, { limit: { top: 2, by: '年龄', per: '城市' } }));
      await page.locator('fq-limit').getByText(/^分组取|taken by group$/).waitFor();
      const taken = Number((await deepText(look(page, lang).result())).replaceAll(/[\s,]/g, '').match(/^\d+/)[0]);
      // those without a city are a group too, or are not taken
      assert.ok(taken === each || taken === each + 2, `${taken} taken, ${each} in cities`);
      await expectSaid(t.each(written(taken), written(adults.length)));
      // a limit that leaves nobody out says nothing
      await importDefinition(page, lang, documentOf(rule, { limit: { top: 20000, by: '年龄' } }));
      await expectMatched(page, lang, adults.length);
      assert.equal(await page.locator('fq-result, fq-limit').getByText(/符合条件的共|who fit/).count(), 0);
      await visit.close();
    });
  }
});
