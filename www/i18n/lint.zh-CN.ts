import type { LintMessages } from './lint.js';

/** Chinese. */
export const lintZh: LintMessages = {
  contradiction: (v) => `没有人能同时满足 ${v('first')} 和 ${v('second')}`,
  always_true: () => '无论数据如何，所有人都满足这一条',
  always_false: () => '无论数据如何，没有人满足这一条',
  duplicate_condition: (v) => `${v('other')} 处已有同样的条件`,
  redundant_condition: (v) => `${v('other')} 已经包含了这一条`,
  unused_parameter: (v) => `参数“${v('name')}”没有被用到`,
  unused_condition: (v) => `条件“${v('name')}”没有被用到`,
  only_excludes: () => '规则只排除人，其余的人都会进来',
  matches_everybody: () => '所有已加载的联系人都满足这一条',
  matches_nobody: () => '已加载的联系人没有一个满足这一条',
  stale_value: (v) => `“${v('field')}”里已经没有“${v('value')}”`,
  tag_gone: (v) => `已经没有联系人带标签“${v('name')}”`,
  segment_gone: (v) => `人群库里已经没有编号为 ${v('id')} 的人群`,
  window_before_data: (v) => `时间窗口从 ${v('from')} 开始，而最早的事件在 ${v('oldest')}`,
  window_after_data: (v) => `时间窗口到 ${v('to')} 结束，而最新的事件在 ${v('newest')}`,
  window_outside_data: (v) => `时间窗口里没有事件：事件从 ${v('oldest')} 到 ${v('newest')}`,
  same_definition: (v) => `与人群“${v('name')}”的规则相同`,
  same_members: (v) => `与人群“${v('name')}”的成员相同`,
  limit_not_reached: (v) => `上限是 ${v('limit')} 人，而成员只有 ${v('members')} 人`,
};
