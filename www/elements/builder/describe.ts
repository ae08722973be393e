// The short sentence of a node, for names of controls, menus and messages.
import type { Document, Kind, Literal, Node, Operator, Schema, Window } from '../../../pkg/definition.js';
import type { Lang } from '../../i18n/lang.js';
import type { SegmentMessages } from '../../i18n/segments.js';
import { childrenOf, groupKind } from './document.js';
import { gapOf } from './gaps.js';
import { genderOf, measureColumn, measureName, operandOf, operatorName, tagParts } from './operators.js';

/** What a sentence needs beside the node. */
export interface Telling {
  readonly s: SegmentMessages;
  readonly lang: Lang;
  readonly schema: Schema | undefined;
  readonly segmentName: (id: string) => string | undefined;
}

const SHOWN = 3;

function literal(value: Literal, kind: Kind, { s }: Telling): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return String(value);
  const gender = kind === 'gender' ? genderOf(value) : undefined;
  if (gender !== undefined) return s.attribute.gender[gender];
  return kind === 'text' || kind === 'code' ? s.quote(value) : value;
}

function listed(values: readonly string[], { s }: Telling): string {
  const shown = s.list(values.slice(0, SHOWN));
  return values.length > SHOWN ? `${shown} ${s.say.more(values.length)}` : shown;
}

/** A window in words. */
export function describeWindow(window: Window | undefined, { s }: Telling): string {
  const { say, unitsCalendar, thisUnit, toDate } = s.window;
  if (window === undefined || window === 'all_time') return '';
  if ('rolling' in window) return say.rolling(window.rolling.n, window.rolling.unit);
  if ('days_to_date' in window) return say.daysToDate(window.days_to_date);
  if ('complete_days' in window) return say.completeDays(window.complete_days);
  if ('ago' in window) return say.ago(window.ago.from, window.ago.to, window.ago.unit);
  if ('calendar' in window) return unitsCalendar[window.calendar.unit](window.calendar.back);
  if ('to_date' in window) return `${thisUnit[window.to_date]} ${toDate}`;
  return say.absolute(window.absolute.from, window.absolute.to);
}

function comparison(operator: Operator, kind: Kind, telling: Telling): { name: string; operand: string } {
  const { s } = telling;
  const name = s.attribute.operatorName(operatorName(operator), kind);
  const operand = operandOf(operator);
  switch (operand.shape) {
    case 'none': return { name, operand: '' };
    case 'one': return { name, operand: literal(operand.value, kind, telling) };
    case 'many': return { name, operand: listed(operand.values.map((value) => literal(value, kind, telling)), telling) };
    case 'two': return { name, operand: s.say.between(literal(operand.from, kind, telling), literal(operand.to, kind, telling)) };
    case 'window': return { name, operand: describeWindow(operand.window, telling) };
  }
}

function describeEvent(node: Extract<Node, { event: unknown }>, telling: Telling): string {
  const { s, schema } = telling;
  const { event } = node;
  const measure = measureName(event.measure);
  const where = event.where === undefined ? '' : describeInner(event.where, telling);
  const window = describeWindow(event.window, telling);
  const operand = operandOf(event.is);
  const name = operatorName(event.is);
  if (measure === 'count' && operand.shape === 'one') {
    const short = name === 'ge' && operand.value === 1 ? 'did' : name === 'eq' && operand.value === 0 ? 'did_not' : undefined;
    if (short !== undefined) return s.say.event(window, s.event.tableName(event.table), s.event.measures[short], '', '', where);
  }
  const info = schema?.measures.find((m) => m.name === measure);
  const column = measureColumn(event.measure) ?? '';
  const columnKind = schema?.events.find((t) => t.table === event.table)?.columns.find((c) => c.name === column)?.kind;
  const compared = comparison(event.is, info?.result ?? columnKind ?? 'number', telling);
  return s.say.event(window, s.event.tableName(event.table), s.event.measures[measure], column, `${compared.name} ${compared.operand}`.trim(), where);
}

/** The conditions of a small tree in one line. */
function describeInner(node: Node, telling: Telling): string {
  if (groupKind(node) === undefined) return describeNode(node, telling);
  return listed(childrenOf(node).map((child) => describeInner(child, telling)), telling);
}

/** What a node asks, in a few words. */
export function describeNode(node: Node, telling: Telling): string {
  const { s, schema } = telling;
  const sentence = (): string => {
    if (node.label !== undefined && node.label !== '') return node.label;
    const kind = groupKind(node);
    if (kind !== undefined) return s.say.group(s.group.kind[kind], childrenOf(node).length);
    if (gapOf(node) === 'field' || gapOf(node) === 'table' || gapOf(node) === 'segment' || gapOf(node) === 'tags') return s.say.unfinished;
    if ('attribute' in node) {
      const { field, is } = node.attribute;
      const columns = [...(schema?.fields ?? []), ...(schema?.events ?? []).flatMap((table) => table.columns)];
      const compared = comparison(is, columns.find((column) => column.name === field)?.kind ?? 'text', telling);
      return s.say.attribute(field, compared.name, compared.operand);
    }
    if ('tags' in node) {
      const parts = tagParts(node.tags);
      return s.say.tags(s.tags.test[parts.test], listed(parts.names, telling), parts.test === 'has_at_least' ? parts.k : 0);
    }
    if ('segment' in node) return s.say.segment(telling.segmentName(node.segment.id) ?? node.segment.id);
    if ('const' in node) return s.row.truth(node.const);
    return 'event' in node ? describeEvent(node, telling) : '';
  };
  return node.muted === true ? s.say.muted(sentence()) : sentence();
}

/** The name of a document, or what an unnamed one is called. */
export function documentName(document: Document, s: SegmentMessages): string {
  return document.name.trim() === '' ? s.place.untitled : document.name;
}
