// Scores through wasm are those of the native program, to the bit: `tests/fixtures/scores.json` is what `tests/scores_bits.rs`
// computes, and a text of every value of every column is hashed. `tests/page/scores-bits.test.mjs` is the same in Chromium.
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import init, { Engine } from '../../pkg/fenqun.js';
import { models, same } from './scores-expected.mjs';
import { scored } from './scores-bits.mjs';

await init({ module_or_path: readFileSync(new URL('../../pkg/fenqun_bg.wasm', import.meta.url)) });

test('every score has the same bits as natively', () => same(scored(Engine, models)));
