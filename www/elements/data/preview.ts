import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { ColumnPlan, FilePlan, Preview, PreviewRow, Shown } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { count } from '../../i18n/format.js';
import { type ReadingMessages, readingMessages } from '../../i18n/reading.js';
import { controls } from '../base/controls.styles.js';
import { define, FqElement } from '../base/element.js';
import { maskCell } from './mask.js';
import { previewStyles } from './preview.styles.js';

const ROWS = 6;
/** A file that has to be held at once is parsed as a whole for its first rows: not beyond this size, the engine would be busy for seconds. */
const HELD_MOST = 64 << 20;
const STREAMED: readonly FilePlan['container'][] = ['text', 'ndjson', 'parquet'];

/** The first rows of a file: what each cell is read as, and below it what the file says. */
export class FqPreview extends FqElement {
  static override styles = [controls, previewStyles];
  static override properties: PropertyDeclarations = {
    ...FqElement.properties,
    engine: { attribute: false },
    file: { attribute: false },
    plan: { attribute: false },
    reveal: { type: Boolean },
    rows: { state: true },
    failure: { state: true },
  };

  engine: Engine | undefined;
  /** The file as it was dropped. */
  file: File | undefined;
  plan: FilePlan | undefined;
  /** Show phones, e-mails and ids as they are. */
  reveal = false;
  /** The rows with the plan that they were read by: their columns belong together. */
  private rows: { readonly plan: FilePlan; readonly preview: Preview } | undefined;
  private failure: unknown;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('plan') || changed.has('file') || changed.has('engine')) void this.read();
  }

  private async read(): Promise<void> {
    const { engine, file, plan } = this;
    if (!engine?.preview || !file || !plan || this.tooLarge) return;
    try {
      const preview = await engine.preview(file, plan, ROWS);
      if (plan === this.plan) [this.rows, this.failure] = [{ plan, preview }, undefined];
    } catch (error) {
      if (plan === this.plan) this.failure = error;
    }
  }

  private get tooLarge(): boolean {
    return this.plan !== undefined && this.plan.bytes > HELD_MOST && !STREAMED.includes(this.plan.container);
  }

  private get m(): ReadingMessages {
    return readingMessages(this.locale);
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.engine?.preview || !this.file) return nothing;
    const { preview: m } = this.m;
    if (this.tooLarge) return html`<h3>${m.title}</h3><p class="small muted">${m.tooLarge}</p>`;
    if (this.failure !== undefined) return html`<h3>${m.title}</h3><p class="notice bad small" role="alert">${errorSentence(this.locale, this.failure, 'inside')}</p>`;
    if (!this.rows) return html`<h3>${m.title}</h3><p class="small muted">${m.loading}</p>`;
    const { plan, preview } = this.rows;
    return html`<h3>${m.title}</h3>
      ${preview.rows.length === 0 ? html`<p class="notice warn small">${m.nothing}</p>` : html`<p class="small muted">${m.intro}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${m.region(plan.file)}><table>
        <thead><tr><th scope="col">${m.row}</th>${plan.columns.map((column) => html`<th scope="col">${column.name}<span class="type">${column.role === 'ignore' ? m.notRead : this.t.sheet.types[column.type]}</span></th>`)}</tr></thead>
        <tbody>${preview.rows.map((row) => this.row(plan, row))}</tbody>
      </table></div>`}
      ${preview.rejected.length === 0 ? nothing : html`<details class="small"><summary>${m.rejected(count(this.locale, preview.rejected.length))}</summary>
        <ul class="rejected">${preview.rejected.map((one) => html`<li><span class="muted">${m.line(count(this.locale, one.line))}</span> ${this.t.report.reason[one.reason]}</li>`)}</ul></details>`}`;
  }

  private row(plan: FilePlan, row: PreviewRow): TemplateResult {
    return html`<tr><th scope="row">${count(this.locale, row.line)}</th>${plan.columns.map((column, index) => this.cell(column, row.raw[index] ?? '', row.values[index]))}</tr>`;
  }

  private cell(column: ColumnPlan, raw: string, shown: Shown | undefined): TemplateResult {
    const { preview: m } = this.m;
    const plain = raw.trim();
    const before = this.masked(column, plain);
    if (column.role === 'ignore' || !shown) return html`<td class="ignored"><span class="value" title=${before}>${before}</span></td>`;
    if (shown.issue) {
      return html`<td class="failed"><span class="value">${m.issues[shown.issue]}</span><span class="before" title=${before}>${before}</span></td>`;
    }
    const value = this.said(column, shown.value);
    const same = value === before || (typeof shown.value === 'number' && plain !== '' && Number(plain) === shown.value);
    return html`<td>${value === undefined ? html`<span class="value none">${plain === '' ? '' : m.empty}</span>` : html`<span class="value" title=${value}>${value}</span>`}
      ${value === undefined ? (plain === '' ? nothing : html`<span class="before">${before}</span>`) : same ? nothing : html`<span class="before" title=${m.raw(before)}>${before}</span>`}</td>`;
  }

  /** A value in words; nothing for one that is missing. */
  private said(column: ColumnPlan, value: Shown['value']): string | undefined {
    const { preview: m } = this.m;
    if (value === null || (Array.isArray(value) && value.length === 0)) return undefined;
    if (typeof value === 'boolean') return value ? m.yes : m.no;
    if (Array.isArray(value)) return value.map((one) => this.masked(column, one)).join(this.locale === 'en' ? ', ' : '、');
    if (typeof value === 'number') return this.number(column, value);
    if (column.type === 'gender') return m.genders[value] ?? value;
    return this.masked(column, value.replace(/^(\d{4}-\d\d-\d\d)T/, '$1 '));
  }

  private masked(column: ColumnPlan, text: string): string {
    return this.reveal ? text : maskCell(column.type, text);
  }

  private number(column: ColumnPlan, value: number): string {
    if (column.type === 'percent') return new Intl.NumberFormat(this.locale, { style: 'percent', maximumFractionDigits: 4 }).format(value);
    if (column.type !== 'money' || column.currency === undefined) return new Intl.NumberFormat(this.locale, { maximumFractionDigits: 9 }).format(value);
    try {
      return new Intl.NumberFormat(this.locale, { style: 'currency', currency: column.currency }).format(value);
    } catch {
      return String(value);
    }
  }
}

define('fq-preview', FqPreview);

declare global {
  interface HTMLElementTagNameMap {
    'fq-preview': FqPreview;
  }
}
