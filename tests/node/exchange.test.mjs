// Rules from and for other tools, judged by the tools themselves: queries and JsonLogic rules are made, read and run with
// @react-querybuilder/core and json-logic-js.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import initForms, { Forms } from '../../pkg/fenqun_files.js';
import { built, engineOf } from './engine.mjs';

const require = createRequire(new URL('../../www/package.json', import.meta.url));
const reference = require('@react-querybuilder/core');
const { convertFromIC, convertToIC, defaultOperators, formatQuery, jsonLogicAdditionalOperators } = reference;
const { parseJsonLogic } = require('@react-querybuilder/core/parseJsonLogic');
const jsonLogic = require('json-logic-js');
for (const [name, operation] of Object.entries(jsonLogicAdditionalOperators)) jsonLogic.add_operation(name, operation);

const { Engine } = await engineOf();
await initForms({ module_or_path: built('fenqun_files_bg.wasm') });
const engine = new Engine();
const forms = new Forms();

/** The same numbers on every run. */
function dice(seed) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const upTo = (n) => Math.floor(next() * n);
  return { upTo, of: (list) => list[upTo(list.length)], chance: (p) => next() < p, some: (n, make) => Array.from({ length: 1 + upTo(n) }, make) };
}

const import_ = (value, format) => {
  const { value: document, unsaid } = forms.importRules(value, format);
  assert.deepEqual(unsaid, [], JSON.stringify(value));
  return document;
};

const names = defaultOperators.map(({ name }) => name);
const pairs = [[1, 5], ['1', '5'], '2,3.5', ['2025-09-01', '2025-09-30'], ['2025-09-01T10:00', '2025-09-01T12:00']];

function rule(roll) {
  const operator = roll.of(names);
  let value = roll.of(['a', 'ab', '5', 5, 0.5]);
  if (/^(<|>)/.test(operator)) value = roll.of([5, '5', -1, '2025-09-30', '2025-09-30T12:00']);
  if (/in$/i.test(operator) && !/contain|begin/i.test(operator)) value = roll.of([['a', 'b'], [1, 2], 'a, b,c', 'a\\,b,c']);
  if (/between/i.test(operator)) value = roll.of(pairs);
  if (operator === '=' && roll.chance(0.2)) value = roll.chance(0.5);
  return { id: `r${roll.upTo(1e6)}`, field: roll.of(['city', 'age', 'born']), operator, value, valueSource: 'value' };
}

function group(roll, depth) {
  const rules = roll.some(3, () => (depth > 0 && roll.chance(0.4) ? group(roll, depth - 1) : rule(roll)));
  return { id: 'g', combinator: roll.of(['and', 'or']), not: roll.chance(0.3), rules };
}

function mixed(roll, depth) {
  const rules = roll.some(4, () => (depth > 0 && roll.chance(0.3) ? mixed(roll, depth - 1) : rule(roll)));
  return { not: roll.chance(0.2), rules: rules.flatMap((one, i) => (i === 0 ? [one] : [roll.of(['and', 'or']), one])) };
}

test('every default operator of the reference is read', () => {
  assert.equal(names.length, 18);
  const roll = dice(1);
  const found = new Set();
  for (let i = 0; i < 500; i += 1) {
    const one = rule(roll);
    found.add(one.operator);
    import_({ combinator: 'and', rules: [one] }, 'query_builder');
  }
  assert.equal(found.size, names.length);
});

test('a query and the JsonLogic that the reference makes of it are the same definition', () => {
  const roll = dice(2);
  for (let i = 0; i < 2000; i += 1) {
    const query = group(roll, 3);
    const logic = formatQuery(query, 'jsonlogic');
    assert.deepEqual(import_(query, 'query_builder'), import_(logic, 'json_logic'), JSON.stringify(query));
  }
});

