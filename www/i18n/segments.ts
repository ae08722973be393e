// The strings of the segments place: builder, result and library. `segments.zh-CN.ts` is the source.
import type { CountUnit, Kind, Semantic, Unit, Words } from '../../pkg/definition.js';
import type { RulePhrases } from './say.js';

/** Kinds of windows, as the wire names them. */
export type WindowName =
  | 'all_time' | 'rolling' | 'days_to_date' | 'complete_days' | 'ago' | 'calendar' | 'to_date' | 'absolute' | 'since_attribute' | 'since_event';

/** Short forms of `count`. */
export type ShortName = 'did' | 'did_not' | 'never' | 'only_once';

/** Questions that are several conditions. */
export type ComposedName = 'first_time_in' | 'stopped' | 'resumed';

/** What is computed from events, as the wire names it. */
export type WireMeasure =
  | 'count' | 'distinct_days' | 'distinct_weeks' | 'distinct_months' | 'distinct' | 'sum' | 'avg' | 'min' | 'max' | 'median' | 'percentile'
  | 'first' | 'last' | 'top_value' | 'first_at' | 'last_at' | 'days_since_first' | 'days_since_last' | 'gap' | 'overdue_ratio' | 'streak'
  | 'active_periods' | 'share' | 'ratio' | 'growth' | 'seasonality';

/** Everything in the menu of measures. */
export type MeasureName = ShortName | ComposedName | WireMeasure;

/** What a marketer asks. */
export type MeasureGroup = 'did' | 'count' | 'amount' | 'time' | 'gap' | 'regular' | 'share';

/** Operators that are not the usual ones, by what they ask. */
export type OperatorGroup = 'contains' | 'shape' | 'class' | 'others' | 'place' | 'relative' | 'cycle' | 'set';

/** What is asked of tags. */
export type TagTestName = 'has_any' | 'has_all' | 'has_none' | 'has_exactly' | 'has_at_least' | 'count' | 'untagged';

/** The kinds of conditions that a menu offers. */
export type ConditionName = 'attribute' | 'tags' | 'event' | 'sequence' | 'segment' | 'list' | 'sample' | 'use';

/** In the order of the menu. */
export const CONDITIONS: readonly ConditionName[] = ['attribute', 'tags', 'event', 'sequence', 'segment', 'list', 'sample', 'use'];

/** How the children of a group combine. */
export type GroupName = 'all' | 'any' | 'none' | 'not' | 'at_least' | 'at_most' | 'exactly';

/** What is still missing in a condition. */
export type GapName =
  | 'field' | 'value' | 'values' | 'range' | 'window' | 'tags' | 'table' | 'column' | 'segment' | 'group' | 'steps' | 'where' | 'use' | 'salt';

/** What a key does. */
export type KeyAction =
  | 'condition' | 'group' | 'search' | 'move' | 'sides' | 'reorder' | 'regroup' | 'edit' | 'leave' | 'mute' | 'duplicate' | 'remove'
  | 'undo' | 'redo' | 'help';

/** Every string of the segments place, by language. */
export interface SegmentMessages {
  /** `1,496` as this language writes it. */
  readonly number: (n: number) => string;
  readonly contacts: (n: number) => string;
  readonly events: (n: number) => string;
  readonly counted: (n: number, unit: CountUnit) => string;
  /** Joins the parts of a list: 、 or a comma. */
  readonly list: (parts: readonly string[]) => string;
  readonly quote: (text: string) => string;
  /** What stands behind an amount. */
  readonly currency: (code: string) => string;
  /** What stands for coded values in cells and bars. */
  readonly words: Words;
  /** A state and what to do about it. */
  readonly because: (state: string, todo: string) => string;
  /** Two sentences. */
  readonly both: (first: string, second: string) => string;
  readonly close: string;
  readonly cancel: string;
  readonly loading: string;
  readonly nothingFound: string;

  readonly place: {
    readonly heading: string;
    readonly library: string;
    readonly builder: string;
    readonly result: string;
    readonly openResult: string;
    readonly closeResult: string;
    readonly untitled: string;
    readonly unsaved: string;
    readonly saved: string;
    readonly undo: string;
    readonly redo: string;
    readonly help: string;
    readonly deleted: (what: string) => string;
    readonly kept: (name: string) => string;
    readonly search: string;
    readonly opened: (name: string) => string;
    readonly started: string;
    readonly condition: string;
    readonly group: string;
  };

