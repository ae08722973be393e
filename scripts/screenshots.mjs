// Takes pictures of the main states in both languages, themes and widths.
//
//   node scripts/screenshots.mjs [folder]        all of them
//   node scripts/screenshots.mjs --docs          the picture of the README: docs/images/page.png
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { walk } from '../tests/page/states.mjs';
import { desktop, launch, openPage, out, phone, root, servePage } from '../tests/page/tools.mjs';

const docs = process.argv.includes('--docs');
const folder = process.argv.slice(2).find((text) => !text.startsWith('--')) ?? join(out, 'screenshots');
const visits = docs
  ? [{ lang: 'zh', theme: 'light', viewport: desktop }]
  : ['zh', 'en'].flatMap((lang) => ['light', 'dark'].flatMap((theme) => [desktop, phone].map((viewport) => ({ lang, theme, viewport }))));

const browser = await launch();
const server = await servePage();
let failed = 0;
try {
  for (const visit of visits) {
    const { page, close } = await openPage(browser, { url: server.url, quiet: false, ...visit });
    const name = (state) => `${state}-${visit.viewport.width}-${visit.lang}-${visit.theme}.png`;
    const take = async (state) => {
      if (docs && state !== 'saved') return;
      const path = docs ? join(root, 'docs', 'images', 'page.png') : join(folder, name(state));
      mkdirSync(join(path, '..'), { recursive: true });
      await page.waitForTimeout(250);
      await page.screenshot({ path, fullPage: !docs });
      console.log(path);
    };
    try {
      await walk(page, visit.lang, take);
    } catch (error) {
      failed += 1;
      console.error(`${name('stopped')}: ${error.message.split('\n')[0]}`);
      await take('stopped');
    }
    await close();
  }
} finally {
  await browser.close();
  await server.close();
}
process.exit(failed > 0 ? 1 : 0);
