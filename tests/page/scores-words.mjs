// What the tests of scores look for, in both languages, and how they get there.
import { expectMatched } from './journey.mjs';
import { look } from './selectors.mjs';

export const scoreWords = {
  zh: {
    place: '评分', run: '运行', rerun: '重新运行', removeOf: (name) => `删除评分“${name}”`, restore: '恢复',
    models: { rfm: /^RFM/, lifecycle: /^生命周期/, interest: /^兴趣偏好/, purchase: /^下单概率/, engagement: /^互动分/, plan: /^积分方案/, tag: /^分层标签/, lookalike: /^相似人群/, layers: /^社群分层/ },
    method: '分档方法', window: '看最近多少天 (天)', windowOpen: '看最近多少天: 全部时间', resetWindow: '看最近多少天恢复默认', money: '退款', aggregate: '金额怎么算', order: '订单号列', table: '事件表',
    folded: { data: '用哪些数据', cells: '八类客户', general: '名称与时点' }, defaultWindow: '默认 365 天', between: '填 1 到 36,500 之间的数', mend: (n) => `有 ${n} 处要改，改好才能运行。`,
    r: 'R 最近一次下单', ascending: '从小到大填，不能重复，例如 7, 30, 90', cell: '高与低的分界', highR: 'R 高：最多', champions: 'R 高 · F 高 · M 高 的名称', asOf: '统计时点', scoreName: '评分名称',
    halfLife: '半衰期 (天)', own: '自己定', worth: (kind) => `“${kind}”一次值几分`, seed: '种子人群', exclude: '加一列', needsSegment: '先在“人群”里保存一个人群，再选它当种子',
    horizon: '预测未来多少天 (天)', compare: '和哪一天对照', settings: '设置', found: '自动找到',
    addStage: '加一个阶段', stageName: (n) => `第 ${n} 个阶段的名称`, up: (name) => `把“${name}”上移`, down: (name) => `把“${name}”下移`, drop: (name) => `删除“${name}”`, edit: (name) => new RegExp(`^编辑“${name}”的条件`), undo: '撤销', otherwise: '其余的人叫',
    unfinished: (name) => `“${name}”还没有写完条件`, addItem: '加一项', by: (name) => `按什么计分 (${name})`, points: (name) => `分值 (${name})`, cap: (name) => `最多加到 (${name})`, addBand: '加一档',
    another: /^再建一个/, kept: (name) => `打开评分“${name}”`, actions: (name) => `“${name}”的操作`, duplicate: '复制一份', stale: (n) => `重算 ${n} 个过期的评分`, fresh: '最新', discard: '放弃修改', mark: (score) => `评分“${score}”已过期：统计时点变了`,
    build: (name) => new RegExp(`^用“${name}”建人群，([\\d,]+) 位联系人`), part: { r: 'R 分（最近）', f: 'F 分（频次）' }, stage: '成熟期', churned: '流失期', distribution: '分布', column: '看哪一列', columns: /列$/, advanced: '高级：直接改参数（JSON）', json: '参数（JSON）', notJson: '参数不是有效的 JSON，检查逗号和引号。', usedBy: /正被“忠实客户”使用/,
  },
  en: {
    place: 'Scores', run: 'Run', rerun: 'Run again', removeOf: (name) => `Remove the score “${name}”`, restore: 'Restore',
    models: { rfm: /^RFM/, lifecycle: /^Lifecycle/, interest: /^Interests/, purchase: /^Chance to buy/, engagement: /^Engagement/, plan: /^Scoring plan/, tag: /^Layered tag/, lookalike: /^Look-alike/, layers: /^Community layers/ },
    method: 'How levels are cut', window: 'Window (days)', windowOpen: 'Window: all time', resetWindow: 'Reset “Window”', money: 'Refunds', aggregate: 'Money is', order: 'Order number', table: 'Event table',
    folded: { data: 'Which data', cells: 'The eight kinds', general: 'Name and time' }, defaultWindow: 'default 365 days', between: 'Write a number from 1 to 36,500', mend: (n) => (n === 1 ? 'One setting has to be mended before it can run.' : `${n} settings have to be mended before it can run.`),
    r: 'R last order', ascending: 'Write them from small to large without repeats, such as 7, 30, 90', cell: 'High begins at', highR: 'R is high at most', champions: 'Name of R high · F high · M high', asOf: 'As of', scoreName: 'Name of the score',
    halfLife: 'Half-life (days)', own: 'my own', worth: (kind) => `Worth of “${kind}”`, seed: 'Seed segment', exclude: 'Add a column', needsSegment: 'Keep a segment under Segments first, then choose it as the seed',
    horizon: 'Predict the next (days)', compare: 'Compare with', settings: 'Settings', found: 'found',
    addStage: 'Add a stage', stageName: (n) => `Name of stage ${n}`, up: (name) => `Move “${name}” up`, down: (name) => `Move “${name}” down`, drop: (name) => `Remove “${name}”`, edit: (name) => new RegExp(`^Edit the condition of “${name}”`), undo: 'Undo', otherwise: 'Everybody else is',
    unfinished: (name) => `The condition of “${name}” is not complete`, addItem: 'Add an item', by: (name) => `Points for (${name})`, points: (name) => `Points (${name})`, cap: (name) => `At most (${name})`, addBand: 'Add a band',
    another: /^Another /, kept: (name) => `Open the score “${name}”`, actions: (name) => `Actions for “${name}”`, duplicate: 'Duplicate', stale: (n) => (n === 1 ? 'Run the stale score again' : `Run ${n} stale scores again`), fresh: 'fresh', discard: 'Discard changes', mark: (score) => `The score “${score}” is stale: `,
    build: (name) => new RegExp(`^Build a segment of “${name}”, ([\\d,]+) contacts`), part: { r: 'R score', f: 'F score' }, stage: 'mature', churned: 'churned', distribution: 'Distribution', column: 'Column', columns: /columns$/, advanced: 'Advanced: parameters as JSON', json: 'Parameters (JSON)', notJson: 'The parameters are no valid JSON; check commas and quotes.', usedBy: /“good customers” uses it/,
  },
};

