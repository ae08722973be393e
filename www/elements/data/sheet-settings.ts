// What holds for a whole file: each decision with its reason below it.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ColumnPlan, FilePlan, LayoutInfo, LayoutWas, RowsAre } from '../../../pkg/definition.js';
import { count } from '../../i18n/format.js';
import type { Lang } from '../../i18n/lang.js';
import type { SheetMessages } from '../../i18n/messages.js';
import { type ReadingMessages, reasonOf } from '../../i18n/reading.js';
import { choicesOf, select } from '../base/select.js';
import { typed } from '../base/typed.js';
import { layoutName } from './layouts.js';
import { hasHeader, pathName } from './summary.js';

/** As recognised, and none: no layout has such an id. */
const AUTOMATIC = '?';
const NONE = '-';
const ZONES = ['Asia/Shanghai', 'Asia/Hong_Kong', 'Asia/Taipei', 'Asia/Tokyo', 'Asia/Singapore', 'Europe/London', 'Europe/Berlin', 'America/New_York', 'America/Los_Angeles', 'UTC'];

/** New values of a plan; `undefined` takes a value away. */
export type PlanChange = { readonly [K in keyof FilePlan]?: FilePlan[K] | undefined };

/** What the parts of the sheet share. */
export interface Sheet {
  readonly t: SheetMessages;
  readonly r: ReadingMessages;
  readonly lang: Lang;
  readonly plan: FilePlan;
  readonly layouts: readonly LayoutInfo[];
  readonly id: (part: string) => string;
  readonly isWrong: (control: string) => boolean;
  readonly problemAt: (control: string) => TemplateResult | typeof nothing;
  readonly set: (values: PlanChange, control: string, again?: boolean) => void;
  readonly refuse: (control: string, text: string) => void;
}

export function valueOf(event: Event): string {
  return (event.target as HTMLInputElement).value.trim();
}

/** A control with its name above and its reason below. */
export function field(sheet: Sheet, control: string, label: string, input: TemplateResult, hint = ''): TemplateResult {
  return html`<div class="field"><label for=${sheet.id(control)}>${label}</label>${input}${hint === '' ? nothing : html`<span class="hint">${hint}</span>`}${sheet.problemAt(control)}</div>`;
}

/** A decision that is shown and cannot be changed. */
function fact(label: string, value: string, hint: string): TemplateResult {
  return html`<div class="field fact"><span class="label">${label}</span><span class="stated">${value}</span>${hint === '' ? nothing : html`<span class="hint">${hint}</span>`}</div>`;
}

/** Everything that holds for the file. */
export function settings(sheet: Sheet): TemplateResult {
  const { t, r, plan, id, set } = sheet;
  const why = (of: string): string => reasonOf(r, plan, of);
  return html`
    ${fact(r.container, t.container[plan.container], why('container'))}
    ${layout(sheet, why('layout'))}
    ${plan.encoding === undefined ? nothing : field(sheet, 'encoding', t.encoding, select({
      id: id('encoding'), value: plan.encoding, choices: choicesOf(t.encodings), invalid: sheet.isWrong('encoding'),
      change: (encoding) => set({ encoding, bom: plan.bom && encoding === plan.encoding }, 'encoding', true),
    }), why('encoding'))}
    ${plan.container === 'text' ? delimiter(sheet, why('delimiter')) : nothing}
    ${plan.sheets && plan.sheets.length > 0 ? workbookSheet(sheet, why('sheet')) : nothing}
    ${plan.record_paths && plan.record_paths.length > 0 ? records(sheet, why('records')) : nothing}
    ${hasHeader(plan) ? header(sheet, why('header')) : nothing}
    <div class="field">
      <fieldset>
        <legend>${t.rowsAre}</legend>
        <div class="segmented">${rowsAre(sheet, 'contacts', t.rowIsContact)}${rowsAre(sheet, 'events', t.rowIsEvent)}</div>
      </fieldset>
      ${sheet.problemAt('rows_are')}
    </div>
    ${plan.rows_are === 'events' ? field(sheet, 'table', t.table, html`
      <input id=${id('table')} maxlength="60" aria-invalid=${sheet.isWrong('table') ? 'true' : nothing} .value=${typed(plan.table)}
        @change=${(event: Event) => { const table = valueOf(event); if (table === '') sheet.refuse('table', t.needName); else set({ table }, 'table'); }}>`, t.tableHint) : nothing}
    ${field(sheet, 'zone', t.zone, html`
      <input id=${id('zone')} list=${id('zones')} maxlength="60" autocomplete="off" aria-invalid=${sheet.isWrong('zone') ? 'true' : nothing}
        .value=${typed(plan.zone)} @change=${(event: Event) => set({ zone: valueOf(event) }, 'zone')}>
      <datalist id=${id('zones')}>${ZONES.map((zone) => html`<option value=${zone}></option>`)}</datalist>`)}`;
}

