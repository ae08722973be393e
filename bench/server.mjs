// Serves the harness, the bundles and the data on this machine, isolated across origins, and notes which bundles were asked for.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { here, home } from './home.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.csv': 'text/csv',
};

const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const folderOf = (path) => (path.startsWith('/dist/') || path.startsWith('/data/') ? home : join(here, 'web'));

function answer(request, response, requested) {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
  const file = join(folderOf(path), path);
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) {
    response.writeHead(404).end();
    return;
  }
  if (path.startsWith('/dist/')) requested.add(path.slice('/dist/'.length));
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { ...ISOLATED, 'Content-Type': type, 'Content-Length': found.size, 'Cache-Control': 'no-store' });
  createReadStream(file).pipe(response);
}

/** `requested` holds the bundles that were asked for since it was last cleared. */
export async function serve() {
  const requested = new Set();
  const server = createServer((request, response) => answer(request, response, requested));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, requested, close: () => server.close() };
}
