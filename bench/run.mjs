// Runs one engine at one size in a fresh headless Chromium, and gives what was measured.
import { cpus } from 'node:os';
import { ALL } from './definitions.mjs';
import { dataFiles } from './generate.mjs';
import { chromiumPath, data, requireFromHome } from './home.mjs';
import { rendererMemory } from './memory.mjs';
import { load, round, RUNS, summary, tell } from './summary.mjs';

const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--enable-blink-features=ForceEagerMeasureMemory', '--js-flags=--max-old-space-size=8192',
];

const PAGE_LIMIT_MS = 900_000;

async function askAll(page, engine, state) {
  for (const id of ALL) {
    if (state.crashed) return;
    try {
      const measured = await page.evaluate(([question, runs]) => globalThis.bench.time(question, runs), [id, RUNS]);
      engine.questions[id] = summary(measured);
    } catch (error) {
      engine.questions[id] = { error: String(error).split('\n')[0] };
    }
    tell(id, engine.questions[id]);
  }
}

/** The page with the harness; what goes wrong in it is told. */
async function openPage(browser, url, { adapter, options, where }, state) {
  const page = await browser.newPage();
  page.setDefaultTimeout(PAGE_LIMIT_MS);
  page.on('console', (message) => message.type() === 'error' && console.log(`  [console] ${message.text().slice(0, 400)}`));
  page.on('pageerror', (error) => console.log(`  [page] ${String(error).slice(0, 400)}`));
  page.on('crash', () => {
    state.crashed = true;
    console.log('  [crash]');
  });
  await page.goto(`${url}/page.html?${new URLSearchParams({ adapter, options, where })}`);
  await page.waitForFunction(() => globalThis.bench);
  return page;
}

/** Chooses both files in the page, as a user does: from the disk, without a copy in the page. */
async function chooseFiles(page, size) {
  const session = await page.context().newCDPSession(page);
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'input' });
  const { contacts, orders } = dataFiles(data, size);
  await session.send('DOM.setFileInputFiles', { nodeId, files: [contacts, orders] });
  await session.detach();
}

async function measure(page, size, memory, engine, state) {
  const calibrate = () => page.evaluate(() => globalThis.bench.calibrate());
  const remember = async () => ({ ...(await page.evaluate(() => globalThis.bench.memory())), process: memory() });
  engine.ready = round(await page.evaluate(() => globalThis.bench.start()), 1);
  engine.calibration.push(await calibrate());
  engine.import = await page.evaluate((contacts) => globalThis.bench.load(contacts), size);
  console.log(`  ready in ${engine.ready} ms, import in ${round(engine.import.ms, 0)} ms`);
  engine.memory.imported = await remember();
  await askAll(page, engine, state);
  engine.memory.asked = await remember();
  engine.calibration.push(await calibrate());
}

/** `engine` as `engineOf` gives it, `server` as `serve` does. A failure stands in the result as `error`. */
export async function run(engine, size, server) {
  console.log(`${engine.label}, ${size} contacts`);
  const result = {
    engine: engine.label, size, date: new Date().toISOString(), processor: cpus()[0].model, processors: cpus().length,
    load: { before: load() }, calibration: [], memory: {}, questions: {},
  };
  const { chromium } = requireFromHome('playwright-core');
  const browserServer = await chromium.launchServer({ executablePath: chromiumPath(), headless: true, args: ARGUMENTS });
  const memory = () => rendererMemory(browserServer.process().pid);
  const state = { crashed: false };
  try {
    const browser = await chromium.connect(browserServer.wsEndpoint());
    result.chromium = browser.version();
    server.requested.clear();
    const page = await openPage(browser, server.url, engine, state);
    if (engine.files) await chooseFiles(page, size);
    await measure(page, size, memory, result, state);
    result.files = [...server.requested].sort();
  } catch (error) {
    result.error = String(error).split('\n')[0];
    console.log(`  failed: ${result.error}`);
  } finally {
    await browserServer.close();
  }
  result.load.after = load();
  return result;
}
