// How a file is read, as one sentence.
import type { FilePlan, LayoutInfo } from '../../../pkg/definition.js';
import { count } from '../../i18n/format.js';
import type { Lang } from '../../i18n/lang.js';
import type { Messages } from '../../i18n/messages.js';
import { readingMessages } from '../../i18n/reading.js';
import { layoutName } from './layouts.js';

/** The name of an encoding without what stands in brackets. */
export const encodingName = (t: Messages, encoding: NonNullable<FilePlan['encoding']>): string => t.sheet.encodings[encoding].replace(/[（(].*$/, '').trim();

/** A path of records as a person reads it. */
export const pathName = (path: string, top: string): string => (path === '' || path === '[]' ? top : path.replaceAll('[]', ''));

/** The sentence; `template` is the name of the one that was applied. */
export function summaryOf(t: Messages, lang: Lang, plan: FilePlan, layouts: readonly LayoutInfo[], template: string | undefined): string {
  const { summary: s, plainDelimiters } = readingMessages(lang);
  const n = (value: number): string => count(lang, value);
  const how: string[] = [];
  // tables of a web page have no names of their own
  const named = plan.sheet !== undefined && plan.container !== 'html';
  if (plan.container !== 'text' && !named) how.push(t.sheet.container[plan.container]);
  if (named && plan.sheet !== undefined) how.push(s.sheet(plan.sheet));
  if (plan.encoding && (plan.container === 'text' || plan.encoding !== 'utf-8')) how.push(s.encoded(encodingName(t, plan.encoding)));
  if (plan.container === 'text' && plan.delimiter) how.push(s.delimited(plainDelimiters[plan.delimiter] ?? plan.delimiter));
  if (plan.container === 'json') how.push(plan.records_path ? s.records(plan.records_path.replaceAll('[]', '')) : s.wholeDocument);
  if (hasHeader(plan)) how.push(plan.header_line === 0 ? s.noHeader : s.header(n(plan.header_line)));
  const preamble = plan.skipped.length;
  const what = [s.columns(n(plan.columns.length)), ...(preamble > 0 ? [s.skipped(n(preamble))] : [])];
  const by = template !== undefined ? [s.template(template)] : plan.layout === undefined ? [] : [s.layout(layoutName(layouts, plan.layout, lang))];
  const refusing = plan.columns.filter((column) => column.role !== 'ignore' && (column.suppresses?.length ?? 0) > 0).map((column) => column.name);
  const rules = [...(plan.items ? [s.items(plan.items.order)] : []), ...(refusing.length > 0 ? [s.suppressing(refusing.join(lang === 'en' ? '”, “' : '”“'))] : [])];
  return s.join([how, what, by, rules]);
}

/** Whether a line of the file can be the header. */
export function hasHeader({ container }: FilePlan): boolean {
  return container !== 'json' && container !== 'ndjson' && container !== 'vcard' && container !== 'parquet';
}
