// What a first visit loads, as a host would send it (brotli). Fails over the budget.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { dist, launch, servePage } from './tools.mjs';

/**
 * Bytes of page, styles, scripts, worker and core together. The core has the whole language: both evaluators (the oracle
 * explains single contacts), the text form, sentences in two languages, pinyin; and it opens every container, knows some
 * forty exports and tells who is who.
 */
const budget = 1600 * 1000;

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
  return paths;
}

const paths = await visited();
paths.delete('favicon.ico');
// The core counts even when the page asks for it later.
for (const name of readdirSync(dist, { recursive: true })) if (name.endsWith('.wasm')) paths.add(name.replaceAll('\\', '/'));
let total = 0;
for (const path of [...paths].sort()) {
  const bytes = readFileSync(join(dist, path));
  const sent = small(bytes).length;
  total += sent;
  console.log(`${String(sent).padStart(9)}  ${String(bytes.length).padStart(9)}  ${path}`);
}
console.log(`first load: ${(total / 1000).toFixed(1)} KB of ${budget / 1000} KB (brotli)`);
process.exit(total <= budget ? 0 : 1);
