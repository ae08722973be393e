// Nothing leaves the page: judged by what other servers on this machine receive.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { serve } from '../../scripts/serve.mjs';
import { attempt, leavingChannels, pageChannels, workerChannels } from './channels.mjs';
import { buildSegment, exportMasked, importExports } from './journey.mjs';
import { startOutside } from './outside.mjs';
import { launch, openPage, out, servePage } from './tools.mjs';

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** How long an attempt may take to arrive, in milliseconds. */
const patience = 1500;

/** The first version whose network layer knows `Connection-Allowlist`; before it, a policy cannot stop leaving the page. */
const allowlistFrom = 152;


describe('nothing leaves the page', () => {
  let browser;
  let outside;
  let bare;
  let strict;

  before(async () => {
    const folder = join(out, 'bare');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.html'), '<!doctype html><html lang="en"><title>bare</title><body></body></html>');
    writeFileSync(join(folder, 'worker.js'), 'self.onmessage = () => {};');
    browser = await launch();
    outside = await startOutside();
    bare = await serve({ dir: folder, port: 0, headers: {} });
    strict = await serve({ dir: folder, port: 0 });
  });

  after(async () => {
    await browser?.close();
    await Promise.all([outside, bare, strict].map((server) => server?.close()));
  });

  /** Waits until something has arrived outside, at most until nothing is likely to come any more. */
  async function anythingArrived() {
    const end = Date.now() + patience;
    while (outside.seen.length === 0 && Date.now() < end) await sleep(20);
    return outside.seen.length > 0;
  }

  /** Makes each attempt in a page of its own and gives the names of those that arrived. */
  async function arrivals(url, channels) {
    const arrived = [];
    for (const [name, run] of Object.entries(channels)) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(url);
      outside.clear();
      await page.evaluate(attempt(run, outside.target)).catch(() => {});
      if (await anythingArrived()) arrived.push(name);
      await context.close();
    }
    return arrived;
  }

  /** Makes all attempts and gives what arrived. */
  async function allArrivals(url, channels) {
    const context = await browser.newContext();
    outside.clear();
    await Promise.all(
      Object.values(channels).map(async (run) => {
        const page = await context.newPage();
        await page.goto(url);
        await page.evaluate(attempt(run, outside.target)).catch(() => {});
      }),
    );
    await sleep(patience);
    await context.close();
    return [...outside.seen];
  }

  async function startWorker(url) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url);
    const [worker] = await Promise.all([
      page.waitForEvent('worker'),
      page.evaluate(`globalThis.kept = new Worker(globalThis.trustedTypes
        ? trustedTypes.createPolicy('fenqun', { createScriptURL: (text) => text }).createScriptURL('worker.js') : 'worker.js')`),
    ]);
    return { worker, close: () => context.close() };
  }

  test('the outside notices: without the headers the attempts arrive', { timeout: 180_000 }, async () => {
    const arrived = new Set([...(await arrivals(bare.url, pageChannels)), ...(await arrivals(bare.url, leavingChannels))]);
    const { worker, close } = await startWorker(bare.url);
    for (const [name, run] of Object.entries(workerChannels)) {
      outside.clear();
      await worker.evaluate(attempt(run, outside.target)).catch(() => {});
      if (await anythingArrived()) arrived.add(name);
    }
    await close();
    const all = [pageChannels, leavingChannels, workerChannels].flatMap(Object.keys);
    assert.deepEqual(all.filter((name) => !arrived.has(name)), [], 'attempts that never arrive prove nothing');
  });

  test('with the headers none of them arrives, from a page that is otherwise the same', { timeout: 180_000 }, async () => {
    assert.deepEqual(await allArrivals(strict.url, pageChannels), []);
    const { worker, close } = await startWorker(strict.url);
    for (const run of Object.values(workerChannels)) await worker.evaluate(attempt(run, outside.target)).catch(() => {});
    await sleep(patience);
    await close();
    assert.deepEqual(outside.seen, []);
    if (Number(browser.version().split('.')[0]) >= allowlistFrom) {
      assert.deepEqual(await allArrivals(strict.url, leavingChannels), []);
    }
  });

  test('the page itself sends nothing while files are imported, a segment is edited and a list is exported', { timeout: 180_000 }, async () => {
    const requests = [];
    const server = await servePage({ onRequest: (request) => requests.push(`${request.method} ${request.url}`) });
    const opened = await openPage(browser, { url: server.url, lang: 'zh' });
    try {
      outside.clear();
      await importExports(opened.page, 'zh');
      await buildSegment(opened.page, 'zh');
      await exportMasked(opened.page, 'zh');
      await sleep(patience);
      assert.deepEqual(outside.seen, []);
      // Parts loaded on demand are the page's own files; nothing else is asked for, and nothing with a query or a body.
      const foreign = requests.filter((line) => !/^GET \/(\?lang=[\w-]+|[\w./-]*)$/.test(line));
      assert.deepEqual(foreign, []);
    } finally {
      await opened.close();
      await server.close();
    }
  });

  test('attempts made inside the page and its worker, with data loaded, do not arrive', { timeout: 180_000 }, async () => {
    const server = await servePage();
    const opened = await openPage(browser, { url: server.url, lang: 'zh', quiet: false });
    try {
      await importExports(opened.page, 'zh');
      outside.clear();
      for (const run of Object.values(pageChannels)) await opened.page.evaluate(attempt(run, outside.target)).catch(() => {});
      const workers = opened.page.workers();
      assert.ok(workers.length > 0, 'the engine runs in a worker');
      for (const worker of workers) {
        for (const run of Object.values(workerChannels)) await worker.evaluate(attempt(run, outside.target)).catch(() => {});
      }
      await sleep(patience);
      assert.deepEqual(outside.seen, []);
    } finally {
      await opened.close();
      await server.close();
    }
  });

  test('a worker script and the wasm file carry the policy as well', async () => {
    const server = await servePage();
    const answers = [];
    const page = await browser.newPage();
    try {
      page.on('response', (response) => answers.push(response));
      await page.goto(server.url, { waitUntil: 'networkidle' });
      for (const kind of [/\.wasm$/, /worker[\w.-]*\.js$/]) assert.ok(answers.some((answer) => kind.test(answer.url())), `${kind} was loaded`);
      for (const answer of answers) {
        const sent = answer.headers();
        assert.match(sent['content-security-policy'] ?? '', /default-src 'none'/, answer.url());
        assert.equal(sent['connection-allowlist'], '(response-origin)', answer.url());
      }
    } finally {
      await page.close();
      await server.close();
    }
  });
});
