// Every kind of file that is dropped: what is read of it, why, what a person can change, and what is kept for the next one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { deepText, waitLoaded } from './journey.mjs';
import { parquet, zip } from './make.mjs';
import { look } from './selectors.mjs';
import { accessibility, download, launch, openPage, phone, root, servePage } from './tools.mjs';

const corpus = (name) => join(root, 'tests', 'corpus', name);
const bytes = (name) => readFileSync(corpus(name));
const file = (name, buffer) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(buffer) });

const markup = '<html><head><meta charset="utf-8"></head><body><table><tr><th>客户编号</th><th>姓名</th><th>手机号</th></tr><tr><td>H1</td><td>张一</td><td>13800002001</td></tr><tr><td>H2</td><td>李二</td><td>13800002002</td></tr><tr><td>H3</td><td>王三</td><td>13800002003</td></tr></table></body></html>';

/** Days that can be read both ways; the first row is the example of the question. */
const askedRows = Array.from({ length: 8 }, (_, i) => `C${i},顾客${i},0${(i % 9) + 2}/0${((i + 3) % 9) + 2}/1991`);
const asked = `客户编号,姓名,生日\n${askedRows.join('\n')}\n`;

const refusals = '会员编号,姓名,手机号,是否退订\nM1,张一,13800003001,是\nM2,李二,13800003002,否\nM3,王三,13800003003,是\nM4,赵四,13800003004,否\nM5,钱五,13800003005,否\n';

