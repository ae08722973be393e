// Scores: a model says what it needs, running it gives a distribution with a heat map, a cell becomes a segment whose size is
// that of the cell, a person is told why, and other data make the score stale.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { expectMatched } from './journey.mjs';
import { look } from './selectors.mjs';
import { accessibility, desktop, launch, openPage, phone, servePage } from './tools.mjs';

const words = {
  zh: { place: '评分', run: '运行', rerun: '重新运行', grid: /^横向是F 分/, cell: /^用“R 分（最近） 5 · F 分（频次） 5”建人群，([\d,]+) 位联系人$/, champions: /^用“重要价值客户”建人群/, how: '怎么算的', lifecycle: /^生命周期/, interest: /^兴趣偏好/, pairs: /^横向是次兴趣/, purchase: /^下单概率/, deciles: '回测：预测与实际', tested: /^回测：用 30 天以前的数据/, value: /^消费价值/, tiers: /^用“高消费”建人群/, stages: /第一条成立的就是结果/ },
  en: { place: 'Scores', run: 'Run', rerun: 'Run again', grid: /^F score across/, cell: /^Build a segment of “R score 5 · F score 5”, ([\d,]+) contacts$/, champions: /^Build a segment of “Champions”/, how: 'How it was computed', lifecycle: /^Lifecycle/, interest: /^Interests/, pairs: /^secondary interest across/, purchase: /^Chance to buy/, deciles: 'Back-test: predicted and actual', tested: /^Back-test: learned from what was known 30 days ago/, value: /^Value/, tiers: /^Build a segment of “高消费”/, stages: /the first that holds is the result/ },
};

describe('scores', () => {
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

  for (const [lang, theme, viewport] of [['zh', 'light', desktop], ['en', 'dark', phone]]) {
    test(`models are run and become segments (${lang}, ${theme}, ${viewport.width} px)`, { timeout: 240_000 }, async () => {
      const t = words[lang];
      const visit = await openPage(browser, { url: server.url, lang, theme, viewport, touch: viewport === phone });
      const { page } = visit;
      const { w, button } = look(page, lang);
      await button(w.sample).click();
      await expectMatched(page, lang, 20000);
      await page.getByRole('link', { name: t.place }).click();
      await page.getByRole('button', { name: t.run, exact: true }).click();
      await page.getByRole('region', { name: t.grid }).waitFor();
      assert.deepEqual(await accessibility(page), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `the page is ${wide} px wider than the screen`);
      await page.getByRole('heading', { name: t.how }).waitFor();
      await page.getByRole('button', { name: t.champions }).waitFor();

      // the keyboard alone: the models, then a run
      await page.getByRole('button', { name: t.lifecycle }).press('Enter');
      await page.getByRole('button', { name: t.run, exact: true }).press('Enter');
      await page.getByText(t.stages).waitFor();
      await page.getByRole('button', { name: t.interest }).press('Enter');
      await page.getByRole('button', { name: t.run, exact: true }).press('Enter');
      await page.getByRole('region', { name: t.pairs }).waitFor();

      // people of the sample differ and stop, so a model of that can be fitted, and value has a lifetime value to go by
      await page.getByRole('button', { name: t.purchase }).press('Enter');
      await page.getByRole('button', { name: t.run, exact: true }).press('Enter');
      await page.getByRole('region', { name: t.deciles }).waitFor();
      await page.getByText(t.tested).waitFor();
      await page.getByRole('button', { name: t.value }).press('Enter');
      await page.getByRole('button', { name: t.run, exact: true }).press('Enter');
      await page.getByRole('button', { name: t.tiers }).waitFor();
      assert.deepEqual(await accessibility(page), []);

      await page.getByRole('button', { name: /^RFM/ }).click();
      const cell = page.getByRole('button', { name: t.cell });
      const [, size] = t.cell.exec(await cell.getAttribute('aria-label'));
      await cell.press('Enter');
      await expectMatched(page, lang, Number(size.replaceAll(',', '')));
      await visit.close();
    });
  }
});
