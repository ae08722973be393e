// The memory that a core takes for data: its largest size is near what it holds in the end, and lack of it is said.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { generate } from '../../bench/generate.mjs';

const CONTACTS = 100_000;
/** Bytes of wasm memory for each byte that the engine holds after the import; 1.31 when this was written. */
const MOST_FOR_EACH = 1.4;

const root = fileURLToPath(new URL('../..', import.meta.url));
const pkg = new URL('../../pkg/', import.meta.url);

async function moduleOf(name) {
  const script = await import(new URL(`${name}.js?room`, pkg));
  const exports = await script.default({ module_or_path: readFileSync(new URL(`${name}_bg.wasm`, pkg)) });
  return { ...script, memory: exports.memory };
}

test('an import needs little more memory than the data that it leaves', { timeout: 120_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fenqun-room-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const files = generate(CONTACTS, folder);
  const { Engine, memory } = await moduleOf('fenqun');
  const { Files } = await moduleOf('fenqun_files');
  const engine = new Engine();
  const recogniser = new Files();
  const before = memory.buffer.byteLength;
  for (const kind of ['contacts', 'orders']) {
    const bytes = readFileSync(files[kind]);
    const handle = engine.begin(recogniser.inspect(`${kind}.csv`, bytes.subarray(0, 1 << 20), bytes.length));
    for (let at = 0; at < bytes.length; at += 1 << 20) engine.push(handle, bytes.subarray(at, at + (1 << 20)));
    engine.finish(handle);
    while (engine.advance() < 1);
  }
  const held = engine.memory().total;
  const most = memory.buffer.byteLength - before;
  t.diagnostic(`${most} bytes at most for ${held} held: ${(most / held).toFixed(2)}`);
  assert.ok(most <= MOST_FOR_EACH * held, `${most} bytes at most for ${held} held`);
});

test('a core that stops with almost all of its memory taken stopped for lack of it', async () => {
  const { transformWithOxc } = await import(pathToFileURL(join(root, 'www/node_modules/vite/dist/node/index.js')).href);
  const folder = join(root, 'tests/.out/room');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const { code } = await transformWithOxc(readFileSync(join(root, 'www/client/room.ts'), 'utf8'), 'room.ts');
  writeFileSync(join(folder, 'room.js'), code);
  const { fullMib, MOST_MIB } = await import(pathToFileURL(join(folder, 'room.js')).href);
  assert.equal(fullMib(500 << 20), undefined);
  assert.equal(fullMib((MOST_MIB - 100) * (1 << 20)), MOST_MIB - 100);
});
