// What is legal and hardly meant is listed beside the builder, with the way there and the fix, which can be undone; a mark on
// the condition leads to the list.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { expectMatched, importDefinition } from './journey.mjs';
import { sampleTables } from './sample.mjs';
import { look } from './selectors.mjs';
import { accessibility, desktop, launch, openPage, phone, servePage } from './tools.mjs';

const words = {
  zh: { title: /处值得看一眼/, never: /不可能同时满足/, twice: /重复了/, remove: /^去掉：/, go: /^去看：/, mark: /^值得看一眼：.*重复了/ },
  en: { title: /things? worth a look/, never: /Nobody can meet both/, twice: /The same as/, remove: /^Remove it:/, go: /^Go there:/, mark: /^Worth a look: .*[Tt]he same as/ },
};

const rule = (...all) => ({ fenqun: 1, name: 'checked', zone: 'Asia/Shanghai', week_start: 'monday', as_of: 'data', rule: { all } });
const age = (is) => ({ attribute: { field: '年龄', is } });

describe('lint', () => {
  let browser;
  let server;
  let young;

  before(async () => {
    const { contacts } = await sampleTables();
    young = contacts.filter((one) => one['年龄'] !== '' && Number(one['年龄']) < 30).length;
    browser = await launch();
    server = await servePage();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  for (const [lang, theme, viewport] of [['zh', 'light', desktop], ['en', 'dark', desktop], ['zh', 'dark', phone]]) {
    test(`a contradiction and a repeated condition (${lang}, ${theme}, ${viewport.width} px)`, { timeout: 120_000 }, async () => {
      const t = words[lang];
      const visit = await openPage(browser, { url: server.url, lang, theme, viewport, touch: viewport === phone });
      const { page } = visit;
      const { w, button } = look(page, lang);
      await button(w.sample).click();
      await expectMatched(page, lang, 20000);
      await importDefinition(page, lang, JSON.stringify(rule(age({ lt: 30 }), age({ gt: 40 }))));
      await expectMatched(page, lang, 0);
      await page.locator('fq-lint').getByText(t.never).waitFor();

      await importDefinition(page, lang, JSON.stringify(rule(age({ lt: 30 }), age({ lt: 30 }))));
      await expectMatched(page, lang, young);
      await page.locator('fq-lint').getByText(t.twice).waitFor();
      assert.deepEqual(await accessibility(page), []);
      assert.equal(await page.locator('fq-condition').count(), 2);
      const mark = page.locator('fq-condition').getByRole('button', { name: t.mark });
      assert.equal(await mark.count(), 1);
      assert.match(await mark.getAttribute('title'), t.twice);
      await mark.focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return at?.localName === 'li';
      });
      assert.deepEqual(await accessibility(page), []);
      const fix = page.getByRole('button', { name: t.remove }).first();
      await fix.focus();
      await page.keyboard.press('Enter');
      await page.locator('fq-lint section').waitFor({ state: 'detached' });
      assert.equal(await page.getByRole('button', { name: t.mark }).count(), 0);
      // the focus does not get lost with the list
      await page.waitForFunction(() => document.activeElement !== document.body);
      assert.equal(await page.locator('fq-condition').count(), 1);
      await expectMatched(page, lang, young);
      await button(w.undo).first().click();
      await page.locator('fq-lint').getByText(t.twice).waitFor();
      await page.getByRole('button', { name: t.go }).first().click();
      await page.waitForFunction(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return at?.classList.contains('handle');
      });
      await visit.close();
    });
  }
});
