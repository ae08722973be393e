// A definition as a sentence and as text: edited on the fly, mistakes marked in their place, other tools' rules in and out.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { deepText, expectMatched, importDefinition } from './journey.mjs';
import { sampleTables } from './sample.mjs';
import { look } from './selectors.mjs';
import { accessibility, desktop, download, launch, openPage, phone, servePage } from './tools.mjs';

const words = {
  zh: { view: '文字', label: '文字写法', go: '跳到出错的地方', at: /第1行第\d+列/, copy: '复制文字', copied: '已复制文字写法', sentence: /性别是女.*年龄/, unsaid: /说不出来，没有导入/, exportLogic: '导出为 JsonLogic', exportText: '导出为文字', exportUnsaid: /用 JsonLogic 说不出来/ },
  en: { view: 'Text', label: 'Text form', go: 'Go to the mistake', at: /Line 1, column \d+/, copy: 'Copy text', copied: 'Text copied', sentence: /(gender|性别).*(female|woman|women).*年龄|年龄.*(female|women)/i, unsaid: /cannot be said here/, exportLogic: 'Export as JsonLogic', exportText: 'Export as text', exportUnsaid: /JsonLogic cannot say/ },
};

const women = { fenqun: 1, name: 'women', zone: 'Asia/Shanghai', week_start: 'monday', as_of: 'data', rule: { all: [{ attribute: { field: '性别', is: { eq: 'female' } } }, { attribute: { field: '年龄', is: { ge: 30 } } }] } };

/** Waits until the text of a field is as expected. */
async function shows(area, test) {
  for (let turn = 0; turn < 100; turn += 1) {
    if (test(await area.inputValue())) return;
    await area.page().waitForTimeout(50);
  }
  assert.fail(`the text is ${await area.inputValue()}`);
}

describe('text', () => {
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

  const womenFrom = (age) => contacts.filter((one) => one['性别'] === '女' && one['年龄'] !== '' && Number(one['年龄']) >= age).length;

  const opened = async (lang, options = {}) => {
    const visit = await openPage(browser, { url: server.url, lang, ...options });
    const { w, button } = look(visit.page, lang);
    await button(w.sample).click();
    await expectMatched(visit.page, lang, 20000);
    await importDefinition(visit.page, lang, JSON.stringify(women));
    await expectMatched(visit.page, lang, womenFrom(30));
    return visit;
  };

  for (const lang of ['zh', 'en']) {
    const t = words[lang];

    test(`the sentence stands above the result, and the text changes the number (${lang})`, { timeout: 120_000 }, async () => {
      const visit = await opened(lang);
      const { page } = visit;
      const { w, button } = look(page, lang);
      await page.locator('fq-result .sentence').filter({ hasText: t.sentence }).waitFor();
      await page.getByRole('button', { name: t.view, exact: true }).click();
      const area = page.getByLabel(t.label, { exact: true });
      await area.waitFor();
      await shows(area, (text) => text.includes('30'));
      const before = await area.inputValue();
      await area.fill(before.replace('30', '40'));
      await expectMatched(page, lang, womenFrom(40));
      assert.deepEqual(await accessibility(page), []);

      // a mistake keeps the last correct conditions and says where it is
      await area.fill('性别 = = 1');
      await page.locator('fq-text').getByText(t.at).waitFor();
      await expectMatched(page, lang, womenFrom(40));
      await page.locator('fq-text mark').waitFor();
      assert.deepEqual(await accessibility(page), []);
      await button(t.go).click();
      assert.equal(await area.evaluate((one) => one.value.slice(one.selectionStart, one.selectionEnd)), '=');
      await area.fill(before.replace('30', '40'));
      await page.locator('fq-text mark').waitFor({ state: 'detached' });

      // one step of undo takes back what was typed, and the text follows
      await button(w.undo).click();
      await expectMatched(page, lang, womenFrom(30));
      await shows(area, (text) => text === before);
      await visit.close();
    });

    test(`text, a query and JsonLogic come in; what cannot be said is listed (${lang})`, { timeout: 120_000 }, async () => {
      const visit = await opened(lang);
      const { page } = visit;
      const { w, dialog } = look(page, lang);
      await importDefinition(page, lang, "性别 = '女' AND 年龄 >= 50");
      await expectMatched(page, lang, womenFrom(50));
      await importDefinition(page, lang, JSON.stringify({ combinator: 'and', rules: [{ field: '年龄', operator: '>=', value: 60 }, { field: '性别', operator: '=', value: 'female' }] }));
      await expectMatched(page, lang, womenFrom(60));
      await importDefinition(page, lang, JSON.stringify({ and: [{ '>=': [{ var: '年龄' }, 35] }, { '==': [{ var: '性别' }, 'female'] }] }));
      await expectMatched(page, lang, womenFrom(35));
      await importDefinition(page, lang, JSON.stringify({ and: [{ '%': [{ var: '年龄' }, 2] }, { '==': [{ var: '性别' }, 'female'] }] }));
      await dialog().getByText(t.unsaid).waitFor();
      assert.match(await deepText(dialog().getByRole('alert')), /and\[0\]/);
      assert.deepEqual(await accessibility(page), []);
      await dialog().getByRole('button', { name: w.cancel, exact: true }).click();
      await expectMatched(page, lang, womenFrom(35));
      await visit.close();
    });

    test(`text and JsonLogic go out, or say why not (${lang})`, { timeout: 120_000 }, async () => {
      const visit = await opened(lang);
      const { page } = visit;
      const { button, menuItem, w, dialog } = look(page, lang);
      const pick = async (item) => {
        await button(w.libraryMore).click();
        return download(page, () => menuItem(item).click());
      };
      const logic = JSON.parse((await pick(t.exportLogic)).bytes.toString('utf8'));
      assert.match(JSON.stringify(logic), /"年龄"/);
      const text = (await pick(t.exportText)).bytes.toString('utf8');
      assert.match(text, /年龄 >= 30/);
      await importDefinition(page, lang, JSON.stringify({ ...women, rule: { all: [{ tags: { has_any: ['生命周期-新客'] } }] } }));
      await button(w.libraryMore).click();
      await menuItem(t.exportLogic).click();
      await dialog().getByText(t.exportUnsaid).waitFor();
      assert.deepEqual(await accessibility(page), []);
      await visit.close();
    });
  }

  for (const [theme, viewport] of [['dark', desktop], ['light', phone]]) {
    test(`no violation of the accessibility rules (${theme}, ${viewport.width} px)`, { timeout: 120_000 }, async () => {
      const visit = await opened('zh', { theme, viewport, touch: viewport === phone });
      const { page } = visit;
      await page.getByRole('button', { name: words.zh.view, exact: true }).click();
      await page.getByLabel(words.zh.label, { exact: true }).fill('性别 ==');
      await page.locator('fq-text mark').waitFor();
      assert.deepEqual(await accessibility(page), []);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) <= 0);
      await visit.close();
    });
  }
});
