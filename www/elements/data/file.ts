import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { LayoutInfo, LoadMode, LoadProposal } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { bytes, count } from '../../i18n/format.js';
import { readingMessages } from '../../i18n/reading.js';
import { controls } from '../base/controls.styles.js';
import { define, FqElement } from '../base/element.js';
import { icons } from '../base/icons.js';
import { understood, wantsLook } from './column-row.js';
import { fileStyles } from './file.styles.js';
import './import-sheet.js';
import { layoutName, layoutsOf } from './layouts.js';
import { openQuestions, questions } from './questions.js';
import './report.js';
import './save-template.js';
import { encodingName, summaryOf } from './summary.js';
import type { Correction, FileTask } from './tasks.js';

/** A wish about one file. */
export interface FileWish {
  readonly key: number;
  readonly wish: 'cancel' | 'retry' | 'dismiss' | 'remove' | 'answer' | 'withoutTemplate';
}

/**
 * One file: progress while it is read, then its account, how it was read and its columns.
 *
 * @fires fq-wish - `detail`: a {@link FileWish}.
 * @fires fq-file-mode - `detail`: the key of the file and how its rows come to those that are loaded.
 * @fires fq-file-template - `detail`: the key of the file and the name under which to keep how it is read.
 * @fires fq-file-correct - `detail`: the key of the file and a {@link Correction}.
 */
export class FqFile extends FqElement {
  static override styles = [controls, fileStyles];
  static override properties: PropertyDeclarations = {
    ...FqElement.properties,
    engine: { attribute: false },
    task: { attribute: false },
    open: { state: true },
    layouts: { state: true },
    kept: { state: true },
  };

