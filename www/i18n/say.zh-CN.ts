import { CODED } from './names.zh-CN.js';
import type { RulePhrases } from './say.js';

const UNIT: Readonly<Record<string, string>> = { minutes: '分钟', hours: '小时', days: '天', weeks: '周', months: '个月', quarters: '个季度', years: '年' };
const STATISTIC = { mean: '平均值', median: '中位数', min: '最小值', max: '最大值' } as const;
const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];
const ENDINGS: Readonly<Record<string, string>> = { month_in: '月', day_of_month_in: '日' };

const times = (factor: number | undefined): string => (factor === undefined || factor === 1 ? '' : `的${factor}倍`);

/** Chinese. */
export const phrasesZh: RulePhrases = {
  coded: (name) => CODED[name] ?? name,
  amount: (n, unit) => `${n}${UNIT[unit] ?? unit}`,
  contacts: (n) => `${n}名`,
  percent: (percent) => `${percent}%`,
  topPercent: (percent) => String(percent),
  span: (from, to) => `${from}到${to}`,
  ago: (from, to, unit) => `${from}到${to}${UNIT[unit] ?? unit}前`,
  next: (amount) => `接下来${amount}`,
  numbers: (operator, list) => list.map((n) => (operator === 'weekday_in' ? (WEEKDAYS[n - 1] ?? String(n)) : `${n}${ENDINGS[operator] ?? ''}`)),
  rank: (value) => `“${value}”`,
  band: (low, high) => (low === null ? `${high ?? ''}以下` : high === null ? `${low}以上` : `${low}到${high}`),
  circle: (km) => `${km}公里内`,
  diff: (to, unit, comparison) => `${to === '' ? '今天' : to}的${CODED[unit] ?? unit}数${comparison}`,
  field: (name, factor, moved) => `${name}${times(factor)}${moved}`,
  moved: (n, unit) => `${n < 0 ? '前' : '后'}${Math.abs(n)}${UNIT[unit] ?? unit}`,
  statistic: (statistic, field, factor) => `${field ?? ''}${STATISTIC[statistic]}${times(factor)}`,
  param: (name, factor) => `参数“${name}”${times(factor)}`,
  sinceAttribute: (field) => `${field}之后`,
  sinceEvent: (table, which) => `${which === 'first' ? '首次' : '最近一次'}${table}之后`,
  step: (table, not) => (not ? `没有${table}` : table),
  sequence: (steps, within) => `先后发生：${steps.join(' → ')}${within === '' ? '' : `，${within}内`}`,
  list: (field, n) => `${field}在名单里（${n}个）`,
  sample: (from, to) => `抽样 ${from}%–${to}%`,
  use: (name) => `命名条件“${name}”`,
  snapshot: (sentence) => `${sentence}（快照）`,
  untagged: (yes) => (yes ? '没有任何标签' : '至少有一个标签'),
  kOf: (kind, k, of) => `${kind}${k}项，共${of}个条件`,
};
