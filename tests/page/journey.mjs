// The steps of a person, as functions that every test of the page may use.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { look, words } from './selectors.mjs';
import { download, fixture } from './tools.mjs';

export const exportFiles = ['wecom_customer_list.xlsx', 'youzan_orders.csv', 'taobao_ExportOrderList.csv', 'members_gb18030.csv'];

// Counted by hand in the files, not by a program of this project.
export const facts = {
  // 14 customers and 16 members; 3 of them are the same people by phone (…1074, …1222, …1370).
  people: 27,
  // Members 2, 3, 5, 6, 8, 9, 11, 12, 14, 15 carry 宝妈.
  tagged: 10,
  // 累计消费 of at least 100: members 1, 3, 6, 8, 9, 11, 14, 16.
  spenders: 8,
  // Members 2, 5, 8, 11, 14.
  women: 5,
  // At least two orders 交易成功 in youzan_orders.csv: …1037 (3), …1111 (2), …1185 (2).
  buyers: 3,
  // Women or buyers.
  either: 8,
  // 宝妈 and spender and (woman or buyer): members 8, 11, 14.
  matched: 3,
};

export const ordersTable = 'youzan';
export const eventText = { column: '订单状态', value: '交易成功' };

const patience = 30_000;

/** Waits for a number in the accessible name of a condition's or a group's handle. */
export async function expectRow(page, lang, sentence, n) {
  const { w, row } = look(page, lang);
  const size = w.contacts(n);
  const wanted = new RegExp(`${sentence.source}.*[^\\d]${size}$`);
  await row(wanted).first().waitFor({ timeout: patience }).catch(async () => {
    const found = await page.getByRole('button', { name: sentence }).evaluateAll((all) => all.map((one) => one.ariaLabel));
    assert.fail(`no condition says ${wanted}; those with this sentence: ${JSON.stringify(found)}`);
  });
}

/** The text of an element with that of the shadow roots inside it. */
export const deepText = (locator) =>
  locator.evaluate((element) => {
    const read = (node) =>
      node.nodeType === Node.TEXT_NODE ? node.data : [...(node.shadowRoot ?? node).childNodes].map((child) => (child.localName === 'style' ? '' : read(child))).join('');
    return read(element);
  });

/** Waits for the number of the whole segment. */
export async function expectMatched(page, lang, n) {
  const { result } = look(page, lang);
  const shown = result();
  await shown.waitFor({ timeout: patience });
  const end = Date.now() + patience;
  let text = '';
  for (;;) {
    text = (await deepText(shown)).replaceAll(/[\s,]/g, '');
    if (new RegExp(`^${n}(\\D|$)`).test(text)) return;
    if (Date.now() > end) assert.fail(`the result says "${text}", expected ${n}`);
    await page.waitForTimeout(50);
  }
}

/** Gives files to the page and waits until each is loaded. */
export async function addFiles(page, lang, paths) {
  const { fileInput } = look(page, lang);
  await fileInput().setInputFiles(paths);
}

export async function waitLoaded(page, lang, files, people) {
  const { w, summary } = look(page, lang);
  await summary().getByText(w.loaded(files, people)).waitFor({ timeout: patience });
}

/** Drops the four exports of the corpus. */
export async function importExports(page, lang) {
  await addFiles(page, lang, exportFiles.map(fixture));
  await waitLoaded(page, lang, exportFiles.length, facts.people);
}

/** Gives the orders a table of their own and corrects a type; both are applied at once. */
export async function correctSheets(page, lang) {
  const { w, file } = look(page, lang);
  const orders = file('youzan_orders.csv');
  await orders.getByText(w.settings).click();
  const table = orders.getByLabel(w.eventTable, { exact: true });
  await table.fill(ordersTable);
  await table.press('Enter');
  await orders.getByText(new RegExp(`· ${ordersTable}$`)).waitFor({ timeout: patience });
  const members = file('members_gb18030.csv');
  await members.getByText(w.settings).click();
  const type = members.getByLabel(w.typeOf('折扣率'), { exact: true });
  assert.equal(await type.inputValue(), 'percent');
  await type.selectOption('text');
  await members.getByText(w.applying).waitFor({ state: 'detached', timeout: patience });
  assert.equal(await type.inputValue(), 'text');
}

export async function goToSegments(page, lang) {
  const { w, place } = look(page, lang);
  await place(w.segments).click();
  await page.getByRole('button', { name: w.addGroup, exact: true }).first().waitFor({ timeout: patience });
}

/** Adds a condition of a kind to a group (the root when left out); gives the new condition. */
export async function addCondition(page, lang, kind, group = page.locator('fq-group').first()) {
  const { w, menuItem } = look(page, lang);
  const before = await page.locator('fq-condition').count();
  await group.getByRole('button', { name: w.addCondition, exact: true }).last().click();
  await menuItem(new RegExp(`^${w.condition[kind]}`)).click();
  await page.waitForFunction((n) => {
    const count = (root) => [...root.querySelectorAll('*')].reduce((sum, one) => sum + (one.localName === 'fq-condition') + (one.shadowRoot ? count(one.shadowRoot) : 0), 0);
    return count(document) > n;
  }, before);
  // By number, not "the last": conditions that come later must not change what this means.
  return group.locator('fq-condition').nth((await group.locator('fq-condition').count()) - 1);
}

/** Chooses a column in the picker of a condition. */
export async function pickField(page, lang, condition, name) {
  const { w } = look(page, lang);
  const search = condition.getByRole('combobox', { name: w.searchField, exact: true });
  // A new condition opens its search by itself.
  await search.waitFor({ timeout: 1000 }).catch(() => condition.getByRole('button', { name: new RegExp(`^${w.field}: `) }).click());
  await search.fill(name);
  await condition.getByRole('option', { name: new RegExp(name) }).first().click();
}

