// Why a segment has its number: what each condition does, who just misses, one person held against the rule. Every number is
// counted again here from the plain rows of the sample.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { deepText, expectMatched, importDefinition } from './journey.mjs';
import { countBetween, sampleTables } from './sample.mjs';
import { look } from './selectors.mjs';
import { accessibility, launch, openPage, phone, desktop, servePage } from './tools.mjs';

const words = {
  zh: { view: '为什么是这个数', find: '查一个人为什么在或不在', near: /^看只差这一条的/, why: '为什么', back: '返回', out: '不在人群里', in: '在人群里', missesOnly: '只差这一条', need: (n) => `订单次数 ${n}，需要至少 3`, computed: '怎么算的', codes: '文字的编号成批比较：读“联系人”', actual: (n) => `→ 实际${n}人` },
  en: { view: 'Why this number', find: 'Why is this person in or out', near: /who miss only this/, why: 'Why', back: 'Back', out: 'Not in the segment', in: 'In the segment', missesOnly: 'Only this is missing', need: (n) => `: ${n}; needed: at least 3`, computed: 'How it was computed', codes: 'Codes of texts compared, many at once: ', actual: (n) => `→ ${n} contacts` },
};

const definition = {
  fenqun: 1, name: 'explained', zone: 'Asia/Shanghai', week_start: 'monday', as_of: 'data',
  rule: {
    all: [
      { attribute: { field: '性别', is: { eq: 'female' } } },
      { event: { table: 'orders', window: { complete_days: 90 }, measure: 'count', is: { ge: 3 } } },
      { attribute: { field: '城市', is: { in: ['上海', '北京'] } } },
    ],
  },
};

/** The three conditions for every contact, by hand. */
async function counted() {
  const { contacts, orders } = await sampleTables();
  const bought = countBetween(orders, '下单时间', '2025-07-03', '2025-09-30');
  const people = contacts.map((one) => ({
    id: one['客户ID'], name: one['昵称'], orders: bought.get(one['客户ID']) ?? 0,
    holds: [one['性别'] === '女', (bought.get(one['客户ID']) ?? 0) >= 3, ['上海', '北京'].includes(one['城市'])],
  }));
  const size = (test) => people.filter(test).length;
  const others = (one, at) => one.holds.every((holds, i) => i === at || holds);
  return {
    people,
    matched: size(({ holds }) => holds.every(Boolean)),
    alone: [0, 1, 2].map((at) => size(({ holds }) => holds[at])),
    without: [0, 1, 2].map((at) => size((one) => others(one, at))),
    near: [0, 1, 2].map((at) => size((one) => others(one, at) && !one.holds[at])),
    justMisses: people.find((one) => others(one, 1) && one.orders === 2),
    member: people.find(({ holds }) => holds.every(Boolean)),
  };
}

/** The numbers of the table: by itself, without it, the ones that miss only it; without separators. */
const table = (page) =>
  page.locator('fq-waterfall tbody').evaluateAll((bodies) => {
    const shown = (cell) => [...cell.childNodes].filter((node) => node.nodeType !== Node.COMMENT_NODE).map((node) => node.textContent.trim()).find((text) => text !== '') ?? '';
    return bodies.map((body) => [...body.querySelectorAll('td')].map((cell) => shown(cell).replaceAll(',', '')));
  });

