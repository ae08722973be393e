// Conditions on tags: taking them apart and putting them together.
import type { Operator, TagCondition, TagTest } from '../../../pkg/definition.js';
import type { TagTestName } from '../../i18n/segments.js';

/** What is asked of tags, taken apart. */
export interface TagParts {
  readonly test: TagTestName;
  readonly names: readonly string[];
  readonly k: number;
  /** What the number of tags must be. */
  readonly is: Operator;
  readonly untagged: boolean;
}

const START: TagParts = { test: 'has_any', names: [], k: 1, is: { ge: 1 }, untagged: true };

/** Takes a tag condition apart. */
export function tagParts(test: TagTest): TagParts {
  if ('count' in test) return { ...START, test: 'count', is: test.count };
  if ('untagged' in test) return { ...START, test: 'untagged', untagged: test.untagged };
  if ('has_any' in test) return { ...START, names: test.has_any };
  if ('has_all' in test) return { ...START, test: 'has_all', names: test.has_all };
  if ('has_none' in test) return { ...START, test: 'has_none', names: test.has_none };
  if ('has_exactly' in test) return { ...START, test: 'has_exactly', names: test.has_exactly };
  return { ...START, test: 'has_at_least', names: test.has_at_least.of, k: test.has_at_least.k };
}

/** Puts a tag condition together. */
export function makeTagTest(parts: TagParts): TagTest {
  const names = [...parts.names];
  switch (parts.test) {
    case 'has_any': return { has_any: names };
    case 'has_all': return { has_all: names };
    case 'has_none': return { has_none: names };
    case 'has_exactly': return { has_exactly: names };
    case 'has_at_least': return { has_at_least: { k: parts.k, of: names } };
    case 'count': return { count: parts.is };
    case 'untagged': return { untagged: parts.untagged };
  }
}

/** Which tags are looked at. */
export type TagScope = Pick<TagCondition, 'subtree' | 'group' | 'level' | 'window' | 'source_in'>;

/** Which tags a condition looks at, without what is asked of them. */
export function tagScope(condition: TagCondition): TagScope {
  const { subtree, group, level, window, source_in } = condition;
  return {
    ...(subtree === undefined ? {} : { subtree }), ...(group === undefined ? {} : { group }), ...(level === undefined ? {} : { level }),
    ...(window === undefined ? {} : { window }), ...(source_in === undefined ? {} : { source_in }),
  };
}