  readonly details: {
    readonly name: string;
    readonly namePlaceholder: string;
    readonly summary: (asOf: string, zone: string, week: string) => string;
    readonly edit: string;
    readonly asOf: string;
    readonly asOfData: string;
    readonly asOfDate: string;
    readonly asOfTime: string;
    readonly asOfNow: string;
    readonly asOfNamed: (what: string, day: string) => string;
    readonly date: string;
    readonly time: string;
    readonly zone: string;
    readonly weekStart: string;
    readonly monday: string;
    readonly sunday: string;
    readonly note: string;
  };

  readonly group: {
    readonly kind: Record<GroupName, string>;
    readonly kindLabel: string;
    readonly kOf: string;
    readonly k: string;
    readonly events: string;
    readonly root: string;
    readonly exclude: string;
    readonly excludeHint: string;
    readonly addExclude: string;
    readonly empty: string;
    readonly emptyRoot: string;
    readonly emptyHint: string;
    readonly conditions: (n: number) => string;
    readonly addCondition: string;
    readonly addGroup: string;
    readonly addWhere: string;
    /** Over conditions on events, by where they stand. */
    readonly where: { readonly share: string; readonly of: string; readonly to: string; readonly since: string };
    readonly addLimit: string;
    readonly addParameter: string;
    readonly parameter: (n: number) => string;
    readonly add: Record<ConditionName, string>;
    readonly addHint: Record<ConditionName, string>;
  };

  readonly row: {
    readonly handle: (place: string, sentence: string, size: string) => string;
    readonly place: (n: number, of: number) => string;
    readonly actions: (sentence: string) => string;
    readonly edit: string;
    readonly mute: string;
    readonly unmute: string;
    readonly muted: string;
    readonly locked: string;
    readonly duplicate: string;
    readonly remove: string;
    readonly up: string;
    readonly down: string;
    readonly out: string;
    readonly wrap: string;
    readonly unwrap: string;
    readonly name: string;
    readonly inline: string;
    readonly newName: (n: number) => string;
    /** The value at which a ranking cuts. */
    readonly cut: (values: readonly string[]) => string;
    /** The mean and the standard deviation. */
    readonly spread: (values: readonly string[]) => string;
    readonly removes: (n: number, unit: CountUnit) => string;
    readonly adds: (n: number, unit: CountUnit) => string;
    readonly sizeOf: (n: string) => string;
    readonly noSize: string;
    readonly notCounted: string;
    readonly incomplete: string;
    readonly gap: Record<GapName, string>;
    readonly moved: string;
    readonly truth: (yes: boolean) => string;
    /** Beside the number of a segment that asks for nothing. */
    readonly everybody: string;
  };

  readonly attribute: {
    readonly field: string;
    readonly pickField: string;
    readonly searchField: string;
    readonly noField: string;
    readonly operator: string;
    readonly value: string;
    readonly values: string;
    readonly from: string;
    readonly to: string;
    readonly and: string;
    readonly valuePlaceholder: string;
    readonly removeValue: (value: string) => string;
    readonly pasteHint: string;
    readonly missing: string;
    readonly missingMatch: string;
    readonly missingNoMatch: string;
    readonly missingCount: (n: number) => string;
    readonly filled: (n: string) => string;
    readonly withTime: string;
    readonly gender: Record<'female' | 'male', string>;
    readonly kind: Record<Semantic, string>;
    readonly section: Record<'people' | 'number' | 'time' | 'text' | 'code' | 'bool' | 'score', string>;
    /** An operator by its name on the wire, in the words of the kind of column. */
    readonly operatorName: (name: string, kind: Kind) => string;
    readonly operatorGroups: Record<OperatorGroup, string>;
    /** Where a value comes from. */
    readonly source: { readonly label: string; readonly value: string; readonly field: string; readonly statistic: string; readonly param: string; readonly keep: string };
  };

  readonly tags: {
    readonly test: Record<TagTestName, string>;
    readonly testLabel: string;
    /** Opens which tags are looked at. */
    readonly scope: string;
    readonly k: string;
    readonly of: string;
    readonly add: string;
    readonly search: string;
    readonly tree: string;
    readonly subtree: string;
    readonly expand: (name: string) => string;
    readonly collapse: (name: string) => string;
    readonly remove: (name: string) => string;
    readonly none: string;
    readonly more: (n: number) => string;
    readonly done: string;
  };

  readonly event: {
    /** The name of a table; those that the engine names by itself have a word. */
    readonly tableName: (table: string) => string;
    readonly table: string;
    readonly measure: string;
    readonly measures: Record<MeasureName, string>;
    readonly measureGroups: Record<MeasureGroup, string>;
    readonly column: string;
    readonly pickColumn: string;
    readonly times: string;
    readonly days: string;
    readonly where: string;
    readonly within: string;
    readonly whereHint: string;
    /** Opens weekdays and times of the day. */
    readonly mask: string;
    readonly unlinked: (n: number) => string;
    readonly noTables: string;
  };

