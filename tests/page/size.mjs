// What a visit loads, as a host would send it (brotli). Fails over a budget.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { dist, launch, servePage } from './tools.mjs';

/**
 * Bytes before the page answers: HTML, styles, scripts, worker and engine. The engine has the whole language with both
 * evaluators (the oracle explains single contacts), sentences in two languages, pinyin, zones, joins, the reader of text and
 * twelve scoring models with what judges experiments.
 */
const firstLoad = 1260 * 1000;

/**
 * Bytes that come afterwards, so that the first file does not wait and a page works without a network: what knows some forty
 * exports, opens every container and reads and writes the text form.
 */
const afterwards = 720 * 1000;

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
const isOfFiles = (path) => /fenqun_files/.test(path);

const paths = await visited();
const parts = [
  ['first load', total(paths.filter((path) => !isOfFiles(path))), firstLoad],
  ['afterwards', total(paths.filter(isOfFiles)), afterwards],
];
// Instead of the engine with vectors, where the browser has none; never both.
const wasm = readdirSync(dist, { recursive: true }).map((name) => name.replaceAll('\\', '/')).filter((name) => name.endsWith('.wasm'));
const scalar = wasm.filter((path) => /fenqun_scalar/.test(path));
const engine = wasm.filter((path) => /fenqun_bg/.test(path));
parts.push(['engine without vectors instead', parts[0][1] - total(engine) + total(scalar), firstLoad]);
const forgotten = wasm.filter((path) => !paths.includes(path) && !scalar.includes(path));
if (forgotten.length > 0) throw new Error(`no visit loads ${forgotten.join(', ')}`);
console.log(parts.map(([name, bytes, budget]) => `${name}: ${(bytes / 1000).toFixed(1)} KB of ${budget / 1000} KB`).join(', ').concat(' (brotli)'));
process.exit(parts.every(([, bytes, budget]) => bytes > 0 && bytes <= budget) ? 0 : 1);
