// Operators and their operands: taking them apart, putting them together, starting values.
import type { FieldInfo, Kind, Literal, Measure, Operand, Operator, OperatorInfo, Schema, TagTest, Window } from '../../../pkg/definition.js';
import type { MeasureName, TagTestName, WindowName } from '../../i18n/segments.js';

/** What stands to the right of an operator, without its name. */
export type OperandValue =
  | { readonly shape: 'none' }
  | { readonly shape: 'one'; readonly value: Literal }
  | { readonly shape: 'many'; readonly values: readonly Literal[] }
  | { readonly shape: 'two'; readonly from: Literal; readonly to: Literal }
  | { readonly shape: 'window'; readonly window: Window };

/** The name of an operator. */
export function operatorName(operator: Operator): string {
  return typeof operator === 'string' ? operator : (Object.keys(operator)[0] ?? '');
}

function isWindow(value: object): value is Exclude<Window, 'all_time'> {
  return !Array.isArray(value);
}

/** The operand of an operator. Two-element lists are a range only for `between` and `not_between`. */
export function operandOf(operator: Operator): OperandValue {
  if (typeof operator === 'string') return { shape: 'none' };
  if ('between' in operator) return { shape: 'two', from: operator.between[0], to: operator.between[1] };
  if ('not_between' in operator) return { shape: 'two', from: operator.not_between[0], to: operator.not_between[1] };
  if ('in_window' in operator) return { shape: 'window', window: operator.in_window };
  if ('not_in_window' in operator) return { shape: 'window', window: operator.not_in_window };
  const value: Literal | readonly Literal[] | undefined = Object.values(operator)[0];
  if (value === undefined) return { shape: 'none' };
  if (typeof value === 'object') return { shape: 'many', values: value };
  return { shape: 'one', value };
}

/** Puts an operator together; the name comes from the schema. */
export function makeOperator(name: string, operand: OperandValue): Operator {
  switch (operand.shape) {
    case 'none': return name as Operator;
    case 'one': return { [name]: operand.value } as Operator;
    case 'many': return { [name]: [...operand.values] } as Operator;
    case 'two': return { [name]: [operand.from, operand.to] } as Operator;
    case 'window': return { [name]: operand.window } as Operator;
  }
}

/** The shape of the operand that an operator takes. */
export function shapeOf(operand: Operand): OperandValue['shape'] {
  switch (operand) {
    case 'none': return 'none';
    case 'value': case 'text': case 'moment': return 'one';
    case 'values': case 'texts': return 'many';
    case 'range': return 'two';
    case 'window': return 'window';
  }
}

const GENDERS: ReadonlyMap<string, 'female' | 'male'> = new Map([['female', 'female'], ['f', 'female'], ['女', 'female'], ['male', 'male'], ['m', 'male'], ['男', 'male']]);

/** The gender that a definition means: it may write 女 or F. */
export function genderOf(value: Literal): 'female' | 'male' | undefined {
  return GENDERS.get(String(value).toLowerCase());
}

/** The window that a new condition starts with. */
export const DEFAULT_WINDOW: Window = { complete_days: 90 };

/** Keeps of the old operand what fits the new operator. */
export function carryOver(old: OperandValue, next: OperatorInfo): OperandValue {
  const shape = shapeOf(next.operand);
  if (shape === 'none') return { shape };
  if (shape === 'window') return old.shape === 'window' ? old : { shape, window: DEFAULT_WINDOW };
  const values: readonly Literal[] = old.shape === 'one' ? [old.value] : old.shape === 'many' ? old.values : old.shape === 'two' ? [old.from, old.to] : [];
  const kept = values.filter((value) => !isBlank(value));
  if (shape === 'one') return { shape, value: kept[0] ?? '' };
  if (shape === 'many') return { shape, values: kept };
  return { shape: 'two', from: kept[0] ?? '', to: kept[1] ?? '' };
}

/** Nothing has been filled in yet. */
export function isBlank(value: Literal): boolean {
  return typeof value === 'string' && value.trim() === '';
}

/** The operators of a kind of column. */
export function operatorsFor(schema: Schema, kind: Kind): readonly OperatorInfo[] {
  return schema.operators[kind] ?? [];
}

/** The operator that a new condition on a column starts with, its operand blank. */
export function startOperator(schema: Schema, field: FieldInfo): Operator {
  const infos = operatorsFor(schema, field.kind);
  const wanted = field.kind === 'number' ? 'ge' : field.kind === 'date' || field.kind === 'datetime' ? 'in_window' : field.kind === 'text' ? 'in' : undefined;
  const info = infos.find((i) => i.name === wanted) ?? infos[0];
  return info === undefined ? 'is_set' : makeOperator(info.name, carryOver({ shape: 'none' }, info));
}

/** The kind of a window. */
export function windowName(window: Window | undefined): WindowName {
  if (window === undefined || window === 'all_time') return 'all_time';
  if (!isWindow(window)) return 'all_time';
  if ('rolling' in window) return 'rolling';
  if ('days_to_date' in window) return 'days_to_date';
  if ('complete_days' in window) return 'complete_days';
  if ('ago' in window) return 'ago';
  if ('calendar' in window) return 'calendar';
  return 'to_date' in window ? 'to_date' : 'absolute';
}

/** The name of a measure on the wire, or the short form that it is. */
export function measureName(measure: Measure): Exclude<MeasureName, 'did' | 'did_not'> {
  if (typeof measure === 'string') return measure;
  if ('distinct' in measure) return 'distinct';
  if ('sum' in measure) return 'sum';
  if ('avg' in measure) return 'avg';
  if ('min' in measure) return 'min';
  if ('max' in measure) return 'max';
  return 'first' in measure ? 'first' : 'last';
}

/** The column that a measure reads. */
export function measureColumn(measure: Measure): string | undefined {
  if (typeof measure === 'string') return undefined;
  return Object.values(measure)[0];
}

/** Puts a measure together. */
export function makeMeasure(name: Exclude<MeasureName, 'did' | 'did_not'>, column: string): Measure {
  switch (name) {
    case 'distinct': return { distinct: column };
    case 'sum': return { sum: column };
    case 'avg': return { avg: column };
    case 'min': return { min: column };
    case 'max': return { max: column };
    case 'first': return { first: column };
    case 'last': return { last: column };
    default: return name;
  }
}

/** A tag condition taken apart. */
export interface TagParts {
  readonly test: TagTestName;
  readonly names: readonly string[];
  readonly k: number;
}

/** Takes a tag condition apart. */
export function tagParts(test: TagTest): TagParts {
  if ('has_any' in test) return { test: 'has_any', names: test.has_any, k: 1 };
  if ('has_all' in test) return { test: 'has_all', names: test.has_all, k: 1 };
  if ('has_none' in test) return { test: 'has_none', names: test.has_none, k: 1 };
  if ('has_exactly' in test) return { test: 'has_exactly', names: test.has_exactly, k: 1 };
  return { test: 'has_at_least', names: test.has_at_least.of, k: test.has_at_least.k };
}

/** Puts a tag condition together. */
export function makeTagTest(parts: TagParts): TagTest {
  const names = [...parts.names];
  switch (parts.test) {
    case 'has_any': return { has_any: names };
    case 'has_all': return { has_all: names };
    case 'has_none': return { has_none: names };
    case 'has_exactly': return { has_exactly: names };
    case 'has_at_least': return { has_at_least: { k: parts.k, of: names } };
  }
}