/** The known export that a file is: as recognised, none, or one that a person chooses. */
function layout(sheet: Sheet, why: string): TemplateResult {
  const { r, plan, lang, id } = sheet;
  const was: LayoutWas = plan.layout_was ?? { ...(plan.layout !== undefined && { layout: plan.layout }), rows_are: plan.rows_are, table: plan.table };
  const name = (one: string): string => layoutName(sheet.layouts, one, lang);
  const known = sheet.layouts.map((one) => ({ value: one.id, label: lang === 'en' ? one.en : one.zh }));
  known.sort((a, b) => a.label.localeCompare(b.label, lang));
  const choices = [{ value: AUTOMATIC, label: r.layoutFound(was.layout === undefined ? r.noLayout : name(was.layout)) }, { value: NONE, label: r.layoutOff }, ...known];
  // another choice starts from what was recognised, not from what the last one made of it
  const before = { rows_are: was.rows_are, table: was.table };
  return field(sheet, 'layout', r.layout, select({
    id: id('layout'), value: plan.layout_was === undefined ? AUTOMATIC : (plan.layout ?? NONE), choices, invalid: sheet.isWrong('layout'),
    change: (chosen) => sheet.set(
      chosen === AUTOMATIC ? { ...before, layout: was.layout, layout_was: undefined } : { ...before, layout: chosen === NONE ? undefined : chosen, layout_was: was },
      'layout', true),
  }), why);
}

function delimiter(sheet: Sheet, why: string): TemplateResult {
  const { t, plan, id } = sheet;
  return field(sheet, 'delimiter', t.delimiter, select({
    id: id('delimiter'), value: (plan.delimiter ?? ',') as keyof typeof t.delimiters, choices: choicesOf(t.delimiters), invalid: sheet.isWrong('delimiter'),
    change: (value) => sheet.set({ delimiter: value }, 'delimiter', true),
  }), why);
}

function workbookSheet(sheet: Sheet, why: string): TemplateResult {
  const { t, plan, lang, id } = sheet;
  const choices = (plan.sheets ?? []).map((one) => ({ value: one.name, label: t.sheetOption(one.name, count(lang, one.rows), count(lang, one.columns)) }));
  return field(sheet, 'sheet', t.sheet, select({
    id: id('sheet'), value: plan.sheet ?? '', choices, invalid: sheet.isWrong('sheet'), change: (name) => sheet.set({ sheet: name }, 'sheet', true),
  }), why);
}

function records(sheet: Sheet, why: string): TemplateResult {
  const { r, plan, lang, id } = sheet;
  const choices = (plan.record_paths ?? []).map(({ path, records: n }) => ({ value: path, label: r.recordsOption(pathName(path, r.topList), count(lang, n)) }));
  return field(sheet, 'records_path', r.records, select({
    id: id('records_path'), value: plan.records_path ?? '', choices, invalid: sheet.isWrong('records_path'), change: (path) => sheet.set({ records_path: path }, 'records_path', true),
  }), why);
}

function header(sheet: Sheet, why: string): TemplateResult {
  const { r, plan, id } = sheet;
  const none = plan.header_line === 0;
  const change = (line: number): void => sheet.set({ header_line: line }, 'header_line', true);
  return html`<div class="field">
    <label for=${id('header_line')}>${r.headerLine}</label>
    <div class="line">
      <input id=${id('header_line')} type="number" min="0" max="10000" step="1" inputmode="numeric" aria-invalid=${sheet.isWrong('header_line') ? 'true' : nothing}
        .value=${typed(String(plan.header_line))} @change=${(event: Event) => { const line = Math.max(0, Math.trunc(Number(valueOf(event)))); if (Number.isFinite(line)) change(line); }}>
      <label class="check small"><input type="checkbox" .checked=${live(none)} @change=${(event: Event) => change((event.target as HTMLInputElement).checked ? 0 : 1)}>${r.noHeader}</label>
    </div>
    ${why === '' ? nothing : html`<span class="hint">${why}</span>`}${sheet.problemAt('header_line')}</div>`;
}

function rowsAre(sheet: Sheet, value: RowsAre, label: string): TemplateResult {
  const { plan } = sheet;
  const checked = plan.rows_are === value;
  // whoever chose a layout and now says something else of the rows does not mean that layout
  const dropped = plan.layout_was === undefined ? {} : { layout: undefined };
  return html`<label class=${checked ? 'checked' : ''}>
    <input type="radio" name=${sheet.id('rows_are')} value=${value} .checked=${live(checked)} @change=${() => sheet.set({ ...rowsAreChange(plan, value), ...dropped }, 'rows_are')}>${label}
  </label>`;
}

/** Events have a time and an amount, contacts have neither. */
function rowsAreChange(plan: FilePlan, value: RowsAre): Partial<FilePlan> {
  const { columns } = plan;
  if (value === 'contacts') {
    return { rows_are: value, columns: columns.map((one) => (one.role === 'time' || one.role === 'amount' ? { ...one, role: 'attribute' } : one)) };
  }
  const time = columns.find((one) => one.role === 'attribute' && (one.type === 'datetime' || one.type === 'date'));
  const amount = columns.find((one) => one.role === 'attribute' && one.type === 'money');
  const withRoles = columns.map((one): ColumnPlan => (one === time ? { ...one, role: 'time' } : one === amount ? { ...one, role: 'amount' } : one));
  return { rows_are: value, table: plan.table || 'events', columns: withRoles };
}
