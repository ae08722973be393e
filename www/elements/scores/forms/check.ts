// What stands against running a score with these parameters: where, and what to do.
import type { Node, PlanParams, RfmParams, StagesParams } from '../../../../pkg/definition.js';
import { count } from '../../../i18n/format.js';
import type { Lang } from '../../../i18n/lang.js';
import { scoreFormsMessages, type ScoreFormsMessages } from '../../../i18n/score-forms.js';
import { gapOf } from '../../builder/gaps.js';
import { childrenOf } from '../../builder/nodes.js';
import { type FieldGroup, type FieldOf, isShown, param, type Params } from './description.js';

/** What is wrong with a setting. */
export interface Problem {
  /** The setting; behind a slash what of it, such as `method/r` or `stages/2`. */
  readonly key: string;
  readonly text: string;
}

/** A bound as a person reads it. */
export function bound(lang: Lang, value: number, percent: boolean): string {
  if (percent) return `${count(lang, value * 100)}%`;
  return Math.abs(value) >= 1 || value === 0 ? count(lang, value) : String(value);
}

/** Why a number does not fit; `undefined` when it does. */
export function numberProblem(lang: Lang, field: FieldOf<'number'>, value: unknown): string | undefined {
  const { problem } = scoreFormsMessages(lang);
  if (typeof value !== 'number' || !Number.isFinite(value)) return field.whole === true ? problem.whole : problem.number;
  if (field.whole === true && !Number.isInteger(value)) return problem.whole;
  if (value >= field.least && value <= field.most) return undefined;
  return problem.between(bound(lang, field.least, field.percent === true), bound(lang, field.most, field.percent === true));
}

/** Whether numbers go up. */
function ascends(values: readonly number[]): boolean {
  return values.every((value, at) => at === 0 || value > (values[at - 1] ?? Infinity));
}

/** Whether something in a rule is not filled in. */
export function isUnfinished(rule: Node): boolean {
  return rule.muted !== true && (gapOf(rule) !== undefined || childrenOf(rule).some(isUnfinished));
}

const PARTS = ['r', 'f', 'm'] as const;

function methodProblems(params: Params, m: ScoreFormsMessages): readonly Problem[] {
  const { method } = params as unknown as RfmParams;
  if ('stored' in method) return method.stored.r.length + method.stored.f.length + method.stored.m.length === 0 ? [{ key: 'method/stored', text: m.rfm.storedNone }] : [];
  if (!('thresholds' in method)) {
    const levels = 'quantiles' in method ? method.quantiles : method.ranks;
    return Number.isInteger(levels) && levels >= 2 && levels <= 10 ? [] : [{ key: 'method/levels', text: m.problem.between('2', '10') }];
  }
  return PARTS.flatMap((part) => {
    const values = method.thresholds[part];
    const text = values.length === 0 || values.length > 9 ? m.problem.levels : ascends(values) ? undefined : m.problem.ascending;
    return text === undefined ? [] : [{ key: `method/${part}`, text }];
  });
}

function stagesProblems(params: Params, m: ScoreFormsMessages): readonly Problem[] {
  const { stages } = params as unknown as StagesParams;
  if (stages.length === 0) return [{ key: 'stages', text: m.problem.stages }];
  return stages.flatMap((stage, at) => {
    if (stage.name.trim() === '') return [{ key: `stages/${at}`, text: m.problem.stageName(at + 1) }];
    return isUnfinished(stage.rule) ? [{ key: `stages/${at}`, text: m.problem.stageRule(stage.name) }] : [];
  });
}

function itemsProblems(params: Params, m: ScoreFormsMessages): readonly Problem[] {
  const { items } = params as unknown as PlanParams;
  if (items.length === 0) return [{ key: 'items', text: m.problem.items }];
  return items.flatMap((item, at) => {
    const key = `items/${at}`;
    if (item.name.trim() === '') return [{ key, text: m.problem.itemName(at + 1) }];
    if (item.events !== undefined && (item.events.table === '' || (item.events.field !== undefined && item.events.values.length === 0))) return [{ key, text: m.problem.itemEvents(item.name) }];
    if (item.rule !== undefined ? isUnfinished(item.rule) : item.events === undefined) return [{ key, text: m.problem.itemRule(item.name) }];
    return [];
  });
}

function bandsProblems(params: Params, m: ScoreFormsMessages): readonly Problem[] {
  const { bands } = params as unknown as PlanParams;
  if (bands.some((band) => band.name.trim() === '')) return [{ key: 'bands', text: m.problem.bandName }];
  return ascends(bands.map((band) => band.from)) ? [] : [{ key: 'bands', text: m.problem.bandsAscending }];
}

function armsProblems(params: Params, m: ScoreFormsMessages): readonly Problem[] {
  const names = ((params['arms'] as readonly { readonly name: string }[] | undefined) ?? []).map((arm) => arm.name.trim());
  return names.length === 0 || names.includes('') || new Set(names).size < names.length ? [{ key: 'arms', text: m.problem.armNames }] : [];
}

function partProblems(field: FieldOf<'part'>, params: Params, m: ScoreFormsMessages): readonly Problem[] {
  switch (field.part) {
    case 'method': return methodProblems(params, m);
    case 'stages': return stagesProblems(params, m);
    case 'items': return itemsProblems(params, m);
    case 'bands': return bandsProblems(params, m);
    case 'arms': return armsProblems(params, m);
    case 'names': {
      const names = params['names'];
      return Array.isArray(names) && names.some((name) => typeof name !== 'string' || name.trim() === '') ? [{ key: 'names', text: m.problem.empty }] : [];
    }
    case 'cell': case 'weights': return [];
  }
}

/** Everything that stands against these parameters, in the order of the form. */
export function problemsOf(lang: Lang, groups: readonly FieldGroup[], params: Params, defaults: Params): readonly Problem[] {
  const m = scoreFormsMessages(lang);
  return groups.flatMap((group) => group.fields).filter((field) => isShown(field, params, defaults)).flatMap((field): readonly Problem[] => {
    const value = param(params, field.key);
    if (field.kind === 'number') {
      if (field.open !== undefined && (value === null || value === undefined)) return [];
      const text = numberProblem(lang, field, value);
      return text === undefined ? [] : [{ key: field.key, text }];
    }
    if (field.kind === 'text') return typeof value === 'string' && value.trim() !== '' ? [] : [{ key: field.key, text: m.problem.empty }];
    if (field.kind === 'column' && field.of.includes('.') && field.optional !== true) return value === '' || value === undefined ? [{ key: field.key, text: m.problem.column }] : [];
    if (field.kind === 'segment' && field.optional !== true) return value === '' || value === undefined ? [{ key: field.key, text: m.problem.segment }] : [];
    if (field.kind === 'day') return value === '' ? [{ key: field.key, text: m.problem.date }] : [];
    return field.kind === 'part' ? partProblems(field, params, m) : [];
  });
}