test('combinators between rules mean what the reference makes of them', () => {
  const roll = dice(3);
  for (let i = 0; i < 1000; i += 1) {
    const query = mixed(roll, 2);
    assert.deepEqual(import_(query, 'query_builder'), import_(convertFromIC(query), 'query_builder'), JSON.stringify(query));
    const plain = group(roll, 2);
    assert.deepEqual(import_(convertToIC(plain), 'query_builder'), import_(convertFromIC(convertToIC(plain)), 'query_builder'));
  }
});

test('the text of a query is read like the query', () => {
  const query = group(dice(4), 2);
  assert.deepEqual(import_(formatQuery(query), 'query_builder'), import_(query, 'query_builder'));
});

test('the reference mutes what is muted and runs what is disabled', () => {
  const one = { field: 'city', operator: '=', value: 'a' };
  const sql = (more) => formatQuery({ combinator: 'and', rules: [one, { ...one, value: 'b', ...more }] }, 'sql');
  assert.equal(sql({ muted: true }), "(city = 'a')");
  assert.equal(sql({ disabled: true }), "(city = 'a' and city = 'b')");
});

// Names and values that every engine compares alike: no letters to fold, dates as texts.
const columns = { key: 'id', city: 'text', age: 'number', vip: 'bool', born: 'date' };
const values = { city: ['a', 'ab', 'b', 'c'], age: [-3, 0, 1, 5, 7.5], vip: [true, false], born: ['2025-09-01', '2025-09-15', '2025-09-30'] };

function people(roll) {
  return Array.from({ length: 40 }, (_, i) => {
    const cell = (name) => (roll.chance(0.25) ? null : roll.of(values[name]));
    return [`k${i}`, cell('city'), cell('age'), cell('vip'), cell('born')];
  });
}

function condition(roll) {
  const text = () => roll.of(values.city);
  const number = () => roll.of([-1, 0, 1, 5, 6]);
  const range = () => [number(), number()].sort((a, b) => a - b);
  const day = () => roll.of(values.born);
  const days = () => [day(), day()].sort();
  const several = (make) => roll.some(3, make);
  const negative = (is) => ({ is, ...(roll.chance(0.6) && { missing: roll.of(['match', 'no_match']) }) });
  const choices = {
    city: () => roll.of([
      () => ({ is: roll.of(['is_set', 'is_not_set']) }), () => ({ is: { [roll.of(['eq', 'contains', 'starts_with', 'ends_with'])]: text() } }),
      () => ({ is: { [roll.of(['in', 'contains_any', 'contains_all'])]: several(text) } }),
      () => negative({ [roll.of(['ne', 'not_contains', 'not_starts_with', 'not_ends_with'])]: text() }), () => negative({ not_in: several(text) }),
    ])(),
    age: () => roll.of([
      () => ({ is: { [roll.of(['eq', 'lt', 'le', 'gt', 'ge'])]: number() } }), () => ({ is: { between: range() } }), () => ({ is: { in: several(number) } }),
      () => negative({ not_between: range() }), () => negative({ ne: number() }), () => negative({ not_in: several(number) }),
    ])(),
    vip: () => roll.of([() => ({ is: roll.of(['is_true', 'is_false']) }), () => negative(roll.of(['is_not_true', 'is_not_false']))])(),
    born: () => roll.of([
      () => ({ is: { [roll.of(['before', 'after', 'on', 'on_or_before', 'on_or_after', 'eq'])]: day() } }), () => ({ is: { between: days() } }),
      () => negative({ not_between: days() }), () => negative({ ne: day() }),
    ])(),
  };
  const field = roll.of(Object.keys(choices));
  return { attribute: { field, ...choices[field]() } };
}

function node(roll, depth) {
  if (depth === 0 || roll.chance(0.4)) return { ...condition(roll), ...(roll.chance(0.1) && { muted: true }) };
  const kind = roll.of(['all', 'any', 'none', 'not']);
  const inner = kind === 'not' ? node(roll, depth - 1) : roll.some(3, () => node(roll, depth - 1));
  return { [kind]: inner, ...(roll.chance(0.05) && { muted: true }) };
}

const definition = (roll) => ({ fenqun: 1, name: 'n', rule: node(roll, 3), ...(roll.chance(0.3) && { exclude: node(roll, 2) }) });

