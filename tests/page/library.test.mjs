// What is known about a kept segment: folder, goal, versions and their changes, snapshots and who moved, size over time.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { expectMatched, importDefinition, saveSegment } from './journey.mjs';
import { countBetween, sampleTables } from './sample.mjs';
import { look } from './selectors.mjs';
import { accessibility, launch, openPage, servePage } from './tools.mjs';

const words = {
  zh: {
    details: '详情', more: (name) => `更多操作：${name}`, about: '说明', versions: '版本', snapshots: '快照', curve: '人数走势', folder: '文件夹', inFolder: (name) => `更多操作：文件夹“${name}”`, renameFolder: '改文件夹名', folderName: '文件夹的新名字', folderJoined: /已有文件夹“kept”/, goal: '用途', keep: '保存说明',
    who: '改动人', restore: '恢复第1版', compare: '和现在对比: 第1版', name: '快照名称', take: '存一份快照', entered: /^新进/, left: /^流出/, stayed: /^留下/, asTable: '看表格', remove: '删除', breaks: '删掉后会出错的人群', size: '人数',
  },
  en: {
    details: 'Details', more: (name) => `More actions: ${name}`, about: 'About', versions: 'Versions', snapshots: 'Snapshots', curve: 'Size over time', folder: 'Folder', inFolder: (name) => `More actions: folder “${name}”`, renameFolder: 'Rename folder', folderName: 'New name of the folder', folderJoined: /“kept” exists already/, goal: 'Goal', keep: 'Save these',
    who: 'Changed by', restore: 'Restore version 1', compare: 'Compare with now: version 1', name: 'Name of the snapshot', take: 'Take a snapshot', entered: /^Entered/, left: /^Left/, stayed: /^Stayed/, asTable: 'Show table', remove: 'Delete', breaks: 'Segments that break when this is deleted', size: 'Contacts',
  },
};

const buyers = (atLeast) => ({
  fenqun: 1, name: 'buyers', zone: 'Asia/Shanghai', week_start: 'monday', as_of: 'data',
  rule: { all: [{ event: { table: 'orders', window: { complete_days: 30 }, measure: 'count', is: { ge: atLeast } } }] },
});

