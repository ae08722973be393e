// Operators and their operands: taking them apart, putting them together, starting values.
import type { EventWindow, FieldInfo, Kind, Literal, Operand, Operator, OperatorInfo, Reference, Schema, Since, Window } from '../../../pkg/definition.js';
import type { WindowName } from '../../i18n/segments.js';
import { RAW, startOf } from './raw.js';

/** What stands to the right of an operator, without its name. */
export type OperandValue =
  | { readonly shape: 'none' }
  | { readonly shape: 'one'; readonly value: Literal }
  | { readonly shape: 'many'; readonly values: readonly Literal[] }
  | { readonly shape: 'two'; readonly from: Literal; readonly to: Literal }
  | { readonly shape: 'window'; readonly window: Window }
  | { readonly shape: 'raw'; readonly operand: Operand; readonly value: unknown };

const TWO: ReadonlySet<string> = new Set(['between', 'not_between', 'in_range']);

/** The name of an operator. */
export function operatorName(operator: Operator): string {
  return typeof operator === 'string' ? operator : (Object.keys(operator)[0] ?? '');
}

/** A value that stands somewhere else. */
export function isReference(value: unknown): value is Reference {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && ('param' in value || 'field' in value || 'statistic' in value);
}

/** The operand of an operator. */
export function operandOf(operator: Operator): OperandValue {
  if (typeof operator === 'string') return { shape: 'none' };
  if ('in_window' in operator) return { shape: 'window', window: operator.in_window };
  if ('not_in_window' in operator) return { shape: 'window', window: operator.not_in_window };
  const name = operatorName(operator);
  const value: unknown = Object.values(operator)[0];
  const raw = RAW[name];
  if (raw !== undefined) return { shape: 'raw', operand: raw, value };
  if (Array.isArray(value)) {
    const list = value as readonly Literal[];
    return TWO.has(name) ? { shape: 'two', from: list[0] ?? '', to: list[1] ?? '' } : { shape: 'many', values: list };
  }
  return { shape: 'one', value: value as Literal };
}

/** Puts an operator together; the name comes from the schema. */
export function makeOperator(name: string, operand: OperandValue): Operator {
  switch (operand.shape) {
    case 'none': return name as Operator;
    case 'one': case 'raw': return { [name]: operand.value } as Operator;
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
    case 'values': case 'texts': case 'paths': return 'many';
    case 'range': case 'codes': return 'two';
    case 'window': return 'window';
    default: return 'raw';
  }
}

const GENDERS: ReadonlyMap<string, 'female' | 'male'> = new Map([['female', 'female'], ['f', 'female'], ['女', 'female'], ['male', 'male'], ['m', 'male'], ['男', 'male']]);

/** The gender that a definition means: it may write 女 or F. */
export function genderOf(value: Literal): 'female' | 'male' | undefined {
  return typeof value === 'string' ? GENDERS.get(value.toLowerCase()) : undefined;
}

/** The window that a new condition starts with. */
export const DEFAULT_WINDOW: Window = { complete_days: 90 };

/** Keeps of the old operand what fits the new operator. */
export function carryOver(old: OperandValue, next: Pick<OperatorInfo, 'name' | 'operand'>): OperandValue {
  const shape = shapeOf(next.operand);
  if (shape === 'none') return { shape };
  if (shape === 'raw') return old.shape === 'raw' && old.operand === next.operand ? old : { shape, operand: next.operand, value: startOf(next.operand, next.name) };
  if (shape === 'window') return old.shape === 'window' ? old : { shape, window: DEFAULT_WINDOW };
  const values: readonly Literal[] = old.shape === 'one' ? [old.value] : old.shape === 'many' ? old.values : old.shape === 'two' ? [old.from, old.to] : [];
  const takesReferences = next.operand === 'value' || next.operand === 'moment' || next.operand === 'range';
  const kept = values.filter((value) => !isBlank(value) && (takesReferences || !isReference(value)));
  if (shape === 'one') return { shape, value: kept[0] ?? '' };
  if (shape === 'many') return { shape, values: kept };
  return { shape: 'two', from: kept[0] ?? '', to: kept[1] ?? '' };
}

/** Nothing has been filled in yet. */
export function isBlank(value: Literal): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return isReference(value) && (('param' in value && value.param === '') || ('field' in value && value.field === '' && !('statistic' in value)));
}

/** The operators of a kind of column. Those that compare contacts with each other are not for events. */
export function operatorsFor(schema: Schema, kind: Kind, ofContacts = true): readonly OperatorInfo[] {
  const infos = schema.operators[kind] ?? [];
  return ofContacts ? infos : infos.filter((info) => !COMPARES.has(info.operand));
}

const COMPARES: ReadonlySet<Operand> = new Set<Operand>(['top_n', 'top_percent', 'quantiles', 'zscore']);

/** The operator that a new condition on a column starts with, its operand blank. */
export function startOperator(schema: Schema, field: FieldInfo): Operator {
  const infos = operatorsFor(schema, field.kind);
  const wanted = field.kind === 'number' ? 'ge' : field.kind === 'date' || field.kind === 'datetime' ? 'in_window' : field.kind === 'text' ? 'in' : field.kind === 'bool' ? 'is_true' : undefined;
  const info = infos.find((i) => i.name === wanted) ?? infos[0];
  return info === undefined ? 'is_set' : makeOperator(info.name, carryOver({ shape: 'none' }, info));
}

/** Whether a window begins at a time of each contact. */
export function isSince(window: EventWindow | undefined): window is Since {
  return typeof window === 'object' && ('since_attribute' in window || 'since_event' in window);
}

/** The kind of a window. */
export function windowName(window: EventWindow | undefined): WindowName {
  return window === undefined || typeof window === 'string' ? 'all_time' : ((Object.keys(window)[0] ?? 'all_time') as WindowName);
}

