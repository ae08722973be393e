// What a person has not filled in yet. An unfinished condition is not an error of theirs: it waits.
import type { EventWindow, Node, Operator, Sequence } from '../../../pkg/definition.js';
import type { GapName } from '../../i18n/segments.js';
import { measureGap } from './measures.js';
import { childrenOf, filtersOf, groupKind } from './nodes.js';
import { isBlank, operandOf } from './operators.js';
import { blankIn } from './raw.js';
import { tagParts } from './tag-parts.js';

function windowGap(window: EventWindow | undefined): GapName | undefined {
  if (window === undefined || window === 'all_time') return undefined;
  if ('since_attribute' in window) return window.since_attribute.field === '' ? 'column' : window.since_attribute.length?.n === 0 ? 'window' : undefined;
  if ('since_event' in window) return window.since_event.table === '' ? 'table' : window.since_event.length?.n === 0 ? 'window' : undefined;
  const blank =
    ('rolling' in window && window.rolling.n === 0) ||
    ('days_to_date' in window && window.days_to_date === 0) ||
    ('complete_days' in window && window.complete_days === 0) ||
    ('ago' in window && window.ago.from === 0);
  return blank ? 'window' : undefined;
}

function operatorGap(operator: Operator): GapName | undefined {
  const operand = operandOf(operator);
  switch (operand.shape) {
    case 'none': return undefined;
    case 'one': return isBlank(operand.value) ? 'value' : undefined;
    case 'many': return operand.values.length === 0 ? 'values' : undefined;
    case 'two': return isBlank(operand.from) || isBlank(operand.to) ? 'range' : undefined;
    case 'window': return windowGap(operand.window);
    case 'raw': return blankIn(operand.operand, operand.value);
  }
}

function tagsGap(node: Extract<Node, { tags: unknown }>): GapName | undefined {
  const parts = tagParts(node.tags);
  if (parts.test === 'count') return operatorGap(parts.is);
  if (parts.test !== 'untagged' && parts.names.length === 0) return 'tags';
  return node.tags.level === 0 || node.tags.source_in?.length === 0 ? 'values' : windowGap(node.tags.window);
}

function sequenceGap(sequence: Sequence): GapName | undefined {
  if (sequence.steps.some((step) => step.table === '') || sequence.steps.every((step) => step.not === true)) return 'steps';
  if (sequence.steps.some((step) => step.gap?.n === 0) || sequence.within?.n === 0) return 'window';
  return windowGap(sequence.window) ?? (sequence.reached === undefined ? undefined : operatorGap(sequence.reached));
}

/** The first thing that is missing in a node itself; children and `where` answer for themselves. */
export function gapOf(node: Node): GapName | undefined {
  if (groupKind(node) !== undefined) return childrenOf(node).length === 0 ? 'group' : undefined;
  if ('attribute' in node) return node.attribute.field === '' ? 'field' : operatorGap(node.attribute.is);
  if ('tags' in node) return tagsGap(node);
  if ('segment' in node) return node.segment.id === '' ? 'segment' : undefined;
  if ('sequence' in node) return sequenceGap(node.sequence);
  if ('list' in node) return node.list.field === '' ? 'field' : node.list.values.length === 0 ? 'values' : undefined;
  if ('sample' in node) return node.sample.salt.trim() === '' ? 'salt' : undefined;
  if ('use' in node) return node.use === '' ? 'use' : undefined;
  if ('event' in node) {
    if (node.event.table === '') return 'table';
    const unsaid = filtersOf(node).some((filter) => filter.needed === true && filter.where !== undefined && childrenOf(filter.where).length === 0 && groupKind(filter.where) !== undefined);
    return measureGap(node.event.measure) ?? (unsaid ? 'where' : undefined) ?? operatorGap(node.event.is) ?? windowGap(node.event.window);
  }
  return undefined;
}
