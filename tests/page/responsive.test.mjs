// The page never blocks: no long task while a large file is read, and a cancel works at once.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addFiles, waitLoaded } from './journey.mjs';
import { largeContacts } from './make.mjs';
import { look } from './selectors.mjs';
import { fixture, launch, openPage, servePage } from './tools.mjs';

const longTaskMs = 50;
const cancelMs = 200;

// Before the page's scripts: every long task of the main thread.
const watchLongTasks = () => {
  globalThis.__long = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) globalThis.__long.push({ startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
};

describe('a large file', () => {
  let browser;
  let server;
  let path;

  before(async () => {
    path = await largeContacts(60);
    browser = await launch();
    server = await servePage();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  test('is read without a task over 50 ms on the main thread, with progress', { timeout: 180_000 }, async () => {
    const opened = await openPage(browser, { url: server.url, lang: 'zh', init: watchLongTasks });
    const { page } = opened;
    const { fileProgress } = look(page, 'zh');
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => (globalThis.__long.length = 0));
    await addFiles(page, 'zh', [path]);
    await fileProgress('contacts-60.csv').waitFor();
    await page.getByText(/· \d[\d,]* 位联系人/).waitFor({ timeout: 120_000 });
    const long = await page.evaluate(() => globalThis.__long);
    assert.deepEqual(long.filter(({ duration }) => duration > longTaskMs), []);
    await opened.close();
  });

  test('is cancelled within 200 ms, and what was loaded stays', { timeout: 120_000 }, async () => {
    const opened = await openPage(browser, { url: server.url, lang: 'zh' });
    const { page } = opened;
    const { w, file, fileProgress } = look(page, 'zh');
    await addFiles(page, 'zh', [fixture('members_gb18030.csv')]);
    await waitLoaded(page, 'zh', 1, 16);
    for (const afterMs of [0, 150, 400]) {
      await addFiles(page, 'zh', [path]);
      await fileProgress('contacts-60.csv').waitFor();
      await page.waitForTimeout(afterMs);
      const cancel = await page.getByRole('button', { name: w.cancelFile('contacts-60.csv'), exact: true }).elementHandle();
      // Measured inside the page: from the click to the frame that shows it.
      const took = await cancel.evaluate(async (button) => {
        const start = performance.now();
        button.click();
        while (button.isConnected) await new Promise(requestAnimationFrame);
        return performance.now() - start;
      });
      assert.ok(took <= cancelMs, `cancelled after ${took.toFixed(0)} ms`);
      await file('contacts-60.csv').getByText(w.cancelled, { exact: true }).waitFor();
      await waitLoaded(page, 'zh', 1, 16);
      await file('contacts-60.csv').getByRole('button', { name: '从列表中去掉' }).click();
    }
    await opened.close();
  });
});
