import type { EditorMessages } from './editors.js';
import { count } from './format.js';
import { CODED } from './names.en.js';

const n = (value: number): string => count('en', value);
const places = (value: number): string => (value === 0 ? 'not used' : value === 1 ? 'used once' : `used ${n(value)} times`);

/** English. */
export const editorsEn: EditorMessages = {
  more: 'More',
  unit: 'Unit',
  units: { minutes: 'minutes', hours: 'hours', days: 'days', weeks: 'weeks', months: 'months', quarters: 'quarters', years: 'years' },
  length: 'Length',
  from: 'From',
  to: 'To',
  and: 'to',
  add: 'Add',
  removeAt: (at) => `Delete item ${at}`,
  upAt: (at) => `Move item ${at} up`,
  downAt: (at) => `Move item ${at} down`,
  choose: 'Choose',
  gone: (name) => `no longer there: ${name}`,
  coded: (name) => CODED[name] ?? name,

  population: { label: 'Compared among whom', has_value: 'among those with a value', all: 'among everybody', segment: 'among a segment', pick: 'Choose a segment' },
  tie: { include: 'ties all in', exclude: 'ties all out', by_id: 'fill up by key' },
  tieLabel: 'What happens to ties',

  top: { n: 'How many', people: 'contacts', percent: 'Percent', percentUnit: '%', from: 'From quantile', to: 'To quantile', quantileHint: 'above the first, up to the second' },
  comparison: { operator: 'How it compares', value: 'Number to compare with', years: 'years', characters: 'characters', deviations: 'deviations' },
  rank: { order: 'Order from low to high', orderHint: 'from low to high, for example basic, silver, gold', value: 'Rank' },
  bands: { low: 'Lower bound', high: 'Upper bound', open: 'open', add: 'Add a band' },
  months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  monthsLabel: 'Months',
  weekdaysLabel: 'Weekdays',
  daysLabel: 'Days of the month',
  daysHint: '1 to 31, several are possible',
  period: { label: 'When', next: 'the next', window: 'some period' },
  ago: { from: 'Earliest', to: 'Latest', ago: 'ago' },
  diff: { to: 'To which date', today: 'today', unit: 'Counted in' },
  geo: {
    longitude: 'Longitude column', pickLongitude: 'Choose the longitude', latitude: 'Latitude of the centre', km: 'km', around: 'Longitude of the centre', within: 'Radius',
    south: 'South (latitude)', north: 'North (latitude)', west: 'West (longitude)', east: 'East (longitude)',
  },

  reference: {
    field: 'Another column',
    pickField: 'Choose a column',
    times: 'Factor',
    statistic: { mean: 'mean', median: 'median', min: 'smallest', max: 'largest' },
    statisticLabel: 'Statistic',
    ofField: 'Of which column',
    own: 'of this one',
    param: 'Parameter',
    moved: 'Moved by',
    movedNone: 'the same day',
    later: 'later',
    earlier: 'earlier',
    direction: 'Direction',
  },

  since: {
    field: 'Date to start from', pickField: 'Choose a date', table: 'Event to start from', which: { first: 'the first', last: 'the latest' }, whichLabel: 'Which one',
    after: 'Start moved by', length: 'How long', untilNow: 'until now', forLength: 'for a length', until: 'Until', movedNone: 'from then on', later: 'from later on', earlier: 'from before on',
  },

  mask: { title: 'Only at some times', weekdays: 'Weekdays', slots: 'Parts of the day', times: 'Times of day', timesOn: 'limit the time of day', summary: (parts) => parts.join(', ') },

  measure: {
    q: 'Quantile', gap: { mean: 'mean', median: 'median', max: 'longest', last: 'latest' }, gapLabel: 'Which gap', which: { current: 'still going on', longest: 'the longest' },
    whichLabel: 'Which run', lastUnits: 'Looking at the last', atLeast: 'with at least', timesEach: 'records each', shareOf: 'Share of what', shareCount: 'by count', shareSum: 'by sum',
    pickColumn: 'Choose a column', of: 'Divided', to: 'By', over: 'Compared with', minBase: 'Base at least', inner: 'What is computed', months: 'Which months',
  },

  tags: {
    group: 'Only tags below', anyGroup: 'all tags', level: 'On which level', anyLevel: 'any level', window: 'When they were given', anyTime: 'at any time', inWindow: 'in a period',
    sources: 'Given by', needsRecord: 'A record of taggings is needed to ask when and by whom',
  },

  sequence: {
    step: (at) => `Step ${at}`, happened: 'happened', not: 'did not happen', gap: 'after at most', gapAny: 'any time later', gapOf: 'Longest gap', addStep: 'Add a step', within: 'all within',
    withinAny: 'as long as it takes', window: 'Period', correlate: 'Same in every step', correlateNone: 'nothing', strict: 'the same time counts as one after the other', reached: 'Steps to reach', reachedAll: 'all of them', reachedSome: 'number of steps reached',
    steps: 'Steps', table: 'Behaviour', limits: 'Limits',
  },

  list: {
    paste: 'The list', placeholder: 'one per line; a whole column can be pasted', count: (value) => `${n(value)} ${value === 1 ? 'value' : 'values'}`, unmatched: (value) => `${n(value)} not found in the data`, allMatched: 'all found', edit: 'Edit the list',
  },
  sample: { range: 'Which part', from: 'From percent', to: 'To percent', salt: 'Name of the sample', saltHint: 'another name draws other people', key: 'By which column', mainKey: 'the main key' },
  use: { label: 'Named condition', pick: 'Choose a named condition', none: 'No named condition yet; choose “Save as a named condition” in the menu of any condition' },

  limit: {
    title: 'At most', hint: 'taken after the exclusion', kind: 'How they are taken', top: 'best by a column', random: 'by chance', n: 'How many', people: 'contacts', by: 'By which column', pickBy: 'Choose a column',
    order: { desc: 'largest first', asc: 'smallest first' }, orderLabel: 'Order', seed: 'Seed', per: 'Taken for each', perNone: 'all together', remove: 'No limit', each: 'as many for each value',
  },

  parameters: {
    title: 'Parameters', hint: 'values with a name that conditions refer to; change one and every place follows', name: 'Name', value: 'Value', kind: 'Type',
    kinds: { number: 'number', text: 'text', date: 'date', list: 'list', bool: 'yes/no' },
    used: places, remove: (name) => `Delete the parameter “${name}”`, add: 'Add a parameter', yes: 'yes', no: 'no',
  },

  named: { title: 'Named conditions', hint: 'conditions with a name that can stand in several places', name: 'Name', used: places, remove: (name) => `Delete the named condition “${name}”`, back: 'Put back' },
};
