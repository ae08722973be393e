// The tests place: how many people it takes, who gets what, and what came of it. A broken split hides the winner.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { deepText, expectMatched } from './journey.mjs';
import { look } from './selectors.mjs';
import { testWords } from './tests-words.mjs';
import { accessibility, desktop, launch, openPage, phone, servePage } from './tools.mjs';

describe('tests of one thing against another', () => {
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
    test(`size, arms, result (${lang}, ${viewport.width} px)`, { timeout: 120_000 }, async () => {
      const visit = await openPage(browser, { url: server.url, lang, theme, viewport, touch: viewport === phone });
      const { page } = visit;
      const t = testWords[lang];
      const { w, button } = look(page, lang);
      await button(w.sample).click();
      await expectMatched(page, lang, 20000);
      await page.getByRole('link', { name: t.place }).press('Enter');

      // a smaller difference takes more people; what does not fit says what to do
      const answer = page.locator('fq-test-size .answer');
      await answer.waitFor();
      const each = async () => Number((await answer.locator('.number').textContent()).replaceAll(',', ''));
      const first = await each();
      assert.ok(first > 1000);
      await page.getByLabel(t.lift, { exact: true }).fill('10');
      for (let turn = 0; turn < 100 && (await each()) === first; turn += 1) await page.waitForTimeout(20);
      assert.ok((await each()) > 3 * first, 'half of the difference takes about four times as many');
      await page.getByLabel(t.baseline, { exact: true }).fill('500');
      await page.getByText(t.badRate).waitFor();
      assert.deepEqual(await accessibility(page), []);

      // arms: the numbers follow the parts, names are told apart
      await page.getByRole('button', { name: t.assign }).press('Enter');
      const arms = page.locator('fq-test-assign');
      const counts = async () => (await arms.locator('tbody tr td:nth-of-type(2)').allTextContents()).map((text) => Number(text.replaceAll(',', '')));
      await arms.locator('tbody tr').first().waitFor();
      assert.equal((await counts()).reduce((a, b) => a + b, 0), 20000);
      await page.getByLabel(t.weight(t.treatment), { exact: true }).fill('3');
      for (let turn = 0; turn < 100 && Math.abs((await counts())[1] - 15000) > 300; turn += 1) await page.waitForTimeout(20);
      assert.ok(Math.abs((await counts())[1] - 15000) <= 300, `${await counts()} are not one to three`);
      await page.getByLabel(t.arm(2), { exact: true }).fill(t.control);
      await page.getByText(t.twice).waitFor();
      await page.getByLabel(t.arm(2), { exact: true }).fill(t.treatment);
      assert.deepEqual(await accessibility(page), []);
      await page.getByRole('button', { name: t.write }).press('Enter');
      await arms.locator('tbody button').first().waitFor();

      // results: by chance, better, and with a broken split no winner
      await page.getByRole('button', { name: t.result }).press('Enter');
      await page.getByText(t.luck).waitFor();
      const fill = async (label, text) => page.getByLabel(label, { exact: true }).fill(text);
      await fill(t.contacts(t.control), '10000');
      await fill(t.converted(t.control), '1000');
      await fill(t.contacts(t.treatment), '10000');
      await fill(t.converted(t.treatment), '1300');
      await page.getByText(t.winner).waitFor();
      await page.getByText(t.better).waitFor();
      const pair = page.locator('fq-test-result .pair');
      assert.ok((await pair.textContent()).includes(t.points));
      // the interval lies right of no difference, as long as the difference is real
      const [zero, span] = await Promise.all([pair.locator('.axis').evaluate((axis) => Number.parseFloat(axis.style.getPropertyValue('--zero'))), pair.locator('.axis').evaluate((axis) => Number.parseFloat(axis.style.getPropertyValue('--low')))]);
      assert.ok(span > zero, `${span} is left of ${zero}`);
      assert.deepEqual(await accessibility(page), []);
      await fill(t.contacts(t.treatment), '12000');
      await page.getByText(t.alarm).waitFor();
      const shown = await deepText(page.locator('fq-test-result'));
      assert.ok(!shown.includes(t.winner) && !shown.includes(t.better) && !shown.includes(t.zero), 'a broken split hides who is ahead');
      assert.deepEqual(await accessibility(page), []);
      await fill(t.converted(t.treatment), '13000');
      await page.getByText(t.more).waitFor();
      await visit.close();
    });
  }
});
