// The short sentence of a node, for names of controls, menus and messages.
import type { Ago, Amount, Band, Circle, Diff, Document, EventWindow, Kind, Limit, Literal, Node, Operator, Period, QuantileRange, Rank, Schema, SizeReport, TopN, TopPercent, Zscore } from '../../../pkg/definition.js';
import type { Lang } from '../../i18n/lang.js';
import type { SegmentMessages } from '../../i18n/segments.js';
import { labelOf } from '../base/labels.js';
import { gapOf } from './gaps.js';
import { PERCENT, measureColumn, measureName, resultKind } from './measures.js';
import { childrenOf, groupKind, kOf } from './nodes.js';
import { type OperandValue, genderOf, isReference, operandOf, operatorName } from './operators.js';
import { shortForm } from './short.js';
import { tagParts } from './tag-parts.js';

/** What a sentence needs beside the node. */
export interface Telling {
  readonly s: SegmentMessages;
  readonly lang: Lang;
  readonly schema: Schema | undefined;
  readonly segmentName: (id: string) => string | undefined;
}

const SHOWN = 3;

function literal(value: Literal, kind: Kind, { s, schema, lang }: Telling): string {
  if (isReference(value)) {
    if ('param' in value) return s.phrase.param(value.param, value.times);
    if ('statistic' in value) return s.phrase.statistic(value.statistic, value.field === undefined ? undefined : labelOf(schema, value.field, lang), value.times);
    return s.phrase.field(labelOf(schema, value.field, lang), value.times, value.plus === undefined ? '' : s.phrase.moved(value.plus.n, value.plus.unit));
  }
  if (typeof value === 'boolean') return value ? s.words.yes : s.words.no;
  if (typeof value === 'number') return String(value);
  const gender = kind === 'gender' ? genderOf(value) : undefined;
  if (gender !== undefined) return s.attribute.gender[gender];
  return kind === 'text' || kind === 'code' ? s.quote(value) : value;
}

function listed(values: readonly string[], { s }: Telling): string {
  const shown = s.list(values.slice(0, SHOWN));
  return values.length > SHOWN ? `${shown} ${s.say.more(values.length)}` : shown;
}

/** A window in words. */
export function describeWindow(window: EventWindow | undefined, { s }: Telling): string {
  const { say, unitsCalendar, thisUnit, toDate } = s.window;
  if (window === undefined || window === 'all_time') return '';
  if ('since_attribute' in window) return s.phrase.sinceAttribute(window.since_attribute.field);
  if ('since_event' in window) return s.phrase.sinceEvent(s.event.tableName(window.since_event.table), window.since_event.which);
  if ('rolling' in window) return say.rolling(window.rolling.n, window.rolling.unit);
  if ('days_to_date' in window) return say.daysToDate(window.days_to_date);
  if ('complete_days' in window) return say.completeDays(window.complete_days);
  if ('ago' in window) return say.ago(window.ago.from, window.ago.to, window.ago.unit);
  if ('calendar' in window) return unitsCalendar[window.calendar.unit](window.calendar.back);
  if ('to_date' in window) return `${thisUnit[window.to_date]} ${toDate}`;
  return say.absolute(window.absolute.from, window.absolute.to);
}

/** A comparison of a number that an operand is made of. */
function inner(is: Operator, telling: Telling): string {
  const compared = comparison(is, 'number', telling);
  return telling.s.say.attribute('', compared.name, compared.operand).trim();
}

function raw(name: string, { operand, value }: Extract<OperandValue, { shape: 'raw' }>, telling: Telling): string {
  const { s } = telling;
  const { phrase } = s;
  const amount = (length: Amount): string => phrase.amount(length.n, length.unit);
  switch (operand) {
    case 'comparison': return inner(value as Operator, telling);
    case 'zscore': return inner((value as Zscore).is, telling);
    case 'diff': return phrase.diff((value as Diff).to ?? '', (value as Diff).unit, inner((value as Diff).is, telling));
    case 'name': return phrase.coded(value as string);
    case 'names': return listed((value as readonly string[]).map(phrase.coded), telling);
    case 'numbers': return listed(phrase.numbers(name, value as readonly number[]), telling);
    case 'rank': return phrase.rank((value as Rank).value);
    case 'bands': return listed((value as readonly Band[]).map(([low, high]) => phrase.band(low, high)), telling);
    case 'top_n': return phrase.contacts((value as TopN).n);
    case 'top_percent': return phrase.topPercent((value as TopPercent).percent);
    case 'quantiles': return phrase.span(phrase.percent(100 * (value as QuantileRange).from), phrase.percent(100 * (value as QuantileRange).to));
    case 'amount': return amount(value as Amount);
    case 'ago': return phrase.ago((value as Ago).from, (value as Ago).to, (value as Ago).unit);
    case 'period': {
      const period = value as Period;
      return typeof period === 'object' && 'next' in period ? phrase.next(amount(period.next)) : describeWindow(period, telling);
    }
    case 'times': return phrase.span((value as readonly string[])[0] ?? '', (value as readonly string[])[1] ?? '');
    case 'circle': return phrase.circle((value as Circle).km);
    default: return '';
  }
}

