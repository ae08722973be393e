// What a person has not filled in yet. An unfinished condition is not an error of theirs: it waits.
import type { Node, Operator, Window } from '../../../pkg/definition.js';
import type { GapName } from '../../i18n/segments.js';
import { isBlank, measureColumn, operandOf, tagParts } from './operators.js';
import { childrenOf, groupKind } from './document.js';

function windowGap(window: Window | undefined): GapName | undefined {
  if (window === undefined || window === 'all_time') return undefined;
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
  }
}

/** The first thing that is missing in a node itself; children and `where` answer for themselves. */
export function gapOf(node: Node): GapName | undefined {
  if (groupKind(node) !== undefined) return childrenOf(node).length === 0 ? 'group' : undefined;
  if ('attribute' in node) return node.attribute.field === '' ? 'field' : operatorGap(node.attribute.is);
  if ('tags' in node) return tagParts(node.tags).names.length === 0 ? 'tags' : undefined;
  if ('segment' in node) return node.segment.id === '' ? 'segment' : undefined;
  if ('event' in node) {
    if (node.event.table === '') return 'table';
    if (measureColumn(node.event.measure) === '') return 'column';
    return operatorGap(node.event.is) ?? windowGap(node.event.window);
  }
  return undefined;
}
