// Several scores of one model: made, renamed, duplicated, removed and run again; the builder calls their columns by their names and
// marks those that are stale.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { expectMatched, saveSegment } from './journey.mjs';
import { goToScores, numberIn, openScores } from './scores-words.mjs';
import { look } from './selectors.mjs';
import { accessibility, desktop, launch, openPage, phone, servePage } from './tools.mjs';

describe('kept scores', () => {
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
    test(`two RFM scores side by side (${lang}, ${viewport.width} px)`, { timeout: 120_000 }, async () => {
      const visit = await openPage(browser, { url: server.url, lang, theme, viewport, touch: viewport === phone });
      const { page } = visit;
      const { t, run, ask, scores, pick } = await openScores(page, lang);
      const { w, view } = look(page, lang);
      const list = page.locator('fq-score-list');
      const [name, loyal] = lang === 'zh' ? ['大促', '忠实客户'] : ['Sale', 'good customers'];
      await run();

      // another one, with a name and settings of its own
      await page.getByRole('button', { name: t.another }).press('Enter');
      await page.getByLabel(t.scoreName).fill(name);
      await page.getByLabel(t.scoreName).press('Tab');
      await page.getByLabel(t.window).fill('90');
      await run();
      const ids = (await ask('scores')).map((one) => [one.definition.id, one.definition.name, one.definition.params.window_days]);
      assert.deepEqual(ids.map(([id, , days]) => [id, days]), [['rfm', 365], ['rfm-2', 90]]);
      assert.equal(ids[1][1], name);
      await list.getByRole('button', { name: t.kept(name) }).waitFor();
      assert.deepEqual(await accessibility(page), []);

      // the builder calls the column by the name of the score
      const cell = page.getByRole('button', { name: t.build(`${t.part.r} 5 · ${t.part.f} 5`) });
      const size = numberIn(await cell.getAttribute('aria-label'));
      await cell.press('Enter');
      await expectMatched(page, lang, size);
      const label = `${name} · ${t.part.r}`;
      await page.getByRole('button', { name: new RegExp(`${w.field}: ${label.replaceAll(/[()]/g, '\\$&')}`) }).first().waitFor();
      const condition = page.locator('fq-condition').first();
      assert.ok((await condition.locator('.handle').getAttribute('aria-label')).includes(label), 'the sentence has the name');
      await page.waitForFunction(() => true);
      assert.equal(await page.locator('fq-condition .stale-mark').count(), 0);
      await condition.locator('fq-field-picker > span > button, fq-field-picker button').first().click();
      await page.getByRole('option', { name: new RegExp(label.replaceAll(/[()]/g, '\\$&')) }).first().waitFor();
      await page.keyboard.press('Escape');
      if (viewport === desktop) {
        // so do the columns of the members and the distribution
        await page.locator('fq-members').getByRole('button', { name: t.columns }).click();
        await page.locator('fq-members').getByRole('checkbox', { name: label }).check();
        await page.keyboard.press('Escape');
        await page.locator('fq-members').getByRole('columnheader', { name: label }).waitFor();
        await view(w.distribution).check({ force: true });
        await page.getByLabel(w.distributionColumn).selectOption({ label });
        await page.locator('fq-distribution').getByRole('table', { name: new RegExp(label.replaceAll(/[()]/g, '\\$&')) }).waitFor({ state: 'attached' });
      }
      await saveSegment(page, lang, loyal);

      // a segment uses it: it is not removed, and says who does
      await goToScores(page, lang);
      await list.getByLabel(t.actions(name)).press('Enter');
      await page.getByText(t.usedBy).waitFor();
      await page.keyboard.press('Escape');

      // other data make both stale: the list says so, the builder marks the condition, one button runs them again
      await scores.evaluate(async (element) => {
        const text = '客户ID,昵称\nC99999999,new\n';
        const file = new File([text], 'more.csv', { type: 'text/csv' });
        await element.engine.load(file, await element.engine.inspect(file), { mode: 'append' });
        element.version += 1;
      });
      const again = list.getByRole('button', { name: t.stale(2) });
      await again.waitFor();
      await page.getByRole('link', { name: w.segments }).click();
      await page.locator('fq-workspace').evaluate((element) => { element.dataVersion += 100; });
      const mark = page.locator('fq-condition .stale-mark').first();
      await mark.waitFor();
      assert.ok((await mark.getAttribute('aria-label')).includes(name));
      assert.deepEqual(await accessibility(page), []);
      await goToScores(page, lang);
      await list.getByRole('button', { name: t.stale(2) }).press('Enter');
      await list.getByRole('button', { name: t.stale(2) }).waitFor({ state: 'detached' });
      assert.deepEqual((await ask('scores')).map((one) => one.stale), [[], []]);

      // what is being set survives a look at the segments
      await list.getByRole('button', { name: t.kept(name) }).press('Enter');
      await scores.locator('details.settings > summary').press('Enter');
      await page.getByLabel(t.window, { exact: true }).fill('45');
      await page.getByRole('link', { name: w.segments }).click();
      await page.locator('fq-workspace').waitFor();
      await goToScores(page, lang);
      assert.equal(await page.getByLabel(t.window, { exact: true }).inputValue(), '45');
      await page.getByRole('button', { name: t.discard, exact: true }).press('Enter');
      assert.equal(await page.getByLabel(t.window, { exact: true }).inputValue(), '90');

      // renamed without running; duplicated; removed with a way back
      await pick('rfm');
      await list.getByRole('button', { name: t.kept(ids[0][1]) }).press('Enter');
      await page.getByLabel(t.scoreName).fill('RFM 365');
      await page.getByLabel(t.scoreName).press('Tab');
      await list.getByRole('button', { name: t.kept('RFM 365') }).waitFor();
      assert.deepEqual((await ask('scores'))[0].stale, []);
      await list.getByLabel(t.actions('RFM 365')).press('Enter');
      await page.getByRole('menuitem', { name: t.duplicate }).press('Enter');
      await run();
      assert.equal((await ask('scores')).length, 3);
      const third = (await ask('scores'))[2].definition;
      assert.equal(third.id, 'rfm-3');
      await page.getByRole('button', { name: t.removeOf(third.name) }).press('Enter');
      await list.getByRole('button', { name: t.kept(third.name) }).waitFor({ state: 'detached' });
      await page.locator('fq-scores > fq-toast, fq-scores fq-toast').getByRole('button', { name: t.restore }).press('Enter');
      await list.getByRole('button', { name: t.kept(third.name) }).waitFor();
      assert.deepEqual((await ask('scores')).find((one) => one.definition.id === 'rfm-3').definition, third);
      assert.deepEqual(await accessibility(page), []);
      await visit.close();
    });
  }
});
