// Of events: whether rows are items of orders, and which events came to nothing.
import { html, nothing, type TemplateResult } from 'lit';
import type { ItemRule, OutcomeRule } from '../../../pkg/definition.js';
import { reasonOf } from '../../i18n/reading.js';
import { choicesOf, select } from '../base/select.js';
import { typed } from '../base/typed.js';
import { field, type Sheet, valueOf } from './sheet-settings.js';
import { wordsOf, wordsText } from './words.js';

/** Without the rule that is gone: the wire knows only present and absent. */
function without(sheet: Sheet, rule: 'items' | 'outcome'): void {
  sheet.set({ [rule]: undefined }, rule);
}

function columnChoices(sheet: Sheet, none: string | undefined): readonly { value: string; label: string }[] {
  const columns = sheet.plan.columns.filter((column) => column.role !== 'ignore').map(({ name }) => ({ value: name, label: name }));
  return none === undefined ? columns : [{ value: '', label: none }, ...columns];
}

function items(sheet: Sheet): TemplateResult {
  const { r, plan, id } = sheet;
  const rule = plan.items;
  const change = (values: Partial<ItemRule>): void => sheet.set({ items: { order: '', table: 'order_items', amount: 'item', ...rule, ...values } }, 'items');
  return html`
    ${field(sheet, 'items', r.itemsOrder, select({
      id: id('items'), value: rule?.order ?? '', choices: columnChoices(sheet, r.itemsOff), invalid: sheet.isWrong('items'),
      change: (order) => (order === '' ? without(sheet, 'items') : change({ order })),
    }), reasonOf(r, plan, 'items'))}
    ${rule === undefined ? nothing : html`
      ${field(sheet, 'items_amount', r.itemsAmount, select({ id: id('items_amount'), value: rule.amount, choices: choicesOf(r.amounts), change: (amount) => change({ amount }) }))}
      ${field(sheet, 'items_table', r.itemsTable, html`<input id=${id('items_table')} maxlength="60" .value=${typed(rule.table)}
        @change=${(event: Event) => { const table = valueOf(event); if (table === '') sheet.refuse('items_table', sheet.t.needName); else change({ table }); }}>`)}`}`;
}

function outcome(sheet: Sheet): TemplateResult {
  const { r, plan, id, lang } = sheet;
  const rule = plan.outcome;
  const change = (values: Partial<OutcomeRule>): void => sheet.set({ outcome: { column: '', closed: [], refunded: [], ...rule, ...values } }, 'outcome');
  const words = (part: 'closed' | 'refunded', label: string): TemplateResult => field(sheet, part, label, html`
    <input id=${id(part)} maxlength="400" .value=${typed(wordsText(rule?.[part] ?? [], lang === 'en'))} @change=${(event: Event) => change({ [part]: wordsOf(valueOf(event)) })}>`, r.wordsHint);
  return html`
    ${field(sheet, 'outcome', r.outcome, select({
      id: id('outcome'), value: rule?.column ?? '', choices: columnChoices(sheet, r.outcomeOff), invalid: sheet.isWrong('outcome'),
      change: (column) => (column === '' ? without(sheet, 'outcome') : change({ column })),
    }))}
    ${rule === undefined ? nothing : html`${words('closed', r.closed)}${words('refunded', r.refunded)}
      ${field(sheet, 'refunds', r.refunds, select({
        id: id('refunds'), value: rule.refunds ?? '', choices: columnChoices(sheet, r.noColumn),
        change: (column) => { const { refunds: _old, ...rest } = rule; sheet.set({ outcome: column === '' ? rest : { ...rest, refunds: column } }, 'refunds'); },
      }))}`}`;
}

/** Both rules; nothing for contacts. */
export function rules(sheet: Sheet): TemplateResult | typeof nothing {
  if (sheet.plan.rows_are !== 'events') return nothing;
  return html`<details class="rules" ?open=${sheet.isWrong('items') || sheet.isWrong('outcome')}><summary>${sheet.r.rules}</summary><div class="settings">${items(sheet)}${outcome(sheet)}</div></details>`;
}
