// What each model can be told, as a description: a new model needs an entry here and words in the catalogue of forms.
import type { Kind } from '../../../../pkg/definition.js';

/** Parameters as JSON. */
export type Params = Readonly<Record<string, unknown>>;

/** Editors that are more than one control. */
export type PartName = 'method' | 'cell' | 'names' | 'weights' | 'stages' | 'items' | 'bands' | 'arms';

/**
 * One setting. Its words stand in the catalogue by `model.key`, else by `key`; its default is that of the offered definition.
 * A key with a point is a setting inside of another. With `needs`, only where the model has that other setting.
 */
export type Field = { readonly needs?: string } & (
  /** An event table; another one lets go of the columns that were chosen in the one before. Without an optional one, what it stands in goes. */
  | { readonly kind: 'table'; readonly key: string; readonly frees: readonly string[]; readonly optional?: true; readonly start?: Params }
  | { readonly kind: 'column'; readonly key: string; readonly of: string; readonly kinds: readonly Kind[]; readonly optional?: true }
  /** A column of the contacts. */
  | { readonly kind: 'attribute'; readonly key: string; readonly kinds: readonly Kind[]; readonly optional?: true }
  /** Some values of a column of a table. */
  | { readonly kind: 'values'; readonly key: string; readonly table: string; readonly column: string }
  | { readonly kind: 'flag' | 'text'; readonly key: string }
  /** A number in a unit; `open` says how "no limit" is written. */
  | { readonly kind: 'number'; readonly key: string; readonly unit: string; readonly least: number; readonly most: number; readonly whole?: true; readonly percent?: true; readonly open?: 'null' | 'absent'; readonly start?: number }
  | { readonly kind: 'choice'; readonly key: string; readonly values: readonly string[] }
  | { readonly kind: 'segment'; readonly key: string; readonly optional?: true }
  | { readonly kind: 'columns' | 'day'; readonly key: string }
  | { readonly kind: 'part'; readonly key: string; readonly part: PartName });

/** A setting of a kind. */
export type FieldOf<K extends Field['kind']> = Extract<Field, { readonly kind: K }>;

/** Settings that belong together. */
export interface FieldGroup {
  /** The heading, by its key in the catalogue. */
  readonly title: string;
  readonly fields: readonly Field[];
  /** Whether it is closed at first: what few people change. */
  readonly folded?: true;
}

const days = (key: string, least: number, most: number): Field => ({ kind: 'number', key, unit: 'days', least, most });
const wholeDays = (key: string): Field => ({ kind: 'number', key, unit: 'days', least: 1, most: 3650, whole: true });
const halfLife = days('half_life_days', 0.01, 36_500);
const numbers: readonly Kind[] = ['number'];
const words: readonly Kind[] = ['text', 'code'];
const signs: readonly Kind[] = ['bool', 'text', 'code'];

const stages: readonly FieldGroup[] = [
  { title: 'how', fields: [{ kind: 'part', key: 'stages', part: 'stages' }] },
];
const compared: FieldGroup = { title: 'compare', fields: [{ kind: 'day', key: 'compare' }] };

