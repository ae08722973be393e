import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ColumnPlan, ColumnReport, FilePlan, RowsAre } from '../../../pkg/definition.js';
import type { Step } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { count } from '../../i18n/format.js';
import { controls } from '../base/controls.styles.js';
import { define, FqElement } from '../base/element.js';
import { choicesOf, select } from '../base/select.js';
import { type ColumnChange, columnRow } from './column-row.js';
import { importSheetStyles } from './import-sheet.styles.js';
import type { Correction, Problem } from './tasks.js';

/** Corrections that come in quick succession are applied together. */
const SETTLE_MS = 300;
const ZONES = ['Asia/Shanghai', 'Asia/Hong_Kong', 'Asia/Taipei', 'Asia/Tokyo', 'Asia/Singapore', 'Europe/London', 'Europe/Berlin', 'America/New_York', 'America/Los_Angeles', 'UTC'];

let sheets = 0;

/**
 * How one file is read: what was recognised, and every column with its type, use, examples and share of cells that were
 * understood. Everything can be corrected.
 *
 * @fires fq-correct - `detail`: a {@link Correction}, 300 ms after the last change.
 */
export class FqImportSheet extends FqElement {
  static override styles = [controls, importSheetStyles];
  static override properties: PropertyDeclarations = {
    ...FqElement.properties,
    plan: { attribute: false },
    columns: { attribute: false },
    step: { attribute: false },
    busy: { type: Boolean },
    problem: { attribute: false },
    draft: { state: true },
    reveal: { state: true },
    wrong: { state: true },
  };

  /** How the file is read now. */
  plan: FilePlan | undefined;
  /** What became of the cells, once the file is loaded. */
  columns: readonly ColumnReport[] | undefined;
  /** How far a correction is. */
  step: Step | undefined;
  /** Whether a correction is being applied. */
  busy = false;
  /** The last correction, if it did not work. */
  problem: Problem | undefined;

