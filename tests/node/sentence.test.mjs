// The catalogue of the page says the pieces of the core in the words of the core: for the rules whose sentences people have
// read, and for every definition of the conformance cases.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { engineOf } from './engine.mjs';
import { caseFiles } from './files.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const fixture = (name) => readFileSync(join(root, 'tests/fixtures/sentences', name), 'utf8');
const LANGUAGES = [['zh-CN', 'zh-CN'], ['en', 'en']];

let renderSentence;
let engine;

before(async () => {
  engine = new (await engineOf()).Engine();
  // TypeScript without its types, in a folder of its own
  const { transformWithOxc } = await import(pathToFileURL(join(root, 'www/node_modules/vite/dist/node/index.js')).href);
  const folder = join(root, 'tests/.out/sentence');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const name of ['sentence', 'sentence.zh-CN', 'sentence.en']) {
    const { code } = await transformWithOxc(readFileSync(join(root, `www/i18n/${name}.ts`), 'utf8'), `${name}.ts`);
    writeFileSync(join(folder, `${name}.js`), code);
  }
  ({ renderSentence } = await import(pathToFileURL(join(folder, 'sentence.js')).href));
});

/** The sentence of both renderers, which must be one. */
function said(definition) {
  const tokens = engine.sentenceTokens(definition);
  return LANGUAGES.map(([tag, lang]) => {
    const text = engine.sentence(definition, tag);
    assert.equal(renderSentence(tokens, lang), text, JSON.stringify(definition));
    return text;
  });
}

test('the rules whose sentences people have read are said in the same words', () => {
  const rules = fixture('rules.jsonl').trim().split('\n').map((line) => JSON.parse(line));
  const sentences = fixture('sentences.txt').trim().split('\n\n');
  assert.equal(rules.length, sentences.length);
  for (const [i, rule] of rules.entries()) {
    const definition = engine.parseDefinition(JSON.stringify({ fenqun: 1, ...(rule.rule === undefined ? { rule } : rule) }));
    assert.equal(said(definition).join('\n'), sentences[i]);
  }
});

test('every definition of the conformance cases is said in the same words', () => {
  let count = 0;
  for (const { text } of caseFiles()) {
    for (const { definition, expect } of JSON.parse(text).cases) {
      let parsed;
      try {
        parsed = engine.parseDefinition(JSON.stringify(definition));
      } catch {
        continue;
      }
      // what is refused, a sequence without steps, may have nothing to say
      for (const sentence of said(parsed)) assert.ok(sentence.length > 0 || expect.error);
      count += 1;
    }
  }
  assert.ok(count > 100);
});