const operator = (condition, w) => condition.getByLabel(w.operator, { exact: true }).first();

/** The segment of the journey: a tag, an attribute, and a nested any-group of an attribute and an event. */
export async function buildSegment(page, lang, { exact = true } = {}) {
  const w = words[lang];
  if (exact) await correctSheets(page, lang);
  await goToSegments(page, lang);

  const tag = await addCondition(page, lang, 'tags');
  const picker = tag.getByLabel(w.searchTags, { exact: true });
  await picker.waitFor({ timeout: 1000 }).catch(() => tag.getByRole('button', { name: w.chooseTags }).click());
  await picker.fill('宝妈');
  await tag.getByRole('checkbox', { name: /宝妈/ }).check();
  await tag.getByRole('button', { name: w.done, exact: true }).click();
  await expectRow(page, lang, /宝妈/, facts.tagged);

  const spent = await addCondition(page, lang, 'attribute');
  await pickField(page, lang, spent, '累计消费');
  await operator(spent, w).selectOption('ge');
  await spent.getByRole('textbox', { name: w.value, exact: true }).fill('100');
  await expectRow(page, lang, /累计消费/, facts.spenders);

  await page.locator('fq-group').first().getByRole('button', { name: w.addGroup, exact: true }).last().click();
  const group = page.locator('fq-group').nth(1);
  await group.getByLabel(w.kindLabel, { exact: true }).first().selectOption('any');

  const woman = await addCondition(page, lang, 'attribute', group);
  await pickField(page, lang, woman, '性别');
  await woman.getByLabel(w.value, { exact: true }).selectOption('female');
  await expectRow(page, lang, /性别/, facts.women);

  const orders = await addCondition(page, lang, 'event', group);
  await orders.getByLabel(w.behaviour, { exact: true }).selectOption(ordersTable);
  await orders.getByLabel(w.measure, { exact: true }).selectOption('count');
  await operator(orders, w).selectOption('ge');
  await orders.getByRole('textbox', { name: w.value, exact: true }).fill('2');
  await orders.getByLabel(w.period, { exact: true }).selectOption('all_time');
  await orders.getByRole('button', { name: w.addWhere }).click();
  const where = orders.locator('fq-condition').last();
  await pickField(page, lang, where, eventText.column);
  await operator(where, w).selectOption('eq');
  await where.getByRole('combobox', { name: w.value, exact: true }).or(where.getByRole('textbox', { name: w.value, exact: true })).fill(eventText.value);
  await page.keyboard.press('Tab');
  await expectRow(page, lang, new RegExp(ordersTable), facts.buyers);
  await expectMatched(page, lang, facts.matched);
}

/** On narrow screens the result is a bar that opens. */
export async function openResult(page, lang) {
  const { w, button } = look(page, lang);
  if (await button(w.openResult).isVisible()) await button(w.openResult).click();
}

/** On narrow screens the library is folded. */
async function openLibrary(page, lang) {
  const { w, button } = look(page, lang);
  await button(w.libraryMore).or(button(w.showLibrary)).first().waitFor({ timeout: patience });
  if (await button(w.closeResult).isVisible()) await button(w.closeResult).click();
  if (!(await button(w.libraryMore).isVisible())) await button(w.showLibrary).click();
}

/** Names the segment and keeps it in the library. */
export async function saveSegment(page, lang, name) {
  const { w, button } = look(page, lang);
  await page.getByLabel(w.name, { exact: true }).fill(name);
  await openResult(page, lang);
  await button(w.save).click();
  await page.getByText(w.saved(name)).first().waitFor();
  await openLibrary(page, lang);
  await page.getByRole('button', { name: w.openSegment(name) }).waitFor();
}

/** Exports the list as it is proposed: masked. Gives the rows of the file. */
export async function exportMasked(page, lang, people = facts.matched) {
  const { w, button, dialog } = look(page, lang);
  await openResult(page, lang);
  await button(w.export).click();
  const { name, bytes } = await download(page, () => dialog().getByRole('button', { name: w.exportStart(people), exact: true }).click());
  await dialog().getByText(w.exportDone(people)).waitFor();
  await dialog().getByRole('button', { name: w.close, exact: true }).last().click();
  return { name, bytes };
}

/** Opens the menu of the library and picks an item. */
export async function libraryMenu(page, lang, item) {
  const { button, menuItem, w } = look(page, lang);
  await openLibrary(page, lang);
  await button(w.libraryMore).click();
  await menuItem(w[item]).click();
}

/** Brings a definition in from text. */
export async function importDefinition(page, lang, text) {
  const { w, dialog } = look(page, lang);
  await libraryMenu(page, lang, 'importJson');
  await dialog().getByLabel(w.importText, { exact: true }).fill(text);
  await dialog().getByRole('button', { name: w.importYes, exact: true }).click();
}

/** Records of a CSV text. */
export function records(text) {
  const rows = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (quoted) {
      if (c === '"' && text[at + 1] === '"') (cell += c), (at += 1);
      else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"') quoted = true;
    else if (c === ',') rows.at(-1).push(cell), (cell = '');
    else if (c === '\n') rows.at(-1).push(cell.replace(/\r$/, '')), (cell = ''), rows.push([]);
    else cell += c;
  }
  if (cell !== '' || rows.at(-1).length > 0) rows.at(-1).push(cell);
  else rows.pop();
  return rows;
}

/** The phone numbers of the files, as the engine would write them and as people do. */
export const phones = () => [...new Set(readFileSync(fixture('youzan_orders.csv'), 'utf8').match(/1380013\d{4}/g))];