  engine: Engine | undefined;
  task: FileTask | undefined;
  /** Which parts are open; decided once when the file is there, then by the person. */
  private open: { readonly sheet: boolean; readonly report: boolean } | undefined;
  private layouts: readonly LayoutInfo[] = [];
  /** A question was answered by keyboard or pointer: its button goes away. */
  private answering = false;
  /** The template that was just saved. */
  private kept: string | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const task = this.task;
    if (changed.has('engine') && this.engine) void layoutsOf(this.engine).then((layouts) => { this.layouts = layouts; });
    if (!changed.has('task') || !task || this.open) return;
    if (task.state === 'loaded') this.open = { sheet: false, report: task.entry !== undefined && task.entry.report.rejected > 0 };
    else if (task.state === 'failed' && task.plan) this.open = { sheet: true, report: false };
  }

  protected override updated(): void {
    if (!this.answering || this.task?.correcting) return;
    this.answering = false;
    this.renderRoot.querySelector<HTMLElement>('.question button, details.sheet > summary')?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const task = this.task;
    if (!task) return nothing;
    return html`<article class="card" aria-label=${task.name}>
      <header>
        <h2>${task.name}</h2>
        ${this.badges(task)}
        <span class="space"></span>
        ${this.action(task)}
      </header>
      ${this.work(task)}
      ${task.plan && task.state !== 'failed' ? html`<p class="how">${summaryOf(this.t, this.locale, task.plan, this.layouts, task.template)}</p>` : nothing}
      ${this.template(task)}
      ${task.state === 'asking' ? this.asking(task) : nothing}
      ${task.plan && task.entry ? questions(this.locale, task.plan, task.correcting, (correction) => { this.answering = true; this.emit('fq-file-correct', { key: task.key, correction }); }) : nothing}
      ${task.state === 'failed' && task.error !== undefined ? this.failure(task) : nothing}
      ${task.entry && !this.open?.report ? this.account(task) : nothing}
      ${task.entry ? this.report(task) : nothing}
      ${task.plan && (task.entry || task.state === 'failed') ? this.sheet(task) : nothing}
    </article>`;
  }

  private badges({ plan, bytes: size, sample, state, entry }: FileTask): TemplateResult {
    const t = this.t;
    return html`<span class="badges">
      ${plan ? html`<span class="badge accent">${plan.rows_are === 'contacts' ? t.data.contacts : t.data.events(plan.table)}</span>` : nothing}
      ${sample ? html`<span class="badge warn">${t.data.sampleBadge}</span>` : nothing}
      ${size > 0 ? html`<span class="badge">${bytes(this.locale, size)}</span>` : nothing}
      ${plan && plan.container !== 'text' ? html`<span class="badge">${t.sheet.container[plan.container]}</span>` : nothing}
      ${plan?.encoding && plan.container === 'text' ? html`<span class="badge">${encodingName(t, plan.encoding)}</span>` : nothing}
      ${this.task?.archive === undefined ? nothing : html`<span class="badge">${readingMessages(this.locale).archive(this.task.archive)}</span>`}
      ${!entry && (state === 'waiting' || state === 'cancelled' || state === 'failed') ? html`<span class=${state === 'failed' ? 'badge bad' : 'badge'}>${t.data.state[state]}</span>` : nothing}
    </span>`;
  }

  private action(task: FileTask): TemplateResult | typeof nothing {
    const t = this.t.data;
    if (task.state === 'waiting' || task.state === 'inspecting' || task.state === 'reading' || task.correcting) {
      return html`<button type="button" aria-label=${t.cancelFile(task.name)} @click=${() => this.wish('cancel')}>${t.cancel}</button>`;
    }
    if (task.state === 'loaded') {
      return html`<button type="button" class="quiet" aria-label=${t.removeFile(task.name)} @click=${() => this.wish('remove')}>${icons.trash}${t.remove}</button>`;
    }
    if (task.state === 'asking') return task.question && 'proposal' in task.question ? nothing : html`<button type="button" class="quiet" @click=${() => this.wish('dismiss')}>${t.dismiss}</button>`;
    return html`
      ${task.file || task.sample ? html`<button type="button" @click=${() => this.wish('retry')}>${t.retry}</button>` : nothing}
      <button type="button" class="quiet" @click=${() => this.wish('dismiss')}>${t.dismiss}</button>`;
  }

  private work(task: FileTask): TemplateResult | typeof nothing {
    const t = this.t.data;
    if (task.state === 'inspecting') {
      return html`<div class="work"><progress aria-label=${t.progressName(task.name)}></progress><p class="small muted" role="status">${t.state.inspecting}</p></div>`;
    }
    if (task.state !== 'reading') return nothing;
    const { step } = task;
    const what = step?.phase === 'join' ? t.state.joining : t.state.reading;
    const number = (value: number): string => count(this.locale, value);
    return html`<div class="work">
      <progress max="1" .value=${step?.fraction ?? 0} aria-label=${t.progressName(task.name)}></progress>
      <div class="line small muted"><span role="status">${what}</span>
        ${step ? html`<span>${t.progress(bytes(this.locale, step.bytes), bytes(this.locale, step.totalBytes), number(step.rows))}</span>` : nothing}</div>
    </div>`;
  }

  /** The template that the file is read by, and the way back. */
  private template(task: FileTask): TemplateResult | typeof nothing {
    const { template: m } = readingMessages(this.locale);
    if (this.kept !== undefined && this.kept === task.template) return html`<p class="notice small" role="status">${m.kept(this.kept)}</p>`;
    if (task.template === undefined || !task.entry) return nothing;
    return html`<div class="notice template" role="status"><span>${m.used(task.template)}</span><button type="button" class="link" ?disabled=${task.correcting} @click=${() => this.wish('withoutTemplate')}>${m.undo}</button></div>`;
  }

  /** What has to be answered before the file is loaded. */
  private asking(task: FileTask): TemplateResult | typeof nothing {
    const { memory: m } = readingMessages(this.locale);
    if (!task.question) return nothing;
    if ('proposal' in task.question) return this.known(task.question.proposal);
    return html`<div class="notice warn asking" role="group" aria-label=${m.title}><span>${m.large(bytes(this.locale, task.question.needed))}</span>
      <button type="button" class="primary" @click=${() => this.wish('answer')}>${m.load}</button></div>`;
  }

  /** What is loaded already, and the ways to go on. */
  private known({ because, file, name = '', known, sampled, mode }: LoadProposal): TemplateResult {
    const { loadAs: m } = readingMessages(this.locale);
    const n = (value: number): string => count(this.locale, value);
    const again = because === 'already_loaded' || because === 'probably_loaded';
    const said = again ? (because === 'already_loaded' ? m.already(name) : m.probably(name)) : m.known(n(known), n(sampled), name);
    const way = (text: string, chosen: LoadMode, first = false): TemplateResult => html`<button type="button" class=${first ? 'primary' : ''} @click=${() => this.answer(chosen)}>${text}</button>`;
    const upsert: LoadMode = typeof mode === 'object' && 'upsert' in mode ? mode : { upsert: {} };
    return html`<div class="notice warn known" role="group" aria-label=${said}><p>${said}</p>${again ? nothing : html`<p class="small">${m.upsertHint}</p>`}<div class="question">
      ${again ? nothing : way(m.upsert, upsert, true)}
      ${file === undefined || again ? nothing : way(m.replace(name), { replace: { file } })}
      ${way(again ? m.twice : m.append, 'append')}<button type="button" @click=${() => this.wish('dismiss')}>${m.not}</button></div></div>`;
  }

  private failure(task: FileTask): TemplateResult {
    return html`<p class="notice bad" role="alert">${errorSentence(this.locale, task.error, 'inside')}</p>`;
  }

  /** The account in one line, for a list of many files. */
  private account({ entry }: FileTask): TemplateResult | typeof nothing {
    if (!entry) return nothing;
    const { report } = entry;
    const t = this.t.report;
    const part = (name: string, value: number): TemplateResult => html`${name} <b>${count(this.locale, value)}</b>`;
    return html`<p class="account">
      ${part(t.read, report.read)} = ${part(t.accepted, report.accepted)} + ${part(t.merged, report.merged)} +${report.superseded > 0 ? html` ${part(t.superseded, report.superseded)} +` : nothing} ${report.rejected > 0 ? html`<span class="warn">${part(t.rejected, report.rejected)}</span>` : part(t.rejected, report.rejected)} + ${part(t.blank, report.blank)}
      ${report.unlinked > 0 ? html` · <span class="warn">${t.unlinked} <b>${count(this.locale, report.unlinked)}</b></span>` : nothing}
    </p>`;
  }

  private report(task: FileTask): TemplateResult {
    return html`<details class="part report" ?open=${this.open?.report ?? false} @toggle=${(event: Event) => this.toggled('report', event)}>
      <summary>${this.t.data.report}</summary>
      ${this.open?.report ? html`<div class="inside"><fq-report .lang=${this.lang} .engine=${this.engine} .entry=${task.entry}></fq-report></div>` : nothing}
    </details>`;
  }

  private sheet(task: FileTask): TemplateResult {
    const t = this.t.data;
    const reports = task.entry?.report.columns;
    const read = (task.plan?.columns ?? []).filter((column) => column.role !== 'ignore').map((column) => ({ column, report: reports?.find((one) => one.name === column.name) }));
    const look = read.filter(({ column, report }) => wantsLook(column, report)).length;
    const unread = read.reduce((cells, { column, report }) => {
      const { filled, parsed } = understood(column, report);
      return cells + filled - parsed;
    }, 0);
    const { read: rows = 0, rejected = 0 } = task.entry?.report ?? {};
    const nothingRead = (task.entry?.report.read ?? 0) > 0 && task.entry?.report.accepted === 0 && task.entry.report.merged === 0;
    return html`<details class="part sheet" ?open=${this.open?.sheet ?? false} @toggle=${(event: Event) => this.toggled('sheet', event)}>
      <summary>${t.settings}${task.plan && openQuestions(task.plan).length > 0 ? nothing : nothingRead ? html`<span class="badge warn">${t.noRowRead}</span>` : rejected * 2 > rows ? html`<span class="badge warn">${t.fewRowsRead}</span>` : look > 0 ? html`<span class="badge warn">${t.lookAt(count(this.locale, look))}</span>` : html`<span class="badge">${unread > 0 ? t.unreadCells(count(this.locale, unread)) : t.allRead}</span>`}</summary>
      ${this.open?.sheet ? html`<div class="inside"><fq-import-sheet .lang=${this.lang} .engine=${this.engine} .file=${task.file} .plan=${task.plan} .columns=${reports} .step=${task.step}
        .busy=${task.correcting} .problem=${task.problem} @fq-correct=${this.correct}></fq-import-sheet>
        ${task.entry ? html`<fq-save-template .lang=${this.lang} .proposal=${this.proposal(task)} @fq-keep-template=${this.keepTemplate}></fq-save-template>` : nothing}</div>` : nothing}
    </details>`;
  }

  private proposal({ template, plan, name }: FileTask): string {
    return template ?? (plan?.layout === undefined ? name.replace(/\.[^.]+$/, '') : layoutName(this.layouts, plan.layout, this.locale));
  }

  private keepTemplate(event: CustomEvent<string>): void {
    event.stopPropagation();
    this.kept = event.detail;
    if (this.task) this.emit('fq-file-template', { key: this.task.key, name: event.detail });
  }

  private toggled(part: 'sheet' | 'report', event: Event): void {
    const now = (event.currentTarget as HTMLDetailsElement).open;
    const old = this.open ?? { sheet: false, report: false };
    if (old[part] !== now) this.open = { ...old, [part]: now };
  }

  private answer(mode: LoadMode): void {
    if (this.task) this.emit('fq-file-mode', { key: this.task.key, mode });
  }

  private wish(wish: FileWish['wish']): void {
    if (this.task) this.emit<FileWish>('fq-wish', { key: this.task.key, wish });
  }

  private correct(event: CustomEvent<Correction>): void {
    event.stopPropagation();
    if (this.task) this.emit('fq-file-correct', { key: this.task.key, correction: event.detail });
  }
}

define('fq-file', FqFile);

declare global {
  interface HTMLElementTagNameMap {
    'fq-file': FqFile;
  }
}
