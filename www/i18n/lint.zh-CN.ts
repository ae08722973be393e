import { count } from './format.js';
import type { LintMessages } from './lint.js';

const n = (value: number): string => count('zh-CN', value);

/** Chinese. */
export const lintZh: LintMessages = {
  title: (value) => `有${n(value)}处值得看一眼`,
  severity: { warning: '注意', hint: '提示' },
  go: '去看',
  goTo: (sentence) => `去看：${sentence}`,
  remove: '去掉',
  replace: (sentence) => `改成：${sentence}`,
  fixOf: (fix, sentence) => `${fix}：${sentence}`,
  fixed: '已改好',
  more: (value) => `还有${n(value)}处`,
  fewer: '收起',
  mark: (sentences) => `值得看一眼：${sentences}`,
  say: {
    contradiction: (v) => `“${v('first')}”和“${v('second')}”不可能同时满足，没有人符合`,
    always_true: () => '无论数据怎样，这里对所有人都成立，等于没有限制',
    always_false: () => '无论数据怎样，这里对谁都不成立',
    duplicate_condition: (v) => `和“${v('other')}”重复了`,
    redundant_condition: (v) => `“${v('other')}”已经包含了它，可以去掉`,
    unused_parameter: (v) => `参数“${v('name')}”没有用到`,
    unused_condition: (v) => `命名条件“${v('name')}”没有用到`,
    only_excludes: () => '只说了不要谁，其余的人都在人群里',
    matches_everybody: () => '现在的数据里人人都符合，这一条不起作用',
    matches_nobody: () => '现在的数据里没有人符合',
    stale_value: (v) => `“${v('field')}”里没有“${v('value')}”这个值`,
    tag_gone: (v) => `没有人带标签“${v('name')}”`,
    segment_gone: (v) => `引用的人群已不在人群库里（${v('id')}）`,
    window_before_data: (v) => `时间范围从${v('from')}开始，而最早的记录是${v('oldest')}`,
    window_after_data: (v) => `时间范围到${v('to')}为止，而最新的记录是${v('newest')}`,
    window_outside_data: (v) => `这段时间里没有任何记录，记录只有${v('oldest')}到${v('newest')}`,
    same_definition: (v) => `人群“${v('name')}”的条件和它完全一样`,
    same_members: (v) => `人群“${v('name')}”的成员和它完全一样`,
    limit_not_reached: (v) => `限制${v('limit')}人，但一共只有${v('members')}人，限制不起作用`,
  },
};
