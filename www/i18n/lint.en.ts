import { count } from './format.js';
import type { LintMessages } from './lint.js';

const n = (value: number): string => count('en', value);

/** English. */
export const lintEn: LintMessages = {
  title: (value) => `${n(value)} ${value === 1 ? 'thing' : 'things'} worth a look`,
  severity: { warning: 'Warning', hint: 'Hint' },
  go: 'Go there',
  goTo: (sentence) => `Go there: ${sentence}`,
  remove: 'Remove it',
  replace: (sentence) => `Change to: ${sentence}`,
  fixOf: (fix, sentence) => `${fix}: ${sentence}`,
  fixed: 'Changed',
  more: (value) => `${n(value)} more`,
  fewer: 'Show fewer',
  mark: (sentences) => `Worth a look: ${sentences}`,
  say: {
    contradiction: (v) => `Nobody can meet both “${v('first')}” and “${v('second')}”`,
    always_true: () => 'True for everybody, whatever the data are: it limits nothing',
    always_false: () => 'True for nobody, whatever the data are',
    duplicate_condition: (v) => `The same as “${v('other')}”`,
    redundant_condition: (v) => `“${v('other')}” says this already`,
    unused_parameter: (v) => `Nothing refers to the parameter “${v('name')}”`,
    unused_condition: (v) => `Nothing uses the condition “${v('name')}”`,
    only_excludes: () => 'The rule only takes people out; everybody else is in',
    matches_everybody: () => 'True for everybody in the data: it does nothing',
    matches_nobody: () => 'True for nobody in the data',
    stale_value: (v) => `No ${v('field')} is “${v('value')}”`,
    tag_gone: (v) => `Nobody has the tag “${v('name')}”`,
    segment_gone: (v) => `The segment is no longer in the library (${v('id')})`,
    window_before_data: (v) => `The period starts on ${v('from')}, the oldest record is of ${v('oldest')}`,
    window_after_data: (v) => `The period ends on ${v('to')}, the newest record is of ${v('newest')}`,
    window_outside_data: (v) => `There is no record in this period; records are from ${v('oldest')} to ${v('newest')}`,
    same_definition: (v) => `“${v('name')}” has exactly the same conditions`,
    same_members: (v) => `“${v('name')}” has exactly the same people`,
    limit_not_reached: (v) => `The limit is ${v('limit')}, but there are only ${v('members')} in all: it does nothing`,
  },
};