describe('files of every kind', () => {
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

  async function withFiles(lang, files, options = {}) {
    const opened = await openPage(browser, { url: server.url, lang, ...options });
    const at = look(opened.page, lang);
    await at.fileInput().setInputFiles(files);
    return { ...opened, ...at };
  }

  const says = (page, name, text) => page.getByRole('article', { name, exact: true }).getByText(text).first().waitFor();
  const settings = (opened, name) => opened.file(name).getByText(opened.w.settings).click();

  const kinds = [
    ['text in GB18030', 'members_gb18030.csv', bytes('members_gb18030.csv'), 16, { zh: 'GB18030 编码，逗号分隔，表头在第 1 行', en: 'GB18030 encoding, separated by commas, header in line 1' }],
    ['text below notes', 'wxpay_bill_personal.csv', bytes('wxpay_bill_personal.csv'), 13, { zh: /表头在第 17 行；11 列，跳过 16 行说明；按“微信支付 ?个人账单”读取/, en: /header in line 17; 11 columns, 16 lines of notes skipped/ }],
    ['a workbook', 'wecom_customer_list.xlsx', bytes('wecom_customer_list.xlsx'), 14, { zh: /工作表“.+”/, en: /Sheet “.+”/ }],
    ['a JSON document', 'wechat_mp_users.json', bytes('wechat_mp_users.json'), 8, { zh: '记录在 user_info_list', en: 'records at user_info_list' }],
    ['JSON lines', 'events.ndjson', bytes('events.ndjson'), 15, { zh: 'JSON 行', en: 'JSON lines' }],
    ['contact cards', 'phonebook_v21_qp.vcf', bytes('phonebook_v21_qp.vcf'), 8, { zh: '通讯录名片', en: /contact cards/i }],
    ['a page that is called .xls', '客户.xls', markup, 3, { zh: '网页表格，表头在第 1 行；3 列', en: /web page.*header in line 1; 3 columns/i }],
    ['Parquet', 'customers.parquet', parquet({ 客户编号: ['C1', 'C2'], 姓名: ['张一', '李二'], 手机号: ['13800001111', '13900002222'] }), 2, { zh: 'Parquet；3 列', en: 'Parquet; 3 columns' }],
  ];

  for (const [kind, name, body, rows, sentence] of kinds) {
    test(`${kind} is read and says how`, { timeout: 60_000 }, async () => {
      const opened = await withFiles('zh', [file(name, body)]);
      const { page, w, button } = opened;
      await says(page, name, w.read(rows));
      await says(page, name, sentence.zh);
      await button('EN').click();
      await says(page, name, sentence.en);
      await opened.close();
    });
  }

  test('an archive gives its files; what is none says why', { timeout: 60_000 }, async () => {
    const archive = zip([['会员.csv', bytes('members_gb18030.csv')], ['users.json', bytes('wechat_mp_users.json')], ['说明.pdf', Buffer.from('%PDF-1.4 not a table')]]);
    const opened = await withFiles('zh', [file('导出.zip', archive), file('orders.csv.gz', gzipSync(bytes('youzan_orders.csv')))]);
    const { page, w } = opened;
    await says(page, '会员.csv', w.read(16));
    await says(page, '会员.csv', '来自 导出.zip');
    await says(page, 'users.json', w.read(8));
    await says(page, 'orders.csv', w.read(14));
    await opened.fileAlert('说明.pdf').getByText('PDF').waitFor();
    assert.equal(await page.getByRole('article').count(), 4);
    await opened.close();
  });

  test('the first rows follow a correction; each decision has its reason', { timeout: 60_000 }, async () => {
    const opened = await withFiles('zh', [corpus('members_gb18030.csv')]);
    const { page, w, file: card } = opened;
    await says(page, 'members_gb18030.csv', w.read(16));
    await settings(opened, 'members_gb18030.csv');
    const preview = page.getByRole('region', { name: w.preview });
    await preview.waitFor();
    await card('members_gb18030.csv').getByText('双字节汉字').waitFor();
    await card('members_gb18030.csv').getByText(/看了 \d+ 行，\d+ 行都是 12 列/).waitFor();
    assert.match(await preview.innerText(), /¥/);
    await page.getByLabel(w.typeOf('累计消费'), { exact: true }).selectOption('phone');
    await preview.locator('td.failed').first().waitFor();
    assert.match(await preview.locator('td.failed').first().innerText(), /不像这个类型/);
    await opened.close();
  });

  for (const [lang, told] of [['zh', '2 格带分机号'], ['en', '2 cells name an extension']]) {
    test(`${lang}: extensions that are left out are told, with the first of them`, { timeout: 60_000 }, async () => {
      const opened = await withFiles(lang, [file('office.csv', '会员编号,姓名,电话\nM1,张一,010-66668888转801\nM2,李二,13800137001\nM3,王三,010-66669999 ext. 12\n')]);
      const { page, w } = opened;
      await says(page, 'office.csv', w.read(3));
      await settings(opened, 'office.csv');
      const note = page.locator('.left-out');
      await note.filter({ hasText: told }).waitFor();
      assert.match(await note.innerText(), /\*\*\*\*.?801/);
      await opened.close();
    });
  }

  test('the first rows mask each number of a list by itself', { timeout: 60_000 }, async () => {
    const opened = await withFiles('zh', [file('lists.csv', '姓名,手机号\n张一,13800137000；13900001234\n李二,13800137001\n王三,13800137002\n')]);
    const { page, w } = opened;
    await says(page, 'lists.csv', w.read(3));
    await settings(opened, 'lists.csv');
    const preview = page.getByRole('region', { name: w.preview });
    await preview.getByText('138****7000、139****1234', { exact: true }).waitFor();
    await preview.getByText('138****7000；139****1234', { exact: true }).waitFor();
    assert.doesNotMatch(await deepText(page.locator('fq-data')), /13800137000|13900001234/);
    await opened.close();
  });

  for (const lang of ['zh', 'en']) {
    test(`${lang}: a day that can be read both ways is asked about`, { timeout: 60_000 }, async () => {
      const opened = await withFiles(lang, [file('asked.csv', asked)]);
      const { page, w, button } = opened;
      await says(page, 'asked.csv', w.read(8));
      await button(w.monthFirst('生日')).click();
      await button(w.monthFirst('生日')).waitFor({ state: 'detached' });
      await settings(opened, 'asked.csv');
      await page.getByRole('region', { name: w.preview }).getByText('1991-02-05').waitFor();
      await opened.close();
    });
  }

  for (const [lang, answer, label] of [['zh', '1900–1999 年（是 1965 年）', '两位年份指哪一百年'], ['en', '1900–1999 (it is 1965)', 'Years of two digits are in']]) {
    test(`${lang}: years of two digits are asked about`, { timeout: 60_000 }, async () => {
      const opened = await withFiles(lang, [file('short.csv', '客户编号,生日\nC1,25/03/65\nC2,26/04/24\nC3,27/05/88\n')]);
      const { page, w } = opened;
      await says(page, 'short.csv', w.read(3));
      await settings(opened, 'short.csv');
      const preview = page.getByRole('region', { name: w.preview });
      await preview.getByText('2024-04-26').waitFor();
      await page.getByRole('button', { name: answer }).click();
      await preview.getByText('1924-04-26').waitFor();
      await page.getByRole('button', { name: answer }).waitFor({ state: 'detached' });
      assert.equal(await page.getByLabel(label, { exact: true }).inputValue(), '1900');
      await opened.close();
    });
  }

  for (const [lang, sentence, answer, checked] of [['zh', '“会员等级”里有 2 格写着“未知”，怎么算？', '当作没有填', /“未知”当作没有填/], ['en', 'In “会员等级”, 2 cells say “未知”. What is it?', 'Without a value', /“未知” is without a value/]]) {
    test(`${lang}: a word for not known is asked about where it may be a value`, { timeout: 60_000 }, async () => {
      const rows = ['金卡', '银卡', '未知', '金卡', '银卡', '未知', '金卡', '银卡'].map((level, i) => `C${i},${level},${i === 1 ? '未知' : '上海'}`);
      const opened = await withFiles(lang, [file('levels.csv', `客户编号,会员等级,城市\n${rows.join('\n')}\n`)]);
      const { page, w } = opened;
      await says(page, 'levels.csv', w.read(8));
      await says(page, 'levels.csv', sentence);
      await settings(opened, 'levels.csv');
      const preview = page.getByRole('region', { name: w.preview });
      await preview.waitFor();
      const cell = preview.getByText('未知', { exact: true });
      assert.ok((await cell.count()) > 2, 'as a value of its own it stands in both lines');
      await page.getByRole('button', { name: answer }).click();
      await page.getByText(sentence).waitFor({ state: 'detached' });
      assert.equal(await page.getByLabel(checked).nth(0).isChecked(), true);
      await opened.close();
    });
  }

  for (const [lang, label, none, auto] of [['zh', '哪种导出', '不按已知的导出，只看列名和数据', /^自动识别：拼多多 ?订单$/], ['en', 'Which export', 'No known export: headers and data only', /^As recognised: Pinduoduo orders$/]]) {
    test(`${lang}: the export is chosen by hand and put back`, { timeout: 60_000 }, async () => {
      const opened = await withFiles(lang, [corpus('pdd_orders.csv')]);
      const { page, file: card } = opened;
      const name = 'pdd_orders.csv';
      await settings(opened, name);
      const choice = card(name).getByLabel(label, { exact: true });
      const chosen = () => choice.locator('option:checked').innerText();
      await choice.waitFor();
      assert.match(await chosen(), auto);
      const byLayout = lang === 'zh' ? /按“拼多多 ?订单”读取/ : 'read as “Pinduoduo orders”';
      await says(page, name, byLayout);
      await choice.selectOption({ label: none });
      await card(name).getByText(byLayout).waitFor({ state: 'detached' });
      await card(name).getByText(lang === 'zh' ? '由你选定' : 'Chosen by you', { exact: true }).waitFor();
      assert.equal(await chosen(), none);
      await choice.selectOption({ label: lang === 'zh' ? '微店 订单' : 'Weidian orders' });
      await says(page, name, lang === 'zh' ? /按“微店 ?订单”读取/ : 'read as “Weidian orders”');
      await choice.selectOption({ index: 0 });
      await says(page, name, byLayout);
      assert.match(await chosen(), auto);
      await opened.close();
    });
  }

  test('a template reads the next file of that shape, is undone, renamed and deleted', { timeout: 90_000 }, async () => {
    const opened = await withFiles('zh', [file('一月.csv', 'A,B,C\n张一,上海,13800004001\n李二,北京,13800004002\n')]);
    const { page, w, button, fileInput } = opened;
    await says(page, '一月.csv', w.read(2));
    await settings(opened, '一月.csv');
    const name = page.getByLabel(w.nameOf('B'), { exact: true });
    await name.fill('城市');
    await name.press('Tab');
    await page.getByText('已按新设置读入').waitFor();
    await button(w.saveTemplate).click();
    await page.getByLabel(w.templateName, { exact: true }).fill('月报');
    await button(w.keepTemplate).click();
    await page.getByText('已存为模板“月报”').waitFor();
    const kept = await page.evaluate(() => JSON.stringify(localStorage));
    for (const cell of ['张一', '上海', '13800004001']) assert.ok(!kept.includes(cell), `a template holds ${cell}`);

    await page.reload();
    await fileInput().setInputFiles([file('二月.csv', 'a,b,c\n王三,广州,13800004003\n赵四,深圳,13800004004\n')]);
    await says(page, '二月.csv', w.read(2));
    await says(page, '二月.csv', w.byTemplate('月报'));
    await settings(opened, '二月.csv');
    await page.getByRole('region', { name: w.preview }).getByText('城市').waitFor();
    await button(w.withoutTemplate).click();
    await button(w.withoutTemplate).waitFor({ state: 'detached' });
    await page.getByRole('region', { name: w.preview }).getByText('城市').waitFor({ state: 'detached' });

    await page.getByText(w.templates).click();
    const rename = page.getByLabel(w.renameTemplate('月报'), { exact: true });
    await rename.fill('会员月报');
    await rename.press('Tab');
    const saved = await download(page, () => button('存成文件').click());
    assert.match(saved.bytes.toString(), /会员月报/);
    await button(w.deleteTemplate('会员月报')).click();
    await page.getByText('读取模板（0）').waitFor();
    await page.locator('fq-templates input[type=file]').setInputFiles([file('t.json', saved.bytes)]);
    await page.getByText('读取模板（1）').waitFor();
    await opened.close();
  });

  for (const lang of ['zh', 'en']) {
    test(`${lang}: who must not be contacted is counted and left out`, { timeout: 60_000 }, async () => {
      const opened = await withFiles(lang, [file('members.csv', refusals)]);
      const { page, w, button } = opened;
      await waitLoaded(page, lang, 1, 5);
      await button(w.build).click();
      await page.getByText(w.reachable(3, 2)).waitFor();
      await button(w.export).click();
      await button(w.exportStart(3)).waitFor();
      await opened.close();
    });
  }

  test('a large file is asked about before it is loaded, one that does not fit is refused', { timeout: 60_000 }, async () => {
    const opened = await withFiles('zh', [file('members.csv', refusals)]);
    const { page, w, button, fileInput, fileAlert } = opened;
    await waitLoaded(page, 'zh', 1, 5);
    // a plan that says a larger size stands for a file that has it
    await page.locator('fq-data').evaluate(({ tasks: { engine } }) => {
      const inspect = engine.inspectAll.bind(engine);
      engine.inspectAll = async (dropped) => {
        const { plans, refused } = await inspect(dropped);
        return { refused, plans: plans.map((plan) => ({ ...plan, bytes: (dropped.name === 'huge.csv' ? 6000 : 1600) * 2 ** 20 })) };
      };
    });
    await fileInput().setInputFiles([file('large.csv', '客户编号,城市\nL1,上海\nL2,北京\n'), file('huge.csv', '客户编号,城市\nL1,上海\n')]);
    await says(page, 'large.csv', /大约要用 1\.2 ?(GB|吉字节) 内存/);
    await fileAlert('huge.csv').getByText('3600').waitFor();
    await button('读入').click();
    await says(page, 'large.csv', w.read(2));
    await opened.close();
  });

  test('the same file once more is asked about', { timeout: 60_000 }, async () => {
    const opened = await withFiles('zh', [file('members.csv', refusals)]);
    const { page, w, button, fileInput } = opened;
    await waitLoaded(page, 'zh', 1, 5);
    await fileInput().setInputFiles([file('copy.csv', refusals)]);
    await says(page, 'copy.csv', w.loadedAlready);
    await button(w.notAgain).click();
    await page.getByRole('article', { name: 'copy.csv' }).waitFor({ state: 'detached' });
    await opened.close();
  });

  test('the next export updates people', { timeout: 60_000 }, async () => {
    const opened = await withFiles('zh', [file('members.csv', refusals)]);
    const { page, button, fileInput } = opened;
    await waitLoaded(page, 'zh', 1, 5);
    await fileInput().setInputFiles([file('next.csv', `${refusals.replace('李二', '李小二')}M6,孙六,13800003006,否\n`)]);
    await button('更新同一个人或同一单').click();
    await waitLoaded(page, 'zh', 2, 6);
    await opened.close();
  });

  test('quality and merging are told; an identity is switched off and on', { timeout: 90_000 }, async () => {
    const other = '姓名,手机号,城市\n张一,13800003001,上海\n孙六,13800003006,北京\n';
    const opened = await withFiles('zh', [file('members.csv', refusals), file('cities.csv', other)]);
    const { page, w } = opened;
    await waitLoaded(page, 'zh', 2, 6);
    await page.getByRole('heading', { name: w.quality }).click();
    await page.getByRole('region', { name: /各列的质量/ }).getByRole('rowheader', { name: '城市', exact: true }).waitFor();
    await page.getByRole('heading', { name: w.merge }).click();
    await page.getByText('7 行联系人合成 6 人').waitFor();
    await page.getByLabel(w.useOf(w.phone), { exact: true }).uncheck();
    await page.getByText('7 行联系人合成 7 人').waitFor();
    await waitLoaded(page, 'zh', 2, 7);
    await page.getByLabel(w.useOf(w.phone), { exact: true }).check();
    await page.getByText('7 行联系人合成 6 人').waitFor();
    assert.deepEqual(await accessibility(page), []);
    await opened.close();
  });

  test('quality comes in steps, is followed and given up', { timeout: 60_000 }, async () => {
    const opened = await withFiles('zh', [file('members.csv', refusals)]);
    const { page } = opened;
    await waitLoaded(page, 'zh', 1, 5);
    const told = await page.locator('fq-data').evaluate(async ({ tasks: { engine } }) => {
      const steps = [];
      const report = await engine.quality(undefined, { onProgress: (step) => steps.push([step.phase, step.fraction]) });
      const abort = new AbortController();
      const left = engine.quality(undefined, { signal: abort.signal }).then(() => 'finished', (error) => error.code);
      abort.abort();
      // the core answers at once, and a report begun after it is whole
      const again = engine.quality();
      return { steps, left: await left, same: JSON.stringify(await again) === JSON.stringify(report), columns: report.tables[0].columns.length };
    });
    assert.deepEqual(told.steps.at(-1), ['measure', 1]);
    assert.equal(told.left, 'cancelled');
    assert.ok(told.same && told.columns >= 4);
    await opened.close();
  });

  test('two people with one phone are told, joined by hand, and apart again', { timeout: 60_000 }, async () => {
    const opened = await withFiles('zh', [file('members.csv', '会员编号,姓名,手机号\nM1,张一,13800006001\nM2,李二,13800006001\nM3,王三,13800006003\n')]);
    const { page, w, button } = opened;
    await waitLoaded(page, 'zh', 1, 3);
    await page.getByRole('heading', { name: w.merge }).click();
    await page.getByText(/手机号 138\*+6001 属于两个会员号：张一 .+ 与 李二/).waitFor();
    await page.locator('fq-merge-report').getByLabel('显示打码内容').check();
    await page.getByText('手机号 13800006001 属于两个会员号：张一 M1 与 李二 M2').or(page.getByText('手机号 +8613800006001 属于两个会员号：张一 M1 与 李二 M2')).waitFor();
    await button('把“张一”和“李二”合成一个人').click();
    await waitLoaded(page, 'zh', 1, 2);
    await button(/^撤销“合成一个人/).click();
    await waitLoaded(page, 'zh', 1, 3);
    await opened.close();
  });

  const visits = [{ lang: 'zh', theme: 'light' }, { lang: 'en', theme: 'dark' }, { lang: 'zh', theme: 'dark', viewport: phone, touch: true }, { lang: 'en', theme: 'light', viewport: phone, touch: true }];
  for (const { lang, ...options } of visits) {
    test(`no violation of accessibility: ${lang}, ${options.theme}, ${options.viewport?.width ?? 1440} px`, { timeout: 60_000 }, async () => {
      const opened = await withFiles(lang, [file('jd_orders.csv', bytes('jd_orders.csv')), file('asked.csv', asked), file('members.csv', refusals)], options);
      const { page, w } = opened;
      await says(page, 'members.csv', w.read(5));
      for (const name of ['jd_orders.csv', 'members.csv']) await settings(opened, name);
      await page.getByRole('region', { name: w.preview }).nth(1).waitFor();
      assert.deepEqual(await accessibility(page), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `the page is ${wide} px wider than the screen`);
      assert.doesNotMatch(await deepText(page.locator('fq-data')), /undefined|\[object/);
      await opened.close();
    });
  }
});
