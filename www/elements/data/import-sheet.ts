import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { ColumnPlan, ColumnReport, FilePlan, LayoutInfo } from '../../../pkg/definition.js';
import type { Engine, Step } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { count } from '../../i18n/format.js';
import { readingMessages } from '../../i18n/reading.js';
import { controls } from '../base/controls.styles.js';
import { define, FqElement } from '../base/element.js';
import { type ColumnChange, columnRow } from './column-row.js';
import { importSheetStyles } from './import-sheet.styles.js';
import { layoutsOf } from './layouts.js';
import './preview.js';
import { rules } from './sheet-rules.js';
import { type PlanChange, settings, type Sheet } from './sheet-settings.js';
import type { Correction, Problem } from './tasks.js';

/** Corrections that come in quick succession are applied together. */
const SETTLE_MS = 300;

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
    engine: { attribute: false },
    file: { attribute: false },
    plan: { attribute: false },
    columns: { attribute: false },
    step: { attribute: false },
    busy: { type: Boolean },
    problem: { attribute: false },
    draft: { state: true },
    reveal: { state: true },
    layouts: { state: true },
    wrong: { state: true },
  };

  /** With a file, the first rows are shown. */
  engine: Engine | undefined;
  /** The file as it was dropped. */
  file: File | undefined;
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
  private layouts: readonly LayoutInfo[] = [];
  /** Whether the structure was changed and what follows from it is not known yet. */
  private structural = false;
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
    if (!this.draft || (settled && !this.busy && !this.waiting)) {
      this.draft = this.plan;
      this.structural = false;
    }
    if (changed.has('engine') && this.engine) void layoutsOf(this.engine).then((layouts) => { this.layouts = layouts; });
  }

  override render(): TemplateResult | typeof nothing {
    const plan = this.draft;
    if (!plan) return nothing;
    return html`
      <div class="settings">${settings(this.sheet(plan))}</div>
      ${rules(this.sheet(plan))}
      ${this.problemAt('plan')}
      ${plan.skipped.length > 0 ? this.skipped(plan) : nothing}
      <fq-preview .lang=${this.lang} .engine=${this.engine} .file=${this.file} .plan=${this.structural ? this.plan : plan} .reveal=${this.reveal}></fq-preview>
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

  private sheet(plan: FilePlan): Sheet {
    return {
      t: this.t.sheet,
      r: readingMessages(this.locale),
      lang: this.locale,
      plan,
      layouts: this.layouts,
      id: (part) => this.id_(part),
      isWrong: (control) => this.isWrong(control),
      problemAt: (control) => this.problemAt(control),
      set: (values, control, again) => this.set(values, control, again),
      refuse: (control, text) => this.refuse(control, text),
    };
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
      reading: readingMessages(this.locale),
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

  private id_(part: string): string {
    return `${this.ids}-${part.replaceAll('.', '-')}`;
  }

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
      if (at === index) return present<ColumnPlan>({ ...one, ...change });
      return only !== undefined && one.role === only ? { ...one, role: 'attribute' } : one;
    });
    this.set({ columns }, control);
  }

  private refuse(control: string, text: string): void {
    this.wrong = { control, text };
  }

  private set(values: PlanChange, control: string, again = false): void {
    if (!this.draft) return;
    this.wrong = undefined;
    this.draft = present<FilePlan>({ ...this.draft, ...values } as { [K in keyof FilePlan]: FilePlan[K] | undefined });
    this.structural ||= again;
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

/** Without the keys that are undefined: the wire knows only present and absent. */
function present<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}

define('fq-import-sheet', FqImportSheet);

declare global {
  interface HTMLElementTagNameMap {
    'fq-import-sheet': FqImportSheet;
  }
}
