// No violation of the accessibility rules in any main state, language, theme or width; nothing wider than the screen.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { look } from './selectors.mjs';
import { walk } from './states.mjs';
import { accessibility, desktop, launch, openPage, phone, servePage } from './tools.mjs';

// Each language in each theme, each width in each theme.
const visits = [
  { lang: 'zh', theme: 'light', viewport: desktop },
  { lang: 'en', theme: 'dark', viewport: desktop },
  { lang: 'zh', theme: 'dark', viewport: phone },
  { lang: 'en', theme: 'light', viewport: phone },
];

/** Whether a pointer at the middle of an element hits it, where the page stands now. */
const hit = (locator) =>
  locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    let at = document.elementFromPoint(x, y);
    while (at?.shadowRoot?.elementFromPoint(x, y) && at.shadowRoot.elementFromPoint(x, y) !== at) at = at.shadowRoot.elementFromPoint(x, y);
    return element === at || element.contains(at);
  });

describe('accessibility', () => {
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

  for (const visit of visits) {
    test(`${visit.lang}, ${visit.theme}, ${visit.viewport.width} px`, { timeout: 240_000 }, async (t) => {
      const opened = await openPage(browser, { url: server.url, ...visit, touch: visit.viewport === phone });
      const { page } = opened;
      await walk(page, visit.lang, (state) =>
        t.test(state, async () => {
          assert.deepEqual(await accessibility(page), []);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(wide <= 0, `the page is ${wide} px wider than the screen`);
          // The bar of the result stays in reach while the rule is read from its first line.
          if (state === 'segment' && visit.viewport === phone) {
            const { w, button } = look(page, visit.lang);
            await page.evaluate(() => scrollTo(0, 0));
            assert.ok(await hit(button(w.openResult)), 'something covers the bar of the result');
          }
        }),
      );
      await opened.close();
    });
  }
});
