// Which parts of the engine a browser loads: the build with vectors where it has them, the other one where not; its second part
// and the module of files afterwards. And what happens where the host does not say what wasm is, or the second part is late.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { addFiles, waitLoaded } from './journey.mjs';
import { exportsFolder, launch, openPage, servePage } from './tools.mjs';

const fixture = (name) => join(exportsFolder, name);

/** Loads a page, drops files of which only the module of files can read some, and returns the paths that were asked for. */
async function visit({ args = [], serve = servePage } = {}) {
  const paths = [];
  const server = await serve({ onRequest: ({ url }) => paths.push(url.split('?')[0]) });
  const browser = await launch({ args });
  try {
    const opened = await openPage(browser, { url: server.url, lang: 'zh' });
    await addFiles(opened.page, 'zh', [fixture('members_gb18030.csv')]);
    await waitLoaded(opened.page, 'zh', 1, 16);
    await opened.close();
  } finally {
    await browser.close();
    await server.close();
  }
  const [first, ...others] = paths.filter((path) => path.endsWith('.wasm')).map((path) => path.replace(/.*\/|_bg.*/g, ''));
  return [first, ...others.sort()];
}

/** The server of the page behind one that `answer`s in its own way: the address and what the page's server says. */
async function behind(options, answer) {
  const inner = await servePage(options);
  const outer = createServer(async ({ url, headers }, response) => {
    const found = await fetch(new URL(url, inner.url), { headers: { accept: headers.accept ?? '*/*' } });
    const kept = [...found.headers].filter(([name]) => !['content-encoding', 'content-length', 'transfer-encoding', 'connection'].includes(name));
    const { status = found.status, more = {} } = (await answer(url)) ?? {};
    response.writeHead(status, { ...Object.fromEntries(kept), ...more });
    response.end(status === found.status ? Buffer.from(await found.arrayBuffer()) : '');
  });
  await new Promise((resolve) => outer.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    await new Promise((resolve) => {
      outer.close(resolve);
      outer.closeAllConnections();
    });
    await inner.close();
  };
  return { url: `http://127.0.0.1:${outer.address().port}/`, close };
}

/** Takes the type of wasm away. */
const untyped = (options) => behind(options, (url) => (url.includes('.wasm') ? { more: { 'content-type': 'application/octet-stream' } } : undefined));

describe('the parts of the engine', () => {
  test('are the one with vectors, then its second part and the module of files', { timeout: 60_000 }, async () => {
    assert.deepEqual(await visit(), ['fenqun', 'fenqun_files', 'fenqun_later']);
  });

  test('are the one without vectors where the processor has none', { timeout: 60_000 }, async () => {
    assert.deepEqual(await visit({ args: ['--js-flags=--no-enable-sse4-1 --no-enable-sse3 --no-enable-ssse3'] }), ['fenqun_scalar', 'fenqun_files', 'fenqun_scalar_later']);
  });

  test('start where the host does not say what wasm is', { timeout: 60_000 }, async () => {
    assert.deepEqual(await visit({ serve: untyped }), ['fenqun', 'fenqun_files', 'fenqun_later']);
  });

  test('answer what is asked first before the second part is there, and the rest when it is', { timeout: 60_000 }, async () => {
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    const asked = [];
    const server = await behind({}, async (url) => {
      if (!url.includes('_later_')) return;
      asked.push(url);
      await held;
    });
    const browser = await launch();
    try {
      const { page, close } = await openPage(browser, { url: server.url, lang: 'zh' });
      await addFiles(page, 'zh', [fixture('members_gb18030.csv')]);
      await waitLoaded(page, 'zh', 1, 16);
      const size = () => page.locator('fq-data').evaluate(async ({ tasks: { engine } }) => {
        const { matched, errors } = await engine.size({ fenqun: 1, name: '', rule: { tags: { has_any: ['宝妈'] } } });
        return [matched, errors];
      });
      assert.deepEqual(await size(), [10, []]);
      assert.equal(asked.length, 1, 'the second part has been asked for once and has not come');
      const explained = page.locator('fq-data').evaluate(({ tasks: { engine } }) => engine.explain({ fenqun: 1, name: '', rule: { tags: { has_any: ['宝妈'] } } }));
      assert.deepEqual(await size(), [10, []]);
      release();
      assert.ok(await explained);
      assert.equal(asked.length, 1);
      await close();
    } finally {
      release();
      await browser.close();
      await server.close();
    }
  });

  test('say that the second part is missing where it is needed, and go on when it can be had', { timeout: 60_000 }, async () => {
    let there = false;
    const server = await behind({}, (url) => (url.includes('_later_') && !there ? { status: 503 } : undefined));
    const browser = await launch();
    try {
      const { page, close } = await openPage(browser, { url: server.url, lang: 'zh', quiet: false });
      await addFiles(page, 'zh', [fixture('members_gb18030.csv')]);
      await waitLoaded(page, 'zh', 1, 16);
      const explain = () => page.locator('fq-data').evaluate(({ tasks: { engine } }) =>
        engine.explain({ fenqun: 1, name: '', rule: { tags: { has_any: ['宝妈'] } } }).then(() => 'explained', (error) => `${error.name}: ${error.message}`));
      assert.match(await explain(), /503/);
      there = true;
      assert.equal(await explain(), 'explained');
      await close();
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
