// The local server and the configuration samples send the same headers, and nothing outside the folder.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as send } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { headers, samples } from '../../scripts/headers.mjs';
import { serve } from '../../scripts/serve.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What DESIGN says, word by word, so that a change of the one source is noticed. */
const expected = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; " +
    "img-src 'self' blob: data:; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; " +
    "frame-ancestors 'none'; frame-src 'none'; object-src 'none'; require-trusted-types-for 'script'; " +
    'trusted-types lit-html fenqun default',
  'connection-allowlist': '(response-origin)',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Sends a request line as it is written: `fetch` would tidy the path first. */
function ask(port, path, { method = 'GET', headers: sent = {} } = {}) {
  return new Promise((resolve, reject) => {
    const request = send({ host: '127.0.0.1', port, path, method, headers: sent }, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(pieces) }));
    });
    request.on('error', reject);
    request.end();
  });
}

describe('the local server', () => {
  let folder;
  let server;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fenqun-serve-'));
    mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>分群</title>');
    writeFileSync(join(folder, 'page', 'assets', 'worker.js'), 'onmessage = () => {};');
    writeFileSync(join(folder, 'page', 'assets', 'core.wasm'), Buffer.alloc(4096, 7));
    writeFileSync(join(folder, 'page', 'assets', 'data.bin'), Buffer.from([1, 2, 3]));
    server = await serve({ dir: join(folder, 'page'), port: 0 });
  });

  after(async () => {
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('sends every header with every answer', async () => {
    for (const path of ['/', '/index.html', '/assets/worker.js', '/assets/core.wasm', '/missing', '/../secret.txt']) {
      const answer = await ask(server.port, path);
      for (const [name, value] of Object.entries(expected)) assert.equal(answer.headers[name], value, `${name} of ${path}`);
    }
    const refused = await ask(server.port, '/', { method: 'POST' });
    assert.equal(refused.status, 405);
    assert.equal(refused.headers['content-security-policy'], expected['content-security-policy']);
  });

  test('names the type of each file', async () => {
    const types = {
      '/': 'text/html; charset=utf-8',
      '/assets/worker.js': 'text/javascript; charset=utf-8',
      '/assets/core.wasm': 'application/wasm',
      '/assets/data.bin': 'application/octet-stream',
    };
    for (const [path, type] of Object.entries(types)) assert.equal((await ask(server.port, path)).headers['content-type'], type);
  });

  test('compresses where that is accepted, and says so', async () => {
    const plain = await ask(server.port, '/assets/core.wasm');
    const small = await ask(server.port, '/assets/core.wasm', { headers: { 'Accept-Encoding': 'gzip, br' } });
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(small.headers['content-encoding'], 'br');
    assert.equal(small.headers.vary, 'Accept-Encoding');
    assert.ok(small.body.length < plain.body.length);
    assert.deepEqual(brotliDecompressSync(small.body), plain.body);
  });

  test('answers 304 to what is known, and new bytes once the file has changed', async () => {
    const path = join(folder, 'page', 'assets', 'changing.txt');
    writeFileSync(path, 'one');
    const first = await ask(server.port, '/assets/changing.txt');
    const again = await ask(server.port, '/assets/changing.txt', { headers: { 'If-None-Match': first.headers.etag } });
    assert.equal(again.status, 304);
    writeFileSync(path, 'three');
    const changed = await ask(server.port, '/assets/changing.txt', { headers: { 'If-None-Match': first.headers.etag } });
    assert.equal(changed.status, 200);
    assert.equal(changed.body.toString(), 'three');
  });

  test('gives nothing outside the folder', async () => {
    const tries = ['/../secret.txt', '/%2e%2e/secret.txt', '/assets/../../secret.txt', '/..%2fsecret.txt', '/..\\secret.txt', '//secret.txt', '/%00', '/%zz', '/assets'];
    for (const path of tries) {
      const answer = await ask(server.port, path);
      assert.equal(answer.status, 404, path);
      assert.ok(!answer.body.includes('secret'), path);
    }
  });

  test('listens on the loopback address alone', async () => {
    const { networkInterfaces } = await import('node:os');
    for (const list of Object.values(networkInterfaces())) {
      for (const { family, internal, address } of list ?? []) {
        if (internal || family !== 'IPv4') continue;
        await assert.rejects(
          new Promise((resolve, reject) => {
            const socket = connect({ host: address, port: server.port, timeout: 2000 });
            socket.on('connect', () => (socket.destroy(), resolve()));
            socket.on('error', reject);
            socket.on('timeout', () => (socket.destroy(), reject(new Error('timeout'))));
          }),
        );
      }
    }
  });

  test('takes the next port when one is taken', async () => {
    const other = await serve({ dir: join(folder, 'page'), port: server.port });
    try {
      assert.ok(other.port > server.port);
    } finally {
      await other.close();
    }
  });

  test('appears under a path of its own', async () => {
    const other = await serve({ dir: join(folder, 'page'), port: 0, base: '/tools/fenqun/' });
    try {
      assert.equal((await ask(other.port, '/tools/fenqun/')).status, 200);
      assert.equal((await ask(other.port, '/tools/fenqun/assets/core.wasm')).status, 200);
      assert.equal((await ask(other.port, '/')).status, 404);
    } finally {
      await other.close();
    }
  });
});

describe('samples for other hosts', () => {
  const folder = join(root, 'www', 'public', 'headers');

  test('are what the one source writes (node scripts/headers.mjs)', () => {
    const texts = samples();
    assert.deepEqual(readdirSync(folder).sort(), Object.keys(texts).sort());
    for (const [name, text] of Object.entries(texts)) assert.equal(readFileSync(join(folder, name), 'utf8'), text, name);
  });

  test('say each header with the value that the server sends', () => {
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), 'utf8');
      for (const [header, value] of Object.entries(headers)) {
        assert.ok(text.includes(header), `${header} in ${name}`);
        assert.ok(text.includes(value), `value of ${header} in ${name}`);
      }
    }
  });
});
