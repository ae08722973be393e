// What is legal in a definition and hardly meant, in words. `lint.zh-CN.ts` is the source.
import type { LintCode, Severity } from '../../pkg/definition.js';
import type { Lang } from './lang.js';
import { lintEn } from './lint.en.js';
import { lintZh } from './lint.zh-CN.js';

/** The values of a sentence; conditions are already said in words. */
export type LintParams = (name: string) => string;

/** Every string of the list of findings, by language. */
export interface LintMessages {
  readonly title: (n: number) => string;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly go: string;
  readonly goTo: (sentence: string) => string;
  readonly remove: string;
  readonly replace: (sentence: string) => string;
  readonly fixOf: (fix: string, sentence: string) => string;
  readonly fixed: string;
  readonly more: (n: number) => string;
  readonly fewer: string;
  /** Name of the mark beside a condition. */
  readonly mark: (sentences: string) => string;
  readonly say: Readonly<Record<LintCode, (value: LintParams) => string>>;
}

/** The strings in one language. */
export function lintMessages(lang: Lang): LintMessages {
  return lang === 'en' ? lintEn : lintZh;
}
