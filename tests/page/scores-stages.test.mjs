// Stages and plans are edited with the builder: sizes beside each stage are those that running it gives, the order is changed by
// button and by keyboard, and transitions become segments.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { deepText, expectMatched } from './journey.mjs';
import { goToScores, numberIn, openScores } from './scores-words.mjs';
import { look } from './selectors.mjs';
import { accessibility, desktop, launch, openPage, phone, servePage } from './tools.mjs';

describe('stages and plans', () => {
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

  /** The numbers beside the stages. */
  const sizes = async (page) => {
    const counts = page.locator('fq-score-stages li .sizes fq-count');
    const found = [];
    for (let at = 0; at < (await counts.count()); at += 1) found.push(Number((await deepText(counts.nth(at))).replaceAll(',', '').trim()));
    return found;
  };
  const names = (page) => page.locator('fq-score-stages input[data-name]').evaluateAll((all) => all.map((one) => one.value));
  async function settled(read, expected) {
    let found;
    for (let turn = 0; turn < 100; turn += 1) {
      found = await read();
      if (JSON.stringify(found) === JSON.stringify(expected)) return;
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
    assert.deepEqual(found, expected);
  }

  for (const [lang, theme, viewport] of [['zh', 'dark', desktop], ['en', 'light', phone]]) {
    test(`lifecycle: sizes, order and transitions (${lang}, ${viewport.width} px)`, { timeout: 120_000 }, async () => {
      const visit = await openPage(browser, { url: server.url, lang, theme, viewport, touch: viewport === phone });
      const { page } = visit;
      const { t, run, pick, params, settings, scores } = await openScores(page, lang);
      await pick('lifecycle');
      await page.locator('fq-score-stages li').first().waitFor();
      await page.waitForFunction(() => true);
      const started = await names(page);

      // sizes while editing are those of the run
      await page.locator('fq-score-form').getByLabel(t.compare, { exact: true }).first().selectOption('date');
      await run();
      const entry = (await scores.evaluate((element) => element.engine.scores())).find((one) => one.definition.id === 'lifecycle');
      const contacts = new Map(entry.report.groups.map((group) => [group.value, group.contacts]));
      await settings();
      const firstTwo = async () => (await sizes(page)).slice(0, 2);
      await settled(firstTwo, started.slice(0, 2).map((name) => contacts.get(name)));
      assert.ok(contacts.get(t.churned) > 0);

      // the builder edits the rule of a stage, with its own number beside it
      const edit = page.getByRole('button', { name: t.edit(t.churned) });
      await edit.press('Enter');
      const rule = page.getByRole('group', { name: new RegExp(t.churned) }).first();
      await rule.locator('fq-builder fq-condition').first().waitFor();
      const before = (await sizes(page))[1];
      await rule.locator('fq-builder fq-number input').first().fill('60');
      await page.waitForFunction(() => true);
      for (let turn = 0; turn < 100 && (await sizes(page))[1] === before; turn += 1) await page.waitForTimeout(50);
      const after60 = (await sizes(page))[1];
      assert.ok(after60 < before, `${after60} of ${before}: fewer have been away for 60 days than for 30`);
      assert.deepEqual(await accessibility(page), []);
      await run();
      const longer = (await params('lifecycle')).params.stages[1];
      assert.match(JSON.stringify(longer.rule), /"ge":60/);
      const ranSixty = (await scores.evaluate((element) => element.engine.scores())).find((one) => one.definition.id === 'lifecycle').report.groups;
      assert.equal(ranSixty.find((group) => group.value === t.churned).contacts, after60);

      // the order: by keyboard, by button; the focus stays with the stage
      await settings();
      await page.getByLabel(t.stageName(3)).press('Alt+ArrowUp');
      await settled(() => names(page), [started[0], started[2], started[1], ...started.slice(3)]);
      assert.ok(await page.getByLabel(t.stageName(2)).evaluate((input) => input.matches(':focus')));
      await page.getByRole('button', { name: t.down(started[2]) }).first().press('Enter');
      await settled(() => names(page), started);

      // remove with a way back, add, and what is not finished is said
      await page.getByRole('button', { name: t.drop(started[0]) }).press('Enter');
      await settled(() => names(page), started.slice(1));
      await page.locator('fq-score-stages fq-toast').getByRole('button', { name: t.undo }).press('Enter');
      await settled(() => names(page), started);
      await page.getByRole('button', { name: t.addStage }).press('Enter');
      await page.keyboard.type('VIP');
      await page.getByRole('button', { name: t.rerun, exact: true }).press('Enter');
      await page.getByText(t.unfinished('VIP')).waitFor();
      await page.getByRole('button', { name: t.drop('VIP') }).press('Enter');
      await page.getByLabel(t.otherwise).fill('rest');
      // what is being typed stays when numbers arrive meanwhile
      await page.locator('fq-score-stages').evaluate(async (element) => { element.requestUpdate(); await element.updateComplete; });
      await page.getByLabel(t.otherwise).press('Tab');
      await run();
      assert.equal((await params('lifecycle')).params.otherwise, 'rest');

      // a band of the drawing, and the cell of its twin, are the same segment
      const report = (await scores.evaluate((element) => element.engine.scores())).find((one) => one.definition.id === 'lifecycle').report;
      const moved = report.grid.cells.map((cell, at) => [cell.contacts, report.grid.ys[Math.floor(at / report.grid.xs.length)], report.grid.xs[at % report.grid.xs.length]]).filter(([n, from, to]) => n > 0 && from !== to).sort(([a], [b]) => b - a)[0];
      const [n, from, to] = moved;
      const band = page.locator('fq-score-flow svg path', { has: page.locator('title', { hasText: new RegExp(`^${from} → ${to}`) }) });
      assert.equal(numberIn(await band.locator('title').textContent()), n);
      assert.equal(numberIn((await page.locator('fq-score-report .grid button').evaluateAll((all, [y, x]) => all.map((one) => one.ariaLabel).filter((label) => label.includes(y) && label.includes(x)), [` ${from} ·`, ` ${to}”`]))[0]), n);
      assert.deepEqual(await accessibility(page), []);
      await band.dispatchEvent('click');
      await expectMatched(page, lang, n);

      // a stage is a segment too
      await goToScores(page, lang);
      await pick('lifecycle');
      const stage = page.locator('fq-score-flow').getByRole('button', { name: t.build(t.stage) });
      const size = report.groups.find((group) => group.value === t.stage).contacts;
      await stage.press('Enter');
      await expectMatched(page, lang, size);
      await visit.close();
    });
  }

  test('a plan: points for a condition and for behaviour, a cap, bands', { timeout: 120_000 }, async () => {
    const lang = 'zh';
    const visit = await openPage(browser, { url: server.url, lang });
    const { page } = visit;
    const { t, run, pick, params, ask, scores } = await openScores(page, lang);
    await pick('plan');
    await page.getByRole('button', { name: t.addItem }).press('Enter');
    await page.keyboard.type('下过单');
    await page.getByLabel(t.by('下过单')).selectOption('events');
    await page.getByLabel(t.points('下过单')).fill('2.5');
    await page.getByLabel(t.cap('下过单')).fill('-1');
    await page.locator('fq-score-items .bad').waitFor();
    await page.getByLabel(t.cap('下过单')).fill('20');
    await page.getByRole('button', { name: t.addItem }).press('Enter');
    await page.keyboard.type('女');
    const builder = page.locator('fq-score-items fq-builder');
    await builder.getByRole('button', { name: look(page, lang).w.addCondition, exact: true }).press('Enter');
    await look(page, lang).menuItem(/^属性/).click();
    await builder.locator('fq-field-picker .option', { hasText: '性别' }).first().click();
    await builder.locator('fq-operand select').first().selectOption({ label: '女' });
    await page.getByRole('button', { name: t.addBand }).press('Enter');
    await run();
    const plan = (await params('plan')).params;
    assert.deepEqual(plan.items[0], { name: '下过单', points: 2.5, events: { table: plan.items[0].events.table, values: [] }, cap: 20 });
    assert.equal(plan.items[1].points, 10);
    assert.equal(plan.bands.length, 1);
    const report = (await scores.evaluate((element) => element.engine.scores())).find((one) => one.definition.id === 'plan').report;
    const women = await ask('size', { fenqun: 1, name: '', zone: 'Asia/Shanghai', week_start: 'monday', as_of: 'data', rule: plan.items[1].rule });
    // everybody with ten points or more: the women, and those with four orders or more
    const most = await ask('size', { fenqun: 1, name: '', zone: 'Asia/Shanghai', week_start: 'monday', as_of: 'data', rule: { attribute: { field: 'plan.points', is: { ge: 10 } } } });
    assert.ok(most.matched >= women.matched && report.model.n === 20000);
    await visit.close();
  });
});
