// pkg/definition.schema.json accepts the definitions that the core reads, and refuses those of another shape.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { caseFiles } from './files.mjs';

const packages = createRequire(new URL('../../www/package.json', import.meta.url));
const Ajv = packages('ajv/dist/2020').default;
const schema = JSON.parse(readFileSync(new URL('../../pkg/definition.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv({ strict: true, strictRequired: false, strictTypes: false, strictTuples: false }).compile(schema);

/** What is wrong with the shape of a document, whatever the data are. */
const shapes = new Set(['missing_key', 'not_a_definition', 'not_one_kind', 'unknown_key', 'unknown_operator', 'unknown_version', 'wrong_shape', 'node_not_available']);

const cases = caseFiles().flatMap(({ name, text }) => JSON.parse(text).cases.map((one) => ({ ...one, title: `${name}: ${one.name}` })));

describe('the schema of definitions', () => {
  test('accepts every definition that has members', () => {
    const refused = cases.filter((one) => one.expect.members && !validate(one.definition));
    assert.deepEqual(refused.map((one) => one.title), []);
  });

  test('accepts the segments beside them', () => {
    const segments = cases.filter((one) => one.expect.members).flatMap((one) => (one.segments ?? []).map((segment) => ({ title: one.title, segment })));
    assert.deepEqual(segments.filter(({ segment }) => !validate(segment)).map(({ title }) => title), []);
  });

  test('refuses every definition of another shape', () => {
    const accepted = cases.filter((one) => shapes.has(one.expect.error?.code) && validate(one.definition));
    assert.deepEqual(accepted.map((one) => one.title), []);
  });
});
