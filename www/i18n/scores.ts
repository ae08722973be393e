// The strings of scores. `scores.zh-CN.ts` is the source, `scores.en.ts` its twin.
import type { ScoreModel, StaleWhy } from '../../pkg/definition.js';
import { count } from './format.js';
import type { Lang } from './lang.js';
import { scoresEn } from './scores.en.js';
import { scoresZh } from './scores.zh-CN.js';

/** The name of a scoring model. */
export type ModelName = ScoreModel['model'];

/** The values of a sentence; one that is missing is the empty text. */
export type ScoreParams = (name: string) => string;

/** Every string of the scores, by language. */
export interface ScoresMessages {
  readonly title: string;
  readonly intro: string;
  readonly loading: string;
  /** What each model is called, and what it is for. */
  readonly models: Readonly<Record<ModelName, { readonly name: string; readonly what: string }>>;
  readonly needs: string;
  /** Names of what a model needs. */
  readonly need: Readonly<Record<string, string>>;
  readonly found: (name: string) => string;
  readonly notFound: string;
  readonly optional: string;
  readonly choose: (model: string) => string;
  readonly run: string;
  readonly rerun: string;
  readonly rerunAll: string;
  readonly running: string;
  readonly cancel: string;
  readonly remove: string;
  readonly removeOf: (name: string) => string;
  readonly removed: (name: string) => string;
  readonly done: (name: string, n: string) => string;
  readonly parameters: string;
  readonly parametersHint: string;
  readonly parametersLabel: string;
  readonly notJson: string;
  readonly stale: string;
  readonly why: Readonly<Record<StaleWhy, (what: string) => string>>;
  readonly of: (n: string, population: string, asOf: string) => string;
  readonly how: string;
  readonly cuts: string;
  readonly part: string;
  readonly values: string;
  /** Where high and low of a part begin. */
  readonly highLow: (part: string) => string;
  readonly unit: Readonly<Record<string, string>>;
  readonly groups: string;
  readonly value: string;
  readonly contacts: string;
  readonly share: string;
  readonly amount: string;
  readonly without: string;
  readonly build: (value: string, n: string) => string;
  readonly gridHint: string;
  readonly gridOf: (x: string, y: string) => string;
  readonly deciles: string;
  readonly decile: string;
  readonly predicted: string;
  readonly actual: string;
  readonly columns: string;
  readonly columnsHint: string;
  readonly details: string;
  readonly person: string;
  readonly personStale: string;
  /** Sentences by the key of their template. */
  readonly say: Readonly<Record<string, (v: ScoreParams) => string>>;
}

/** The strings in one language. */
export function scoresMessages(lang: Lang): ScoresMessages {
  return lang === 'en' ? scoresEn : scoresZh;
}

/** A sentence of a report in words; a template that is not known reads as its key. */
export function sayScore(lang: Lang, { template, params }: { readonly template: string; readonly params: { readonly [key in string]?: string } }): string {
  const write = scoresMessages(lang).say[template];
  const said = (text: string): string => (/^\d{4,}$/.test(text) ? count(lang, Number(text)) : text);
  return write ? write((name) => said(params[name] ?? '')) : template;
}
