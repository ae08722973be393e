// Which parts of the engine a browser loads: the build with vectors where it has them, the other one where not; the module of
// files after the engine. And what happens where the host does not say what wasm is.
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
  return paths.filter((path) => path.endsWith('.wasm')).map((path) => path.replace(/.*\/|_bg.*/g, ''));
}

/** The server of the page behind one that takes the type of wasm away. */
async function untyped(options) {
  const inner = await servePage(options);
  const outer = createServer(async ({ url, headers }, response) => {
    const answer = await fetch(new URL(url, inner.url), { headers: { accept: headers.accept ?? '*/*' } });
    const kept = [...answer.headers].filter(([name]) => !['content-encoding', 'content-length', 'transfer-encoding', 'connection'].includes(name));
    response.writeHead(answer.status, { ...Object.fromEntries(kept), ...(url.includes('.wasm') && { 'content-type': 'application/octet-stream' }) });
    response.end(Buffer.from(await answer.arrayBuffer()));
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

describe('the parts of the engine', () => {
  test('are the one with vectors, then the module of files', { timeout: 60_000 }, async () => {
    assert.deepEqual(await visit(), ['fenqun', 'fenqun_files']);
  });

  test('are the one without vectors where the processor has none', { timeout: 60_000 }, async () => {
    assert.deepEqual(await visit({ args: ['--js-flags=--no-enable-sse4-1 --no-enable-sse3 --no-enable-ssse3'] }), ['fenqun_scalar', 'fenqun_files']);
  });

  test('start where the host does not say what wasm is', { timeout: 60_000 }, async () => {
    assert.deepEqual(await visit({ serve: untyped }), ['fenqun', 'fenqun_files']);
  });
});
