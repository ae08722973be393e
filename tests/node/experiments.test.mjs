// Networks, experiments and likeness through wasm are those of the native program, to the bit: `tests/fixtures/experiments.json`
// is what `tests/experiments.rs` computes of the same made-up contacts.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { engineOf } from './engine.mjs';

const { Engine } = await engineOf();
const expected = JSON.parse(readFileSync(new URL('../fixtures/experiments.json', import.meta.url), 'utf8'));
const everybody = { fenqun: 1, name: '', rule: { const: true } };

/** The same contacts as in `tests/experiments.rs`. */
function tables() {
  const [contacts, friends, groups, orders] = [[], [], [], []];
  for (let n = 0; n < 300; n += 1) {
    const id = `c${n}`;
    const tags = [['甲', '乙', '丙'][n % 3]];
    if (n % 3 === 0 && n % 30 !== 0) tags.push('甲类');
    if (n % 12 === 0) tags.push('丁');
    contacts.push([id, (n * 37) % 500, (n * 53 + n * n) % 700, tags]);
    for (let k = 1; k <= 1 + (n % 7); k += 1) {
      const near = Math.floor(n / 30) * 30 + ((n * k + k * k) % 30);
      friends.push([id, `c${(n + k) % 9 === 0 ? (n * 7 + k * 31) % 300 : near}`, ((n + k) % 4) + 1]);
    }
    groups.push([id, `群${n % 8}`]);
    if (n % 5 < 2) groups.push([id, `群${n % 3}`]);
    if ((n * 11) % 10 < 3) orders.push([id, '2025-09-01', 9.5]);
  }
  return {
    contacts: { key: 'id', columns: { id: 'id', 前: 'money', 后: 'money', 标签: 'tags' }, rows: contacts },
    events: {
      friends: { key: 'id', columns: { id: 'id', 好友: 'id', 权重: 'number' }, rows: friends },
      groups: { key: 'id', columns: { id: 'id', 群名: 'text' }, rows: groups },
      orders: { key: 'id', time: 'day', amount: 'amount', columns: { id: 'id', day: 'date', amount: 'money' }, rows: orders },
    },
  };
}

function engine() {
  const made = new Engine();
  made.loadTables(JSON.stringify(tables()));
  return made;
}

/** Runs a score in its steps. */
function run(core, definition) {
  core.startScore(definition);
  let steps = 0;
  while (core.advanceScore() < 1) steps += 1;
  return { report: core.finishScore(), steps };
}

test('networks, arms and every question have the same bits as natively', () => {
  const core = engine();
  for (const [id, one] of Object.entries(expected.scores)) {
    const { report, steps } = run(core, { id, model: one.model });
    assert.ok(one.model !== 'network' || steps >= 8, `${steps} steps`);
    assert.deepEqual(report.diag, one.diag, id);
    assert.deepEqual(report.notes, one.notes, id);
    assert.deepEqual(report.columns.map(({ name }) => name).sort(), Object.keys(one.columns).sort());
    for (const { name } of report.columns) {
      const { rows } = core.members(everybody, { limit: 10_000, columns: [name] }, undefined);
      const text = rows.map(([value]) => value ?? '').join('\n');
      assert.equal(createHash('sha256').update(text).digest('hex'), one.columns[name], name);
    }
  }
  assert.equal(Object.keys(expected.questions).length, 7);
  for (const [name, args] of Object.entries(expected.questions)) {
    assert.deepEqual(core[name](...args), expected.answers[name], name);
  }
});

test('what is asked wrongly is an error with its path', () => {
  const core = engine();
  const arms = [{ name: 'A', contacts: 10, conversions: 1 }, { name: 'B', contacts: 10, conversions: 11 }];
  assert.throws(() => core.testResult({ arms }), (error) => error.code === 'bad_experiment' && error.location.path === 'arms[1].conversions');
  assert.throws(() => core.testResult({ arm: [] }), { code: 'bad_experiment' });
  assert.throws(() => core.sampleSize({ baseline: 0.5 }), { code: 'bad_experiment' });
  assert.throws(() => core.assignArms(everybody, { key: 'nobody' }), { code: 'unknown_field' });
  assert.throws(() => core.groupOverlap({ table: 'friends' }), { code: 'score_lacks' });
  assert.deepEqual(core.tagSimilarity(undefined).empty, []);
});
