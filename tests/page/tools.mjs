// What every test of the page uses: a browser, a server for the built page, and a page that may not complain.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const dist = process.env.FENQUN_DIST ?? join(root, 'www', 'dist');
export const exportsFolder = join(root, 'tests', 'fixtures', 'exports');
export const out = join(root, 'tests', '.out');

/** Packages of the tests are installed in `www`. */
const require = createRequire(join(root, 'www', 'package.json'));
const { chromium } = require('playwright-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const switches = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-features=Translate,MediaRouter,OptimizationHints',
];

/** Starts a headless Chromium. */
export async function launch({ args = [] } = {}) {
  const sandbox = process.getuid?.() === 0 || process.env.CI ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: findBrowser(), headless: true, args: [...switches, ...sandbox, ...args] });
}

/** Serves the built page; the address is new for each server. */
export const servePage = (options = {}) => serve({ dir: dist, port: 0, background: true, ...options });

export const desktop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

// Runs before the page's own scripts: keeps every violation of the policy where the test can read it.
const keepViolations = () => {
  globalThis.__violations = [];
  addEventListener('securitypolicyviolation', (event) => {
    globalThis.__violations.push(`${event.effectiveDirective}: ${event.blockedURI} (${event.sourceFile ?? ''}:${event.lineNumber})`);
  });
};

/** Keeps what a page and its workers write to the console from level warning up, and uncaught errors. */
function listen(page, complaints) {
  page.on('console', (message) => {
    const level = message.type();
    if (level === 'error' || level === 'warning' || level === 'assert') complaints.push(`console ${level}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('crash', () => complaints.push('the page crashed'));
  page.on('requestfailed', (request) => {
    if (!request.url().startsWith('blob:')) complaints.push(`request failed: ${request.url()} ${request.failure()?.errorText ?? ''}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
}

/**
 * Opens the page in a context of its own.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {object} options
 * @param {string} options.url address of the server
 * @param {'zh' | 'en'} [options.lang] language, by `?lang=`
 * @param {'light' | 'dark'} [options.theme]
 * @param {{ width: number, height: number }} [options.viewport]
 * @param {boolean} [options.quiet] whether `close` fails on anything that the page complained about
 * @returns {Promise<{ page: import('playwright-core').Page, complaints: string[], quietSoFar: () => Promise<void>, close: () => Promise<void> }>}
 */
export async function openPage(browser, { url, lang = 'zh', theme = 'light', viewport = desktop, quiet = true, touch = false, init } = {}) {
  const context = await browser.newContext({
    viewport,
    colorScheme: theme,
    locale: lang === 'zh' ? 'zh-CN' : 'en-US',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
    hasTouch: touch,
    reducedMotion: 'reduce',
  });
  const complaints = [];
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  listen(page, complaints);
  await page.addInitScript(keepViolations);
  if (init) await page.addInitScript(init);
  const address = new URL(url);
  address.searchParams.set('lang', lang === 'zh' ? 'zh-CN' : 'en');
  await page.goto(address.href, { waitUntil: 'load' });
  const collect = async () => {
    const violations = await page.evaluate(() => globalThis.__violations ?? []).catch(() => []);
    return [...complaints, ...violations.map((text) => `policy: ${text}`)];
  };
  const quietSoFar = async () => {
    const all = await collect();
    if (all.length > 0) throw new Error(`the page complained:\n${[...new Set(all)].join('\n')}`);
  };
  return {
    page,
    context,
    complaints,
    quietSoFar,
    close: async () => {
      try {
        if (quiet) await quietSoFar();
      } finally {
        await context.close();
      }
    },
  };
}

/** Violations of the accessibility rules (WCAG 2.2 A and AA, and good practice), shadow roots included. */
export async function accessibility(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  // On a screen as high as the page nothing is covered that a person could scroll into view.
  const screen = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (height > screen.height) await page.setViewportSize({ ...screen, height });
  const violations = await page.evaluate(async () => {
    const result = await globalThis.axe.run(document, {
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return result.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.slice(0, 5).map((node) => `${node.target.flat().join(' ')}: ${node.failureSummary ?? ''}`),
    }));
  });
  await page.setViewportSize(screen);
  return violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.join('\n    ')}`);
}

/** The bytes of a download that `act` starts. */
export async function download(page, act) {
  const [file] = await Promise.all([page.waitForEvent('download'), act()]);
  const path = await file.path();
  return { name: file.suggestedFilename(), bytes: readFileSync(path) };
}

/** A path below the fixtures of real-world exports. */
export const fixture = (name) => join(exportsFolder, name);
