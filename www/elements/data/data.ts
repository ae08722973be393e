import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { LoadMode } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { count } from '../../i18n/format.js';
import { qualityMessages } from '../../i18n/quality.js';
import { controls } from '../base/controls.styles.js';
import { define, FqElement } from '../base/element.js';
import { dataStyles } from './data.styles.js';
import './drop.js';
import './file.js';
import type { FileWish } from './file.js';
import { type Correction, FileTasks } from './tasks.js';
import './templates-panel.js';

/**
 * The data place: every file with its progress, its account and how it is read.
 *
 * @fires fq-build - The person wants to build a segment from what is loaded.
 */
export class FqData extends FqElement {
  static override styles = [controls, dataStyles];
  static override properties: PropertyDeclarations = {
    ...FqElement.properties,
    engine: { attribute: false },
    tasks: { attribute: false },
    removing: { state: true },
    notice: { state: true },
    error: { state: true },
    shown: { state: true },
  };

  /** The engine; a list of files of its own is kept when `tasks` is not set. */
  engine: Engine | undefined;
  /** The list of files, where a page shares it. */
  tasks: FileTasks | undefined;
  private removing: number | undefined;
  private notice: string | undefined;
  private error: unknown;
  /** The panels that were opened. */
  private shown: ReadonlySet<string> = new Set();
  private watched: FileTasks | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.tasks);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watch(undefined);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('engine') && !this.tasks && this.engine) this.tasks = new FileTasks(this.engine);
    if (this.isConnected) this.watch(this.tasks);
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  override render(): TemplateResult | typeof nothing {
    const { tasks, t } = this;
    if (!tasks) return nothing;
    return html`
      <div class="head">
        <div class="words"><h1>${t.data.heading}</h1><p class="muted">${t.data.intro} ${t.app.gone}</p></div>
        <fq-drop compact .lang=${this.lang} @fq-files=${this.files}></fq-drop>
      </div>
      <div aria-live="polite">
        ${this.notice === undefined ? nothing : html`<p class="notice">${t.data.duplicate(this.notice)}</p>`}
        ${this.error === undefined ? nothing : html`<p class="notice bad">${errorSentence(this.locale, this.error)}</p>`}
        ${this.next(tasks)}
      </div>
      <div class="list" @fq-wish=${this.wished} @fq-file-correct=${this.corrected} @fq-file-template=${this.kept} @fq-file-mode=${this.answered}>
        ${repeat(tasks.items, (task) => task.key, (task) => html`<fq-file .lang=${this.lang} .engine=${tasks.engine} .task=${task}></fq-file>`)}
      </div>
      ${tasks.loaded.length === 0 ? nothing : html`<div class="list" @fq-people=${() => void tasks.refresh().catch(() => undefined)}>
        ${this.panel('quality', qualityMessages(this.locale).title, tasks)}
        ${tasks.population === 0 ? nothing : this.panel('merge', qualityMessages(this.locale).merge.title, tasks)}
      </div>`}
      <fq-templates .lang=${this.lang} .templates=${tasks.templates}></fq-templates>
      ${this.question(tasks)}`;
  }

  /** What can be done next; always there, so that nothing below moves. */
  private next(tasks: FileTasks): TemplateResult {
    const t = this.t;
    const people = tasks.population;
    if (people > 0) {
      return html`<div class="next">
        <p>${t.data.ready(count(this.locale, tasks.loaded.length), count(this.locale, people))}</p>
        <button type="button" class="primary" @click=${() => this.emit('fq-build', null)}>${t.app.buildSegment}</button>
      </div>`;
    }
    if (tasks.loaded.length > 0 && !tasks.busy) return html`<p class="next look">${t.data.onlyEvents}</p>`;
    return html`<p class="next idle">${tasks.busy ? t.data.reading : t.data.nothingRead}</p>`;
  }

  /** A panel about all files together; it is made when it is opened first. */
  private panel(name: 'quality' | 'merge', title: string, { engine, version }: FileTasks): TemplateResult {
    const shown = this.shown.has(name);
    return html`<details class="card panel" @toggle=${(event: Event) => { if ((event.currentTarget as HTMLDetailsElement).open) void this.show(name); }}>
      <summary><h2>${title}</h2></summary>
      ${!shown ? nothing : name === 'quality' ? html`<fq-quality .lang=${this.lang} .engine=${engine} .version=${version}></fq-quality>` : html`<fq-merge-report .lang=${this.lang} .engine=${engine} .version=${version}></fq-merge-report>`}
    </details>`;
  }

  private async show(name: 'quality' | 'merge'): Promise<void> {
    if (this.shown.has(name)) return;
    await (name === 'quality' ? import('../quality/quality.js') : import('../quality/merge-report.js')).catch(() => undefined);
    this.shown = new Set([...this.shown, name]);
  }

  /** Removing cannot be undone: it is asked. */
  private question(tasks: FileTasks): TemplateResult | typeof nothing {
    const task = tasks.items.find((one) => one.key === this.removing);
    if (!task) return nothing;
    const t = this.t.data;
    return html`<dialog aria-labelledby="remove-question" @close=${() => (this.removing = undefined)}>
      <form method="dialog">
        <h2 id="remove-question">${t.removeQuestion(task.name)}</h2>
        <p>${task.plan?.rows_are === 'events' ? t.removeEvents : t.removeContacts}</p>
        <div class="actions">
          <button value="keep" autofocus>${t.keep}</button>
          <button value="remove" class="danger" @click=${() => this.removeTask(task.key)}>${t.remove}</button>
        </div>
      </form>
    </dialog>`;
  }

  private async removeTask(key: number): Promise<void> {
    try {
      this.error = undefined;
      await this.tasks?.remove(key);
    } catch (error) {
      this.error = error;
    }
  }

  private files(event: CustomEvent<{ files: readonly File[] }>): void {
    event.stopPropagation();
    this.tasks?.add(event.detail.files);
  }

  private wished({ detail: { key, wish } }: CustomEvent<FileWish>): void {
    if (wish === 'remove') this.removing = key;
    else void this.tasks?.[wish](key);
  }

  private corrected({ detail }: CustomEvent<{ key: number; correction: Correction }>): void {
    void this.tasks?.correct(detail.key, detail.correction);
  }

  private kept({ detail }: CustomEvent<{ key: number; name: string }>): void {
    this.tasks?.keepTemplate(detail.key, detail.name);
  }

  private answered({ detail }: CustomEvent<{ key: number; mode: LoadMode }>): void {
    this.tasks?.answer(detail.key, detail.mode);
  }

  private watch(tasks: FileTasks | undefined): void {
    if (this.watched === tasks) return;
    this.watched?.removeEventListener('change', this.changed);
    this.watched?.removeEventListener('duplicate', this.duplicate);
    this.watched = tasks;
    tasks?.addEventListener('change', this.changed);
    tasks?.addEventListener('duplicate', this.duplicate);
  }

  private readonly changed = (): void => {
    if (this.tasks?.busy) this.notice = undefined;
    this.requestUpdate();
  };

  private readonly duplicate = (event: Event): void => {
    this.notice = (event as CustomEvent<string>).detail;
  };
}

define('fq-data', FqData);

declare global {
  interface HTMLElementTagNameMap {
    'fq-data': FqData;
  }
}
