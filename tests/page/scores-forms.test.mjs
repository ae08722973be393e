// The settings of a score: forms instead of JSON. Each setting reaches the engine, defaults stand where they are, what does not
// fit says what to do and keeps the score from being run, and all of it works with the keyboard alone.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addCondition, goToSegments, pickField, saveSegment } from './journey.mjs';
import { goToScores, openScores } from './scores-words.mjs';
import { accessibility, desktop, launch, openPage, phone, servePage } from './tools.mjs';

/** A number as far as both sides of the engine agree on it. */
const near = (value) => Number(value.toPrecision(12));

describe('settings of scores', () => {
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

  const visits = [['zh', 'light', desktop], ['en', 'dark', phone]];
  for (const [lang, theme, viewport] of visits) {
    test(`RFM: every setting (${lang}, ${viewport.width} px)`, { timeout: 120_000 }, async () => {
      const visit = await openPage(browser, { url: server.url, lang, theme, viewport, touch: viewport === phone });
      const { page } = visit;
      const { t, run, params, settings, unfold } = await openScores(page, lang);
      const form = page.locator('fq-score-form');

      // the unchanged form runs with the defaults, which stand beside the settings
      await form.getByText(t.defaultWindow).waitFor();
      await run();
      const defaults = (await params('rfm')).params;
      assert.deepEqual({ ...defaults, names: undefined }, { table: 'orders', amount: '实付金额', method: { quantiles: 5 }, cell: 'mean', window_days: 365, aggregate: 'sum', money: 'net', names: undefined });
      const cuts = (await page.locator('fq-scores').evaluate((element) => element.engine.scores()))[0].report.cuts;

      // the cuts of that run are taken over as they are
      await settings();
      await form.getByLabel(t.method, { exact: true }).selectOption('stored');
      await run();
      const { stored } = (await params('rfm')).params.method;
      for (const part of ['r', 'f', 'm']) assert.deepEqual(stored[part].map(near), cuts.find((cut) => cut.part === part).values.map(near));
      await settings();
      await form.getByLabel(t.method, { exact: true }).selectOption('quantiles');
      await run();

      // what does not fit says where and what to do, and is not run
      await settings();
      const window = form.getByLabel(t.window, { exact: true });
      await window.fill('0');
      await form.getByText(t.between).waitFor();
      assert.equal(await window.getAttribute('aria-invalid'), 'true');
      await page.getByRole('button', { name: t.rerun, exact: true }).press('Enter');
      await page.getByRole('alert').filter({ hasText: t.mend(1) }).waitFor();
      assert.ok(await window.evaluate((input) => input.matches(':focus')), 'the focus is not where the mistake is');
      assert.equal((await params('rfm')).params.window_days, 365);
      assert.deepEqual(await accessibility(page), []);
      await page.getByRole('button', { name: t.resetWindow }).press('Enter');
      assert.equal(await window.inputValue(), '365');

      // every kind of control
      await form.getByLabel(t.windowOpen, { exact: true }).press('Space');
      await form.getByLabel(t.aggregate, { exact: true }).selectOption('average');
      await form.getByLabel(t.money, { exact: true }).selectOption('gross');
      await unfold('data');
      assert.equal(await form.getByText(t.found, { exact: true }).count(), 2);
      await form.getByLabel(t.order, { exact: true }).selectOption({ index: 1 });
      await unfold('cells');
      await form.getByLabel(t.cell, { exact: true }).selectOption('fixed');
      await form.getByLabel(t.highR, { exact: true }).fill('45');
      await form.getByLabel(t.champions, { exact: true }).fill('A+');
      await form.getByLabel(t.champions, { exact: true }).press('Tab');
      await form.getByLabel(t.method, { exact: true }).selectOption('thresholds');
      const thresholds = form.getByLabel(t.r, { exact: true });
      assert.equal(await thresholds.inputValue(), cuts.find((cut) => cut.part === 'r').values.join(', '), 'fixed values begin with those of the last run');
      await thresholds.fill('30, 7');
      await form.getByText(t.ascending).waitFor();
      await thresholds.fill('7，30，90');
      await run();
      const changed = (await params('rfm')).params;
      assert.equal(changed.window_days, null);
      assert.equal(changed.aggregate, 'average');
      assert.equal(changed.money, 'gross');
      assert.ok(changed.order !== undefined);
      assert.equal(changed.cell.fixed.r, 45);
      assert.equal(changed.names[0], 'A+');
      assert.deepEqual(changed.method.thresholds.r, [7, 30, 90]);

      // ranks go with cells by level; cuts of an earlier run are taken over
      await settings();
      await form.getByLabel(t.method, { exact: true }).selectOption('ranks');
      await run();
      assert.deepEqual((await params('rfm')).params.method, { ranks: 5 });
      assert.ok('level' in (await params('rfm')).params.cell);
      await visit.close();
    });
  }

  test('engagement, interests, chances and look-alikes are set without JSON', { timeout: 120_000 }, async () => {
    const visit = await openPage(browser, { url: server.url, lang: 'zh' });
    const { page } = visit;
    const { t, run, params, pick, settings, ask, unfold } = await openScores(page, 'zh');
    const form = page.locator('fq-score-form');

    await pick('engagement');
    await form.getByLabel(t.halfLife, { exact: true }).fill('30');
    await form.getByLabel(t.own, { exact: true }).press('Space');
    const kinds = (await ask('values', { table: 'interactions', field: '动作', limit: 50 })).map((one) => one.value);
    for (const kind of kinds) await form.getByLabel(t.worth(kind), { exact: true }).waitFor();
    await form.getByLabel(t.worth(kinds[0]), { exact: true }).fill('7');
    await run();
    const engagement = (await params('engagement')).params;
    assert.equal(engagement.half_life_days, 30);
    assert.deepEqual(Object.keys(engagement.weights).sort(), [...kinds].sort());
    assert.equal(engagement.weights[kinds[0]], 7);

    // as of a day: the end of the day is what is run
    await settings();
    await unfold('general');
    await form.getByLabel(t.asOf, { exact: true }).first().selectOption('date');
    await form.locator('fq-moment input').fill('2025-06-30');
    await run();
    assert.equal((await params('engagement')).as_of, '2025-06-30');

    await pick('purchase');
    await form.getByLabel(t.horizon, { exact: true }).fill('14.5');
    await page.getByRole('button', { name: t.run, exact: true }).press('Enter');
    await page.getByRole('alert').filter({ hasText: t.mend(1) }).waitFor();

    // a look-alike needs a segment and says so; with one it is chosen from a list
    await pick('lookalike');
    await page.getByText(t.needsSegment).waitFor();
    await goToSegments(page, 'zh');
    const condition = await addCondition(page, 'zh', 'attribute');
    await pickField(page, 'zh', condition, '城市');
    await condition.locator('fq-suggest input').fill('上海');
    await condition.locator('fq-suggest input').press('Enter');
    await saveSegment(page, 'zh', '上海人');
    await goToScores(page, 'zh');
    await pick('lookalike');
    const seed = form.getByLabel(t.seed, { exact: true });
    assert.match(await seed.locator('option:checked').textContent(), /^上海人 · [\d,]+$/);
    await form.getByLabel(t.exclude, { exact: true }).selectOption('省份');
    await run();
    const likeness = (await params('lookalike')).params;
    assert.equal(likeness.segment, (await ask('segments'))[0].id);
    assert.deepEqual(likeness.exclude, ['省份']);
    assert.deepEqual(await accessibility(page), []);

    // JSON stays behind "advanced": it goes both ways, and says when it is none
    await settings();
    await page.locator('summary', { hasText: t.advanced }).press('Enter');
    const json = page.getByLabel(t.json);
    assert.deepEqual(JSON.parse(await json.inputValue()), likeness);
    await json.fill('{');
    await json.press('Tab');
    await page.getByText(t.notJson).waitFor();
    await json.fill(JSON.stringify({ ...likeness, exclude: [] }));
    await json.press('Tab');
    await run();
    assert.deepEqual((await params('lookalike')).params.exclude, []);
    await visit.close();
  });

  test('a description is enough for a form: relations, arms and value', { timeout: 120_000 }, async () => {
    const visit = await openPage(browser, { url: server.url, lang: 'zh' });
    const { page } = visit;
    await openScores(page, 'zh');
    /** A form of its own with these parameters; what it tells is kept. */
    const show = async (model, params) => {
      await page.evaluate(async ([name, values]) => {
        const find = (root) => root.querySelector('fq-scores') ?? [...root.querySelectorAll('*')].map((one) => one.shadowRoot && find(one.shadowRoot)).find(Boolean);
        const { engine } = find(document);
        document.querySelector('fq-score-form.alone')?.remove();
        const form = document.createElement('fq-score-form');
        form.className = 'alone';
        Object.assign(form, { engine, schema: await engine.schema(), segments: await engine.segments(), model: name, params: values, defaults: values, score: name });
        form.addEventListener('fq-settings', (event) => { form.params = event.detail.params; });
        document.body.append(form);
      }, [model, params]);
      return page.locator('fq-score-form.alone');
    };
    const told = (form) => form.evaluate((element) => ({ params: element.params, problems: element.problems.map((one) => one.key) }));

    const network = await show('network', { table: 'interactions', to: '主题', kinds: [], directed: false, cap: 1000, common: 3, resolution: 1 });
    await network.getByLabel('关系是单向的').check();
    await network.getByLabel('关系类型列', { exact: true }).selectOption('动作');
    await network.getByRole('combobox', { name: '只算这些类型' }).fill('评论');
    await page.keyboard.press('Enter');
    await network.locator('summary', { hasText: '分享、邀请与群' }).press('Enter');
    await network.getByLabel('分享与曝光的表', { exact: true }).selectOption('interactions');
    await network.getByLabel('动作列', { exact: true }).selectOption('动作');
    const relations = await told(network);
    assert.equal(relations.params.directed, true);
    assert.deepEqual([relations.params.kind, relations.params.kinds], ['动作', ['评论']]);
    assert.deepEqual(relations.params.shares, { table: 'interactions', kind: '动作', shares: [], exposures: [] });
    await network.getByLabel('分享与曝光的表', { exact: true }).selectOption({ label: '不用' });
    assert.equal('shares' in (await told(network)).params, false);

    const arms = await show('assignment', { experiment: '', arms: [] });
    assert.deepEqual((await told(arms)).problems, ['experiment', 'arms']);
    await arms.getByLabel('实验名', { exact: true }).fill('春季');
    await arms.getByRole('button', { name: '加一组' }).press('Enter');
    await arms.getByLabel('“第 1 组”的份数', { exact: true }).fill('2');
    assert.deepEqual(await told(arms), { params: { experiment: '春季', arms: [{ name: '第 1 组', weight: 2 }] }, problems: [] });

    // a setting that the model does not have is not shown; one inside of another is set there
    const value = await show('value', { table: 'orders', amount: '实付金额', tiers: { high: 500, mid: 100 }, month_days: 30, quarter_days: 90, growing: 0.3, window_days: 365, coupon_share: 0.5, coupon_orders: 3, least_gaps: 2 });
    await value.getByLabel('中消费：至少 (元)', { exact: true }).fill('200');
    await value.getByLabel('增长至少 (%)', { exact: true }).fill('40');
    const tiers = await told(value);
    assert.deepEqual([tiers.params.tiers, tiers.params.growing, tiers.problems], [{ high: 500, mid: 200 }, 0.4, []]);
    const engagement = await show('engagement', { table: 'interactions', weights: {}, half_life_days: 14, s50: 10, daily_cap: 10 });
    assert.equal(await engagement.getByLabel('用最近多少天验证 (天)', { exact: true }).count(), 0);
    await visit.close();
  });
});
