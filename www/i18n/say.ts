// Short phrases for the parts of a rule, for rows and for names of controls.
import type { Statistic, Unit, Which } from '../../pkg/definition.js';

/** The phrases of one language. */
export interface RulePhrases {
  /** A value that stands as a code: a part of the day, a tier, a form. */
  readonly coded: (name: string) => string;
  readonly amount: (n: number, unit: Unit) => string;
  readonly contacts: (n: number) => string;
  readonly percent: (percent: number) => string;
  readonly topPercent: (percent: number) => string;
  readonly span: (from: string, to: string) => string;
  readonly ago: (from: number, to: number, unit: Unit) => string;
  readonly next: (amount: string) => string;
  readonly numbers: (operator: string, list: readonly number[]) => readonly string[];
  readonly rank: (value: string) => string;
  readonly band: (low: number | null, high: number | null) => string;
  readonly circle: (km: number) => string;
  readonly diff: (to: string, unit: Unit, comparison: string) => string;
  readonly field: (name: string, times: number | undefined, moved: string) => string;
  readonly moved: (n: number, unit: Unit) => string;
  readonly statistic: (statistic: Statistic, field: string | undefined, times: number | undefined) => string;
  readonly param: (name: string, times: number | undefined) => string;
  readonly sinceAttribute: (field: string) => string;
  readonly sinceEvent: (table: string, which: Which) => string;
  readonly step: (table: string, not: boolean) => string;
  readonly sequence: (steps: readonly string[], within: string) => string;
  readonly list: (field: string, n: number) => string;
  readonly sample: (from: number, to: number) => string;
  readonly use: (name: string) => string;
  readonly snapshot: (sentence: string) => string;
  readonly untagged: (yes: boolean) => string;
  readonly kOf: (kind: string, k: number, of: number) => string;
}
