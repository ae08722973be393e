// Scores in Chromium are those of the native program, to the bit, in both builds of the engine.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { serve } from '../../scripts/serve.mjs';
import { models, same } from '../node/scores-expected.mjs';
import { launch, out, root } from './tools.mjs';

describe('scores have the same bits in Chromium as natively', () => {
  for (const build of ['fenqun', 'fenqun_scalar']) {
    test(build, async () => {
      const folder = join(out, `scores-${build}`);
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      for (const name of ['fenqun.js', `${build}_bg.wasm`, `${build}_later_bg.wasm`]) copyFileSync(join(root, 'pkg', name), join(folder, name));
      copyFileSync(join(root, 'tests', 'node', 'scores-bits.mjs'), join(folder, 'scores-bits.mjs'));
      writeFileSync(join(folder, 'index.html'), '<!doctype html><html lang="en"><title>scores</title><script type="module" src="run.mjs"></script></html>');
      writeFileSync(
        join(folder, 'run.mjs'),
        `import init, { Engine } from './fenqun.js';
import { scored } from './scores-bits.mjs';
await init({ module_or_path: '${build}_bg.wasm' });
globalThis.found = scored(Engine, ${JSON.stringify(models)});
`,
      );
      const server = await serve({ dir: folder });
      const browser = await launch();
      try {
        const page = await browser.newPage();
        await page.goto(server.url);
        await page.waitForFunction(() => globalThis.found, undefined, { timeout: 60_000 });
        same(await page.evaluate(() => globalThis.found));
      } finally {
        await browser.close();
        await server.close();
      }
    });
  }
});
