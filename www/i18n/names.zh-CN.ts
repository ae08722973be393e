// Names of operators, measures, coded values and tables, for rows and for errors.
import type { MeasureGroup, MeasureName, OperatorGroup } from './segments.js';

/** Operators by their name on the wire. */
export const OPERATORS: Readonly<Record<string, string>> = {
  eq: '等于', ne: '不等于', in: '是其中之一', not_in: '不是其中任何一个',
  is_true: '为“是”', is_false: '为“否”', is_not_true: '不为“是”', is_not_false: '不为“否”',
  contains: '包含', not_contains: '不包含', contains_any: '包含任一', not_contains_any: '一个都不包含',
  contains_all: '全部包含', not_contains_all: '没有全部包含',
  starts_with: '开头是', not_starts_with: '开头不是', ends_with: '结尾是', not_ends_with: '结尾不是',
  like: '符合通配（* ?）', not_like: '不符合通配（* ?）', matches: '符合正则', not_matches: '不符合正则',
  length: '字数', pinyin_starts: '拼音开头是', not_pinyin_starts: '拼音开头不是',
  in_subtree: '属于（含下级）', not_in_subtree: '不属于（含下级）', city_tier_in: '城市等级是', rank_ge: '等级不低于', rank_le: '等级不高于',
  in_range: '号段在', valid: '校验通过', not_valid: '校验不通过',
  between: '介于', not_between: '不介于', lt: '小于', le: '至多', gt: '大于', ge: '至少', in_bands: '在这些区间',
  top_n: '排名前', bottom_n: '排名后', top_percent: '排名前百分之', bottom_percent: '排名后百分之', quantile_in: '分位在', zscore: '偏离平均（标准差）',
  within_km: '在某地周围', in_box: '在某个经纬度范围',
  in_window: '在这段时间内', not_in_window: '不在这段时间内',
  before: '早于', after: '晚于', on: '在这一天', on_or_before: '不晚于', on_or_after: '不早于',
  more_than_ago: '距今超过', less_than_ago: '距今不到', ago_between: '距今介于', in_next: '在接下来', anniversary_in: '周年日（生日）在',
  month_in: '月份是', weekday_in: '星期是', day_of_month_in: '日子是', age: '周岁', diff: '距离', time_between: '时刻在', in_slot: '时段是',
  is_set: '有此信息', is_not_set: '无此信息',
};

/** Operators that are not the usual ones, by what they ask. */
export const OPERATOR_GROUPS: Readonly<Record<OperatorGroup, string>> = {
  contains: '包含与开头', shape: '写法与校验', class: '归类与等级', others: '和别人比', place: '位置', relative: '距今多久', cycle: '周期与时段', set: '有没有',
};

/** Measures by their name on the wire, and the short forms. */
export const MEASURES: Readonly<Record<MeasureName, string>> = {
  did: '做过', did_not: '没做过', never: '从没做过', only_once: '只做过一次', first_time_in: '第一次发生在…', stopped: '做过但停了', resumed: '停了又回来',
  count: '次数', distinct_days: '有记录的天数', distinct_weeks: '有记录的周数', distinct_months: '有记录的月数', distinct: '不同值的个数', top_value: '最常见的',
  sum: '合计', avg: '平均', min: '最小', max: '最大', median: '中位数', percentile: '分位数', first: '首次的', last: '最近一次的',
  first_at: '首次时间', last_at: '最近一次时间', days_since_first: '距首次天数', days_since_last: '距最近一次天数',
  gap: '两次之间的天数', overdue_ratio: '超过平时间隔的倍数', streak: '连续多久', active_periods: '最近几期里活跃几期',
  share: '占比', ratio: '两项之比', growth: '比之前的变化', seasonality: '集中在某些月份的比例',
};

/** What a marketer asks, over the measures that answer it. */
export const MEASURE_GROUPS: Readonly<Record<MeasureGroup, string>> = {
  did: '做过没有', count: '次数', amount: '金额与数值', time: '时间', gap: '间隔与复购', regular: '连续与规律', share: '占比与变化',
};

/** Values that stand as codes in a definition. */
export const CODED: Readonly<Record<string, string>> = {
  morning_peak: '早高峰', noon_break: '午休', evening_peak: '晚高峰', bedtime: '睡前', night: '夜间',
  1: '一线', new_1: '新一线', 2: '二线', 3: '三线', 4: '四线', 5: '五线',
  resident_id: '身份证号', credit_code: '统一社会信用代码', bank_card: '银行卡号', phone: '手机号', email: '邮箱', ean: '商品条码',
  manual: '人工', auto: '自动', import: '导入', questionnaire: '问卷',
  minutes: '分钟', hours: '小时', days: '天', weeks: '周', months: '月', quarters: '季度', years: '年',
};

/** The names that the engine gives to tables by itself. */
export const TABLES: Readonly<Record<string, string>> = { orders: '订单', interactions: '互动', messages: '消息', events: '事件' };
