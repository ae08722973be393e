// Bad input: a sentence in the page's language says what is wrong, and nothing that was loaded is lost.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { addFiles, goToSegments, importDefinition, waitLoaded } from './journey.mjs';
import { look } from './selectors.mjs';
import { binary, zipBomb } from './make.mjs';
import { fixture, launch, openPage, servePage } from './tools.mjs';

const workbookBytes = readFileSync(fixture('wecom_customer_list.xlsx'));
const refused = {
  'empty.csv': Buffer.alloc(0),
  'picture.csv': binary(),
  'header-only.csv': Buffer.from('姓名,手机号\n'),
  'cut.xlsx': workbookBytes.subarray(0, Math.floor(workbookBytes.length * 0.6)),
  'bomb.xlsx': zipBomb(),
};

const columns = ['会员编号', '姓名', '性别', '手机号', '生日', '最近下单', '累计消费', '客单价', '折扣率', '是否关注', '标签', '备注', '年龄', '没有这一列'];

/** A sentence for people: words of the language, no code, no leftovers of a template. */
function isSentence(text, lang) {
  assert.ok(text.length >= 8, text);
  assert.doesNotMatch(text, /undefined|NaN|\[object|\$\{|null/);
  // Names of columns are the file's own words, in whatever language.
  const said = columns.reduce((rest, name) => rest.replaceAll(name, ''), text);
  if (lang === 'zh') assert.ok([...said.matchAll(/\p{Script=Han}/gu)].length >= 6, text);
  else assert.doesNotMatch(said, /\p{Script=Han}/u, text);
  assert.doesNotMatch(text.trim(), /^[a-z_]+$/);
}

describe('bad input', () => {
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
    test(`each bad file gets a sentence and takes nothing with it (${lang})`, { timeout: 180_000 }, async (t) => {
      const opened = await openPage(browser, { url: server.url, lang });
      const { page } = opened;
      const { file, fileAlert, place, w } = look(page, lang);
      await addFiles(page, lang, [fixture('members_gb18030.csv')]);
      await waitLoaded(page, lang, 1, 16);
      for (const [name, buffer] of Object.entries(refused)) {
        await t.test(name, async () => {
          await addFiles(page, lang, [{ name, mimeType: 'application/octet-stream', buffer }]);
          await fileAlert(name).waitFor({ timeout: 60_000 });
          isSentence(await fileAlert(name).innerText(), lang);
          await waitLoaded(page, lang, 1, 16);
        });
      }

      await t.test('an unclosed quote costs its record alone', async () => {
        const rows = ['姓名,手机号', '甲,13911110001', '"乙,13911110002', '丙,13911110003', '丁,13911110004'];
        const name = 'quote.csv';
        await addFiles(page, lang, [{ name, mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) }]);
        // The report of a file with rejected rows is open already.
        const reason = file(name).getByText(w.unclosedQuote).first();
        await reason.waitFor({ timeout: 2000 }).catch(() => file(name).getByText(w.report, { exact: true }).click());
        await reason.waitFor();
      });

      await t.test('bad definitions name the place and what to do; the edited one stays', async () => {
        await place(w.segments).click();
        await goToSegments(page, lang);
        const document = (rule) => JSON.stringify({ fenqun: 1, name: 'x', zone: 'Asia/Shanghai', week_start: 'monday', as_of: 'data', rule });
        const bad = [
          '{"fenqun": 1',
          '[]',
          document({ all: [{ attribute: { field: '姓名', is: { resembles: '赵' } } }] }),
          document({ all: [{ tag: {} }] }),
        ];
        for (const text of bad) {
          await importDefinition(page, lang, text);
          const alert = page.getByRole('dialog').getByRole('alert').or(page.getByRole('alert')).first();
          await alert.waitFor();
          isSentence(await alert.innerText(), lang);
          const cancel = page.getByRole('dialog').getByRole('button', { name: w.cancel, exact: true });
          if (await cancel.isVisible()) await cancel.click();
        }
        // These can be read but not counted on these data: the sentence stands at the condition.
        const misfits = [{ field: '姓名', is: { matches: '(a+' } }, { field: '没有这一列', is: { eq: 'x' } }, { field: '姓名', is: { ge: 3 } }];
        for (const attribute of misfits) {
          await importDefinition(page, lang, document({ all: [{ attribute }] }));
          const message = page.locator('fq-condition .message.bad').first();
          await message.waitFor();
          isSentence(await message.innerText(), lang);
          await look(page, lang).button(w.undo).click();
          await message.waitFor({ state: 'detached' });
        }
        await waitLoaded(page, lang, 2, /\d+/.source);
      });
      await opened.close();
    });
  }

  test('what is typed into a field stays when the page is drawn anew, until it is taken', { timeout: 60_000 }, async () => {
    const opened = await openPage(browser, { url: server.url, lang: 'zh' });
    const { page } = opened;
    await addFiles(page, 'zh', [fixture('members_gb18030.csv')]);
    await waitLoaded(page, 'zh', 1, 16);
    await goToSegments(page, 'zh');
    await importDefinition(page, 'zh', JSON.stringify({ fenqun: 1, name: 'x', zone: 'Asia/Shanghai', week_start: 'monday', as_of: 'data', rule: { const: true } }));
    await page.locator('fq-details summary').first().click();
    const zone = page.locator('fq-details #zone');
    const drawn = () => page.locator('fq-details').evaluate(async (details) => {
      details.requestUpdate();
      await details.updateComplete;
      return { typed: details.renderRoot.querySelector('#zone').value, taken: details.document.zone };
    });
    await zone.fill('Asia/To');
    assert.deepEqual(await drawn(), { typed: 'Asia/To', taken: 'Asia/Shanghai' });
    await zone.fill('Asia/Tokyo ');
    await zone.press('Tab');
    assert.deepEqual(await drawn(), { typed: 'Asia/Tokyo', taken: 'Asia/Tokyo' });
    // what is not taken gives way to what there is
    await zone.fill('');
    await zone.press('Tab');
    assert.deepEqual(await drawn(), { typed: 'Asia/Tokyo', taken: 'Asia/Tokyo' });
    await opened.close();
  });

  test('a panic of the core restarts it and keeps the page', { timeout: 60_000 }, async () => {
    const opened = await openPage(browser, { url: server.url, lang: 'zh', quiet: false });
    const { page } = opened;
    await addFiles(page, 'zh', [fixture('members_gb18030.csv')]);
    await waitLoaded(page, 'zh', 1, 16);
    // The worker dies as it would from a trap that nobody caught.
    await page.workers()[0].evaluate(() => setTimeout(() => { throw new Error('trap'); }, 0));
    await page.waitForTimeout(300);
    await waitLoaded(page, 'zh', 1, 16);
    await opened.close();
  });
});

describe('closing the page', () => {
  test('is asked about once there are data, and not before', { timeout: 60_000 }, async () => {
    const browser = await launch();
    const server = await servePage();
    try {
      for (const loaded of [false, true]) {
        const opened = await openPage(browser, { url: server.url, lang: 'zh' });
        const { page } = opened;
        let asked = 0;
        page.on('dialog', (dialog) => {
          if (dialog.type() === 'beforeunload') asked += 1;
          void dialog.accept();
        });
        if (loaded) {
          await addFiles(page, 'zh', [fixture('members_gb18030.csv')]);
          await waitLoaded(page, 'zh', 1, 16);
        }
        // A browser asks only a person who has touched the page.
        await page.getByRole('navigation').click();
        await Promise.all([page.waitForEvent('close'), page.close({ runBeforeUnload: true })]);
        assert.equal(asked, loaded ? 1 : 0);
        await opened.context.close();
      }
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
