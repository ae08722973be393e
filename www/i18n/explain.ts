// The strings of the explanation of a number and of one person. `explain.zh-CN.ts` is the source.
import type { CountUnit, Way } from '../../pkg/definition.js';
import { explainEn } from './explain.en.js';
import { explainZh } from './explain.zh-CN.js';
import type { Lang } from './lang.js';

/** Every string of the explanation, by language. */
export interface ExplainMessages {
  /** The view beside members and distribution. */
  readonly view: string;
  readonly loading: string;
  readonly broken: string;
  readonly nothing: string;
  readonly caption: string;
  readonly condition: string;
  readonly alone: string;
  readonly aloneHint: string;
  readonly without: string;
  readonly withoutHint: string;
  readonly near: string;
  readonly nearHint: string;
  readonly limited: (before: string) => string;
  readonly leftOut: (n: string) => string;
  readonly whole: string;
  readonly excluded: string;
  readonly named: (name: string) => string;
  readonly off: string;
  readonly go: (sentence: string) => string;
  readonly showNear: (n: number, sentence: string) => string;
  readonly unitOf: (unit: CountUnit) => string;
  readonly back: string;
  readonly nearTitle: (n: number) => string;
  readonly nearBody: (sentence: string) => string;
  readonly find: string;
  readonly findHint: string;
  readonly findNobody: string;
  readonly found: (n: number) => string;
  readonly foundMost: (n: number) => string;
  readonly nameless: (row: number) => string;
  readonly why: string;
  readonly whyRow: (row: number) => string;
  readonly member: string;
  readonly noMember: string;
  readonly excludedBy: (sentences: string) => string;
  readonly limitedOut: string;
  readonly notInRule: string;
  readonly byOne: string;
  readonly yes: string;
  readonly no: string;
  readonly idle: string;
  readonly missesOnly: string;
  readonly keepsIn: string;
  readonly has: (value: string) => string;
  readonly needs: (subject: string, value: string, needed: string) => string;
  readonly tags: (tags: string) => string;
  readonly noTags: string;
  readonly missing: string;
  readonly masked: string;
  readonly reached: (n: string) => string;
  readonly plan: PlanMessages;
}

/** The strings of how conditions are answered. */
export interface PlanMessages {
  readonly title: string;
  readonly sample: (n: string) => string;
  readonly everybody: string;
  readonly contacts: string;
  readonly way: Readonly<Record<Way, string>>;
  readonly step: (way: string, read: string) => string;
  readonly rows: (table: string, n: string) => string;
  readonly values: (n: string) => string;
  readonly nothing: string;
  readonly found: (estimated: string, actual: string, unit: CountUnit) => string;
  readonly cached: string;
}

/** The ways that read different texts instead of rows. */
export const TEXTS: ReadonlySet<Way> = new Set<Way>(['each_text', 'text_search', 'key_lookup']);

/** The strings in one language. */
export function explainMessages(lang: Lang): ExplainMessages {
  return lang === 'en' ? explainEn : explainZh;
}
