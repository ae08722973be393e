// Operands with a form of their own: which operators have one, what each starts with, and what is still blank in it.
import type { Band, Circle, Diff, Literal, Operand, Operator, Rank, TopN, Zscore } from '../../../pkg/definition.js';

/** Operators by name whose operand has an editor of its own. */
export const RAW: Readonly<Record<string, Operand>> = {
  length: 'comparison', age: 'comparison', valid: 'name', not_valid: 'name', city_tier_in: 'names', in_slot: 'names', rank_ge: 'rank', rank_le: 'rank',
  in_bands: 'bands', zscore: 'zscore', top_n: 'top_n', bottom_n: 'top_n', top_percent: 'top_percent', bottom_percent: 'top_percent', quantile_in: 'quantiles',
  more_than_ago: 'amount', less_than_ago: 'amount', in_next: 'amount', ago_between: 'ago', anniversary_in: 'period',
  month_in: 'numbers', weekday_in: 'numbers', day_of_month_in: 'numbers', diff: 'diff', time_between: 'times', within_km: 'circle', in_box: 'box',
};

/** The names that an operator chooses from. */
export const NAMES: Readonly<Record<string, readonly string[]>> = {
  valid: ['phone', 'email', 'resident_id', 'bank_card', 'credit_code', 'ean'],
  not_valid: ['phone', 'email', 'resident_id', 'bank_card', 'credit_code', 'ean'],
  city_tier_in: ['1', 'new_1', '2', '3', '4', '5'],
  in_slot: ['morning_peak', 'noon_break', 'evening_peak', 'bedtime', 'night'],
};

/** What a new operand starts with: whole where there is a usual value, blank where only the person knows. */
export function startOf(operand: Operand, name: string): unknown {
  switch (operand) {
    case 'comparison': return { ge: '' };
    case 'name': return NAMES[name]?.[0] ?? '';
    case 'rank': return { value: '', order: [] };
    case 'bands': return [[null, null]];
    case 'zscore': return { is: { gt: 2 } };
    case 'top_n': return { n: 100 };
    case 'top_percent': return { percent: 10 };
    case 'quantiles': return { from: 0.75, to: 1 };
    case 'amount': return { n: name === 'in_next' ? 7 : 90, unit: 'days' };
    case 'ago': return { from: 90, to: 30, unit: 'days' };
    case 'period': return { next: { n: 7, unit: 'days' } };
    case 'diff': return { unit: 'days', is: { le: '' } };
    case 'times': return ['09:00', '18:00'];
    case 'circle': return { longitude: '', center: [31.2304, 121.4737], km: 5 };
    case 'box': return { longitude: '', south: 31, west: 121, north: 31.5, east: 122 };
    default: return [];
  }
}

/** What is blank. */
export type Blank = 'value' | 'values' | 'range' | 'window' | 'column';

function innerBlank(is: Operator): Blank | undefined {
  if (typeof is === 'string') return undefined;
  const value = Object.values(is)[0] as Literal | readonly Literal[] | undefined;
  if (!Array.isArray(value)) return value === '' ? 'value' : undefined;
  if (value.length === 0) return 'values';
  return value.some((item) => item === '') ? 'range' : undefined;
}

/** The first thing that is blank in an operand; nothing when it is whole. */
export function blankIn(operand: Operand, value: unknown): Blank | undefined {
  switch (operand) {
    case 'comparison': return innerBlank(value as Operator);
    case 'zscore': return innerBlank((value as Zscore).is);
    case 'diff': return innerBlank((value as Diff).is);
    case 'name': return value === '' ? 'value' : undefined;
    case 'names': case 'numbers': return (value as readonly unknown[]).length === 0 ? 'values' : undefined;
    case 'rank': return (value as Rank).order.length === 0 || (value as Rank).value === '' ? 'values' : undefined;
    case 'bands': return (value as readonly Band[]).every(([low, high]) => low === null && high === null) ? 'range' : undefined;
    case 'top_n': return (value as TopN).n === 0 ? 'value' : undefined;
    case 'top_percent': return (value as { percent: number }).percent === 0 ? 'value' : undefined;
    case 'amount': return (value as { n: number }).n === 0 ? 'window' : undefined;
    case 'ago': return (value as { from: number }).from === 0 ? 'window' : undefined;
    case 'period': return typeof value === 'object' && value !== null && 'next' in value && (value.next as { n: number }).n === 0 ? 'window' : undefined;
    case 'times': return (value as readonly string[]).some((time) => time === '') ? 'range' : undefined;
    case 'circle': case 'box': return (value as Circle).longitude === '' ? 'column' : undefined;
    default: return undefined;
  }
}
