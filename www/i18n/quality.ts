// Data quality and who is who. `quality.zh-CN.ts` is the source; numbers that are passed in are already written in the language.
import type { QualityLevel, QualityMeasure, SharedReason } from '../../pkg/definition.js';
import type { Lang } from './lang.js';
import { qualityEn } from './quality.en.js';
import { qualityZh } from './quality.zh-CN.js';

/** Every string of both panels. */
export interface QualityMessages {
  readonly title: string;
  readonly reading: string;
  readonly intro: string;
  readonly contacts: string;
  readonly rows: (rows: string) => string;
  readonly days: (from: string, to: string) => string;
  readonly gaps: (days: string, gaps: string) => string;
  readonly gap: (from: string, to: string) => string;
  readonly region: (table: string) => string;
  readonly column: string;
  readonly type: string;
  readonly missing: string;
  readonly distinct: string;
  readonly range: string;
  readonly mean: string;
  readonly outliers: string;
  readonly stale: string;
  readonly staleDays: (days: string) => string;
  readonly to: (from: string, to: string) => string;
  readonly constant: string;
  readonly future: (values: string) => string;
  readonly outlierList: (examples: string) => string;
  readonly change: {
    readonly title: string;
    readonly against: (file: string, before: string) => string;
    readonly same: string;
    readonly first: string;
    readonly level: Readonly<Record<QualityLevel, string>>;
    readonly file: string;
    readonly say: Readonly<Record<QualityMeasure, (column: string, before: string, now: string) => string>>;
  };
  readonly merge: {
    readonly title: string;
    readonly intro: string;
    readonly total: (rows: string, people: string) => string;
    readonly several: (people: string, within: string, across: string) => string;
    readonly none: string;
    readonly identities: string;
    readonly identitiesHint: string;
    readonly identity: string;
    readonly use: string;
    readonly useOf: (identity: string) => string;
    readonly people: string;
    readonly joined: string;
    readonly shared: string;
    readonly up: (identity: string) => string;
    readonly merged: (people: string) => string;
    readonly conflicts: (pairs: string) => string;
    readonly belongs: (identity: string, value: string, differs: string, first: string, second: string) => string;
    readonly row: (file: string, record: string) => string;
    readonly by: (identity: string) => string;
    readonly decision: string;
    readonly split: string;
    readonly splitOf: (person: string) => string;
    readonly join: string;
    readonly joinOf: (first: string, second: string) => string;
    readonly moreRows: (rows: string) => string;
    readonly decisions: (n: string) => string;
    readonly splitRows: (rows: string) => string;
    readonly joinRows: (rows: string) => string;
    readonly undo: string;
    readonly undoOf: (decision: string) => string;
    readonly sharedTitle: (values: string) => string;
    readonly sharedWhy: Readonly<Record<SharedReason, string>>;
    readonly sharedRows: (rows: string) => string;
    readonly nobody: string;
    readonly previous: string;
    readonly next: string;
    readonly page: (from: string, to: string, of: string) => string;
    readonly working: string;
  };
}

/** The strings in one language. */
export function qualityMessages(lang: Lang): QualityMessages {
  return lang === 'en' ? qualityEn : qualityZh;
}
