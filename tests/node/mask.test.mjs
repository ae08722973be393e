// What the page shows of cells to people who look over the shoulder.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
let maskCell;

before(async () => {
  // TypeScript without its types, in a folder of its own
  const { transformWithOxc } = await import(pathToFileURL(join(root, 'www/node_modules/vite/dist/node/index.js')).href);
  const folder = join(root, 'tests/.out/mask');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const { code } = await transformWithOxc(readFileSync(join(root, 'www/elements/data/mask.ts'), 'utf8'), 'mask.ts');
  writeFileSync(join(folder, 'mask.js'), code);
  ({ maskCell } = await import(pathToFileURL(join(folder, 'mask.js')).href));
});

test('each number of a list is masked by itself', () => {
  const cells = [
    ['13800137000; 13900001234', '138****7000; 139****1234'],
    ['13800137000、13900001234', '138****7000、139****1234'],
    ['13800137000/13900001234', '138****7000/139****1234'],
    ['13800137000 13900001234', '138****7000 139****1234'],
    ['["13800137000","13900001234"]', '["138****7000","139****1234"]'],
    ['+49 30 23125000 ::: +49 30 23125100', '+49****5000 ::: +49****5100'],
  ];
  for (const [cell, masked] of cells) assert.equal(maskCell('phone', cell), masked);
});

test('a number however it is grouped is one', () => {
  assert.equal(maskCell('phone', '138 0013 7000'), '138****7000');
  assert.equal(maskCell('phone', '010-6666 8888'), '010****8888');
  assert.equal(maskCell('phone', '+49 30/23125000'), '+49****5000');
  assert.equal(maskCell('phone', '+8613800137000'), '138****7000');
  assert.equal(maskCell('phone', '12345'), '1****5');
});

test('each address of a list is masked by itself', () => {
  assert.equal(maskCell('email', 'ann@example.com, bob@example.com'), 'a***@example.com, b***@example.com');
});
