import type { LintMessages } from './lint.js';

/** English. */
export const lintEn: LintMessages = {
  contradiction: (v) => `Nobody can meet both ${v('first')} and ${v('second')}`,
  always_true: () => 'This is true for everybody, whatever the data are',
  always_false: () => 'This is true for nobody, whatever the data are',
  duplicate_condition: (v) => `The same condition stands at ${v('other')}`,
  redundant_condition: (v) => `${v('other')} says this already`,
  unused_parameter: (v) => `Nothing refers to the parameter ${v('name')}`,
  unused_condition: (v) => `Nothing uses the condition ${v('name')}`,
  only_excludes: () => 'The rule only takes people out; everybody else is in it',
  matches_everybody: () => 'This is true for every loaded contact',
  matches_nobody: () => 'This is true for no loaded contact',
  stale_value: (v) => `No ${v('field')} is ${v('value')}`,
  tag_gone: (v) => `No contact has the tag ${v('name')}`,
  segment_gone: (v) => `No segment has the id ${v('id')}`,
  window_before_data: (v) => `The window starts on ${v('from')}, the oldest event is of ${v('oldest')}`,
  window_after_data: (v) => `The window ends on ${v('to')}, the newest event is of ${v('newest')}`,
  window_outside_data: (v) => `The window lies outside the events, which are from ${v('oldest')} to ${v('newest')}`,
  same_definition: (v) => `${v('name')} has the same rule`,
  same_members: (v) => `${v('name')} has the same members`,
  limit_not_reached: (v) => `The limit is ${v('limit')}, but there are only ${v('members')} members`,
};
