// Sentences for what is hardly meant in a definition.
import type { Finding, LintCode } from '../../pkg/definition.js';
import type { Lang } from './lang.js';
import { lintEn } from './lint.en.js';
import { lintZh } from './lint.zh-CN.js';

/** The sentences of one language. */
export type LintMessages = Readonly<Record<LintCode, (value: (name: string) => string) => string>>;

const PATHS: readonly string[] = ['first', 'second', 'other'];

/** The sentence of a finding. `place` says how a path is shown where a sentence names one. */
export function lintSentence(lang: Lang, finding: Finding, place: (path: string) => string = (path) => path): string {
  const value = (name: string): string => {
    const text = finding.params[name] ?? '…';
    return PATHS.includes(name) ? place(text) : text;
  };
  return (lang === 'en' ? lintEn : lintZh)[finding.code](value);
}
