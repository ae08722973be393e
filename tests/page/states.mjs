// The main states of the page, in the order of a visit. The accessibility test and the screenshots go through them.
import { addFiles, buildSegment, goToSegments, importExports, libraryMenu, openResult, saveSegment } from './journey.mjs';
import { goToScores, scoreSteps } from './scores-words.mjs';
import { look } from './selectors.mjs';
import { testWords } from './tests-words.mjs';

/** Each state with how it is reached from the one before it. */
export const states = [
  ['welcome', async (page, lang) => look(page, lang).button(look(page, lang).w.choose).waitFor()],
  [
    'check',
    async (page, lang) => {
      const { w, button, dialog } = look(page, lang);
      await button(w.check).click();
      await dialog().waitFor();
    },
    async (page) => page.keyboard.press('Escape'),
  ],
  [
    'refused',
    async (page, lang) => {
      await addFiles(page, lang, [{ name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) }]);
      await look(page, lang).fileAlert('empty.csv').waitFor();
    },
    async (page, lang) => look(page, lang).file('empty.csv').getByRole('button').last().click(),
  ],
  ['loaded', async (page, lang) => importExports(page, lang)],
  [
    'sheet',
    async (page, lang) => {
      const { w, file } = look(page, lang);
      await file('members_gb18030.csv').getByText(w.settings).click();
      await file('youzan_orders.csv').getByText(w.report, { exact: true }).click();
      await file('members_gb18030.csv').getByLabel(w.typeOf('折扣率')).waitFor();
    },
    async (page, lang) => look(page, lang).file('members_gb18030.csv').getByText(look(page, lang).w.settings).click(),
  ],
  ['empty-segment', async (page, lang) => goToSegments(page, lang)],
  [
    'segment',
    async (page, lang) => {
      const { w, place } = look(page, lang);
      await place(w.data).click();
      await buildSegment(page, lang);
    },
  ],
  ['saved', async (page, lang) => saveSegment(page, lang, lang === 'zh' ? '宝妈好客' : 'good mothers')],
  [
    'export',
    async (page, lang) => {
      const { w, button, dialog } = look(page, lang);
      await openResult(page, lang);
      await button(w.export).click();
      await dialog().waitFor();
    },
    async (page) => page.keyboard.press('Escape'),
  ],
  [
    'import',
    async (page, lang) => {
      await libraryMenu(page, lang, 'importJson');
      await look(page, lang).dialog().waitFor();
    },
    async (page) => page.keyboard.press('Escape'),
  ],
  ['scores', async (page, lang) => goToScores(page, lang)],
  [
    'score-run',
    async (page, lang) => {
      const { run } = scoreSteps(page, lang);
      await run();
      await page.locator('fq-score-report').waitFor();
    },
  ],
  [
    'score-stages',
    async (page, lang) => {
      const { t, pick, edit } = scoreSteps(page, lang);
      await pick('lifecycle');
      await page.locator('fq-score-form').getByLabel(t.compare, { exact: true }).first().selectOption('date');
      await edit(t.churned);
    },
  ],
  [
    'score-flow',
    async (page, lang) => {
      const { run } = scoreSteps(page, lang);
      await run();
      await page.locator('fq-score-flow svg').waitFor({ state: 'attached' });
    },
  ],
  [
    'score-plan',
    async (page, lang) => {
      const { t, pick } = scoreSteps(page, lang);
      await pick('plan');
      await page.getByRole('button', { name: t.addItem }).click();
      await page.getByRole('button', { name: t.run, exact: true }).click();
      await page.getByRole('alert').first().waitFor();
    },
  ],
  [
    'tests',
    async (page, lang) => {
      await page.getByRole('link', { name: testWords[lang].place }).click();
      await page.locator('fq-test-size .answer').waitFor();
    },
  ],
  [
    'test-arms',
    async (page, lang) => {
      await page.getByRole('button', { name: testWords[lang].assign }).click();
      await page.locator('fq-test-assign tbody tr').first().waitFor();
    },
  ],
  [
    'test-result',
    async (page, lang) => {
      const t = testWords[lang];
      await page.getByRole('button', { name: t.result }).click();
      await page.getByLabel(t.converted(t.treatment), { exact: true }).fill('90');
      await page.getByText(t.winner).waitFor();
    },
  ],
];

/** Goes through the states; `visit` sees each one. */
export async function walk(page, lang, visit) {
  for (const [name, reach, leave] of states) {
    await reach(page, lang);
    await visit(name);
    await leave?.(page, lang);
  }
}

