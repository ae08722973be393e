// What only some types of columns have.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { UnknownWords } from '../../../pkg/definition.js';
import { count } from '../../i18n/format.js';
import { choicesOf, select } from '../base/select.js';
import { typed } from '../base/typed.js';
import { centuries } from './centuries.js';
import type { ColumnRow } from './column-row.js';
import { askBehind } from './questions.js';
import { wordsOf, wordsText } from './words.js';

type TextPart = 'separators' | 'tag_group' | 'group_sign' | 'currency' | 'calling_code';
type CheckPart = 'decimal_comma' | 'minor_units' | 'blank_is_false';

/** Separators and groups of tags, order of dates, decimal comma, currency and unit, calling code, refusals. */
export function options(row: ColumnRow, header: string): TemplateResult | typeof nothing {
  const { messages: t, reading: r, column, id, change, events } = row;
  const text = (part: TextPart, label: string, hint = '', most = 40): TemplateResult => html`<div class="field">
    <label for=${id(part)}>${label}</label>
    <input id=${id(part)} maxlength=${most} placeholder=${hint} .value=${typed(column[part] ?? '')}
      @change=${(event: Event) => change(part, { [part]: (event.target as HTMLInputElement).value || undefined })}></div>`;
  const check = (part: CheckPart, label: string): TemplateResult => html`<label class="check"><input id=${id(part)} type="checkbox" .checked=${live(column[part] ?? false)}
    @change=${(event: Event) => change(part, { [part]: (event.target as HTMLInputElement).checked || undefined })}>${label}</label>`;
  const parts: TemplateResult[] = [];
  if (column.type === 'tags') parts.push(text('separators', t.separators, t.separatorsHint), text('tag_group', t.tagGroup), text('group_sign', r.groupSign, ':', 1));
  if (column.type === 'phone' || column.type === 'email') parts.push(text('separators', r.severalSeparators, t.separatorsHint));
  if (column.type === 'phone') parts.push(text('calling_code', r.callingCode, '86', 4));
  if (column.type === 'date' || column.type === 'datetime') parts.push(dateOrder(row), century(row));
  if (column.type === 'money') parts.push(text('currency', t.currency, 'CNY', 3), check('minor_units', r.minorUnits));
  if (column.type === 'money' || column.type === 'number' || column.type === 'percent') parts.push(check('decimal_comma', t.decimalComma));
  if (column.type === 'bool') parts.push(check('blank_is_false', r.blankIsFalse));
  if (column.unknown) parts.push(unknown(row, column.unknown));
  if (!events && column.role === 'attribute') parts.push(suppresses(row));
  if (parts.length === 0 || column.role === 'ignore') return nothing;
  return html`<details class="small" ?open=${(column.suppresses?.length ?? 0) > 0}><summary aria-label=${t.moreOf(header)}>${t.more}</summary><div class="options">${parts}</div></details>`;
}

function dateOrder({ messages: t, column, id, invalid, change }: ColumnRow): TemplateResult {
  return html`<div class="field"><label for=${id('date_order')}>${t.dateOrder}</label>${select({
    id: id('date_order'), value: column.date_order ?? '', choices: [{ value: '' as const, label: t.dateOrderAuto }, ...choicesOf(t.dateOrders)],
    invalid: invalid('date_order'), change: (order) => change('date_order', { date_order: order === '' ? undefined : order, ask: column.ask === 'date_order' ? askBehind(column) : column.ask }),
  })}</div>`;
}

function century({ reading: r, column, id, invalid, change }: ColumnRow): TemplateResult {
  const own = column.century_from;
  const spans = centuries(own).map((from) => ({ value: String(from), label: r.ask.years(from, undefined) }));
  return html`<div class="field"><label for=${id('century_from')}>${r.shortYears}</label>${select({
    id: id('century_from'), value: own === undefined ? '' : String(own), choices: [{ value: '', label: r.shortYearsAuto }, ...spans], invalid: invalid('century_from'),
    change: (from) => change('century_from', { century_from: from === '' ? undefined : Number(from), ask: column.ask === 'century' ? undefined : column.ask }),
  })}</div>`;
}

function unknown({ reading: r, lang, column, id, change }: ColumnRow, found: UnknownWords): TemplateResult {
  const answer = (missing: boolean): void => change('unknown', { unknown: { ...found, missing }, ask: column.ask === 'unknown' ? undefined : column.ask });
  return html`<label class="check"><input id=${id('unknown')} type="checkbox" .checked=${live(found.missing)}
    @change=${(event: Event) => answer((event.target as HTMLInputElement).checked)}>${r.unknownMissing(wordsText(found.words, lang === 'en'), count(lang, found.cells))}</label>`;
}

function suppresses({ reading: r, lang, column, id, invalid, change }: ColumnRow): TemplateResult {
  return html`<div class="field"><label for=${id('suppresses')}>${r.suppresses}</label>
    <input id=${id('suppresses')} maxlength="400" aria-describedby=${id('suppresses-hint')} aria-invalid=${invalid('suppresses') ? 'true' : nothing} .value=${typed(wordsText(column.suppresses ?? [], lang === 'en'))}
      @change=${(event: Event) => { const words = wordsOf((event.target as HTMLInputElement).value); change('suppresses', { suppresses: words.length === 0 ? undefined : words }); }}>
    <span class="hint" id=${id('suppresses-hint')}>${r.suppressesHint}</span></div>`;
}
