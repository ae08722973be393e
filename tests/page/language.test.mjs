// The builder makes and edits the whole language: by pointer, by keyboard, in both languages.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addCondition, expectMatched, pickField } from './journey.mjs';
import { documentOf, language } from './language.mjs';
import { look } from './selectors.mjs';
import { accessibility, launch, openPage, phone, servePage } from './tools.mjs';

const everybody = 20_000;

describe('the whole language', () => {
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

  async function withSample(lang, options = {}) {
    const opened = await openPage(browser, { url: server.url, lang, ...options });
    const { w, button } = look(opened.page, lang);
    await button(w.sample).click();
    await expectMatched(opened.page, lang, everybody);
    return opened;
  }

  const read = (page) => page.locator('fq-builder').evaluate((builder) => builder.document);
  const put = (page, document) => page.locator('fq-builder').evaluate((builder, next) => { builder.change(next); }, document);

  /** Waits until the definition is as expected. */
  async function becomes(page, pick, expected) {
    let found;
    for (let turn = 0; turn < 60; turn += 1) {
      found = pick(await read(page));
      if (JSON.stringify(found) === JSON.stringify(expected)) return;
      await page.waitForTimeout(50);
    }
    assert.deepEqual(found, expected);
  }

  const last = (document) => document.rule.all.at(-1);

  for (const lang of ['zh', 'en']) {
    test(`${lang}: conditions made with the pointer are the JSON that they say`, { timeout: 240_000 }, async () => {
      const opened = await withSample(lang);
      const { page } = opened;
      const { w, button, menuItem } = look(page, lang);
      const operator = (condition) => condition.getByLabel(w.operator, { exact: true }).first();
      const attribute = async (field, name) => {
        const condition = await addCondition(page, lang, 'attribute');
        await pickField(page, lang, condition, field);
        await operator(condition).selectOption(name);
        return condition;
      };

      const top = await attribute('年龄', 'top_percent');
      await top.locator('fq-advanced input').first().fill('5');
      await becomes(page, last, { attribute: { field: '年龄', is: { top_percent: { percent: 5 } } } });

      await attribute('添加时间', 'more_than_ago');
      await becomes(page, last, { attribute: { field: '添加时间', is: { more_than_ago: { n: 90, unit: 'days' } } } });

      const month = await attribute('添加时间', 'month_in');
      await month.getByRole('checkbox', { name: w.january, exact: true }).check();
      await becomes(page, last, { attribute: { field: '添加时间', is: { month_in: [1] } } });

      const age = await attribute('添加时间', 'age');
      await age.locator('fq-comparison input').fill('1');
      await becomes(page, last, { attribute: { field: '添加时间', is: { age: { ge: 1 } } } });

      const mean = await attribute('年龄', 'ge');
      await button(w.source, mean).click();
      await menuItem(w.statistic).click();
      await mean.getByRole('textbox', { name: w.factor, exact: true }).fill('1.5');
      await becomes(page, last, { attribute: { field: '年龄', is: { ge: { statistic: 'mean', times: 1.5 } } } });

      const kept = await attribute('年龄', 'ge');
      await kept.getByRole('textbox', { name: w.value, exact: true }).fill('18');
      await button(w.source, kept).click();
      await menuItem(w.keep).click();
      await becomes(page, (document) => [last(document), document.parameters], [{ attribute: { field: '年龄', is: { ge: { param: '年龄' } } } }, { 年龄: 18 }]);

      const list = await addCondition(page, lang, 'list');
      await pickField(page, lang, list, '手机号');
      await list.getByRole('textbox', { name: w.list, exact: true }).fill('13900000000\n\n139\n139');
      await becomes(page, last, { list: { field: '手机号', values: ['13900000000', '139'] } });

      const sample = await addCondition(page, lang, 'sample');
      // a new condition takes the focus by itself; what is typed before that would go elsewhere
      await sample.locator('input:focus').waitFor();
      await sample.getByRole('textbox', { name: w.to, exact: true }).fill('25');
      await sample.getByRole('textbox', { name: w.salt, exact: true }).fill('may');
      await becomes(page, last, { sample: { salt: 'may', from: 0, to: 25 } });

      const sequence = await addCondition(page, lang, 'sequence');
      for (const [at, table] of ['orders', 'orders'].entries()) await sequence.locator('fq-sequence-steps .step').nth(at).locator('select').nth(1).selectOption(table);
      await button(w.addStep, sequence).click();
      await sequence.locator('fq-sequence-steps .step').nth(1).locator('select').first().selectOption('not');
      await becomes(page, last, { sequence: { steps: [{ table: 'orders' }, { table: 'orders', not: true }, { table: 'orders' }], window: { complete_days: 90 } } });

      const untagged = await addCondition(page, lang, 'tags');
      await page.keyboard.press('Escape');
      await untagged.locator('fq-tags-editor select').first().selectOption('untagged');
      await untagged.getByText(w.scope, { exact: true }).click();
      await untagged.getByLabel(w.level, { exact: true }).selectOption('2');
      await becomes(page, last, { tags: { untagged: true, level: 2 } });

      const stopped = await addCondition(page, lang, 'event');
      await stopped.getByLabel(w.behaviour, { exact: true }).selectOption('orders');
      await stopped.getByText(w.mask, { exact: true }).click();
      await stopped.getByRole('checkbox', { name: w.saturday, exact: true }).check();
      await stopped.getByLabel(w.measure, { exact: true }).selectOption('stopped');
      const mask = { weekdays: [6] };
      await becomes(page, last, {
        all: [
          { event: { table: 'orders', mask, window: { ago: { from: 180, to: 90, unit: 'days' } }, measure: 'count', is: { ge: 1 } } },
          { event: { table: 'orders', mask, window: { complete_days: 90 }, measure: 'count', is: { eq: 0 } } },
        ],
      });

      const group = page.locator('fq-group').nth(1);
      await group.getByLabel(w.kindLabel, { exact: true }).first().selectOption('at_least');
      await group.getByRole('textbox', { name: w.k, exact: true }).first().fill('1');
      await becomes(page, (document) => [last(document).at_least.k, last(document).at_least.of.length], [1, 2]);

      // A condition gets a name, another name, and stands in its place again.
      const before = (await read(page)).rule.all[0];
      await top.locator('fq-menu').last().getByRole('button').click();
      await menuItem(w.nameIt).click();
      const name = page.locator('fq-named').getByRole('textbox', { name: w.conditionName, exact: true });
      await name.fill('a.b');
      await name.press('Enter');
      await becomes(page, (document) => [document.rule.all[0], document.conditions], [{ use: 'a b' }, { 'a b': before }]);
      await page.locator('fq-condition').first().locator('fq-menu').last().getByRole('button').click();
      await menuItem(w.inline).click();
      await becomes(page, (document) => [document.rule.all[0], document.conditions ?? null], [before, null]);

      await button(w.addLimit).click();
      await page.locator('fq-limit').getByRole('textbox', { name: w.limitN, exact: true }).fill('50');
      await becomes(page, (document) => document.limit, { random: 50, seed: '1' });

      await page.locator('fq-parameters').getByRole('button', { name: w.addParameter }).click();
      const parameter = page.locator('fq-parameters').getByRole('textbox', { name: w.parameterName, exact: true }).nth(1);
      await parameter.fill('line');
      await parameter.press('Enter');
      await becomes(page, (document) => document.parameters, { 年龄: 18, line: 100 });
      await opened.close();
    });

    test(`${lang}: every condition is shown as it is, named in words, and accessible`, { timeout: 240_000 }, async (t) => {
      const opened = await withSample(lang, lang === 'zh' ? { theme: 'light' } : { theme: 'dark', viewport: phone, touch: true });
      const { page } = opened;
      for (const [name, conditions] of Object.entries(language)) {
        await t.test(name, async () => {
          const document = documentOf(conditions);
          await put(page, document);
          await page.locator('fq-condition').nth(conditions.length - 1).waitFor();
          await page.waitForTimeout(500);
          assert.deepEqual(await read(page), document);
          const handles = await page.locator('button.handle').evaluateAll((all) => all.map((one) => one.ariaLabel));
          for (const handle of handles) assert.doesNotMatch(handle, /undefined|\[object|NaN|_/, handle);
          assert.deepEqual(await accessibility(page), []);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(wide <= 0, `the page is ${wide} px wider than the screen`);
        });
      }
      await opened.close();
    });
  }

  test('a measure opens its settings, and the part of a share is a condition of its own', { timeout: 120_000 }, async () => {
    const lang = 'zh';
    const opened = await withSample(lang);
    const { page } = opened;
    const { w } = look(page, lang);
    const event = await addCondition(page, lang, 'event');
    await event.getByLabel(w.behaviour, { exact: true }).selectOption('orders');
    const measure = event.getByLabel(w.measure, { exact: true });
    await measure.selectOption('never');
    await becomes(page, last, { event: { table: 'orders', window: 'all_time', measure: 'count', is: { eq: 0 } } });
    await measure.selectOption('streak');
    await event.locator('fq-measure-settings select').first().selectOption('longest');
    await becomes(page, (document) => last(document).event.measure, { streak: { unit: 'days', which: 'longest' } });
    await measure.selectOption('share');
    await becomes(page, (document) => last(document).event.measure, { share: { where: { all: [] } } });
    const part = event.locator('fq-group').last();
    const condition = await addInside(page, part, w);
    await pickField(page, lang, condition, '类目');
    await condition.getByLabel(w.operator, { exact: true }).first().selectOption('is_set');
    await becomes(page, (document) => last(document).event.measure, { share: { where: { all: [{ attribute: { field: '类目', is: 'is_set' } }] } } });
    await opened.close();
  });

  async function addInside(page, group, w) {
    await group.getByRole('button', { name: w.addCondition, exact: true }).click();
    return group.locator('fq-condition').last();
  }

  test('a sample and a sequence are made with the keyboard alone', { timeout: 120_000 }, async () => {
    const lang = 'zh';
    const opened = await withSample(lang);
    const { page } = opened;
    const { w } = look(page, lang);
    const focused = () => page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at === null || at === document.body ? '' : (at.ariaLabel ?? at.textContent.trim());
    });
    const reach = async (pattern, key) => {
      for (let stop = 0; stop < 60; stop += 1) {
        if (pattern.test(await focused())) return;
        await page.keyboard.press(key);
      }
      assert.fail(`${key} never reaches ${pattern}`);
    };
    await page.getByRole('button', { name: w.addCondition, exact: true }).first().focus();
    await page.keyboard.press('n');
    await reach(new RegExp(`^${w.condition.sample}`), 'ArrowDown');
    await page.keyboard.press('Enter');
    await reach(new RegExp(`^${w.to}$`), 'Tab');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('30');
    await becomes(page, last, { sample: { salt: 'sample', from: 0, to: 30 } });
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    await reach(new RegExp(`^${w.condition.sequence}`), 'ArrowDown');
    await page.keyboard.press('Enter');
    await reach(new RegExp(`${w.addStep}$`), 'Tab');
    await page.keyboard.press('Enter');
    await becomes(page, (document) => last(document).sequence.steps.length, 3);
    await opened.close();
  });
});