  private draft: FilePlan | undefined;
  private reveal = false;
  /** Whether the last correction has just been applied. */
  private applied = false;
  /** A value that cannot be sent, with its sentence. */
  private wrong: { readonly control: string; readonly text: string } | undefined;
  private waiting: { control: string; again: boolean; timer: ReturnType<typeof setTimeout> } | undefined;
  private readonly ids = `sheet-${++sheets}`;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.waiting) clearTimeout(this.waiting.timer);
    this.waiting = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('busy')) this.applied = changed.get('busy') === true && !this.busy && !this.problem;
    const settled = changed.has('plan') || changed.has('problem') || changed.has('busy');
    if (!this.draft || (settled && !this.busy && !this.waiting)) this.draft = this.plan;
  }

  override render(): TemplateResult | typeof nothing {
    const plan = this.draft;
    if (!plan) return nothing;
    return html`
      <div class="settings">${this.settings(plan)}</div>
      ${this.problemAt('plan')}
      ${plan.skipped.length > 0 ? this.skipped(plan) : nothing}
      <div class="bar">
        <h3>${this.t.sheet.columns(count(this.locale, plan.columns.length))}</h3>
        <span class="hint">${this.t.sheet.identityHint}</span>
        <span class="status small muted" role="status">${this.busy ? this.t.sheet.applying : this.applied ? this.t.sheet.applied : nothing}</span>
        <label class="check small"><input type="checkbox" .checked=${this.reveal} @change=${(event: Event) => (this.reveal = (event.target as HTMLInputElement).checked)}>${this.reveal ? this.t.sheet.reveal : html`${this.t.sheet.reveal}<span class="muted">${this.t.sheet.masked}</span>`}</label>
      </div>
      <progress class=${this.busy ? '' : 'idle'} max="1" .value=${this.step?.fraction ?? 0} aria-label=${this.t.sheet.applying}></progress>
      <div class="columns">
        <div class="row head" aria-hidden="true">
          <span>${this.t.sheet.original}</span><span>${this.t.sheet.name}</span><span>${this.t.sheet.type}</span>
          <span>${this.t.sheet.role}</span><span>${this.t.sheet.readable}</span><span>${this.t.sheet.examples}</span>
        </div>
        <ul>${plan.columns.map((column, index) => this.column(plan, column, index))}</ul>
      </div>`;
  }

  private settings(plan: FilePlan): TemplateResult {
    const t = this.t.sheet;
    return html`
      ${plan.container === 'text' ? this.textSettings(plan) : this.sheetSetting(plan)}
      ${this.field('header_line', t.headerLine, html`
        <input id=${this.id_('header_line')} type="number" min="0" max="10000" step="1" inputmode="numeric" aria-describedby=${this.id_('header_line-hint')}
          aria-invalid=${this.invalid('header_line')} .value=${live(String(plan.header_line))} @change=${this.headerChanged}>
        <span class="hint" id=${this.id_('header_line-hint')}>${t.headerHint}</span>`)}
      <div class="field">
        <fieldset>
          <legend>${t.rowsAre}</legend>
          <div class="segmented">${this.rowsAre(plan, 'contacts', t.rowIsContact)}${this.rowsAre(plan, 'events', t.rowIsEvent)}</div>
        </fieldset>
        ${this.problemAt('rows_are')}
      </div>
      ${plan.rows_are === 'events' ? this.field('table', t.table, html`
        <input id=${this.id_('table')} maxlength="60" aria-describedby=${this.id_('table-hint')} aria-invalid=${this.invalid('table')}
          .value=${live(plan.table)} @change=${this.tableChanged}>
        <span class="hint" id=${this.id_('table-hint')}>${t.tableHint}</span>`) : nothing}
      ${this.field('zone', t.zone, html`
        <input id=${this.id_('zone')} list=${this.id_('zones')} maxlength="60" autocomplete="off" aria-invalid=${this.invalid('zone')}
          .value=${live(plan.zone)} @change=${(event: Event) => this.set({ zone: valueOf(event) }, 'zone')}>
        <datalist id=${this.id_('zones')}>${ZONES.map((zone) => html`<option value=${zone}></option>`)}</datalist>`)}`;
  }

  private textSettings(plan: FilePlan): TemplateResult {
    const t = this.t.sheet;
    const delimiter = (plan.delimiter ?? ',') as keyof typeof t.delimiters;
    return html`
      ${this.field('encoding', t.encoding, select({
        id: this.id_('encoding'), value: plan.encoding ?? 'utf-8', choices: choicesOf(t.encodings), invalid: this.isWrong('encoding'),
        change: (encoding) => this.set({ encoding, bom: plan.bom && encoding === plan.encoding }, 'encoding', true),
      }))}
      ${this.field('delimiter', t.delimiter, select({
        id: this.id_('delimiter'), value: delimiter, choices: choicesOf(t.delimiters), invalid: this.isWrong('delimiter'),
        change: (value) => this.set({ delimiter: value }, 'delimiter', true),
      }))}`;
  }

  private sheetSetting(plan: FilePlan): TemplateResult {
    const t = this.t.sheet;
    const choices = plan.sheets.map((sheet) => ({
      value: sheet.name, label: t.sheetOption(sheet.name, count(this.locale, sheet.rows), count(this.locale, sheet.columns)),
    }));
    return this.field('sheet', t.sheet, select({
      id: this.id_('sheet'), value: plan.sheet ?? '', choices, invalid: this.isWrong('sheet'),
      change: (sheet) => this.set({ sheet }, 'sheet', true),
    }));
  }

  private rowsAre(plan: FilePlan, value: RowsAre, label: string): TemplateResult {
    const checked = plan.rows_are === value;
    return html`<label class=${checked ? 'checked' : ''}>
      <input type="radio" name=${this.id_('rows_are')} value=${value} .checked=${live(checked)} @change=${() => this.set(rowsAreChange(plan, value), 'rows_are')}>${label}
    </label>`;
  }

  private skipped(plan: FilePlan): TemplateResult {
    const t = this.t.sheet;
    return html`<details class="skipped small">
      <summary>${t.skipped(count(this.locale, plan.skipped.length))}</summary>
      <ol>${plan.skipped.map((line) => html`<li><span class="muted">${t.skippedLine(count(this.locale, line.line))} · ${t.skipReasons[line.reason]}</span> ${line.text}</li>`)}</ol>
    </details>`;
  }

  private column(plan: FilePlan, column: ColumnPlan, index: number): TemplateResult {
    const control = (part: string): string => `columns.${index}.${part}`;
    return columnRow({
      messages: this.t.sheet,
      lang: this.locale,
      column,
      index,
      events: plan.rows_are === 'events',
      report: this.columns?.find((one) => one.name === column.name),
      reveal: this.reveal,
      id: (part) => this.id_(control(part)),
      invalid: (part) => this.isWrong(control(part)),
      problem: this.problemAt(`columns.${index}`),
      change: (part, values) => this.setColumn(plan, index, part, values),
    });
  }

  private field(control: string, label: string, input: TemplateResult): TemplateResult {
    return html`<div class="field"><label for=${this.id_(control)}>${label}</label>${input}${this.problemAt(control)}</div>`;
  }

  /** The sentence beside the control that it is about; `columns.2` stands for every control of that column. */
  private problemAt(control: string): TemplateResult | typeof nothing {
    const meant = (one: string): boolean => one === control || one.startsWith(`${control}.`);
    if (this.wrong && meant(this.wrong.control)) return this.sentence(this.wrong.text);
    if (this.problem && meant(this.problem.control)) return this.sentence(errorSentence(this.locale, this.problem.error, 'inside'));
    return nothing;
  }

  private sentence(text: string): TemplateResult {
    return html`<p class="problem notice bad small" role="alert">${text}</p>`;
  }

  private isWrong(control: string): boolean {
    return this.wrong?.control === control || this.problem?.control === control;
  }

  private invalid(control: string): 'true' | typeof nothing {
    return this.isWrong(control) ? 'true' : nothing;
  }

  private id_(part: string): string {
    return `${this.ids}-${part.replaceAll('.', '-')}`;
  }

  private readonly headerChanged = (event: Event): void => {
    const line = Math.max(0, Math.trunc(Number(valueOf(event))));
    if (Number.isFinite(line)) this.set({ header_line: line }, 'header_line', true);
  };

  private readonly tableChanged = (event: Event): void => {
    const table = valueOf(event);
    if (table === '') this.refuse('table', this.t.sheet.needName);
    else this.set({ table }, 'table');
  };

  private setColumn(plan: FilePlan, index: number, part: string, change: ColumnChange): void {
    const control = `columns.${index}.${part}`;
    const old = plan.columns[index];
    if (!old) return;
    if (change.name !== undefined) {
      if (change.name === '') return this.refuse(control, this.t.sheet.needName);
      if (plan.columns.some((one, at) => at !== index && one.name === change.name)) return this.refuse(control, this.t.sheet.takenName(change.name));
    }
    const only = change.role === 'time' || change.role === 'amount' ? change.role : undefined;
    const columns = plan.columns.map((one, at): ColumnPlan => {
      if (at === index) return defined({ ...one, ...change });
      return only !== undefined && one.role === only ? { ...one, role: 'attribute' } : one;
    });
    this.set({ columns }, control);
  }

  private refuse(control: string, text: string): void {
    this.wrong = { control, text };
  }

  private set(values: Partial<FilePlan>, control: string, again = false): void {
    if (!this.draft) return;
    this.wrong = undefined;
    this.draft = { ...this.draft, ...values };
    if (this.waiting) clearTimeout(this.waiting.timer);
    const timer = setTimeout(() => this.send(), SETTLE_MS);
    this.waiting = { control, again: again || (this.waiting?.again ?? false), timer };
  }

  private send(): void {
    if (!this.waiting || !this.draft) return;
    const { control, again } = this.waiting;
    this.waiting = undefined;
    this.emit<Correction>('fq-correct', { plan: this.draft, control, again });
  }
}

