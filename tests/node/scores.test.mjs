// Scores through wasm are those of the native program, to the bit: `tests/fixtures/scores.json` is what `tests/scores_bits.rs`
// computes, and a text of every value of every column is hashed. `tests/page/scores-bits.test.mjs` is the same in Chromium.
import { test } from 'node:test';
import { engineOf } from './engine.mjs';
import { models, same } from './scores-expected.mjs';
import { scored } from './scores-bits.mjs';

const { Engine } = await engineOf();

test('every score has the same bits as natively', () => same(scored(Engine, models)));
