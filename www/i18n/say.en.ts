import { CODED } from './names.en.js';
import type { RulePhrases } from './say.js';

const STATISTIC = { mean: 'the mean', median: 'the median', min: 'the smallest', max: 'the largest' } as const;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

const times = (factor: number | undefined): string => (factor === undefined || factor === 1 ? '' : ` × ${factor}`);
const amount = (n: number, unit: string): string => `${n} ${n === 1 ? unit.replace(/s$/, '') : unit}`;

/** English. */
export const phrasesEn: RulePhrases = {
  coded: (name) => CODED[name] ?? name,
  amount,
  contacts: (n) => String(n),
  percent: (percent) => `${percent}%`,
  topPercent: (percent) => `${percent}%`,
  span: (from, to) => `${from} to ${to}`,
  ago: (from, to, unit) => `${from} to ${amount(to, unit)} ago`,
  next: (length) => `the next ${length}`,
  numbers: (operator, list) => list.map((n) => (operator === 'weekday_in' ? WEEKDAYS[n - 1] : operator === 'month_in' ? MONTHS[n - 1] : undefined) ?? String(n)),
  rank: (value) => `“${value}”`,
  band: (low, high) => (low === null ? `up to ${high ?? ''}` : high === null ? `from ${low}` : `${low} to ${high}`),
  circle: (km) => `within ${km} km`,
  diff: (to, unit, comparison) => `${to === '' ? 'today' : to} in ${unit} ${comparison}`,
  field: (name, factor, moved) => `${name}${times(factor)}${moved}`,
  moved: (n, unit) => ` ${n < 0 ? '−' : '+'} ${amount(Math.abs(n), unit)}`,
  statistic: (statistic, field, factor) => `${STATISTIC[statistic]}${field === undefined ? '' : ` of ${field}`}${times(factor)}`,
  param: (name, factor) => `the parameter “${name}”${times(factor)}`,
  sinceAttribute: (field) => `after ${field}`,
  sinceEvent: (table, which) => `after the ${which === 'first' ? 'first' : 'latest'} of ${table}`,
  step: (table, not) => (not ? `no ${table}` : table),
  sequence: (steps, within) => `one after another: ${steps.join(' → ')}${within === '' ? '' : ` within ${within}`}`,
  list: (field, n) => `${field} is in the list of ${n}`,
  sample: (from, to) => `sample ${from}%–${to}%`,
  use: (name) => `named condition “${name}”`,
  snapshot: (sentence) => `${sentence} (snapshot)`,
  untagged: (yes) => (yes ? 'has no tag at all' : 'has some tag'),
  kOf: (kind, k, of) => `${kind} ${k} of ${of} conditions`,
};
