// The whole job, in both languages: real exports in, a segment with exact numbers, the list out.
import assert from 'node:assert/strict';
import { writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  addCondition, buildSegment, exportMasked, expectMatched, expectRow, facts, importDefinition, importExports, libraryMenu, phones, records, saveSegment,
} from './journey.mjs';
import { look } from './selectors.mjs';
import { download, launch, openPage, out, servePage } from './tools.mjs';

describe('from exports to a list', () => {
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

  for (const lang of ['zh', 'en']) {
    test(`the whole journey (${lang})`, { timeout: 240_000 }, async (t) => {
      const opened = await openPage(browser, { url: server.url, lang });
      const { page } = opened;
      const { w, button, place, membersTable, view } = look(page, lang);
      // Each step builds on the one before it: after a failure the rest says nothing.
      let broken = false;
      const step = (name, run) =>
        t.test(name, { skip: broken }, async () => {
          broken = true;
          await run();
          broken = false;
        });
      try {
        await step('files are recognised, joined and corrected; every number is exact', async () => {
          await importExports(page, lang);
          await buildSegment(page, lang);
          await expectRow(page, lang, lang === 'zh' ? /满足任一/ : /any of/, facts.either);
        });

        await step('a muted condition takes no part; undo and redo bring it back and forth', async () => {
          const handle = page.getByRole('button', { name: /累计消费.*\d/ }).first();
          await handle.focus();
          await page.keyboard.press('m');
          // Without the amount: 宝妈 and (woman or buyer) are members 2, 5, 8, 11, 14.
          await expectMatched(page, lang, 5);
          await button(w.undo).click();
          await expectMatched(page, lang, facts.matched);
          await button(w.redo).click();
          await expectMatched(page, lang, 5);
          await button(w.undo).click();
          await expectMatched(page, lang, facts.matched);
        });

        await step('members are shown masked', async () => {
          // Member 11 is the customer 海阔天空 of the other file, by phone.
          await page.getByRole('cell', { name: '海阔天空' }).waitFor();
          const text = await membersTable().innerText();
          assert.doesNotMatch(text, /1[3-9]\d{9}/);
          assert.match(text, /138\*+1370/);
          assert.equal(await membersTable().getByRole('row').count(), facts.matched + 1);
        });

        await step('a column is compared with everybody', async () => {
          await view(w.distribution).check({ force: true });
          await page.getByRole('combobox', { name: w.distributionColumn, exact: true }).selectOption({ label: '性别' });
          await button(w.asTable).click();
          // Women: members 8, 11, 14 of the 5; columns are members, share, everybody.
          const row = page.locator('fq-distribution').getByRole('row', { name: new RegExp(`^${w.gender}`) });
          await row.waitFor();
          assert.match((await row.innerText()).replaceAll(/\s+/g, ' '), new RegExp(`^${w.gender} 3 .* 5 `));
        });

        await step('the list is exported masked, with a byte order mark', async () => {
          const { name, bytes } = await exportMasked(page, lang);
          assert.match(name, /\.csv$/);
          assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
          const text = bytes.toString('utf8').slice(1);
          assert.equal(records(text).length, facts.matched + 1);
          for (const phone of phones()) assert.ok(!text.includes(phone), phone);
          for (const person of ['㐂多', '褚俊杰', '沈语嫣']) assert.ok(text.includes(person), person);
        });

        const first = lang === 'zh' ? '宝妈好客' : 'good mothers';
        const second = lang === 'zh' ? '引用' : 'refers';
        let definition;

        await step('it is kept, exported as JSON and used in another segment', async () => {
          await saveSegment(page, lang, first);
          const file = await download(page, () => libraryMenu(page, lang, 'exportJson'));
          definition = JSON.parse(file.bytes.toString('utf8'));
          assert.equal(definition.fenqun, 1);
          assert.equal(definition.name, first);
          assert.equal(definition.rule.all.length, 3);
          await button(w.create).first().click();
          const reference = await addCondition(page, lang, 'segment');
          await reference.getByLabel(w.segmentSelect, { exact: true }).selectOption({ index: 1 });
          await expectRow(page, lang, new RegExp(first), facts.matched);
          await expectMatched(page, lang, facts.matched);
          await saveSegment(page, lang, second);
        });

        await step('a definition comes in as JSON and can be undone', async () => {
          const women = { ...definition, id: undefined, name: 'women', rule: { all: [{ attribute: { field: '性别', is: { eq: '女' } } }] } };
          await importDefinition(page, lang, JSON.stringify(women));
          await expectMatched(page, lang, facts.women);
          await button(w.undo).click();
          await expectMatched(page, lang, facts.matched);
        });

        await step('the library is saved to a file and opened on a page that has forgotten everything', async () => {
          const file = await download(page, () => libraryMenu(page, lang, 'saveLibrary'));
          mkdirSync(out, { recursive: true });
          const path = join(out, `library-${lang}.json`);
          writeFileSync(path, file.bytes);
          const again = await openPage(browser, { url: server.url, lang });
          try {
            await importExports(again.page, lang);
            await look(again.page, lang).place(w.segments).click();
            const [chooser] = await Promise.all([again.page.waitForEvent('filechooser'), libraryMenu(again.page, lang, 'openLibrary')]);
            await chooser.setFiles(path);
            for (const name of [first, second]) await again.page.getByRole('button', { name: w.openSegment(name) }).waitFor();
          } finally {
            await again.close();
          }
        });

        await place(w.data).click();
        await opened.quietSoFar();
      } finally {
        await opened.close();
      }
    });
  }

  test('the switch changes every word at once, and the address keeps the language', async () => {
    const opened = await openPage(browser, { url: server.url, lang: 'zh' });
    const { page } = opened;
    await look(page, 'zh').button('选择文件').waitFor();
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    await look(page, 'en').button('Choose files').waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
    assert.equal(new URL(page.url()).searchParams.get('lang'), 'en');
    assert.doesNotMatch((await page.locator('main').innerText()).replaceAll('中文', ''), /\p{Script=Han}/u);
    await opened.close();
  });

  test('the page works below a path of its own', async () => {
    const below = await servePage({ base: '/tools/fenqun/' });
    const opened = await openPage(browser, { url: below.url, lang: 'en' });
    try {
      await importExports(opened.page, 'en');
    } finally {
      await opened.close();
      await below.close();
    }
  });

  test('sample data lead to the segments place', { timeout: 60_000 }, async () => {
    const opened = await openPage(browser, { url: server.url, lang: 'zh' });
    const { w, button } = look(opened.page, 'zh');
    await button(w.sample).click();
    await expectMatched(opened.page, 'zh', 20000);
    await opened.close();
  });

  test('"check it yourself" finds every exit closed', async () => {
    const opened = await openPage(browser, { url: server.url, lang: 'zh', quiet: false });
    const { w, button, dialog } = look(opened.page, 'zh');
    await button(w.check).click();
    // Neither a click nor a locator after it: both would wait for the navigation that the policy has stopped.
    await dialog().getByRole('button', { name: w.checkRun, exact: true }).focus();
    await opened.page.keyboard.press('Enter');
    const said = () => opened.page.evaluate(() => {
      const find = (root) => [...root.querySelectorAll('*')].flatMap((one) => [...(one.matches('dialog[open] [role=status]') ? [one.innerText] : []), ...(one.shadowRoot ? find(one.shadowRoot) : [])]);
      return find(document).join('');
    });
    for (let turn = 0; turn < 100 && !w.allBlocked.test(await said()); turn += 1) await new Promise((done) => setTimeout(done, 100));
    assert.match(await said(), w.allBlocked);
    // What the console says here is the policy at work, and nothing else.
    const other = opened.complaints.filter((text) => !/Content Security Policy|request failed|ERR_BLOCKED|violates|Connection-Allowlist|Refused|EventSource|WebSocket/i.test(text));
    assert.deepEqual(other, []);
    await opened.close();
  });
});