describe('the library', () => {
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

  /** Contacts with so many orders in the 30 days that end on a day. */
  const counted = (atLeast, from = '2025-09-01', to = '2025-09-30') => [...countBetween(sample.orders, '下单时间', from, to)].filter(([, n]) => n >= atLeast).length;

  for (const lang of ['zh', 'en']) {
    const t = words[lang];

    test(`folders, versions, snapshots and size over time (${lang})`, { timeout: 180_000 }, async () => {
      const visit = await openPage(browser, { url: server.url, lang });
      const { page } = visit;
      const { w, button, menuItem, dialog } = look(page, lang);
      const details = async () => {
        await page.getByRole('button', { name: new RegExp(`buyers$`) }).last().click();
        await menuItem(t.details).click();
        await dialog().waitFor();
      };
      const tab = (name) => page.getByRole('tab', { name, exact: true });
      await button(w.sample).click();
      await expectMatched(page, lang, 20000);
      await importDefinition(page, lang, JSON.stringify(buyers(2)));
      await expectMatched(page, lang, counted(2));
      await saveSegment(page, lang, 'buyers');

      await details();
      await page.getByLabel(t.folder, { exact: true }).fill('sale/win back');
      await page.getByLabel(t.goal, { exact: true }).fill('coupons');
      await button(t.keep).click();
      assert.deepEqual(await accessibility(page), []);
      await tab(t.snapshots).click();
      await page.getByLabel(t.name, { exact: true }).fill('before');
      await button(new RegExp(t.take)).click();
      await dialog().getByText('before', { exact: true }).first().waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^sale\/win back/ }).waitFor();

      // another threshold is another version; whoever had two orders and not three has left
      await importDefinition(page, lang, JSON.stringify({ ...buyers(3), id: 's1', meta: { goal: 'coupons' } }));
      await expectMatched(page, lang, counted(3));
      await page.getByRole('button', { name: w.save, exact: true }).click();
      await details();
      await tab(t.snapshots).click();
      const moved = async (name) => Number((await page.getByRole('button', { name }).innerText()).replace(/\D/g, ''));
      await page.getByRole('button', { name: t.left }).waitFor();
      assert.equal(await moved(t.left), counted(2) - counted(3));
      assert.equal(await moved(t.stayed), counted(3));
      assert.equal(await moved(t.entered), 0);
      await page.getByRole('button', { name: t.left }).click();
      assert.equal(await dialog().getByRole('table').getAttribute('aria-rowcount'), String(counted(2) - counted(3) + 1));
      assert.deepEqual(await accessibility(page), []);

      await tab(t.versions).click();
      await page.getByRole('button', { name: t.compare }).click();
      const diff = dialog().locator('.diff');
      await diff.waitFor();
      assert.match(await diff.locator('.removed').innerText(), /2/);
      assert.match(await diff.locator('.added').last().innerText(), /3/);
      assert.deepEqual(await accessibility(page), []);

      await tab(t.versions).press('ArrowRight');
      await tab(t.snapshots).press('ArrowRight');
      await dialog().locator('svg[part=chart]').waitFor();
      assert.deepEqual(await accessibility(page), []);
      await button(t.asTable).click();
      const sizes = await dialog().locator('tbody td').allInnerTexts();
      assert.equal(sizes.length, 13);
      assert.equal(Number(sizes.at(-1).replaceAll(',', '')), counted(3));
      // a week earlier: the 30 days that end on 23 September
      assert.equal(Number(sizes.at(-2).replaceAll(',', '')), counted(3, '2025-08-25', '2025-09-23'));

      await tab(t.curve).press('ArrowLeft');
      await tab(t.snapshots).press('ArrowLeft');
      await page.getByRole('button', { name: t.restore }).click();
      await dialog().waitFor({ state: 'hidden' });
      await expectMatched(page, lang, counted(2));
      await visit.close();
    });

    test(`a folder gets another name, or joins one that has it (${lang})`, { timeout: 120_000 }, async () => {
      const visit = await openPage(browser, { url: server.url, lang });
      const { page } = visit;
      const { w, button, menuItem, dialog } = look(page, lang);
      await button(w.sample).click();
      await expectMatched(page, lang, 20000);
      for (const [name, folder] of [['one', 'sale'], ['two', 'sale/win back'], ['three', 'kept']]) {
        await importDefinition(page, lang, JSON.stringify({ ...buyers(2), name }));
        await saveSegment(page, lang, name);
        await page.getByRole('button', { name: new RegExp(`${name}$`) }).last().click();
        await menuItem(t.details).click();
        await page.getByLabel(t.folder, { exact: true }).fill(folder);
        await button(t.keep).click();
        // closed at once: what is kept shows in the list all the same
        await page.keyboard.press('Escape');
        await dialog().waitFor({ state: 'hidden' });
        await button(t.inFolder(folder)).waitFor();
      }
      const rename = async (from, to, key = 'Enter') => {
        await button(t.inFolder(from)).focus();
        await page.keyboard.press('Enter');
        await menuItem(t.renameFolder).waitFor();
        await page.keyboard.press('Enter');
        const field = page.getByLabel(t.folderName, { exact: true });
        await field.waitFor();
        await page.keyboard.type(to);
        await page.keyboard.press(key);
        await field.waitFor({ state: 'detached' });
      };
      await rename('sale', 'nothing', 'Escape');
      await rename('sale', 'summer');
      await button(t.inFolder('summer/win back')).waitFor();
      assert.equal(await button(t.inFolder('sale')).count(), 0);
      assert.deepEqual(await accessibility(page), []);
      // the other name is taken: the two become one, and that can be undone
      await rename('summer', 'kept');
      await page.getByText(t.folderJoined).first().waitFor();
      await button(t.inFolder('kept/win back')).waitFor();
      await page.locator('fq-toast').getByRole('button', { name: w.undo, exact: true }).click();
      await button(t.inFolder('summer/win back')).waitFor();
      await button(t.inFolder('summer')).waitFor();
      await button(t.inFolder('kept')).waitFor();
      await visit.close();
    });

    test(`what breaks stands in the question before deletion (${lang})`, { timeout: 120_000 }, async () => {
      const visit = await openPage(browser, { url: server.url, lang });
      const { page } = visit;
      const { w, button, menuItem, dialog } = look(page, lang);
      await button(w.sample).click();
      await expectMatched(page, lang, 20000);
      await importDefinition(page, lang, JSON.stringify(buyers(2)));
      await saveSegment(page, lang, 'buyers');
      await importDefinition(page, lang, JSON.stringify({ ...buyers(2), name: 'user', rule: { all: [{ segment: { id: 's1' } }] } }));
      await expectMatched(page, lang, counted(2));
      await saveSegment(page, lang, 'user');
      await page.getByRole('button', { name: /buyers$/ }).last().click();
      await menuItem(t.remove).click();
      await dialog().getByText(t.breaks).waitFor();
      await dialog().getByText(/^user[:：].*buyers/).waitFor();
      assert.deepEqual(await accessibility(page), []);
      await visit.close();
    });
  }
});