/** The settings of the models that have any described; the others are set as JSON. */
export const FORMS: Readonly<Partial<Record<string, readonly FieldGroup[]>>> = {
  rfm: [
    { title: 'how', fields: [
      { kind: 'part', key: 'method', part: 'method' },
      { kind: 'number', key: 'window_days', unit: 'days', least: 1, most: 36_500, whole: true, open: 'null', start: 365 },
      { kind: 'choice', key: 'aggregate', values: ['sum', 'average', 'per_month'] },
      { kind: 'choice', key: 'money', values: ['net', 'gross'] },
    ] },
    { title: 'data', folded: true, fields: [
      { kind: 'table', key: 'table', frees: ['amount', 'order'] },
      { kind: 'column', key: 'amount', of: 'table', kinds: numbers },
      { kind: 'column', key: 'order', of: 'table', kinds: words, optional: true },
    ] },
    { title: 'cells', folded: true, fields: [{ kind: 'part', key: 'cell', part: 'cell' }, { kind: 'part', key: 'names', part: 'names' }] },
  ],
  lifecycle: [...stages, compared],
  layers: [...stages, compared],
  tag: [...stages, compared],
  plan: [
    { title: 'how', fields: [{ kind: 'part', key: 'items', part: 'items' }] },
    { title: 'range', fields: [
      { kind: 'number', key: 'start', unit: 'points', least: -1e6, most: 1e6 },
      { kind: 'number', key: 'least', unit: 'points', least: -1e9, most: 1e9, open: 'absent', start: 0 },
      { kind: 'number', key: 'most', unit: 'points', least: -1e9, most: 1e9, open: 'absent', start: 100 },
      { kind: 'part', key: 'bands', part: 'bands' },
    ] },
  ],
  engagement: [
    { title: 'decay', fields: [halfLife, { kind: 'number', key: 's50', unit: 'points', least: 1e-6, most: 1e9 }, { kind: 'number', key: 'daily_cap', unit: 'times', least: 1, most: 1e6, whole: true, open: 'null', start: 10 }] },
    { title: 'weights', fields: [{ kind: 'part', key: 'weights', part: 'weights' }] },
    { title: 'data', folded: true, fields: [{ kind: 'table', key: 'table', frees: ['kind'] }, { kind: 'column', key: 'kind', of: 'table', kinds: words, optional: true }] },
    { title: 'test', folded: true, fields: [wholeDays('test_days')] },
  ],
  interest: [
    { title: 'data', fields: [{ kind: 'table', key: 'table', frees: ['category'] }, { kind: 'column', key: 'category', of: 'table', kinds: words }] },
    { title: 'how', fields: [
      halfLife,
      { kind: 'number', key: 'min_lift', unit: 'fold', least: 0, most: 1000 },
      { kind: 'number', key: 'secondary_ratio', unit: 'percent', least: 0, most: 1, percent: true },
      { kind: 'number', key: 'k', unit: 'visits', least: 0, most: 1e6 },
    ] },
    { title: 'signs', folded: true, fields: [
      { kind: 'column', key: 'dwell', of: 'table', kinds: numbers, optional: true, needs: 'subscription_weight' },
      { kind: 'column', key: 'skip', of: 'table', kinds: signs, optional: true, needs: 'subscription_weight' },
      { kind: 'column', key: 'subscription', of: 'table', kinds: signs, optional: true, needs: 'subscription_weight' },
      { kind: 'number', key: 'subscription_weight', unit: 'visits', least: 0, most: 1e6 },
    ] },
  ],
  purchase: [
    { title: 'how', fields: [wholeDays('horizon_days'), wholeDays('test_days'), { kind: 'flag', key: 'calibrate' }] },
    { title: 'value', fields: [
      { kind: 'number', key: 'months', unit: 'months', least: 1, most: 120, whole: true },
      { kind: 'number', key: 'discount', unit: 'percent', least: 0, most: 1, percent: true },
      { kind: 'number', key: 'margin', unit: 'percent', least: 0, most: 1, percent: true },
    ] },
    { title: 'data', folded: true, fields: [
      { kind: 'table', key: 'table', frees: ['amount'] },
      { kind: 'column', key: 'amount', of: 'table', kinds: numbers },
      { kind: 'choice', key: 'kind', values: ['mbg_nbd', 'bg_nbd'] },
    ] },
  ],
  value: [
    { title: 'tiers', fields: [
      { kind: 'number', key: 'tiers.high', unit: 'money', least: 0, most: 1e12 },
      { kind: 'number', key: 'tiers.mid', unit: 'money', least: 0, most: 1e12 },
      wholeDays('month_days'),
    ] },
    { title: 'growth', fields: [wholeDays('quarter_days'), { kind: 'number', key: 'growing', unit: 'percent', least: 0, most: 1e6, percent: true }] },
    { title: 'price', fields: [
      { kind: 'column', key: 'coupon', of: 'table', kinds: [...signs, 'number'], optional: true },
      { kind: 'number', key: 'coupon_share', unit: 'percent', least: 0, most: 1, percent: true },
      { kind: 'number', key: 'coupon_orders', unit: 'orders', least: 1, most: 1e6, whole: true },
      { kind: 'number', key: 'window_days', unit: 'days', least: 1, most: 36_500, whole: true, open: 'null', start: 365 },
    ] },
    { title: 'cycle', folded: true, fields: [{ kind: 'number', key: 'least_gaps', unit: 'gaps', least: 1, most: 1000, whole: true }] },
    { title: 'data', folded: true, fields: [
      { kind: 'table', key: 'table', frees: ['amount', 'order', 'coupon'] },
      { kind: 'column', key: 'amount', of: 'table', kinds: numbers },
      { kind: 'column', key: 'order', of: 'table', kinds: words, optional: true },
      { kind: 'attribute', key: 'ltv', kinds: numbers, optional: true },
    ] },
  ],
  network: [
    { title: 'relations', fields: [
      { kind: 'table', key: 'table', frees: ['to', 'weight', 'kind'] },
      { kind: 'column', key: 'to', of: 'table', kinds: words },
      { kind: 'flag', key: 'directed' },
      { kind: 'column', key: 'weight', of: 'table', kinds: numbers, optional: true },
      { kind: 'column', key: 'kind', of: 'table', kinds: words, optional: true },
      { kind: 'values', key: 'kinds', table: 'table', column: 'kind' },
    ] },
    { title: 'how', folded: true, fields: [
      { kind: 'number', key: 'common', unit: 'friends', least: 1, most: 1e6, whole: true },
      { kind: 'number', key: 'cap', unit: 'relations', least: 1, most: 1e9, whole: true },
      { kind: 'number', key: 'resolution', unit: 'share', least: 0.01, most: 100 },
      { kind: 'number', key: 'seeds', unit: 'times', least: 1, most: 20, whole: true, open: 'absent', start: 10 },
    ] },
    { title: 'influence', folded: true, fields: [
      { kind: 'table', key: 'shares.table', frees: ['shares.kind', 'shares.shares', 'shares.exposures'], optional: true, start: { shares: [], exposures: [] } },
      { kind: 'column', key: 'shares.kind', of: 'shares.table', kinds: words },
      { kind: 'values', key: 'shares.shares', table: 'shares.table', column: 'shares.kind' },
      { kind: 'values', key: 'shares.exposures', table: 'shares.table', column: 'shares.kind' },
      { kind: 'table', key: 'invitees.table', frees: ['invitees.to'], optional: true },
      { kind: 'column', key: 'invitees.to', of: 'invitees.table', kinds: words, optional: true },
      { kind: 'table', key: 'groups.table', frees: ['groups.column'], optional: true },
      { kind: 'column', key: 'groups.column', of: 'groups.table', kinds: words },
    ] },
  ],
  assignment: [{ title: 'arms', fields: [
    { kind: 'text', key: 'experiment' },
    { kind: 'segment', key: 'segment', optional: true },
    { kind: 'attribute', key: 'key', kinds: words },
    { kind: 'part', key: 'arms', part: 'arms' },
  ] }],
  lookalike: [{ title: 'seed', fields: [{ kind: 'segment', key: 'segment' }, { kind: 'columns', key: 'exclude' }] }],
};

