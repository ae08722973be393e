// The conformance cases through both builds of the engine in Chromium, under the strict headers and without a bundler.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { serve } from '../../scripts/serve.mjs';
import { caseFiles } from '../node/files.mjs';
import { readCases } from '../node/runner.mjs';
import { launch, out, root } from './tools.mjs';

const files = caseFiles();
const builds = ['fenqun', 'fenqun_scalar'];

describe('conformance in Chromium', () => {
  let browser;
  let server;
  let results;

  before(async () => {
    const folder = join(out, 'conformance');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const name of ['fenqun.js', ...builds.flatMap((build) => [`${build}_bg.wasm`, `${build}_later_bg.wasm`])]) copyFileSync(join(root, 'pkg', name), join(folder, name));
    copyFileSync(join(root, 'tests', 'node', 'runner.mjs'), join(folder, 'runner.mjs'));
    writeFileSync(join(folder, 'cases.json'), JSON.stringify(files));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><html lang="en"><title>conformance</title><script type="module" src="run.mjs"></script></html>');
    writeFileSync(
      join(folder, 'run.mjs'),
      `import { check, readCases } from './runner.mjs';
const cases = readCases(await (await fetch('cases.json')).json());
const results = [];
for (const build of ${JSON.stringify(builds)}) {
  const { default: init, Engine } = await import('./fenqun.js?' + build);
  await init({ module_or_path: build + '_bg.wasm' });
  for (const one of cases) results.push([build + ': ' + one.title, check(Engine, one) ?? null]);
}
globalThis.results = results;
`,
    );
    server = await serve({ dir: folder });
    browser = await launch();
    const page = await browser.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(server.url);
    await page
      .waitForFunction(() => globalThis.results, undefined, { timeout: 60_000 })
      .catch((error) => assert.fail(`${error.message}\n${errors.join('\n')}`));
    results = new Map(await page.evaluate(() => globalThis.results));
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  const cases = readCases(files);
  test('there are cases', () => assert.ok(cases.length > 0));
  for (const build of builds) {
    for (const { title } of cases) test(`${build}: ${title}`, () => assert.equal(results.get(`${build}: ${title}`), null));
  }
});
