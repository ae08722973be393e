// How a file is read and why, the rows before and after, questions and templates. `reading.zh-CN.ts` is the source.
import type { CellIssue, FilePlan, ItemAmount } from '../../pkg/definition.js';
import type { Lang } from './lang.js';
import { readingEn } from './reading.en.js';
import { readingZh } from './reading.zh-CN.js';

/** A value of a reason by its name; numbers and names come from the recognition. */
export type Reason = (value: (name: string) => string) => string;

/** Every string about reading a file, by language. */
export interface ReadingMessages {
  /** The pieces of the sentence that says how a file is read. */
  readonly summary: {
    readonly encoded: (encoding: string) => string;
    readonly delimited: (delimiter: string) => string;
    readonly header: (line: string) => string;
    readonly noHeader: string;
    readonly sheet: (name: string) => string;
    readonly records: (path: string) => string;
    readonly wholeDocument: string;
    readonly columns: (columns: string) => string;
    readonly skipped: (lines: string) => string;
    readonly layout: (name: string) => string;
    readonly template: (name: string) => string;
    readonly items: (column: string) => string;
    readonly suppressing: (columns: string) => string;
    readonly join: (parts: readonly (readonly string[])[]) => string;
  };
  readonly plainDelimiters: Readonly<Record<string, string>>;
  readonly why: string;
  /** Reasons by what was decided and the word of the recognition. */
  readonly reasons: Readonly<Record<string, Reason>>;
  readonly container: string;
  readonly layout: string;
  readonly noLayout: string;
  readonly layoutFound: (name: string) => string;
  readonly layoutOff: string;
  readonly withHeader: string;
  readonly noHeader: string;
  readonly headerLine: string;
  readonly records: string;
  readonly recordsOption: (path: string, records: string) => string;
  readonly topList: string;
  readonly items: string;
  readonly itemsOff: string;
  readonly itemsOrder: string;
  readonly itemsAmount: string;
  readonly itemsTable: string;
  readonly amounts: Readonly<Record<ItemAmount, string>>;
  readonly outcome: string;
  readonly outcomeOff: string;
  readonly closed: string;
  readonly refunded: string;
  readonly refunds: string;
  readonly noColumn: string;
  readonly wordsHint: string;
  readonly suppresses: string;
  readonly suppressesHint: string;
  readonly minorUnits: string;
  readonly callingCode: string;
  readonly severalSeparators: string;
  readonly groupSign: string;
  readonly blankIsFalse: string;
  readonly unknownMissing: (words: string, cells: string) => string;
  readonly shortYears: string;
  readonly shortYearsAuto: string;
  readonly rules: string;
  readonly ask: {
    readonly title: string;
    readonly date: (column: string, example: string) => string;
    readonly decimal: (column: string, example: string) => string;
    readonly century: (column: string, example: string) => string;
    readonly day: (month: number, day: number) => string;
    readonly dayFirst: string;
    readonly monthFirst: string;
    readonly unknown: (column: string, words: string, cells: string) => string;
    readonly unknownMissing: string;
    readonly unknownValue: string;
    /** A span of hundred years; with the year that the example is then. */
    readonly years: (from: number, year: number | undefined) => string;
    readonly answer: (answer: string, column: string) => string;
  };
  readonly preview: {
    readonly title: string;
    readonly intro: string;
    readonly region: (file: string) => string;
    readonly row: string;
    readonly line: (line: string) => string;
    readonly raw: (text: string) => string;
    readonly empty: string;
    readonly notRead: string;
    readonly issues: Readonly<Record<CellIssue, string>>;
    readonly rejected: (rows: string) => string;
    readonly nothing: string;
    readonly yes: string;
    readonly no: string;
    readonly genders: Readonly<Record<string, string>>;
    readonly loading: string;
    readonly tooLarge: string;
  };
  readonly template: {
    readonly save: string;
    readonly name: string;
    readonly keep: string;
    readonly cancel: string;
    readonly kept: (name: string) => string;
    readonly used: (name: string) => string;
    readonly undo: string;
    readonly list: (n: string) => string;
    readonly intro: string;
    readonly shape: (container: string, columns: string) => string;
    readonly rename: (name: string) => string;
    readonly remove: string;
    readonly removeOf: (name: string) => string;
    readonly removed: (name: string) => string;
    readonly saveFile: string;
    readonly openFile: string;
    readonly fileName: string;
    readonly badFile: string;
    readonly notKept: string;
  };
  readonly archive: (name: string) => string;
  readonly memory: {
    readonly large: (needed: string) => string;
    readonly load: string;
    readonly title: string;
  };
  readonly loadAs: {
    readonly already: (name: string) => string;
    readonly probably: (name: string) => string;
    readonly known: (known: string, sampled: string, name: string) => string;
    readonly not: string;
    readonly append: string;
    readonly twice: string;
    readonly replace: (name: string) => string;
    readonly upsert: string;
    readonly upsertHint: string;
  };
}

/** The strings in one language. */
export function readingMessages(lang: Lang): ReadingMessages {
  return lang === 'en' ? readingEn : readingZh;
}

/** Why something was decided, as a sentence; nothing for a reason that has none. */
export function reasonOf(messages: ReadingMessages, plan: FilePlan, of: string): string {
  const found = plan.evidence?.find((one) => one.of === of);
  const say = found && messages.reasons[`${of}.${found.because}`];
  return say ? say((name) => found.with?.[name] ?? '') : '';
}