/** Events have a time and an amount, contacts have neither. */
function rowsAreChange(plan: FilePlan, rowsAre: RowsAre): Partial<FilePlan> {
  const { columns } = plan;
  if (rowsAre === 'contacts') {
    return { rows_are: rowsAre, columns: columns.map((one) => (one.role === 'time' || one.role === 'amount' ? { ...one, role: 'attribute' } : one)) };
  }
  const time = columns.find((one) => one.role === 'attribute' && (one.type === 'datetime' || one.type === 'date'));
  const amount = columns.find((one) => one.role === 'attribute' && one.type === 'money');
  const withRoles = columns.map((one): ColumnPlan => (one === time ? { ...one, role: 'time' } : one === amount ? { ...one, role: 'amount' } : one));
  return { rows_are: rowsAre, table: plan.table || 'events', columns: withRoles };
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement).value.trim();
}

/** Without the keys that are undefined: the wire knows only present and absent. */
function defined(column: { [K in keyof ColumnPlan]: ColumnPlan[K] | undefined }): ColumnPlan {
  return Object.fromEntries(Object.entries(column).filter(([, value]) => value !== undefined)) as ColumnPlan;
}

define('fq-import-sheet', FqImportSheet);

declare global {
  interface HTMLElementTagNameMap {
    'fq-import-sheet': FqImportSheet;
  }
}
