// The conformance cases through wasm under Node, in the build with vectors and in the one without. FENQUN_CONFORMANCE names another folder of cases.
//
//   node --test tests/node/conformance.mjs
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineOf } from './engine.mjs';
import { caseFiles, folder } from './files.mjs';
import { check, readCases } from './runner.mjs';

const engines = await Promise.all(['fenqun', 'fenqun_scalar'].map(async (build) => [build, (await engineOf(build)).Engine]));
const cases = readCases(caseFiles());
test(`there are cases in ${folder}`, () => assert.ok(cases.length > 0));
for (const [build, Engine] of engines) {
  for (const one of cases) test(`${build}: ${one.title}`, () => assert.equal(check(Engine, one), undefined));
}
