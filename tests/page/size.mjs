// What a visit loads, as a host would send it (brotli). Fails over a budget.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { dist, launch, servePage } from './tools.mjs';

/** Bytes before the page answers: HTML, styles, scripts, worker and the first part of the engine. */
const firstLoad = 680 * 1000;

/** Bytes of the engine's first part: what opens a file and answers what is asked first. */
const engineAlone = 605 * 1000;

/**
 * Bytes that come afterwards, so that nothing waits for them and a page works without a network: the rest of the engine (scores,
 * experiments, explanations, rare operators), and what knows some forty exports, opens every container and reads and writes the
 * text form.
 */
const afterwards = 1410 * 1000;

const small = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });

/** The files that a visit asks for, as the server sees them. */
async function visited() {
  const paths = new Set();
  const server = await servePage({ onRequest: ({ url }) => paths.add(url.split('?')[0].replace(/\/$/, '/index.html').slice(1)) });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(server.url, { waitUntil: 'networkidle' });
  } finally {
    await browser.close();
    await server.close();
  }
  paths.delete('favicon.ico');
  return [...paths].sort();
}

const sent = new Map();
const sizeOf = (path) => {
  if (!sent.has(path)) {
    const bytes = readFileSync(join(dist, path));
    sent.set(path, small(bytes).length);
    console.log(`${String(sent.get(path)).padStart(9)}  ${String(bytes.length).padStart(9)}  ${path}`);
  }
  return sent.get(path);
};
const total = (paths) => paths.reduce((sum, path) => sum + sizeOf(path), 0);
const comesAfterwards = (path) => /fenqun_files|_later_bg/.test(path);

const paths = await visited();
// Instead of the engine with vectors, where the browser has none; never both.
const wasm = readdirSync(dist, { recursive: true }).map((name) => name.replaceAll('\\', '/')).filter((name) => name.endsWith('.wasm'));
const scalar = wasm.filter((path) => /fenqun_scalar/.test(path));
const forgotten = wasm.filter((path) => !paths.includes(path) && !scalar.includes(path));
if (forgotten.length > 0) throw new Error(`no visit loads ${forgotten.join(', ')}`);

/** What comes at once and afterwards, with this build of the engine in the place of the other. */
const sizes = (build) => {
  const isEngine = (path) => /fenqun(_later)?_bg/.test(path);
  const all = [...paths.filter((path) => !isEngine(path)), ...build];
  const [after, first] = [true, false].map((late) => all.filter((path) => comesAfterwards(path) === late));
  return { first: total(first), alone: total(first.filter((path) => build.includes(path))), after: total(after) };
};
const [vectors, without] = [sizes(wasm.filter((path) => /fenqun(_later)?_bg/.test(path))), sizes(scalar)];
const parts = [
  ['first load', vectors.first, firstLoad],
  ['of it the engine', vectors.alone, engineAlone],
  ['afterwards', vectors.after, afterwards],
  ['first load without vectors', without.first, firstLoad],
  ['afterwards without vectors', without.after, afterwards],
];
console.log(parts.map(([name, bytes, budget]) => `${name}: ${(bytes / 1000).toFixed(1)} KB of ${budget / 1000} KB`).join(', ').concat(' (brotli)'));
process.exit(parts.every(([, bytes, budget]) => bytes > 0 && bytes <= budget) ? 0 : 1);
