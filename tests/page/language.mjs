// One condition for every operator, operand, measure, window and kind of node, on the columns of the sample data.

const where = { all: [{ attribute: { field: '类目', is: { eq: '家居' } } }] };
const days = (n) => ({ n, unit: 'days' });
const attribute = (field) => (is) => ({ attribute: { field, is } });
const orders = (rest) => ({ event: { table: 'orders', is: { ge: 1 }, ...rest } });

/** Operators of a number. */
export const numbers = [
  { ge: { statistic: 'mean', times: 1.5 } }, { le: { statistic: 'median', population: 'all' } }, { gt: { param: '界限' } }, { in: [1, 2] }, { between: [20, { param: '界限' }] },
  { in_bands: [[0, 20], [60, null]] }, { top_n: { n: 100 } }, { bottom_n: { n: 100, population: 'all', tie: 'exclude' } }, { top_percent: { percent: 10 } },
  { bottom_percent: { percent: 5.5, tie: 'by_id' } }, { quantile_in: { from: 0.25, to: 0.75 } }, { zscore: { is: { gt: 2 } } },
  { within_km: { longitude: '年龄', center: [31.2304, 121.4737], km: 5 } }, { in_box: { longitude: '年龄', south: 31, west: 121, north: 31.5, east: 122 } },
];

/** Operators of a time. */
export const times = [
  { more_than_ago: days(90) }, { less_than_ago: { n: 2, unit: 'months' } }, { ago_between: { from: 90, to: 30, unit: 'days' } }, { in_next: days(7) },
  { anniversary_in: { next: days(7) } }, { anniversary_in: { complete_days: 30 } }, { month_in: [1, 2] }, { weekday_in: [6, 7] }, { day_of_month_in: [1, 15] },
  { age: { ge: 1 } }, { diff: { unit: 'months', is: { between: [1, 3] } } }, { time_between: ['22:00', '06:00'] }, { in_slot: ['night', 'bedtime'] },
  { after: '2025-01-01' }, { not_in_window: { to_date: 'months' } },
];

/** Operators of a text. */
export const texts = [
  { in: ['上海', '北京'] }, { not_contains_any: ['上', '北'] }, { contains_all: ['上'] }, { not_contains_all: ['上'] }, { length: { le: 2 } }, { pinyin_starts: 'sh' }, { not_pinyin_starts: 'sh' },
  { in_subtree: ['上海'] }, { not_in_subtree: ['上海'] }, { city_tier_in: ['1', 'new_1'] }, { rank_ge: { value: '上海', order: ['广州', '上海'] } }, { rank_le: { value: '上海', order: ['广州', '上海'] } },
  { eq: { field: '省份' } }, { matches: '^上' }, 'is_set',
];

/** Operators of a code. */
export const codes = [{ in_range: ['13900000000', '13999999999'] }, { valid: 'phone' }, { not_valid: 'phone' }];

/** Conditions on events: measures, windows, masks. */
export const events = [
  { measure: 'count', is: { eq: 0 }, window: 'all_time' }, { measure: 'distinct_weeks' }, { measure: 'distinct_months' }, { measure: { distinct: '类目' } }, { measure: { median: '实付金额' } },
  { measure: { percentile: { column: '实付金额', q: 0.9 } } }, { measure: { top_value: '类目' }, is: { eq: '家居' } }, { measure: { gap: 'median' } }, { measure: 'overdue_ratio' },
  { measure: { streak: { unit: 'weeks', which: 'longest' } } }, { measure: { active_periods: { unit: 'months', of: 3, at_least: 1 } } }, { measure: { seasonality: { months: [11, 12] } }, is: { ge: 0.5 } },
  { measure: { share: { where } }, is: { ge: 0.5 } }, { measure: { share: { where, sum: '实付金额' } }, is: { ge: 0.5 } },
  { measure: { ratio: { of: { measure: { sum: '实付金额' }, where }, to: { measure: 'count' } } } }, { measure: { growth: { of: 'count', over: { ago: { from: 180, to: 90, unit: 'days' } }, min_base: 2 } }, window: { complete_days: 90 }, is: { ge: 0.2 } },
  { measure: { sum: '实付金额' }, is: { top_percent: { percent: 10 } } }, { measure: 'last_at', is: { less_than_ago: days(30) } }, { measure: { max: '实付金额' }, is: { gt: { field: '年龄', times: 2 } } },
  { measure: 'count', window: { since_attribute: { field: '添加时间', offset: days(1), length: days(30) } } },
  { measure: 'count', window: { since_event: { which: 'first', table: 'orders', where } }, mask: { weekdays: [6, 7], slots: ['night'], times: ['22:00', '06:00'] } },
];

/** Other kinds of conditions. */
export const others = [
  { tags: { count: { ge: 2 } } }, { tags: { untagged: false } }, { tags: { has_any: ['互动'], subtree: true, group: '互动', level: 1 } },
  { sequence: { steps: [{ table: 'orders', where }, { table: 'orders', not: true, gap: days(7) }, { table: 'orders', gap: days(30) }], window: { complete_days: 90 }, within: days(60), correlate: '类目', strict: false, reached: { ge: 1 } } },
  { list: { field: '手机号', values: ['13900000000', '139'] } }, { sample: { salt: 'a', from: 0, to: 50 } }, { use: '常客' }, { const: true },
  { at_least: { k: 1, of: [{ const: true }, { const: false }] } }, { at_most: { k: 1, of: [{ const: true }] } }, { exactly: { k: 1, of: [{ const: true }] } }, { not: { const: false } },
];

/** Every condition, by what it shows. */
export const language = {
  numbers: numbers.map(attribute('年龄')),
  times: times.map(attribute('添加时间')),
  texts: [...texts.map(attribute('城市')), ...codes.map(attribute('手机号'))],
  events: events.map(orders),
  others,
};

/** A document with a rule of these conditions and everything that they refer to. */
export const documentOf = (conditions) => ({
  fenqun: 1, name: '全部写法', zone: 'Asia/Shanghai', week_start: 'monday', as_of: 'data',
  parameters: { 界限: 30 }, conditions: { 常客: { event: { table: 'orders', measure: 'count', is: { ge: 3 }, window: 'all_time' } } },
  rule: { any: conditions }, limit: { top: 500, by: '年龄', per: '省份' },
});
