// The conformance runner notices what is wrong: judged with an engine that answers what the case says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, readCases } from './runner.mjs';

/** Answers the definition's own words. */
class Echo {
  loadTables(text) {
    JSON.parse(text);
  }
  parseDefinition(text) {
    return JSON.parse(text);
  }
  openLibrary() {}
  memberKeys({ say }) {
    if (say.panic) throw new Error(say.panic);
    if (say.code) throw { code: say.code, location: { path: say.path } };
    return say.members;
  }
}

const one = (say, expect) => check(Echo, { data: {}, definition: { say }, expect });

test('members in the order of the rows are the answer', () => {
  assert.equal(one({ members: ['a', 'b'] }, { members: ['a', 'b'] }), undefined);
  assert.match(one({ members: ['a'] }, { members: ['a', 'b'] }), /expected members/);
  assert.match(one({ members: ['b', 'a'] }, { members: ['a', 'b'] }), /expected members/);
  assert.match(one({ code: 'unknown_field' }, { members: [] }), /expected members/);
});

test('an error is its code and, where the case says it, its path', () => {
  const error = { code: 'unknown_field', path: 'rule' };
  assert.equal(one(error, { error }), undefined);
  assert.equal(one(error, { error: { code: 'unknown_field' } }), undefined);
  assert.match(one({ ...error, path: 'rule.all[0]' }, { error }), /expected error/);
  assert.match(one({ members: [] }, { error }), /expected error/);
});

test('a core that stops and a case without an expectation fail', () => {
  assert.match(one({ panic: 'unreachable' }, { members: [] }), /the core stopped: unreachable/);
  assert.match(one({ members: [] }, {}), /expects neither/);
});

test('files of another format and unknown data are refused', () => {
  assert.throws(() => readCases([{ name: 'x.json', text: '{"cases": []}' }]), /not a file of conformance cases/);
  const text = JSON.stringify({ fenqun_conformance: 1, datasets: {}, cases: [{ name: 'a', data: 'gone', expect: {} }] });
  assert.throws(() => readCases([{ name: 'x.json', text }]), /no dataset "gone"/);
});

test('digits that a double cannot hold reach the core', () => {
  let seen;
  class Reader extends Echo {
    parseDefinition(text) {
      seen = text;
      return { say: { members: [] } };
    }
  }
  const text = '{"fenqun_conformance": 1, "cases": [{"name": "1.50 a", "data": {}, "definition": {"n": [12345678901234567890, 1.5, -2], "t": "1.50"}, "expect": {"members": []}}]}';
  const [first] = readCases([{ name: 'x.json', text }]);
  assert.equal(check(Reader, first), undefined);
  assert.equal(seen, '{"n":[12345678901234567890,1.5,-2],"t":"1.50"}');
});

test('kept members travel in a library of the newer version', () => {
  let seen;
  class Keeper extends Echo {
    openLibrary(text) {
      seen = JSON.parse(text);
    }
  }
  const definition = { say: { members: [] } };
  const segments = [{ fenqun: 1, id: 'vip' }];
  assert.equal(check(Keeper, { data: {}, segments, definition, expect: { members: [] } }), undefined);
  assert.deepEqual(seen, { fenqun_library: 1, segments });
  const snapshots = [{ segment: 'vip', id: 'june', members: ['a'] }];
  assert.equal(check(Keeper, { data: {}, segments, snapshots, definition, expect: { members: [] } }), undefined);
  assert.deepEqual(seen, {
    fenqun_library: 2,
    segments: [{ definition: segments[0] }, { id: 'vip', snapshots: [{ id: 'june', keys: ['a'] }] }],
  });
});
