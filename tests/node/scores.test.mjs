// Scores through wasm are those of the native program, to the bit: `tests/fixtures/scores.json` is what `tests/scores_bits.rs`
// computes, and a text of every value of every column is hashed.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import init, { Engine } from '../../pkg/fenqun.js';

await init({ module_or_path: readFileSync(new URL('../../pkg/fenqun_bg.wasm', import.meta.url)) });
const expected = JSON.parse(readFileSync(new URL('../fixtures/scores.json', import.meta.url), 'utf8'));

const date = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** The same customers as in `tests/scores_bits.rs`. */
function tables() {
  const [contacts, interactions, orders] = [[], [], []];
  for (let n = 0; n < 600; n += 1) {
    const id = `c${n}`;
    contacts.push([id, date(19_800 + (n % 500))]);
    const gap = 5 + (n % 40);
    for (let day = n % 200; day < (n % 3 === 0 ? 120 : 360); day += gap + ((day * 7 + n) % 11)) {
      const amount = (n * 31 + day) % 17 === 0 ? -5 : (((n * 13 + day * 3) % 9000) + 100) / 100;
      orders.push([id, date(20_000 + day), amount]);
      if ((n + day) % 2 === 0) interactions.push([id, date(20_000 + day), ['阅读', '分享', '访问'][(n + day) % 3], ['母婴', '家电', '美妆'][(n * 7 + day) % 3]]);
    }
  }
  return {
    contacts: { key: 'id', columns: { id: 'id', 加入时间: 'date' }, rows: contacts },
    events: {
      interactions: { key: 'id', time: 'day', columns: { id: 'id', day: 'date', action: 'text', topic: 'text' }, rows: interactions },
      orders: { key: 'id', time: 'paid', amount: 'amount', columns: { id: 'id', paid: 'date', amount: 'money' }, rows: orders },
    },
  };
}

test('every score has the same bits as natively', () => {
  const engine = new Engine();
  engine.loadTables(JSON.stringify(tables()));
  const everybody = { fenqun: 1, name: '', rule: { const: true } };
  assert.ok(Object.keys(expected).length >= 6);
  for (const [model, one] of Object.entries(expected)) {
    const report = engine.runScore({ id: model, model });
    assert.deepEqual(report.cuts, one.cuts, model);
    assert.deepEqual(report.diag, one.diag, model);
    assert.deepEqual(report.deciles ?? [], one.deciles, model);
    for (const { name } of report.columns) {
      const { rows } = engine.members(everybody, { limit: 10_000, columns: [name] }, undefined);
      const text = rows.map(([value]) => value ?? '').join('\n');
      assert.equal(createHash('sha256').update(text).digest('hex'), one.columns[name], name);
    }
  }
});
