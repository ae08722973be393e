// The main job without a pointer: Tab, arrows, Enter, Space, letters.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { expectMatched, expectRow, waitLoaded } from './journey.mjs';
import { look } from './selectors.mjs';
import { fixture, launch, openPage, servePage } from './tools.mjs';

const stops = 120;

/** Name and role of what has the focus, through shadow roots. */
const focused = (page) =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    if (!at || at === document.body) return '';
    const labels = 'labels' in at && at.labels ? [...at.labels].map((label) => label.textContent.trim()).join(' ') : '';
    return `${at.localName} ${at.ariaLabel ?? (labels || at.textContent.trim())}`;
  });

/** Presses a key until something with that name has the focus. */
async function moveTo(page, pattern, key = 'Tab') {
  const seen = [];
  for (let stop = 0; stop < stops; stop += 1) {
    const name = await focused(page);
    if (pattern.test(name)) return;
    seen.push(name);
    await page.keyboard.press(key);
  }
  assert.fail(`${key} never reaches ${pattern}; it stops at:\n${[...new Set(seen)].join('\n')}`);
}

/** Waits until something with that name has the focus by itself. */
async function becomes(page, pattern) {
  let name = '';
  for (let turn = 0; turn < 60; turn += 1) {
    name = await focused(page);
    if (pattern.test(name)) return;
    await page.waitForTimeout(50);
  }
  assert.fail(`the focus is on "${name}", expected ${pattern}`);
}

describe('keyboard only', () => {
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

  test('Esc leaves the name, and single letters work at once', { timeout: 60_000 }, async () => {
    const opened = await openPage(browser, { url: server.url, lang: 'en' });
    const { page } = opened;
    const { w, button } = look(page, 'en');
    await button(w.sample).click();
    await expectMatched(page, 'en', 20000);
    await page.getByLabel(w.name, { exact: true }).focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    await becomes(page, new RegExp(`^button ${w.condition.attribute}`));
    assert.equal(await page.getByLabel(w.name, { exact: true }).inputValue(), '');
    await opened.close();
  });

  test('files in, a condition, its number, muted, deleted, undone, and the list out', { timeout: 120_000 }, async () => {
    const lang = 'zh';
    const opened = await openPage(browser, { url: server.url, lang });
    const { page } = opened;
    const { w } = look(page, lang);

    // Listened for early: the browser has to know that its dialog is taken over before the key is pressed.
    const chosen = page.waitForEvent('filechooser');
    await moveTo(page, new RegExp(`^button .*${w.choose}`));
    await page.keyboard.press('Enter');
    const chooser = await chosen;
    await chooser.setFiles(fixture('members_gb18030.csv'));
    await waitLoaded(page, lang, 1, 16);

    await moveTo(page, new RegExp(`^a ${w.segments}$`));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: w.addCondition, exact: true }).first().waitFor();
    await moveTo(page, new RegExp(`^button .*${w.addCondition}$`));
    await page.keyboard.press('Enter');
    await moveTo(page, new RegExp(`^button .*${w.condition.attribute}`), 'ArrowDown');
    await page.keyboard.press('Enter');
    // The new condition opens its search and puts the focus there.
    await becomes(page, new RegExp(`^input ${w.searchField}$`));
    await page.keyboard.type('性别');
    await page.keyboard.press('Enter');
    await moveTo(page, new RegExp(`^select ${w.value}$`));
    await page.keyboard.press('ArrowDown');
    await expectRow(page, lang, /性别/, 5);
    await expectMatched(page, lang, 5);

    await moveTo(page, /^button 第1个条件.*性别/, 'Shift+Tab');
    await page.keyboard.press('m');
    await expectMatched(page, lang, 16);
    await page.keyboard.press('m');
    await expectMatched(page, lang, 5);
    await page.keyboard.press('Delete');
    await expectMatched(page, lang, 16);
    await page.keyboard.press('Control+z');
    await expectMatched(page, lang, 5);

    await moveTo(page, new RegExp(`^button .*${w.export}$`));
    await page.keyboard.press('Enter');
    await moveTo(page, new RegExp(`^button .*${w.exportStart(5)}$`));
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    assert.match(file.suggestedFilename(), /\.csv$/);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    // The focus returns to what opened the dialog.
    await becomes(page, new RegExp(`^button .*${w.export}$`));
    await opened.close();
  });
});
