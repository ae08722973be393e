// What each model can be told, as a description: a new model needs an entry here and words in the catalogue of forms.
import type { Kind, ScoreModel } from '../../../../pkg/definition.js';

/** Parameters as JSON. */
export type Params = Readonly<Record<string, unknown>>;

/** Editors that are more than one control. */
export type PartName = 'method' | 'cell' | 'names' | 'weights' | 'stages' | 'items' | 'bands';

/** One setting. Its words stand in the catalogue by `model.key`, else by `key`; its default is that of the offered definition. */
export type Field =
  /** An event table; another one lets go of the columns that were chosen in the one before. */
  | { readonly kind: 'table'; readonly key: string; readonly frees: readonly string[] }
  | { readonly kind: 'column'; readonly key: string; readonly of: string; readonly kinds: readonly Kind[]; readonly optional?: true }
  /** A number in a unit; `open` says how "no limit" is written. */
  | { readonly kind: 'number'; readonly key: string; readonly unit: string; readonly least: number; readonly most: number; readonly whole?: true; readonly percent?: true; readonly open?: 'null' | 'absent'; readonly start?: number }
  | { readonly kind: 'choice'; readonly key: string; readonly values: readonly string[] }
  | { readonly kind: 'segment' | 'columns' | 'day'; readonly key: string }
  | { readonly kind: 'part'; readonly key: string; readonly part: PartName };

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

const stages: readonly FieldGroup[] = [
  { title: 'how', fields: [{ kind: 'part', key: 'stages', part: 'stages' }] },
];
const compared: FieldGroup = { title: 'compare', fields: [{ kind: 'day', key: 'compare' }] };

/** The settings of the models that have any described; the others are set as JSON. */
export const FORMS: Readonly<Partial<Record<ScoreModel['model'], readonly FieldGroup[]>>> = {
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
  ],
  interest: [
    { title: 'data', fields: [{ kind: 'table', key: 'table', frees: ['category'] }, { kind: 'column', key: 'category', of: 'table', kinds: words }] },
    { title: 'how', fields: [
      halfLife,
      { kind: 'number', key: 'min_lift', unit: 'fold', least: 0, most: 1000 },
      { kind: 'number', key: 'secondary_ratio', unit: 'percent', least: 0, most: 1, percent: true },
      { kind: 'number', key: 'k', unit: 'visits', least: 0, most: 1e6 },
    ] },
  ],
  purchase: [
    { title: 'how', fields: [wholeDays('horizon_days'), wholeDays('test_days')] },
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
  lookalike: [{ title: 'seed', fields: [{ kind: 'segment', key: 'segment' }, { kind: 'columns', key: 'exclude' }] }],
};

/** The parameters with one in another way; `undefined` leaves it out. */
export function withParam(params: Params, key: string, value: unknown): Params {
  if (value !== undefined) return { ...params, [key]: value };
  const { [key]: _, ...rest } = params;
  return rest;
}

/** Whether two values of JSON are the same. */
export function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
