// The strings of the tests place. `tests.zh-CN.ts` is the source, `tests.en.ts` its twin.
import type { Lang } from './lang.js';
import { testsEn } from './tests.en.js';
import { testsZh } from './tests.zh-CN.js';

/** What a comparison of two arms says. */
export type VerdictName = 'cannot_tell' | 'not_significant' | 'better' | 'worse' | 'split_broken';

/** Every string of the tests, by language. */
export interface TestsMessages {
  readonly title: string;
  readonly intro: string;
  readonly steps: string;
  readonly step: Readonly<Record<'size' | 'assign' | 'result', { readonly name: string; readonly what: string }>>;
  readonly people: string;
  readonly percent: string;
  readonly problem: { readonly rate: string; readonly number: string; readonly name: string; readonly twice: string; readonly more: string };

  readonly size: {
    readonly baseline: string;
    readonly baselineHint: string;
    readonly by: string;
    readonly lift: string;
    readonly target: string;
    readonly liftValue: string;
    readonly targetValue: string;
    readonly confidence: string;
    readonly confidenceHint: string;
    readonly power: string;
    readonly powerHint: string;
    readonly arms: string;
    readonly armsUnit: string;
    readonly byDefault: (value: string) => string;
    readonly each: string;
    readonly total: (n: string) => string;
    readonly segment: string;
    readonly noSegment: string;
    readonly enough: (has: string) => string;
    readonly short: (has: string, lacks: string) => string;
  };
  readonly assign: {
    readonly experiment: string;
    readonly experimentHint: string;
    readonly first: string;
    readonly who: string;
    readonly everybody: string;
    readonly key: string;
    readonly keyHint: string;
    readonly arms: string;
    readonly arm: (n: number) => string;
    readonly weight: (arm: string) => string;
    readonly parts: string;
    readonly weightHint: string;
    readonly add: string;
    readonly remove: (arm: string) => string;
    readonly control: string;
    readonly treatment: (n: number) => string;
    readonly name: string;
    readonly share: string;
    readonly contacts: string;
    readonly range: string;
    readonly withoutKey: (n: string, key: string) => string;
    readonly how: string;
    readonly write: string;
    readonly written: (column: string) => string;
    readonly build: (arm: string, n: string) => string;
    readonly export: (arm: string) => string;
    readonly exportText: string;
    readonly buildText: string;
    readonly uneven: string;
  };
  readonly result: {
    readonly source: string;
    readonly typed: string;
    readonly data: string;
    readonly arm: string;
    readonly armName: (n: number) => string;
    readonly contacts: string;
    readonly conversions: string;
    readonly weight: string;
    readonly of: (what: string, arm: string) => string;
    readonly control: string;
    readonly add: string;
    readonly column: string;
    readonly noColumn: string;
    readonly converted: string;
    readonly noSegment: string;
    readonly value: string;
    readonly noValue: string;
    readonly confidence: string;
    readonly early: string;
    readonly earlyHint: string;
    readonly rate: string;
    readonly mean: string;
    readonly interval: (confidence: string) => string;
    readonly versus: (arm: string, control: string) => string;
    readonly points: (value: string) => string;
    readonly fromTo: (low: string, high: string) => string;
    readonly relative: (value: string) => string;
    readonly p: string;
    readonly chance: (arm: string, chance: string) => string;
    readonly verdict: Readonly<Record<VerdictName, (arm: string, control: string) => string>>;
    readonly winner: (arm: string) => string;
    readonly alarm: string;
    readonly alarmWhy: string;
    readonly expected: string;
    readonly details: string;
    readonly table: string;
    readonly zero: string;
  };
}

/** The strings in one language. */
export function testsMessages(lang: Lang): TestsMessages {
  return lang === 'en' ? testsEn : testsZh;
}