test('an exported rule has the same members where it is run, missing values included', () => {
  const roll = dice(5);
  for (let i = 0; i < 1500; i += 1) {
    const rows = people(roll);
    engine.clear();
    engine.loadTables(JSON.stringify({ contacts: { key: 'key', columns, rows } }));
    const document = engine.parseDefinition(JSON.stringify(definition(roll)));
    const expected = [...engine.memberKeys(document)];
    const said = JSON.stringify(document);
    const contacts = rows.map(([key, city, age, vip, born]) => ({ key, city, age, vip, born }));
    const members = (logic) => contacts.filter((row) => jsonLogic.truthy(jsonLogic.apply(logic, row))).map(({ key }) => key);

    const logic = forms.exportRules(document, 'json_logic');
    assert.deepEqual(logic.unsaid, []);
    assert.deepEqual(members(logic.value), expected, said);

    const query = forms.exportRules(document, 'query_builder');
    assert.deepEqual(query.unsaid, []);
    // Without any rule that takes part the reference writes `false`, and `(1 = 1)` in SQL; both stand for no filter.
    const formatted = formatQuery(query.value, 'jsonlogic');
    assert.deepEqual(formatted === false ? contacts.map(({ key }) => key) : members(formatted), expected, said);
    assert.notEqual(formatQuery(query.value, 'sql'), '');

    for (const [value, format] of [[logic.value, 'json_logic'], [query.value, 'query_builder']]) {
      const back = import_(value, format);
      assert.deepEqual([...engine.memberKeys(back)], expected, said);
      const again = forms.exportRules(back, format);
      assert.deepEqual(import_(again.value, format), import_(forms.exportRules(import_(again.value, format), format).value, format));
    }
  }
});

test('the reference reads exported JsonLogic as the same rule', () => {
  const rule = { all: [{ attribute: { field: 'city', is: { in: ['a', 'b'] } } }, { attribute: { field: 'age', is: { gt: 5 } } }, { not: { attribute: { field: 'city', is: { starts_with: 'a' } } } }] };
  const document = engine.parseDefinition(JSON.stringify({ fenqun: 1, name: '', rule }));
  const query = parseJsonLogic(forms.exportRules(document, 'json_logic').value);
  assert.deepEqual(import_(query, 'query_builder').rule.all.slice(0, 2), document.rule.all.slice(0, 2));
  assert.equal(query.rules[2].operator, 'doesNotBeginWith');
});

test('what cannot be said is named with its path, all of it, and there is no value', () => {
  const rules = [{ field: 'a', operator: 'near', value: 1 }, { combinator: 'xor', rules: [] }, { field: 'a', operator: '=', value: 'b', valueSource: 'field' }];
  const { value, unsaid } = forms.importRules({ combinator: 'and', rules }, 'query_builder');
  assert.equal(value, null);
  assert.deepEqual(unsaid.map(({ code, location }) => [code, location.path]), [
    ['unknown_operator', 'rules[0].operator'], ['cannot_be_said', 'rules[1].combinator'], ['cannot_be_said', 'rules[2].valueSource'],
  ]);
  const tags = engine.parseDefinition('{"fenqun": 1, "rule": {"tags": {"has_any": ["VIP"]}}}');
  assert.deepEqual(forms.exportRules(tags, 'json_logic').unsaid.map(({ location }) => location.path), ['rule.tags']);
});

test('what is no JSON, too deep or of no known format is an error', () => {
  const code = (run) => {
    try {
      run();
    } catch (error) {
      return error.code;
    }
    return undefined;
  };
  let deep = true;
  for (let i = 0; i < 100_000; i += 1) deep = { '!': deep };
  assert.equal(code(() => forms.importRules(deep, 'json_logic')), 'not_json');
  assert.equal(code(() => forms.importRules('{', 'json_logic')), 'not_json');
  assert.equal(code(() => forms.importRules(undefined, 'json_logic')), 'not_json');
  assert.equal(code(() => forms.importRules({}, 'cql')), 'wrong_value');
});