describe('why', () => {
  let browser;
  let server;
  let facts;

  before(async () => {
    facts = await counted();
    browser = await launch();
    server = await servePage();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  const opened = async (lang, options = {}) => {
    const visit = await openPage(browser, { url: server.url, lang, ...options });
    const { w, button } = look(visit.page, lang);
    await button(w.sample).click();
    await expectMatched(visit.page, lang, 20000);
    await importDefinition(visit.page, lang, JSON.stringify(definition));
    await expectMatched(visit.page, lang, facts.matched);
    return visit;
  };

  for (const lang of ['zh', 'en']) {
    const t = words[lang];

    test(`each condition says what it does, and who just misses it (${lang})`, { timeout: 120_000 }, async () => {
      const visit = await opened(lang);
      const { page } = visit;
      await page.getByRole('radio', { name: t.view, exact: true }).check({ force: true });
      await page.locator('fq-waterfall tbody').nth(3).waitFor();
      const rows = await table(page);
      assert.deepEqual(rows.slice(1), [0, 1, 2].map((at) => [facts.alone[at], facts.without[at], facts.near[at]].map(String)));
      assert.deepEqual(await accessibility(page), []);

      await page.getByRole('button', { name: t.near }).nth(1).click();
      await page.locator('fq-explain').getByText(new RegExp(`${facts.near[1].toLocaleString('en-US')}\\s*(人|contacts)`)).first().waitFor();
      const shown = page.locator('fq-explain fq-members').getByRole('table');
      assert.equal(await shown.getAttribute('aria-rowcount'), String(facts.near[1] + 1));
      await shown.getByRole('row').nth(1).waitFor();
      assert.deepEqual(await accessibility(page), []);
      await shown.getByRole('button').first().click();
      await page.locator('fq-person').getByText(t.out, { exact: true }).waitFor();
      await page.locator('fq-person').getByText(t.missesOnly, { exact: true }).waitFor();
      await page.getByRole('button', { name: t.back, exact: true }).click();
      await page.locator('fq-waterfall tbody').nth(3).waitFor();
      await visit.close();
    });

    test(`each condition says how it was computed (${lang})`, { timeout: 120_000 }, async () => {
      const visit = await opened(lang);
      const { page } = visit;
      await page.getByRole('radio', { name: t.view, exact: true }).check({ force: true });
      const plan = page.locator('fq-plan');
      const summary = plan.getByText(t.computed, { exact: true });
      assert.equal(await plan.getByRole('listitem').count(), 0);
      await summary.focus();
      await page.keyboard.press('Enter');
      const lines = plan.getByRole('listitem');
      await lines.nth(2).waitFor();
      const texts = await lines.allInnerTexts();
      assert.equal(texts.length, 3);
      texts.forEach((text, at) => { assert.ok(text.includes(t.actual(facts.alone[at].toLocaleString('en-US'))), text); });
      assert.ok(texts[0].includes(t.codes) && texts[2].includes(t.codes), texts.join('\n'));
      assert.deepEqual(await accessibility(page), []);
      await visit.close();
    });

    test(`a person is found by key and held against every condition (${lang})`, { timeout: 120_000 }, async () => {
      const visit = await opened(lang);
      const { page } = visit;
      await page.getByRole('radio', { name: t.view, exact: true }).check({ force: true });
      const find = page.getByRole('combobox', { name: t.find });
      await find.fill(facts.justMisses.id);
      await page.locator('fq-find-person').getByRole('option').first().waitFor();
      await page.keyboard.press('Enter');
      const person = page.locator('fq-person');
      await person.getByText(t.out, { exact: true }).waitFor();
      assert.ok((await deepText(person)).includes(facts.justMisses.name));
      // the number of orders and what it had to be stand beside each other
      await person.getByText(t.need(2)).waitFor();
      assert.equal(await person.getByText(t.missesOnly, { exact: true }).count(), 1);
      assert.deepEqual(await accessibility(page), []);
      await visit.close();
    });

    test(`a member says why it is in (${lang})`, { timeout: 120_000 }, async () => {
      const visit = await opened(lang);
      const { page } = visit;
      await page.locator('fq-members').getByRole('button', { name: lang === 'zh' ? '第1位为什么在里面' : 'Why contact 1 is in' }).click();
      const person = page.locator('fq-person');
      await person.getByText(t.in, { exact: true }).waitFor();
      assert.ok((await deepText(person)).includes(facts.member.name));
      await visit.close();
    });
  }

  test('by keyboard: from the table to a condition in the builder', { timeout: 120_000 }, async () => {
    const visit = await opened('en');
    const { page } = visit;
    await page.getByRole('radio', { name: words.en.view, exact: true }).focus();
    await page.keyboard.press('Space');
    const go = page.locator('fq-waterfall').getByRole('button', { name: /orders/i }).first();
    await go.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.classList.contains('handle') && /orders/i.test(at.ariaLabel ?? '');
    });
    await visit.close();
  });

  for (const [theme, viewport] of [['dark', desktop], ['light', phone]]) {
    test(`no violation of the accessibility rules (${theme}, ${viewport.width} px)`, { timeout: 120_000 }, async () => {
      const visit = await opened('zh', { theme, viewport, touch: viewport === phone });
      const { page } = visit;
      const { w, button } = look(page, 'zh');
      if (viewport === phone) await button(w.openResult).click();
      await page.getByRole('radio', { name: words.zh.view, exact: true }).check({ force: true });
      await page.locator('fq-waterfall tbody').nth(3).waitFor();
      assert.deepEqual(await accessibility(page), []);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) <= 0);
      await visit.close();
    });
  }
});
