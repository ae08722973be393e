// Serves the built page on this machine only, with the response headers that close the network.
//
//   node scripts/serve.mjs [folder] [--port 8787]
//
// As a module: `const server = await serve({ dir, port, headers })`.
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { headers as strictHeaders } from './headers.mjs';

const brotli = promisify(brotliCompress);
const host = '127.0.0.1';
const portsTried = 50;

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};
const compressible = new Set(['.html', '.css', '.js', '.mjs', '.json', '.webmanifest', '.wasm', '.svg', '.csv', '.txt', '.md']);

/** Brotli for a local server: good enough to show what a host would send, fast enough not to be noticed at start. */
const compress = (bytes) => brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });

/** A file of the folder with its compressed form; read again only when the file has changed. */
class Files {
  #root;
  #kept = new Map();

  constructor(dir) {
    this.#root = resolve(dir);
  }

  /** Reads and compresses everything once, so that the first visit does not wait. */
  async warm(folder = this.#root) {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await this.warm(path);
      else if (entry.isFile()) await this.#read(path);
    }
  }

  /** The file that a request path names, or `undefined`. Nothing outside the folder can be named. */
  async find(pathname) {
    let name;
    try {
      name = decodeURIComponent(pathname);
    } catch {
      return undefined;
    }
    if (name.includes('\0') || name.includes('\\')) return undefined;
    if (name.endsWith('/')) name += 'index.html';
    const path = resolve(this.#root, `.${name}`);
    if (!path.startsWith(this.#root + sep)) return undefined;
    return this.#read(path);
  }

  async #read(path) {
    const info = await stat(path).catch(() => undefined);
    if (!info?.isFile()) return undefined;
    const kept = this.#kept.get(path);
    if (kept && kept.mtimeMs === info.mtimeMs && kept.size === info.size) return kept;
    const body = await readFile(path);
    const extension = extname(path).toLowerCase();
    const file = {
      body,
      type: types[extension] ?? 'application/octet-stream',
      compressed: compressible.has(extension) ? await compress(body) : undefined,
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
      mtimeMs: info.mtimeMs,
      size: info.size,
    };
    this.#kept.set(path, file);
    return file;
  }
}

async function answer(request, response, files, base, extra) {
  for (const [name, value] of Object.entries(extra)) response.setHeader(name, value);
  const end = (status, text) => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end(request.method === 'HEAD' ? undefined : text);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return end(405, 'method not allowed\n');
  }
  // The raw target is used, not URL(): `..` must be seen to be refused.
  const [pathname] = request.url.split('?', 1);
  if (!pathname.startsWith(base)) return end(404, 'not found\n');
  const file = await files.find(`/${pathname.slice(base.length)}`);
  if (!file) return end(404, 'not found\n');
  response.setHeader('Content-Type', file.type);
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('ETag', file.etag);
  if (file.compressed) response.setHeader('Vary', 'Accept-Encoding');
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304);
    return response.end();
  }
  const accepts = /(^|[\s,])br([\s,;]|$)/.test(request.headers['accept-encoding'] ?? '');
  const body = accepts && file.compressed ? file.compressed : file.body;
  if (body === file.compressed) response.setHeader('Content-Encoding', 'br');
  response.setHeader('Content-Length', body.length);
  response.writeHead(200);
  response.end(request.method === 'HEAD' ? undefined : body);
}

function listen(server, port) {
  return new Promise((resolveListening, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolveListening();
    });
  });
}

/**
 * Serves a folder on 127.0.0.1.
 *
 * @param {object} options
 * @param {string} options.dir the folder
 * @param {number} [options.port] where to start looking for a free port; 0 takes any
 * @param {Record<string, string>} [options.headers] sent with every response; the strict set when left out
 * @param {string} [options.base] path under which the folder appears, with slashes at both ends
 * @param {boolean} [options.background] whether the process may end while the server runs
 * @param {(request: import('node:http').IncomingMessage) => void} [options.onRequest] sees every request
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 */
export async function serve({ dir, port = 0, headers = strictHeaders, base = '/', background = false, onRequest = () => {} }) {
  const files = new Files(dir);
  await files.warm();
  const server = createServer((request, response) => {
    onRequest(request);
    answer(request, response, files, base, headers).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const last = port === 0 ? 0 : port + portsTried;
  for (let next = port; ; next += 1) {
    try {
      await listen(server, next);
      break;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || next >= last) throw error;
    }
  }
  // A test that fails must not be kept alive by a server that it did not close.
  if (background) server.unref();
  const taken = server.address().port;
  return {
    url: `http://localhost:${taken}${base}`,
    port: taken,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function option(name) {
  const at = process.argv.findIndex((text) => text === `--${name}` || text.startsWith(`--${name}=`));
  if (at < 0) return undefined;
  return process.argv[at].includes('=') ? process.argv[at].split('=')[1] : process.argv[at + 1];
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const first = process.argv[2];
  const dir = first && !first.startsWith('--') ? first : fileURLToPath(new URL('../www/dist', import.meta.url));
  const wanted = option('port') ?? process.env.PORT ?? '8787';
  const port = Number(wanted);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    console.error(`serve: "${wanted}" is not a port (0 to 65535)`);
    process.exit(2);
  }
  try {
    const server = await serve({ dir, port });
    console.log(`fenqun 分群: ${server.url}`);
    console.log('Ctrl+C 停止 · Ctrl+C stops it');
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.close().then(() => process.exit(0)));
  } catch (error) {
    console.error(`serve: ${error.code === 'ENOENT' ? `there is no folder ${dir}; run "make build" first` : error.message}`);
    process.exit(1);
  }
}
