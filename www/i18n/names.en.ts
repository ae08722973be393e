// Names of operators, measures and tables, for rows and for errors.
import type { MeasureName } from './segments.js';

/** Operators by their name on the wire. */
export const OPERATORS: Readonly<Record<string, string>> = {
  eq: 'equals', ne: 'does not equal', in: 'is one of', not_in: 'is none of',
  is_true: 'is yes', is_false: 'is no', is_not_true: 'is not yes', is_not_false: 'is not no',
  contains: 'contains', not_contains: 'does not contain', contains_any: 'contains any of', contains_all: 'contains all of',
  starts_with: 'starts with', not_starts_with: 'does not start with', ends_with: 'ends with', not_ends_with: 'does not end with',
  like: 'has the shape (* ?)', not_like: 'does not have the shape (* ?)', matches: 'matches regex', not_matches: 'does not match regex',
  between: 'is between', not_between: 'is not between', lt: 'less than', le: 'at most', gt: 'more than', ge: 'at least',
  in_window: 'is in the period', not_in_window: 'is not in the period',
  before: 'is before', after: 'is after', on: 'is on', on_or_before: 'is on or before', on_or_after: 'is on or after',
  is_set: 'has a value', is_not_set: 'has no value',
};

/** Measures by their name on the wire, and the two short forms. */
export const MEASURES: Readonly<Record<MeasureName, string>> = {
    did: 'did', did_not: 'did not', count: 'count', distinct_days: 'days with a record', distinct: 'different values of',
    sum: 'sum of', avg: 'average of', min: 'smallest', max: 'largest', first: 'first', last: 'latest',
    first_at: 'time of the first', last_at: 'time of the latest', days_since_first: 'days since the first', days_since_last: 'days since the latest',
};
