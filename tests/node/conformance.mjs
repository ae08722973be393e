// The conformance cases through wasm under Node. FENQUN_CONFORMANCE names another folder of cases.
//
//   node --test tests/node/conformance.mjs
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import init, { Engine } from '../../pkg/fenqun.js';
import { caseFiles, folder } from './files.mjs';
import { check, readCases } from './runner.mjs';

const wasm = new URL('../../pkg/fenqun_bg.wasm', import.meta.url);
await init({ module_or_path: readFileSync(wasm) });

const cases = readCases(caseFiles());
test(`there are cases in ${folder}`, () => assert.ok(cases.length > 0));
for (const one of cases) test(one.title, () => assert.equal(check(Engine, one), undefined));