/** The scores place with the sample data, and what is asked there. */
export async function openScores(page, lang) {
  const t = scoreWords[lang];
  const { w, button } = look(page, lang);
  await button(w.sample).click();
  await expectMatched(page, lang, 20000);
  await goToScores(page, lang);
  return scoreSteps(page, lang);
}

/** What a person does in the scores place. */
export function scoreSteps(page, lang) {
  const t = scoreWords[lang];
  const scores = page.locator('fq-scores');
  return {
    t,
    scores,
    /** Opens the rule of a stage. */
    edit: async (name) => {
      await page.getByRole('button', { name: t.edit(name) }).press('Enter');
      await page.locator('fq-score-stages fq-builder fq-condition').first().waitFor();
    },
    /** The engine, asked from inside the page. */
    ask: (what, ...args) => scores.evaluate((element, [name, rest]) => element.engine[name](...rest), [what, args]),
    pick: (model) => scores.locator('.models').getByRole('button', { name: t.models[model] }).press('Enter'),
    run: async () => {
      await page.getByRole('button', { name: new RegExp(`^(${t.run}|${t.rerun})$`) }).press('Enter');
      await scores.locator('progress').waitFor({ state: 'detached' });
    },
    settings: async () => {
      const details = scores.locator('details.settings');
      if (!(await details.evaluate((element) => element.open))) await details.locator('summary').first().press('Enter');
    },
    unfold: (group) => scores.locator('fq-score-form summary', { hasText: t.folded[group] }).press('Enter'),
    /** The parameters of a kept score, as they were run. */
    params: async (id) => (await scores.evaluate((element) => element.engine.scores())).find((entry) => entry.definition.id === id)?.definition,
  };
}

export async function goToScores(page, lang) {
  const t = scoreWords[lang];
  await page.getByRole('link', { name: t.place }).click();
  await page.getByRole('button', { name: new RegExp(`^(${t.run}|${t.rerun})$`) }).waitFor();
}

/** Number in a name such as "… 1,234 contacts". */
export const numberIn = (text) => Number(/([\d,]+)(?=\D*$)/.exec(text)[1].replaceAll(',', ''));
