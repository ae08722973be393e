// Usual segments: those that the data support come first, numbers change the exact size while typing, and a preset becomes a
// new segment or a part of the present one, also from the menu of a group.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { expectMatched, importDefinition } from './journey.mjs';
import { sampleTables } from './sample.mjs';
import { look } from './selectors.mjs';
import { accessibility, desktop, launch, openPage, phone, servePage } from './tools.mjs';

const words = {
  zh: { open: '从模板开始', silent: /^沉默 ?7 ?天/, days: '天数', here: '加到当前人群', fresh: '用作新人群', item: /^模板/, there: '加到这一组', people: (n) => new RegExp(`现在有${n.toLocaleString('en-US')}位联系人`), lacks: /数据里缺/ },
  en: { open: 'Start from a template', silent: /^Silent for 7 days/, days: 'Days', here: 'Add to this segment', fresh: 'Use as new segment', item: /^Template/, there: 'Add to this group', people: (n) => new RegExp(`^${n.toLocaleString('en-US')} contacts now`), lacks: /The data lack/ },
};

describe('presets', () => {
  let browser;
  let server;
  let sample;

  before(async () => {
    sample = await sampleTables();
    browser = await launch();
    server = await servePage();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Contacts whose last interaction is more than so many calendar days before 30 September, and those without any. */
  const silent = (days) => {
    const last = new Map();
    for (const row of sample.interactions) {
      const day = row['互动时间'].slice(0, 10).replaceAll('/', '-');
      if (day > (last.get(row['客户ID']) ?? '')) last.set(row['客户ID'], day);
    }
    const until = Date.parse('2025-09-30');
    return sample.contacts.filter((one) => {
      const day = last.get(one['客户ID']);
      return day === undefined || (until - Date.parse(day)) / 86_400_000 > days;
    }).length;
  };

  for (const [lang, theme, viewport] of [['zh', 'light', desktop], ['en', 'dark', desktop], ['zh', 'dark', phone]]) {
    test(`a silent audience from a preset (${lang}, ${theme}, ${viewport.width} px)`, { timeout: 120_000 }, async () => {
      const t = words[lang];
      const visit = await openPage(browser, { url: server.url, lang, theme, viewport, touch: viewport === phone });
      const { page } = visit;
      const { w, button, dialog } = look(page, lang);
      await button(w.sample).click();
      await expectMatched(page, lang, 20000);
      const open = async () => {
        if (viewport === phone && !(await button(t.open).isVisible())) await button(w.showLibrary).click();
        await button(t.open).click();
        await dialog().waitFor();
      };
      await open();
      await dialog().getByRole('option', { name: t.silent }).click();
      await dialog().getByText(t.people(silent(7))).waitFor();
      await dialog().getByLabel(t.days, { exact: true }).fill('60');
      await dialog().getByText(t.people(silent(60))).waitFor();
      assert.deepEqual(await accessibility(page), []);
      // what the data lack is below what they support, and says so
      const options = await dialog().getByRole('option').allInnerTexts();
      const first = options.findIndex((text) => t.lacks.test(text));
      assert.ok(first > 0);
      await button(t.fresh).click();
      await dialog().waitFor({ state: 'hidden' });
      await expectMatched(page, lang, silent(60));

      await open();
      await page.keyboard.press('Escape');
      await open();
      const option = dialog().getByRole('option', { name: t.silent });
      await option.focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await dialog().getByText(t.people(silent(7))).waitFor();
      await button(t.here).click();
      // whoever is silent for 60 days is silent for 7
      await expectMatched(page, lang, silent(60));
      assert.ok((await page.locator('fq-condition').count()) > 2);
      await visit.close();
    });

    test(`a template inside a group, by keyboard (${lang}, ${theme}, ${viewport.width} px)`, { timeout: 120_000 }, async () => {
      const t = words[lang];
      const visit = await openPage(browser, { url: server.url, lang, theme, viewport, touch: viewport === phone });
      const { page } = visit;
      const { w, button, dialog, menuItem } = look(page, lang);
      await button(w.sample).click();
      await expectMatched(page, lang, 20000);
      const old = { attribute: { field: '年龄', is: { ge: 200 } } };
      await importDefinition(page, lang, JSON.stringify({ fenqun: 1, name: 'either', zone: 'Asia/Shanghai', week_start: 'monday', as_of: 'data', rule: { all: [{ any: [old] }] } }));
      await expectMatched(page, lang, 0);
      await page.locator('fq-group').nth(1).getByRole('button', { name: w.addCondition, exact: true }).last().focus();
      await page.keyboard.press('Enter');
      await menuItem(t.item).waitFor();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await dialog().getByRole('option', { name: t.silent }).click();
      await dialog().getByText(t.people(silent(7))).waitFor();
      assert.deepEqual(await accessibility(page), []);
      await button(t.there).focus();
      await page.keyboard.press('Enter');
      await dialog().waitFor({ state: 'hidden' });
      // one of the two in the inner group is enough
      await expectMatched(page, lang, silent(7));
      assert.equal(await page.locator('fq-group').nth(1).locator('fq-group').count() > 0, true);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+z');
      await expectMatched(page, lang, 0);
      assert.equal(await page.locator('fq-condition').count(), 1);
      await visit.close();
    });
  }
});
