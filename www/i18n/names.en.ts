// Names of operators, measures and coded values, for rows and for errors.
import type { MeasureGroup, MeasureName, OperatorGroup } from './segments.js';

/** Operators by their name on the wire. */
export const OPERATORS: Readonly<Record<string, string>> = {
  eq: 'equals', ne: 'does not equal', in: 'is one of', not_in: 'is none of',
  is_true: 'is yes', is_false: 'is no', is_not_true: 'is not yes', is_not_false: 'is not no',
  contains: 'contains', not_contains: 'does not contain', contains_any: 'contains any of', not_contains_any: 'contains none of',
  contains_all: 'contains all of', not_contains_all: 'does not contain all of',
  starts_with: 'starts with', not_starts_with: 'does not start with', ends_with: 'ends with', not_ends_with: 'does not end with',
  like: 'has the shape (* ?)', not_like: 'does not have the shape (* ?)', matches: 'matches regex', not_matches: 'does not match regex',
  length: 'number of characters', pinyin_starts: 'pinyin starts with', not_pinyin_starts: 'pinyin does not start with',
  in_subtree: 'is or lies below', not_in_subtree: 'is not and lies not below', city_tier_in: 'is a city of tier', rank_ge: 'ranks at least', rank_le: 'ranks at most',
  in_range: 'is in the number range', valid: 'is a valid', not_valid: 'is not a valid',
  between: 'is between', not_between: 'is not between', lt: 'less than', le: 'at most', gt: 'more than', ge: 'at least', in_bands: 'is in the bands',
  top_n: 'is among the top', bottom_n: 'is among the bottom', top_percent: 'is in the top share', bottom_percent: 'is in the bottom share',
  quantile_in: 'is between quantiles', zscore: 'standard deviations from the mean', within_km: 'is around a place', in_box: 'is in a box of degrees',
  in_window: 'is in the period', not_in_window: 'is not in the period',
  before: 'is before', after: 'is after', on: 'is on', on_or_before: 'is on or before', on_or_after: 'is on or after',
  more_than_ago: 'is more than … ago', less_than_ago: 'is less than … ago', ago_between: 'is between … ago', in_next: 'is in the next',
  anniversary_in: 'anniversary (birthday) is in', month_in: 'month is', weekday_in: 'weekday is', day_of_month_in: 'day of the month is',
  age: 'age in years', diff: 'distance to', time_between: 'time of day is from', in_slot: 'part of the day is',
  is_set: 'has a value', is_not_set: 'has no value',
};

/** Operators that are not the usual ones, by what they ask. */
export const OPERATOR_GROUPS: Readonly<Record<OperatorGroup, string>> = {
  contains: 'Contains', shape: 'Form and validity', class: 'Classes and ranks', others: 'Against others', place: 'Places', relative: 'How long ago', cycle: 'Seasons and hours', set: 'Has a value',
};

/** Measures by their name on the wire, and the short forms. */
export const MEASURES: Readonly<Record<MeasureName, string>> = {
  did: 'did', did_not: 'did not', never: 'never did', only_once: 'did exactly once', first_time_in: 'did for the first time in…', stopped: 'did, then stopped',
  resumed: 'stopped, then came back',
  count: 'count', distinct_days: 'days with a record', distinct_weeks: 'weeks with a record', distinct_months: 'months with a record',
  distinct: 'different values of', top_value: 'most frequent', sum: 'sum of', avg: 'average of', min: 'smallest', max: 'largest', median: 'median of',
  percentile: 'percentile of', first: 'first', last: 'latest', first_at: 'time of the first', last_at: 'time of the latest',
  days_since_first: 'days since the first', days_since_last: 'days since the latest', gap: 'days between two', overdue_ratio: 'times the usual gap',
  streak: 'run without a break', active_periods: 'active among the last periods', share: 'share', ratio: 'ratio', growth: 'change against before',
  seasonality: 'share in some months',
};

/** What a marketer asks, over the measures that answer it. */
export const MEASURE_GROUPS: Readonly<Record<MeasureGroup, string>> = {
  did: 'Did or did not', count: 'How often', amount: 'Amounts and values', time: 'When', gap: 'Gaps and repeat', regular: 'Runs and regularity', share: 'Shares and change',
};

/** Values that stand as codes in a definition. */
export const CODED: Readonly<Record<string, string>> = {
  morning_peak: 'morning peak', noon_break: 'noon break', evening_peak: 'evening peak', bedtime: 'bedtime', night: 'night',
  1: 'tier 1', new_1: 'new tier 1', 2: 'tier 2', 3: 'tier 3', 4: 'tier 4', 5: 'tier 5',
  resident_id: 'resident id', credit_code: 'credit code', bank_card: 'bank card number', phone: 'phone number', email: 'e-mail address', ean: 'bar code (EAN)',
  manual: 'by hand', auto: 'automatic', import: 'import', questionnaire: 'questionnaire',
  minutes: 'minutes', hours: 'hours', days: 'days', weeks: 'weeks', months: 'months', quarters: 'quarters', years: 'years',
};
