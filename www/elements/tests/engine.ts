// What the tests place asks of an engine. An engine that cannot do it has none of these methods, and the place is not shown.
import type { Document, ScoreNote } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import type { VerdictName } from '../../i18n/tests.js';

/** An interval. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Whether arms got the contacts that their weights say. */
export interface Split {
  readonly expected: readonly number[];
  readonly p: number;
  readonly alarm: boolean;
}

/** An arm of an experiment with its part. */
export interface ArmInput {
  readonly name: string;
  readonly weight?: number;
}

/** An experiment: what is hashed, and into which arms. */
export interface ExperimentInput {
  readonly experiment: string;
  readonly arms: readonly ArmInput[];
  readonly key?: string;
  readonly segment?: string;
}

/** Who gets which arm. */
export interface Assigned {
  readonly key: string;
  readonly contacts: number;
  readonly without_key: number;
  readonly arms: readonly { readonly name: string; readonly share: number; readonly contacts: number; readonly first: string | null; readonly last: string | null }[];
  readonly split: Split;
}

/** How a test is judged. */
export interface Method {
  readonly confidence?: number;
  readonly early?: boolean;
}

/** A test by the numbers of its arms. */
export interface CountsInput {
  readonly arms: readonly { readonly name: string; readonly contacts: number; readonly conversions: number; readonly weight?: number }[];
  readonly control?: number;
  readonly method?: Method;
}

/** A test whose arms are in the data. */
export interface DataInput {
  readonly arms: { readonly column: { readonly field: string } };
  readonly conversion?: Document;
  readonly value?: string;
  readonly method?: Method;
}

/** An effect against the control. */
export interface Effect {
  readonly difference: number | null;
  readonly interval: Range | null;
  readonly relative_uplift: number | null;
  readonly adjusted_p: number;
  readonly verdict: VerdictName;
}

/** What a test says. */
export interface Judged {
  readonly control: number;
  readonly confidence: number;
  readonly arms: readonly { readonly name: string; readonly contacts: number; readonly conversions: number | null; readonly rate: number | null; readonly interval: Range | null; readonly mean: number | null }[];
  readonly split: Split;
  readonly pairs: readonly { readonly arm: number; readonly rates?: Effect & { readonly bayes: { readonly b_better: number } }; readonly means?: Effect }[];
  readonly winner?: number;
  readonly notes: readonly ScoreNote[];
}

/** What a test is to find. */
export interface PlanInput {
  readonly baseline: number;
  readonly target?: number;
  readonly lift?: number;
  readonly alpha?: number;
  readonly power?: number;
  readonly arms?: number;
}

/** How many contacts it needs. */
export interface Needed {
  readonly control: number;
  readonly arm: number;
  readonly total: number;
}

/** The part of an engine that knows tests. */
export interface TestsPart {
  assignArms(document: Document, experiment: ExperimentInput): Promise<Assigned>;
  testResult(input: CountsInput): Promise<Judged>;
  testOf(query: DataInput): Promise<{ readonly report: Judged; readonly in_several: number; readonly without_value: number }>;
  sampleSize(input: PlanInput): Promise<Needed>;
}

/** An engine that knows tests. */
export type TestsEngine = Engine & TestsPart;

/** Whether an engine knows tests. */
export function knowsTests(engine: Engine | undefined): engine is TestsEngine {
  return engine !== undefined && 'testResult' in engine && 'assignArms' in engine;
}