/** A parameter; `undefined` where there is none. */
export function param(params: Params, key: string): unknown {
  const [top = '', ...rest] = key.split('.');
  const found = params[top];
  if (rest.length === 0) return found;
  return typeof found === 'object' && found !== null ? param(found as Params, rest.join('.')) : undefined;
}

/** Whether a setting is shown: its model has it, and what it belongs to is there. */
export function isShown(field: Field, params: Params, defaults: Params): boolean {
  if (field.needs !== undefined && param(defaults, field.needs) === undefined) return false;
  const isKnown = param(params, field.key) !== undefined || param(defaults, field.key) !== undefined;
  if (field.kind === 'flag' || field.kind === 'text' || (field.kind === 'number' && field.open === undefined)) return isKnown;
  if (field.kind === 'values') return param(params, field.column) !== undefined;
  return field.kind !== 'column' || !field.of.includes('.') || param(params, field.of) !== undefined;
}

/** The parameters with one in another way; `undefined` leaves it out. */
export function withParam(params: Params, key: string, value: unknown): Params {
  const at = key.indexOf('.');
  if (at > 0) {
    const top = key.slice(0, at);
    return { ...params, [top]: withParam((params[top] as Params | undefined) ?? {}, key.slice(at + 1), value) };
  }
  if (value !== undefined) return { ...params, [key]: value };
  const { [key]: _, ...rest } = params;
  return rest;
}

/** Whether two values of JSON are the same. */
export function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
