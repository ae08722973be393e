// What the native program computes (`tests/fixtures/scores.json`), and the comparison with it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const expected = JSON.parse(readFileSync(new URL('../fixtures/scores.json', import.meta.url), 'utf8'));

export const models = Object.keys(expected);

/** Fails where a score differs from the native one. */
export function same(found) {
  assert.ok(models.length >= 6);
  assert.deepEqual(found.map(({ model }) => model), models);
  for (const { model, cuts, diag, deciles, amounts, texts } of found) {
    const one = expected[model];
    assert.deepEqual(cuts, one.cuts, model);
    assert.deepEqual(diag, one.diag, model);
    assert.deepEqual(deciles, one.deciles, model);
    assert.deepEqual(amounts, one.amounts, model);
    assert.deepEqual(texts.map(([name]) => name).sort(), Object.keys(one.columns).sort(), model);
    for (const [name, text] of texts) assert.equal(createHash('sha256').update(text).digest('hex'), one.columns[name], name);
  }
}
