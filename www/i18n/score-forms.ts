// The strings of the settings of scores, of the kept scores and of their drawings. `score-forms.zh-CN.ts` is the source.
import type { Lang } from './lang.js';
import { scoreFormsEn } from './score-forms.en.js';
import { scoreFormsZh } from './score-forms.zh-CN.js';

/** A setting: what it is called, and what it does. */
export interface FieldWords {
  readonly label: string;
  readonly hint?: string;
}

/** Every string of the settings, by language. */
export interface ScoreFormsMessages {
  readonly settings: string;
  readonly settingsHint: string;
  /** Above settings without which it cannot run. */
  readonly settingsNeeded: string;
  /** Headings of the groups of settings. */
  readonly group: Readonly<Record<string, string>>;
  /** Settings by `model.key`, else by `key`. */
  readonly field: Readonly<Record<string, FieldWords>>;
  /** Choices by `key.value`. */
  readonly choice: Readonly<Record<string, string>>;
  readonly units: Readonly<Record<string, string>>;
  readonly byDefault: (value: string) => string;
  readonly reset: (label: string) => string;
  readonly resetText: string;
  readonly found: string;
  readonly none: string;
  readonly pick: string;
  readonly gone: (name: string) => string;
  /** What a number is when it is left open, where the choice has no word of its own. */
  readonly noLimit: string;

  readonly problems: (n: number) => string;
  /** A sentence about the part of a score with that name. */
  readonly inside: (name: string, sentence: string) => string;
  readonly problem: {
    readonly number: string;
    readonly whole: string;
    readonly between: (low: string, high: string) => string;
    readonly ascending: string;
    readonly list: string;
    readonly levels: string;
    readonly empty: string;
    readonly segment: string;
    readonly date: string;
    readonly zone: string;
    readonly stages: string;
    readonly stageName: (n: number) => string;
    readonly stageRule: (name: string) => string;
    readonly items: string;
    readonly itemName: (n: number) => string;
    readonly itemEvents: (name: string) => string;
    readonly itemRule: (name: string) => string;
    readonly bandName: string;
    readonly bandsAscending: string;
    readonly column: string;
    readonly armNames: string;
  };
  readonly arms: { readonly name: (n: number) => string; readonly weight: (name: string) => string; readonly parts: string; readonly add: string; readonly remove: (name: string) => string; readonly fresh: (n: number) => string };

  readonly rfm: {
    readonly levels: string;
    readonly parts: Readonly<Record<'r' | 'f' | 'm', string>>;
    readonly thresholds: string;
    readonly storedFrom: string;
    readonly storedNone: string;
    readonly highFrom: Readonly<Record<'r' | 'f' | 'm', string>>;
    readonly level: string;
    readonly names: string;
    readonly namesHint: string;
    readonly cell: (code: string) => string;
    readonly high: string;
    readonly low: string;
    readonly ranksByLevel: string;
  };
  readonly weights: {
    readonly auto: string;
    readonly own: string;
    readonly autoHint: string;
    readonly kind: string;
    readonly worth: string;
    readonly rows: string;
    readonly of: (kind: string) => string;
    readonly used: string;
    readonly every: string;
  };
  readonly exclude: { readonly add: string; readonly remove: (name: string) => string };
  readonly compare: { readonly none: string; readonly date: string };

  readonly stages: {
    readonly title: string;
    readonly hint: string;
    readonly add: string;
    readonly newName: (n: number) => string;
    readonly name: (n: number) => string;
    readonly up: (name: string) => string;
    readonly down: (name: string) => string;
    readonly remove: (name: string) => string;
    readonly edit: (name: string) => string;
    readonly close: (name: string) => string;
    readonly removed: (name: string) => string;
    readonly undo: string;
    readonly alone: (n: string) => string;
    readonly otherwise: string;
    readonly otherwiseHint: string;
    readonly noRule: string;
    readonly rule: (name: string) => string;
    readonly moved: (name: string, n: number) => string;
    readonly root: string;
  };
  readonly plan: {
    readonly title: string;
    readonly hint: string;
    readonly add: string;
    readonly newName: (n: number) => string;
    readonly points: string;
    readonly each: string;
    readonly cap: string;
    readonly halfLife: string;
    readonly by: string;
    readonly byRule: string;
    readonly byEvents: string;
    readonly byBoth: string;
    readonly table: string;
    readonly field: string;
    readonly anyField: string;
    readonly values: string;
    readonly who: string;
    readonly bands: string;
    readonly bandsHint: string;
    readonly addBand: string;
    readonly bandName: string;
    readonly bandFrom: string;
    readonly newBand: (n: number) => string;
    readonly removeBand: (name: string) => string;
    readonly people: string;
  };

  readonly kept: {
    readonly title: string;
    readonly contacts: (n: string) => string;
    readonly asOf: string;
    readonly fresh: string;
    readonly notRun: string;
    readonly open: (name: string) => string;
    readonly duplicate: string;
    readonly copyOf: (name: string, n: number) => string;
    readonly newOne: (model: string) => string;
    readonly usedBy: (names: string) => string;
    readonly actions: (name: string) => string;
    readonly rename: string;
    readonly rerunStale: (n: number) => string;
    readonly renamed: (name: string) => string;
    readonly changed: string;
    readonly discard: string;
    readonly restore: string;
  };
  readonly flow: {
    readonly stages: string;
    readonly stagesHint: string;
    readonly title: (before: string) => string;
    readonly hint: string;
    readonly before: (date: string) => string;
    readonly now: string;
    readonly table: string;
    readonly stay: (n: string, share: string) => string;
    readonly moved: (from: string, to: string) => string;
    readonly band: (from: string, to: string, n: string) => string;
  };
  readonly mark: (score: string, why: string) => string;
  readonly models: string;
  /** A model that the data cannot feed. */
  readonly lacks: string;
  readonly shades: { readonly few: string; readonly many: string };
  readonly advanced: string;
}

/** The strings in one language. */
export function scoreFormsMessages(lang: Lang): ScoreFormsMessages {
  return lang === 'en' ? scoreFormsEn : scoreFormsZh;
}
