// What is asked, free of any engine: the clock, the parameters of every question, the segments of the overlap.
//
// A missing cell matches nothing, and "not C" is true wherever C is not true (two-valued logic).
import { TAGS } from './tags.mjs';

export { TAGS };

/** 2025-10-01T00:00:00Z, the instant that stands for now, in seconds since 1970. */
export const NOW = Date.UTC(2025, 9, 1) / 1000;
export const DAY = 86400;

/** Seconds since 1970 as `2025-10-01T00:00:00Z`. */
export const iso = (seconds) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;

/** Categories of orders, the most frequent first. */
export const CATEGORIES =
  '美妆 母婴 食品 服饰 家居 数码 家电 运动 图书 宠物 医药 生鲜 酒水 珠宝 箱包 玩具 汽车 旅行 教育 其他'.split(' ');

/** Parameters by question. `days` are counted back from `NOW`, in days of 86,400 seconds; `daysAgo` makes an instant of them. */
export const PARAMETERS = {
  q1: { tag: TAGS[4] },
  q2: { all: [TAGS[0], TAGS[1], TAGS[6]], not: TAGS[2] },
  q3: { below: '地区-北京' },
  q4: { gender: '女', age: [25, 35], tier: 1 },
  q5: { spend: [500, 2000], coupon: 0.8 },
  q6: { inactiveDays: 15 },
  q7: { text: '小雨' },
  q8: { category: '母婴', days: 90, orders: 3 },
  q9: { days: 30, amount: 5000 },
  q10: { boughtDays: 365, notDays: 90 },
  q12: {
    either: { tag: TAGS[3], age: [20, 40] },
    or: { orders: 2, days: 180, cities: ['北京', '上海', '深圳'] },
    not: { tag: TAGS[5], coupon: 0.9, inactiveDays: 180 },
  },
};

export const daysAgo = (days) => NOW - days * DAY;

/** Tags below the one of q3. */
export const TAGS_BELOW = TAGS.filter((tag) => tag.startsWith(`${PARAMETERS.q3.below}-`));

/**
 * q11 gives contacts per cell of quintiles, `{"555": n, …}`. The score of a value is 1 + floor(5 × s / n), s being the
 * number of contacts with a smaller value and n that of all contacts, so equal values have equal scores. Recency is the
 * instant of the last order (0 without one), frequency the number of orders, money their sum.
 */
export const QUESTIONS = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7', 'q8', 'q9', 'q10', 'q11', 'q12'];

/** Questions, the facet and the overlap, in the order in which they are asked. */
export const ALL = [...QUESTIONS, 'f1', 'o1'];

/** What is asked, in words. */
export const IN_WORDS = {
  q1: 'has one tag (the 5th most frequent)',
  q2: 'tags #1 and #2 and #7, not #3',
  q3: 'any tag below `地区-北京` (6 tags)',
  q4: 'gender = 女, age 25-35, city_tier = 1',
  q5: 'total_spend 500-2000 and coupon_rate >= 0.8',
  q6: 'last active more than 15 days ago',
  q7: 'nickname contains 小雨',
  q8: '>= 3 orders in 母婴 in 90 days',
  q9: 'sum of amounts in 30 days >= 5000',
  q10: 'bought in 365 days, not in 90',
  q11: 'contacts per cell of RFM quintiles',
  q12: '(tag #4 and age 20-40, or >= 2 orders in 180 days and one of 3 cities) and not (tag #6 or coupon_rate >= 0.9 or inactive for 180 days)',
  f1: 'members per city and per tag inside q4',
  o1: 'overlap of 20 segments (q1-q10 and ten tags), from their definitions',
};

/** The 20 segments of the overlap: ten questions and ten single tags of falling frequency. */
export const OVERLAP = [
  ...['q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7', 'q8', 'q9', 'q10'].map((question) => ({ question })),
  ...[0, 1, 2, 3, 8, 16, 32, 64, 128, 256].map((rank) => ({ tag: TAGS[rank] })),
];
