// What a model is offered with: names in the language of the page, and ids that nobody has.
import type { ScoreDefinition, ScoreEntry, ScoreModelInfo, StagesParams } from '../../../pkg/definition.js';
import type { Lang } from '../../i18n/lang.js';
import { type ModelName, scoresMessages } from '../../i18n/scores.js';
import { STANDARD } from './forms/parts.js';

/** Stages and layers in English. */
const STAGES_EN: ReadonlyMap<string, string> = new Map([
  ['未知', 'unknown'], ['流失期', 'churned'], ['导入期', 'intro'], ['衰退期', 'decline'], ['成熟期', 'mature'], ['成长期', 'growth'],
  ['忠诚', 'loyal'], ['活跃', 'active'], ['潜在', 'potential'], ['沉默', 'silent'], ['普通', 'normal'],
]);

function inEnglish(params: StagesParams): StagesParams {
  const named = (name: string): string => STAGES_EN.get(name) ?? name;
  return {
    ...params,
    stages: params.stages.map((stage) => ({ ...stage, name: named(stage.name) })),
    ...(params.otherwise !== undefined && { otherwise: named(params.otherwise) }),
  };
}

/** The definition that a model is offered with for the loaded data; `undefined` where they do not have what it needs. */
export function offered(lang: Lang, models: readonly ScoreModelInfo[], model: ModelName): ScoreDefinition | undefined {
  const found = models.find((one) => one.model === model)?.definition;
  if (!found) return undefined;
  const { name } = scoresMessages(lang).models[model];
  if (lang !== 'en') return { ...found, name };
  if (found.model === 'rfm') return { ...found, name, params: { ...found.params, names: [...STANDARD.en] } };
  if (found.model === 'lifecycle') return { ...found, name, params: inEnglish(found.params) };
  if (found.model === 'layers') return { ...found, name, params: inEnglish(found.params) };
  return { ...found, name };
}

/** An id for a score of a model, and its number among those: the model's name where that is free. */
export function freeId(model: ModelName, taken: Iterable<string>): { readonly id: string; readonly n: number } {
  const used = new Set(taken);
  if (!used.has(model)) return { id: model, n: 1 };
  let n = 2;
  while (used.has(`${model}-${n}`)) n += 1;
  return { id: `${model}-${n}`, n };
}

/** The score of a model that was kept first. */
export function firstOf(entries: readonly ScoreEntry[], model: ModelName): ScoreEntry | undefined {
  return entries.find((entry) => entry.definition.model === model);
}
