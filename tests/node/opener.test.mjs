// The module of files as the worker uses it: fetched once, a panic costs the file and not the engine, a missing module is said.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
let Opener;
let Missing;

before(async () => {
  const { transformWithOxc } = await import(pathToFileURL(join(root, 'www/node_modules/vite/dist/node/index.js')).href);
  const folder = join(root, 'tests/.out/opener');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const { code } = await transformWithOxc(readFileSync(join(root, 'www/client/opener.ts'), 'utf8'), 'opener.ts');
  writeFileSync(join(folder, 'opener.js'), code);
  ({ Opener, Missing } = await import(pathToFileURL(join(folder, 'opener.js')).href));
});

/** A module that panics on one name and refuses another. */
function fake() {
  const seen = { fetched: 0, made: 0, reset: 0 };
  class Files {
    constructor() {
      seen.made += 1;
    }
    inspect(name) {
      if (name === 'panics') throw new Error('unreachable');
      if (name === 'refused') throw { code: 'no_rows', location: { file: name }, params: {} };
      return { file: name };
    }
  }
  class Hand {
    push() {
      throw new WebAssembly.RuntimeError('unreachable');
    }
    finish(give) {
      give(new Uint8Array(1));
      return {};
    }
    free() {}
  }
  const module = { Files, Hand, __wbg_reset_state: () => (seen.reset += 1) };
  return { seen, opener: new Opener(async () => ((seen.fetched += 1), module)) };
}

const damaged = { code: 'broken_workbook', location: { file: 'panics' }, params: { reason: 'its structure is damaged' } };

test('it is fetched once, and an error of a file stays one', async () => {
  const { seen, opener } = fake();
  opener.prepare();
  assert.deepEqual(await opener.with('a', (files) => files.inspect('a')), { file: 'a' });
  await assert.rejects(opener.with('refused', (files) => files.inspect('refused')), { code: 'no_rows' });
  assert.deepEqual(seen, { fetched: 1, made: 1, reset: 0 });
});

test('a panic is an error of the file, and the next file has a new memory', async () => {
  const { seen, opener } = fake();
  await assert.rejects(opener.with('panics', (files) => files.inspect('panics')), damaged);
  assert.deepEqual(await opener.with('b', (files) => files.inspect('b')), { file: 'b' });
  const hand = await opener.hand({ file: 'panics' });
  assert.throws(() => hand.push(new Uint8Array(1)), damaged);
  assert.deepEqual(seen, { fetched: 1, made: 2, reset: 2 });
});

test('what the engine throws while it is handed a piece is thrown as it is', async () => {
  const { opener } = fake();
  const panic = new WebAssembly.RuntimeError('unreachable');
  for (const thrown of [panic, { code: 'bad_plan', location: {}, params: {} }]) {
    const hand = await opener.hand({ file: 'c' });
    assert.throws(() => hand.finish(() => { throw thrown; }), (error) => error === thrown);
  }
});

test('a module that cannot be fetched is said, and asked for again', async () => {
  let network = false;
  const opener = new Opener(async () => {
    if (!network) throw new TypeError('Failed to fetch');
    return { Files: class { layouts() { return []; } } };
  });
  opener.prepare();
  await assert.rejects(opener.with('', (files) => files.layouts()), (error) => error instanceof Missing && error.message === 'Failed to fetch');
  network = true;
  assert.deepEqual(await opener.with('', (files) => files.layouts()), []);
});
