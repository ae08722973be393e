// One column of the import sheet.
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { ColumnPlan, ColumnReport, LeftOut, Role, Semantic } from '../../../pkg/definition.js';
import { count, share } from '../../i18n/format.js';
import type { Lang } from '../../i18n/lang.js';
import type { SheetMessages } from '../../i18n/messages.js';
import type { ReadingMessages } from '../../i18n/reading.js';
import { icons } from '../base/icons.js';
import { choicesOf, select } from '../base/select.js';
import { typed } from '../base/typed.js';
import { options } from './column-options.js';
import { maskCell } from './mask.js';

/** Below this share of cells that were understood a column asks to be looked at. */
export const LOOK_BELOW = 0.95;

/** New values of a column; `undefined` takes a value away. */
export type ColumnChange = { readonly [K in keyof ColumnPlan]?: ColumnPlan[K] | undefined };

export interface ColumnRow {
  readonly messages: SheetMessages;
  readonly reading: ReadingMessages;
  readonly lang: Lang;
  readonly column: ColumnPlan;
  readonly index: number;
  readonly events: boolean;
  readonly report: ColumnReport | undefined;
  readonly reveal: boolean;
  readonly id: (part: string) => string;
  readonly invalid: (part: string) => boolean;
  readonly problem: unknown;
  readonly change: (part: string, values: ColumnChange) => void;
}

/** Cells that are not empty, and those of them that were understood: of the whole file when it is loaded, else of the sample. */
export function understood(column: ColumnPlan, report: ColumnReport | undefined): { filled: number; parsed: number } {
  const { filled, parsed } = report ?? column;
  return { filled, parsed };
}

/** Whether a column asks to be looked at. */
export function wantsLook(column: ColumnPlan, report: ColumnReport | undefined): boolean {
  const { filled, parsed } = understood(column, report);
  return column.role !== 'ignore' && filled > 0 && parsed / filled < LOOK_BELOW;
}

/** A column: original header, name, type, use, share understood, examples. */
export function columnRow(row: ColumnRow): TemplateResult {
  const { messages: t, column, index, report } = row;
  const header = column.raw === '' ? t.noHeader : column.raw;
  return html`<li class=${column.role === 'ignore' ? 'row ignored' : 'row'}>
    <span class="raw"><span class="n">${index + 1}</span><span>${header}</span></span>
    <div class="stack">
      <span class="label" aria-hidden="true">${t.name}</span>
      <input id=${row.id('name')} aria-label=${t.nameOf(header)} maxlength="120" aria-invalid=${row.invalid('name') ? 'true' : nothing}
        .value=${typed(column.name)} @change=${(event: Event) => row.change('name', { name: (event.target as HTMLInputElement).value.trim() })}>
    </div>
    <div class="stack">
      <span class="label" aria-hidden="true">${t.type}</span>
      ${select<Semantic>({ id: row.id('type'), label: t.typeOf(header), value: column.type, choices: choicesOf(t.types), invalid: row.invalid('type'), change: (type) => row.change('type', { type }) })}
      ${options(row, header)}
    </div>
    <div class="stack role">
      <span class="label" aria-hidden="true">${t.role}</span>
      ${select<Role>({ id: row.id('role'), label: t.roleOf(header), value: column.role, choices: roleChoices(row), invalid: row.invalid('role'), change: (role) => row.change('role', roleChange(column, role)) })}
      ${column.role === 'key' ? identity(row, header) : nothing}
    </div>
    ${shareOf(row)}
    <ul class="examples small" aria-label=${t.examples}>
      ${column.examples.map((text) => html`<li>${row.reveal ? text : maskCell(column.type, text)}</li>`)}
    </ul>
    ${report && report.failed.length > 0 ? failed(row, report) : nothing}
    ${report?.extensions ? extensions(row, report.extensions) : nothing}
    ${row.problem}
  </li>`;
}

function roleChoices({ messages: t, events, column }: ColumnRow): readonly { value: Role; label: string }[] {
  return choicesOf(t.roles).filter(({ value }) => events || value === column.role || (value !== 'time' && value !== 'amount'));
}

/** A key needs an identity, so that other files can be joined on it; other roles have none. */
function roleChange(column: ColumnPlan, role: Role): ColumnChange {
  if (role !== 'key') return { role, identity: undefined };
  const byType: Partial<Record<Semantic, string>> = { phone: 'phone', email: 'email' };
  return { role, identity: column.identity ?? byType[column.type] ?? 'member_id' };
}

function identity({ messages: t, column, id, invalid, change }: ColumnRow, header: string): TemplateResult {
  const known = choicesOf(t.identities);
  const own = column.identity ?? '';
  const choices = known.some(({ value }) => value === own) ? known : [...known, { value: own, label: own }];
  return select({
    id: id('identity'), label: t.identityOf(header), value: own, choices, invalid: invalid('identity'),
    change: (value) => change('identity', { identity: value }),
  });
}

function shareOf({ messages: t, lang, column, report }: ColumnRow): TemplateResult {
  const { filled, parsed } = understood(column, report);
  const label = html`<span class="label">${t.readable}</span>`;
  if (filled === 0) return html`<span class="share small muted">${label}${t.noValue}</span>`;
  const low = parsed / filled < LOOK_BELOW;
  return html`<span class=${low ? 'share low' : 'share'}>
    ${label}
    <span class="percent"><strong>${share(lang, parsed, filled)}</strong>${low ? icons.warn : nothing}</span>
    <svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      ${svg`<rect class="track" width="100" height="4"></rect><rect class="value" width=${((100 * parsed) / filled).toFixed(1)} height="4"></rect>`}
    </svg>
    <span class="small muted">${t.parsedOf(count(lang, parsed), count(lang, filled))}</span>
  </span>`;
}

function failed({ messages: t, lang, column, reveal }: ColumnRow, report: ColumnReport): TemplateResult {
  return html`<details class="failed small">
    <summary class="warn">${t.failed(count(lang, report.filled - report.parsed))}</summary>
    <ul>${report.failed.map((cell) => html`<li>
      <span class="muted">${t.failedCell(count(lang, cell.row))}</span> <code>${reveal ? cell.text : maskCell(column.type, cell.text)}</code> <span class="muted">${t.issues[cell.reason]}</span>
    </li>`)}</ul>
  </details>`;
}

/** How many cells name an extension that their value is without, and the first of them. */
function extensions({ messages: t, lang, column, reveal }: ColumnRow, { cells, row, text }: LeftOut): TemplateResult {
  return html`<p class="left-out small">${t.extensions(count(lang, cells))}
    <span class="muted">${t.failedCell(count(lang, row))}</span> <code>${reveal ? text : maskCell(column.type, text)}</code>
  </p>`;
}
