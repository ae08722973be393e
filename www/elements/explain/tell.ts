// Nodes and values of an explanation in words.
import type { Document, Kind, Node, NodeTruth, ShownValue } from '../../../pkg/definition.js';
import type { ExplainMessages } from '../../i18n/explain.js';
import { labelOf } from '../base/labels.js';
import { dayText } from '../builder/dates.js';
import { comparison, describeInner, describeNode, describeWindow, type Telling } from '../builder/describe.js';
import { NAMED, nodeAt } from '../builder/document.js';
import { PERCENT, measureColumn, measureName, resultKind } from '../builder/measures.js';
import { groupKind } from '../builder/nodes.js';
import { genderOf } from '../builder/operators.js';
import { parsePath } from '../builder/path.js';

/** How deep a path lies below its root. */
export function depthOf(path: string): number {
  return parsePath(path)?.steps.length ?? 0;
}

/** What the node at a path asks; roots say what they are for. */
export function sentenceAt(document: Document, path: string, telling: Telling, t: ExplainMessages): string {
  const node = nodeAt(document, path);
  const said = node === undefined ? '' : describeNode(node, telling);
  if (depthOf(path) > 0 || node === undefined) return said;
  if (path.startsWith(NAMED)) return `${t.named(path.slice(NAMED.length))} · ${said}`;
  return `${path === 'exclude' ? t.excluded : t.whole} · ${said}`;
}

/** A value that decided something, as people read it. */
export function valueText(value: ShownValue, kind: Kind, percent: boolean, telling: Telling, t: ExplainMessages): string {
  const { s, lang } = telling;
  if (value === 'missing') return t.missing;
  if ('number' in value) return numberText(value.number, percent, telling);
  if ('date' in value) return dayText(lang, value.date);
  if ('datetime' in value) return dayText(lang, value.datetime, true);
  if ('bool' in value) return value.bool ? s.words.yes : s.words.no;
  if ('tags' in value) return value.tags.length === 0 ? t.noTags : t.tags(s.list(value.tags));
  const gender = kind === 'gender' ? genderOf(value.text) : undefined;
  return gender === undefined ? s.quote(value.text) : s.attribute.gender[gender];
}

/** A decimal text with separators; more digits than a number holds stay as they are. */
function numberText(text: string, percent: boolean, { lang }: Telling): string {
  const number = Number(text);
  if (percent) return new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 2 }).format(number);
  return Number.isSafeInteger(Math.trunc(number)) ? new Intl.NumberFormat(lang, { maximumFractionDigits: 9 }).format(number) : text;
}

/** What was looked at: a column, or the measure of events with its period. */
function subjectOf(node: Node, telling: Telling): string {
  const { s } = telling;
  if ('attribute' in node) return labelOf(telling.schema, node.attribute.field, telling.lang);
  if (!('event' in node)) return '';
  const { event } = node;
  const where = event.where === undefined ? '' : describeInner(event.where, telling);
  return s.say.event(describeWindow(event.window, telling), s.event.tableName(event.table), s.event.measures[measureName(event.measure)], measureColumn(event.measure) ?? '', '', where).trim();
}

function needOf(node: Node, truth: NodeTruth, telling: Telling, percent: boolean): string {
  if (truth.is === undefined) return '';
  const { name, operand } = comparison(truth.is, kindOf(node, telling), telling, percent);
  return `${name} ${operand}`.trim();
}

/** The kind of what a condition compares. */
function kindOf(node: Node, { schema }: Telling): Kind {
  if ('attribute' in node) {
    const columns = [...(schema?.fields ?? []), ...(schema?.events ?? []).flatMap((table) => table.columns)];
    return columns.find((column) => column.name === node.attribute.field)?.kind ?? 'text';
  }
  if (!('event' in node)) return 'number';
  const { event } = node;
  const info = schema?.measures.find((one) => one.name === measureName(event.measure));
  const column = schema?.events.find((table) => table.table === event.table)?.columns.find((one) => one.name === measureColumn(event.measure));
  return resultKind(info, column);
}

/** The value that decided a condition and what it had to be: "orders in the last 90 days 2, must be at least 3". */
export function verdict(document: Document, truth: NodeTruth, telling: Telling, t: ExplainMessages): string {
  const node = nodeAt(document, truth.path);
  if (node === undefined || truth.value === undefined || groupKind(node) !== undefined) return '';
  const percent = 'event' in node && PERCENT.has(measureName(node.event.measure));
  const value = valueText(truth.value, kindOf(node, telling), percent, telling, t);
  if (typeof truth.value === 'object' && 'tags' in truth.value) return value;
  const shown = truth.masked ? `${value} (${t.masked})` : value;
  const subject = subjectOf(node, telling);
  const need = needOf(node, truth, telling, percent);
  return need === '' || subject === '' ? t.has(shown) : t.needs(subject, shown, need);
}
