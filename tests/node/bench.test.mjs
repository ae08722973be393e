// The benchmark, as far as it needs no packages of its own: its data never change, and a wrong answer is noticed.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ALL, OVERLAP, TAGS } from '../../bench/definitions.mjs';
import { rules } from '../../bench/engines/fenqun/rules.mjs';
import { generate } from '../../bench/generate.mjs';
import { questionsInSql } from '../../bench/lib/sql.mjs';
import { ENGINES, jobOf } from '../../bench/native/jobs.mjs';
import { agreement } from '../../bench/report/agreement.mjs';
import { geometricMean, ratios } from '../../bench/report/ratios.mjs';

const md5 = (path) => createHash('md5').update(readFileSync(path)).digest('hex');

test('the same number of contacts gives the same bytes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const { contacts, orders, orderRows } = generate(1000, folder);
    assert.deepEqual([orderRows, md5(contacts), md5(orders)], [4707, '7dd6e6a022ef983f93ac8c03e035df75', '6116f990896e388b05bff4fa0193039b']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('there are 300 different tags and 20 segments', () => {
  assert.equal(new Set(TAGS).size, 300);
  assert.equal(OVERLAP.length, 20);
});

test('every question but the quintiles is a definition, and every question is SQL', () => {
  const questions = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7', 'q8', 'q9', 'q10', 'q12'];
  assert.deepEqual(Object.keys(rules), questions);
  assert.deepEqual(Object.keys(questionsInSql('duckdb', 'list')), [...questions, 'q11', 'f1city', 'f1tag', 'o1']);
});

test('natively every engine is asked every question', () => {
  const files = { contacts: 'contacts.csv', orders: 'orders.csv' };
  const [fenqun, ...peers] = ENGINES.map((engine) => jobOf(engine, files));
  assert.deepEqual(fenqun.questions.map(([id]) => id), ALL);
  for (const { questions, threads, sql } of peers) {
    assert.deepEqual([questions, threads], [ALL, 2]);
    if (sql) assert.deepEqual(ALL.filter((id) => id !== 'f1' && !sql[id]), []);
  }
  for (const job of [fenqun, ...peers]) assert.doesNotMatch(JSON.stringify(job), /undefined|NaN/);
});

const result = (engine, values) => ({ engine, questions: Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { value }])) });

test('another answer is a disagreement, a missing one is not', () => {
  const [q1] = agreement([result('a', { q1: 5 }), result('b', { q1: 5 }), result('c', { q1: 6 }), result('d', { q1: null })]);
  assert.deepEqual(q1.engines, ['a', 'b']);
  assert.deepEqual(q1.others.map(({ engines }) => engines), [['c']]);
});

test('the order of keys does not matter', () => {
  const [q11] = agreement([result('a', { q11: { 111: 1, 555: 2 } }), result('b', { q11: { 555: 2, 111: 1 } })]);
  assert.deepEqual(q11.others, []);
});

test('a part of a facet must be right as far as it goes', () => {
  const facet = (tag, partial) => ({ f1: { city: { 北京: 1 }, tag, ...(partial && { partial: ['tag'] }) } });
  const whole = result('a', facet({ x: 1, y: 2 }));
  const [, right] = agreement([whole, result('b', facet({ y: 2 }, true))]);
  const [, wrong] = agreement([whole, result('b', facet({ y: 3 }, true))]);
  assert.deepEqual([right.others.length, wrong.others.length], [0, 1]);
});

test('a ratio is our time by that of the peer', () => {
  const timed = (median) => ({ questions: { q1: { median }, q2: { median: median * 4 }, q3: { unsupported: true } } });
  const found = ratios(timed(2), timed(8)).map(({ ratio }) => ratio);
  assert.deepEqual(found, [0.25, 0.25]);
  assert.equal(geometricMean([1, 4]), 2);
});
