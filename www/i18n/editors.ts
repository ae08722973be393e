// The strings of the editors that few definitions need; they are loaded with them.
import type { GapStatistic, Order, Statistic, Tie, Unit, Which } from '../../pkg/definition.js';

/** The strings of one language. */
export interface EditorMessages {
  readonly more: string;
  readonly unit: string;
  readonly units: Record<Unit, string>;
  readonly length: string;
  readonly from: string;
  readonly to: string;
  readonly and: string;
  readonly add: string;
  readonly removeAt: (n: number) => string;
  readonly upAt: (n: number) => string;
  readonly downAt: (n: number) => string;
  readonly choose: string;
  readonly gone: (name: string) => string;
  readonly coded: (name: string) => string;

  readonly population: { readonly label: string; readonly has_value: string; readonly all: string; readonly segment: string; readonly pick: string };
  readonly tie: Record<Tie, string>;
  readonly tieLabel: string;

  readonly top: { readonly n: string; readonly people: string; readonly percent: string; readonly percentUnit: string; readonly from: string; readonly to: string; readonly quantileHint: string };
  readonly comparison: { readonly operator: string; readonly value: string; readonly years: string; readonly characters: string; readonly deviations: string };
  readonly rank: { readonly order: string; readonly orderHint: string; readonly value: string };
  readonly bands: { readonly low: string; readonly high: string; readonly open: string; readonly add: string };
  readonly months: readonly string[];
  readonly weekdays: readonly string[];
  readonly monthsLabel: string;
  readonly weekdaysLabel: string;
  readonly daysLabel: string;
  readonly daysHint: string;
  readonly period: { readonly label: string; readonly next: string; readonly window: string };
  readonly ago: { readonly from: string; readonly to: string; readonly ago: string };
  readonly diff: { readonly to: string; readonly today: string; readonly unit: string };
  readonly geo: {
    readonly longitude: string; readonly pickLongitude: string; readonly latitude: string; readonly km: string; readonly around: string; readonly within: string;
    readonly south: string; readonly north: string; readonly west: string; readonly east: string;
  };

  readonly reference: {
    readonly field: string;
    readonly pickField: string;
    readonly times: string;
    readonly statistic: Record<Statistic, string>;
    readonly statisticLabel: string;
    readonly ofField: string;
    readonly own: string;
    readonly param: string;
    readonly moved: string;
    readonly movedNone: string;
    readonly later: string;
    readonly earlier: string;
    readonly direction: string;
  };

  readonly since: {
    readonly field: string; readonly pickField: string; readonly table: string; readonly which: Record<Which, string>; readonly whichLabel: string;
    readonly after: string; readonly length: string; readonly untilNow: string; readonly forLength: string; readonly until: string; readonly movedNone: string; readonly later: string; readonly earlier: string;
  };

  readonly mask: {
    readonly title: string; readonly weekdays: string; readonly slots: string; readonly times: string; readonly timesOn: string; readonly summary: (parts: readonly string[]) => string;
  };

  readonly measure: {
    readonly q: string; readonly gap: Record<GapStatistic, string>; readonly gapLabel: string; readonly which: { readonly current: string; readonly longest: string };
    readonly whichLabel: string; readonly lastUnits: string; readonly atLeast: string; readonly timesEach: string; readonly shareOf: string; readonly shareCount: string; readonly shareSum: string;
    readonly pickColumn: string; readonly of: string; readonly to: string; readonly over: string; readonly minBase: string; readonly inner: string; readonly months: string;
  };

  readonly tags: {
    readonly group: string; readonly anyGroup: string; readonly level: string; readonly anyLevel: string; readonly window: string; readonly anyTime: string; readonly inWindow: string;
    readonly sources: string; readonly needsRecord: string;
  };

  readonly sequence: {
    readonly step: (n: number) => string; readonly happened: string; readonly not: string; readonly gap: string; readonly gapAny: string; readonly gapOf: string; readonly addStep: string; readonly within: string;
    readonly withinAny: string; readonly window: string; readonly correlate: string; readonly correlateNone: string; readonly strict: string; readonly reached: string; readonly reachedAll: string; readonly reachedSome: string;
    readonly steps: string; readonly table: string; readonly limits: string;
  };

  readonly list: { readonly paste: string; readonly placeholder: string; readonly count: (n: number) => string; readonly unmatched: (n: number) => string; readonly allMatched: string; readonly edit: string };
  readonly sample: { readonly range: string; readonly from: string; readonly to: string; readonly salt: string; readonly saltHint: string; readonly key: string; readonly mainKey: string; };
  readonly use: { readonly label: string; readonly pick: string; readonly none: string };

  readonly limit: {
    readonly title: string; readonly hint: string; readonly kind: string; readonly top: string; readonly random: string; readonly n: string; readonly people: string; readonly by: string; readonly pickBy: string;
    readonly order: Record<Order, string>; readonly orderLabel: string; readonly seed: string; readonly per: string; readonly perNone: string; readonly remove: string; readonly each: string;
  };

  readonly parameters: {
    readonly title: string; readonly hint: string; readonly name: string; readonly value: string; readonly kind: string; readonly kinds: { readonly number: string; readonly text: string; readonly date: string; readonly list: string; readonly bool: string };
    readonly used: (n: number) => string; readonly remove: (name: string) => string; readonly add: string; readonly yes: string; readonly no: string;
  };

  readonly named: { readonly title: string; readonly hint: string; readonly name: string; readonly used: (n: number) => string; readonly remove: (name: string) => string; readonly back: string };
}
