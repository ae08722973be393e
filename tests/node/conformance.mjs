// The conformance cases through wasm under Node, in the build with vectors and in the one without. FENQUN_CONFORMANCE names another folder of cases.
//
//   node --test tests/node/conformance.mjs
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { caseFiles, folder } from './files.mjs';
import { check, readCases } from './runner.mjs';

/** A script is one module of one build; another query is another module. */
async function engineOf(build) {
  const { default: init, Engine } = await import(`../../pkg/fenqun.js?${build}`);
  await init({ module_or_path: readFileSync(new URL(`../../pkg/${build}_bg.wasm`, import.meta.url)) });
  return [build, Engine];
}

const engines = [await engineOf('fenqun'), await engineOf('fenqun_scalar')];
const cases = readCases(caseFiles());
test(`there are cases in ${folder}`, () => assert.ok(cases.length > 0));
for (const [build, Engine] of engines) {
  for (const one of cases) test(`${build}: ${one.title}`, () => assert.equal(check(Engine, one), undefined));
}