  readonly window: {
    readonly label: string;
    readonly kind: Record<WindowName, string>;
    readonly n: string;
    readonly unit: string;
    readonly units: Record<Unit, string>;
    readonly unitsCalendar: Record<Unit, (back: number) => string>;
    readonly thisUnit: Record<Unit, string>;
    readonly agoFrom: string;
    readonly agoTo: string;
    readonly agoBetween: string;
    readonly ago: string;
    readonly back: string;
    readonly toDate: string;
    readonly from: string;
    readonly to: string;
    readonly open: string;
    readonly until: string;
    readonly say: {
      readonly completeDays: (n: number) => string;
      readonly daysToDate: (n: number) => string;
      readonly rolling: (n: number, unit: Unit) => string;
      readonly ago: (from: number, to: number, unit: Unit) => string;
      readonly absolute: (from: string | undefined, to: string | undefined) => string;
    };
    readonly range: (from: string | undefined, to: string | undefined) => string;
  };

  readonly segment: {
    readonly label: string;
    readonly pick: string;
    readonly none: string;
    readonly option: (name: string, size: string) => string;
    readonly gone: (id: string) => string;
    readonly live: string;
    readonly membersOf: string;
    /** An error that lies inside of the segment that is referred to. */
    readonly inside: (name: string, sentence: string) => string;
  };

  /** Phrases for the parts of a rule. */
  readonly phrase: RulePhrases;

  /** The short sentence of a condition. */
  readonly say: {
    readonly attribute: (field: string, operator: string, operand: string) => string;
    readonly between: (from: string, to: string) => string;
    readonly tags: (test: string, tags: string, k: number) => string;
    readonly event: (window: string, table: string, measure: string, column: string, comparison: string, where: string) => string;
    readonly segment: (name: string) => string;
    readonly group: (kind: string, count: number) => string;
    readonly muted: (sentence: string) => string;
    readonly unfinished: string;
    readonly more: (n: number) => string;
  };

  readonly result: {
    readonly matched: string;
    readonly matchedOf: (share: string) => string;
    readonly unit: (n: number) => string;
    readonly population: (n: number) => string;
    readonly excluded: (n: number) => string;
    readonly reachable: (reached: number, suppressed: number) => string;
    readonly suppressed: string;
    readonly asOf: (when: string, zone: string) => string;
    readonly partial: (n: number) => string;
    /** How many of those who fit are in, and how they were taken. */
    readonly limited: (taken: number, of: number, how: 'first' | 'random' | 'each') => string;
    readonly export: string;
    readonly save: string;
    readonly none: string;
    readonly noneHint: string;
    readonly noData: string;
    readonly members: string;
    readonly distribution: string;
    readonly views: string;
  };

  readonly distribution: {
    readonly column: string;
    readonly inside: string;
    readonly everybody: string;
    readonly index: string;
    readonly from: (value: string) => string;
    readonly below: (value: string) => string;
    readonly indexHint: string;
    readonly tagsHint: string;
    readonly value: string;
    readonly contacts: string;
    readonly other: string;
    readonly missing: string;
    readonly caption: (column: string) => string;
    readonly asTable: string;
    readonly asBars: string;
    /** Both ends are inside. */
    readonly range: (from: string, to: string) => string;
    readonly noColumns: string;
  };

  readonly library: {
    readonly title: string;
    readonly create: string;
    readonly search: string;
    readonly empty: string;
    readonly emptyHint: string;
    readonly open: (name: string, size: string) => string;
    readonly actions: (name: string) => string;
    readonly rename: string;
    readonly newName: string;
    readonly duplicate: string;
    readonly copyName: (name: string) => string;
    readonly remove: string;
    readonly removeTitle: (name: string) => string;
    readonly removeUsed: (users: string) => string;
    readonly removeBody: string;
    readonly removeYes: string;
    readonly removed: (name: string) => string;
    readonly undo: string;
    readonly saveFile: string;
    readonly openFile: string;
    readonly opened: (n: number) => string;
    readonly importJson: string;
    readonly exportJson: string;
    readonly importTitle: string;
    readonly importIntro: string;
    readonly importFile: string;
    readonly importText: string;
    readonly importYes: string;
    readonly imported: (name: string) => string;
    readonly libraryFile: string;
    readonly invalid: string;
    readonly inMemory: string;
    readonly current: string;
    readonly more: string;
    readonly replaces: (n: number) => string;
  };

  readonly keys: {
    readonly title: string;
    readonly what: Record<KeyAction, string>;
    readonly note: string;
  };
}