/** The words of an operator and of what stands to its right. */
export function comparison(operator: Operator, kind: Kind, telling: Telling, percent = false): { name: string; operand: string } {
  const { s } = telling;
  const wire = operatorName(operator);
  const name = s.attribute.operatorName(wire, kind);
  const operand = operandOf(operator);
  const said = (value: Literal): string => (percent && typeof value === 'number' ? s.phrase.percent(Number((value * 100).toPrecision(15))) : literal(value, kind, telling));
  switch (operand.shape) {
    case 'none': return { name, operand: '' };
    case 'one': return { name, operand: said(operand.value) };
    case 'many': return { name, operand: listed(operand.values.map(said), telling) };
    case 'two': return { name, operand: s.say.between(said(operand.from), said(operand.to)) };
    case 'window': return { name, operand: describeWindow(operand.window, telling) };
    case 'raw': {
      const text = raw(wire, operand, telling);
      return name.includes('…') ? { name: name.replace('…', text), operand: '' } : { name, operand: text };
    }
  }
}

function describeEvent(node: Extract<Node, { event: unknown }>, telling: Telling): string {
  const { s, schema } = telling;
  const { event } = node;
  const measure = measureName(event.measure);
  const where = event.where === undefined ? '' : describeInner(event.where, telling);
  const window = describeWindow(event.window, telling);
  const short = shortForm(event);
  if (short !== undefined) return s.say.event(window, s.event.tableName(event.table), s.event.measures[short], '', '', where);
  const info = schema?.measures.find((m) => m.name === measure);
  const column = measureColumn(event.measure) ?? '';
  const columnInfo = schema?.events.find((t) => t.table === event.table)?.columns.find((c) => c.name === column);
  const compared = comparison(event.is, resultKind(info, columnInfo), telling, PERCENT.has(measure));
  return s.say.event(window, s.event.tableName(event.table), s.event.measures[measure], column, `${compared.name} ${compared.operand}`.trim(), where);
}

/** The conditions of a small tree in one line. */
export function describeInner(node: Node, telling: Telling): string {
  if (groupKind(node) === undefined) return describeNode(node, telling);
  return listed(childrenOf(node).map((child) => describeInner(child, telling)), telling);
}

function describeTags(node: Extract<Node, { tags: unknown }>, telling: Telling): string {
  const { s } = telling;
  const parts = tagParts(node.tags);
  if (parts.test === 'untagged') return s.phrase.untagged(parts.untagged);
  if (parts.test === 'count') return s.say.attribute(s.tags.test.count, inner(parts.is, telling), '');
  return s.say.tags(s.tags.test[parts.test], listed(parts.names, telling), parts.test === 'has_at_least' ? parts.k : 0);
}

function describeCondition(node: Node, telling: Telling): string {
  const { s, schema } = telling;
  const { phrase } = s;
  if ('attribute' in node) {
    const { field, is } = node.attribute;
    const columns = [...(schema?.fields ?? []), ...(schema?.events ?? []).flatMap((table) => table.columns)];
    const column = columns.find((other) => other.name === field);
    const compared = comparison(is, column?.kind ?? 'text', telling);
    return s.say.attribute(labelOf(schema, field, telling.lang), compared.name, compared.operand);
  }
  if ('tags' in node) return describeTags(node, telling);
  if ('segment' in node) {
    const sentence = s.say.segment(telling.segmentName(node.segment.id) ?? node.segment.id);
    return node.segment.snapshot === undefined ? sentence : phrase.snapshot(sentence);
  }
  if ('sequence' in node) {
    const { steps, within } = node.sequence;
    return phrase.sequence(steps.map((step) => phrase.step(s.event.tableName(step.table), step.not === true)), within === undefined ? '' : phrase.amount(within.n, within.unit));
  }
  if ('list' in node) return phrase.list(node.list.field, node.list.values.length);
  if ('sample' in node) return phrase.sample(node.sample.from, node.sample.to);
  if ('use' in node) return phrase.use(node.use);
  if ('const' in node) return s.row.truth(node.const);
  return 'event' in node ? describeEvent(node, telling) : '';
}

const UNSAYABLE: ReadonlySet<string> = new Set(['field', 'table', 'segment', 'tags', 'steps', 'use']);

/** What a node asks, in a few words. */
export function describeNode(node: Node, telling: Telling): string {
  const { s } = telling;
  const sentence = (): string => {
    if (node.label !== undefined && node.label !== '') return node.label;
    const kind = groupKind(node);
    const k = kOf(node);
    if (kind !== undefined && k !== undefined) return s.phrase.kOf(s.group.kind[kind], k, childrenOf(node).length);
    if (kind !== undefined) return s.say.group(s.group.kind[kind], childrenOf(node).length);
    return UNSAYABLE.has(gapOf(node) ?? '') ? s.say.unfinished : describeCondition(node, telling);
  };
  return node.muted === true ? s.say.muted(sentence()) : sentence();
}

/** How many of those who fit are in; empty when the limit leaves nobody out. */
export function limitedText(limit: Limit | undefined, report: SizeReport | undefined, s: SegmentMessages): string {
  const fit = report?.limited;
  if (limit === undefined || report === undefined || fit === undefined || fit <= report.matched) return '';
  return s.result.limited(report.matched, fit, 'random' in limit ? 'random' : limit.per === undefined ? 'first' : 'each');
}

/** The name of a document, or what an unnamed one is called. */
export function documentName(document: Document, s: SegmentMessages): string {
  return document.name.trim() === '' ? s.place.untitled : document.name;
}
