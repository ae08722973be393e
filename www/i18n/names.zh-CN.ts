// Names of operators, measures and tables, for rows and for errors.
import type { MeasureName } from './segments.js';

/** Operators by their name on the wire. */
export const OPERATORS: Readonly<Record<string, string>> = {
  eq: '等于', ne: '不等于', in: '是其中之一', not_in: '不是其中任何一个',
  is_true: '为“是”', is_false: '为“否”', is_not_true: '不为“是”', is_not_false: '不为“否”',
  contains: '包含', not_contains: '不包含', contains_any: '包含任一', contains_all: '全部包含',
  starts_with: '开头是', not_starts_with: '开头不是', ends_with: '结尾是', not_ends_with: '结尾不是',
  like: '符合通配（* ?）', not_like: '不符合通配（* ?）', matches: '符合正则', not_matches: '不符合正则',
  between: '介于', not_between: '不介于', lt: '小于', le: '至多', gt: '大于', ge: '至少',
  in_window: '在这段时间内', not_in_window: '不在这段时间内',
  before: '早于', after: '晚于', on: '在这一天', on_or_before: '不晚于', on_or_after: '不早于',
  is_set: '有此信息', is_not_set: '无此信息',
};

/** Measures by their name on the wire, and the two short forms. */
export const MEASURES: Readonly<Record<MeasureName, string>> = {
    did: '做过', did_not: '没做过', count: '次数', distinct_days: '有记录的天数', distinct: '不同值的个数',
    sum: '合计', avg: '平均', min: '最小', max: '最大', first: '首次的', last: '最近一次的',
    first_at: '首次时间', last_at: '最近一次时间', days_since_first: '距首次天数', days_since_last: '距最近一次天数',
};

/** The names that the engine gives to tables by itself. */
export const TABLES: Readonly<Record<string, string>> = { orders: '订单', interactions: '互动', messages: '消息', events: '事件' };
