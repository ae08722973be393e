import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Document, FieldInfo, Schema, SizeReport } from '../../../pkg/definition.js';
import type { Engine, ExportResult, Step } from '../../client/api.js';
import { errorSentence, isCancelled } from '../../i18n/errors.js';
import { type MembersMessages, membersMessages } from '../../i18n/members.js';
import { controls } from '../base/controls.styles.js';
import { download } from '../base/download.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { labelOf } from '../base/labels.js';
import { openPlaces } from '../builder/context.js';
import { lastDay } from '../builder/dates.js';
import { documentName } from '../builder/describe.js';
import { SegmentElement } from '../builder/element.js';
import { exportDialogStyles } from './export-dialog.styles.js';
import { safeName } from './file-name.js';

type Stage = 'choose' | 'confirm' | 'working' | 'done';
const TAGS = '$tags';

/**
 * Asks which columns of the members go into a CSV file and writes it. Phone numbers, e-mails and ids stay masked unless a
 * person asks for them and confirms it a second time.
 *
 * @fires fq-exported - `{ rows, guarded, revealed }` after the file was handed to the browser.
 */
export class FqExportDialog extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    document: { attribute: false },
    schema: { attribute: false },
    report: { attribute: false },
    stage: { state: true },
    chosen: { state: true },
    reveal: { state: true },
    withSuppressed: { state: true },
    agreed: { state: true },
    step: { state: true },
    result: { state: true },
    failure: { state: true },
    cancelled: { state: true },
  };
  static override styles = [controls, exportDialogStyles];

  engine: Engine | undefined = undefined;
  document: Document | undefined = undefined;
  schema: Schema | undefined = undefined;
  report: SizeReport | undefined = undefined;

  private stage: Stage = 'choose';
  private chosen: ReadonlySet<string> = new Set();
  private reveal = false;
  private withSuppressed = false;
  private agreed = false;
  private step: Step | undefined = undefined;
  private result: ExportResult | undefined = undefined;
  private failure: unknown = undefined;
  private cancelled = false;
  private abort: AbortController | undefined = undefined;

  private get m(): MembersMessages {
    return membersMessages(this.locale);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.abort?.abort();
  }

  /** Opens the dialog; what was chosen before is forgotten. */
  open(): void {
    this.stage = 'choose';
    this.chosen = new Set(this.available);
    this.reveal = false;
    this.withSuppressed = false;
    this.agreed = false;
    this.failure = undefined;
    this.cancelled = false;
    this.result = undefined;
    this.dialog()?.showModal();
  }

  private dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  private get available(): readonly string[] {
    const names = (this.schema?.fields ?? []).filter((field) => field.kind !== 'tags').map((field) => field.name);
    return (this.schema?.tags ?? 0) > 0 ? [...names, TAGS] : names;
  }

  private get sensitive(): readonly FieldInfo[] {
    return (this.schema?.fields ?? []).filter((field) => field.sensitive && this.chosen.has(field.name));
  }

  private get matched(): number {
    return this.report?.matched ?? 0;
  }

  /** Members who must not be contacted. */
  private get suppressed(): number {
    return this.report?.suppressed ?? 0;
  }

  /** Members that the file will have. */
  private get going(): number {
    return this.matched - (this.withSuppressed ? 0 : this.suppressed);
  }

  private close = (): void => {
    this.abort?.abort();
    this.dialog()?.close();
  };

  private next(): void {
    if (this.reveal && this.sensitive.length > 0 && this.stage === 'choose') {
      this.agreed = false;
      this.stage = 'confirm';
      void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>('.confirm input')?.focus(); });
    } else void this.write();
  }

  private async write(): Promise<void> {
    const { engine, document, reveal } = this;
    if (engine === undefined || document === undefined) return;
    const abort = new AbortController();
    this.abort = abort;
    this.stage = 'working';
    this.step = undefined;
    this.failure = undefined;
    this.cancelled = false;
    try {
      const result = await engine.exportCsv(document, {
        columns: this.available.filter((name) => this.chosen.has(name)), reveal, includeSuppressed: this.withSuppressed, words: this.s.words, signal: abort.signal, onProgress: (step) => { this.step = step; },
      });
      if (abort.signal.aborted) return;
      this.result = result;
      this.stage = 'done';
      download(result.file, this.m.export.fileName(safeName(documentName(document, this.s)), lastDay(this.report?.as_of ?? '').replaceAll('-', ''), reveal && this.sensitive.length > 0));
      this.emit('fq-exported', { rows: result.rows, guarded: result.guarded, revealed: reveal });
    } catch (thrown) {
      this.stage = 'choose';
      if (isCancelled(thrown)) this.cancelled = true;
      else this.failure = thrown;
    } finally {
      if (this.abort === abort) this.abort = undefined;
    }
  }

  private choose(): TemplateResult {
    const { m: members } = this;
    const { export: x } = members;
    const { cancel } = this.s;
    const open = this.document === undefined ? 0 : openPlaces(this.document, this.report);
    if (open > 0) {
      return html`<div class="notice warn"><strong>${x.refused(open)}</strong><span>${x.refusedHint}</span></div><div class="actions"><button type="button" @click=${this.close}>${this.s.close}</button></div>`;
    }
    if (this.matched === 0) return html`<p class="notice">${x.nobody}</p><div class="actions"><button type="button" @click=${this.close}>${this.s.close}</button></div>`;
    const fields = new Map((this.schema?.fields ?? []).map((field) => [field.name, field]));
    const set = (names: readonly string[]): void => { this.chosen = new Set(names); };
    return html`<p>${x.intro(this.going)}</p>
      <fieldset><legend>${x.columns}</legend>
        <div class="line"><button type="button" class="link" @click=${() => { set(this.available); }}>${x.selectAll}</button><button type="button" class="link" @click=${() => { set([]); }}>${x.selectNone}</button></div>
        <div class="columns">${this.available.map((name) => html`<label class="check"><input type="checkbox" .checked=${live(this.chosen.has(name))} @change=${() => {
          set(this.available.filter((other) => (other === name ? !this.chosen.has(name) : this.chosen.has(other))));
        }}><span>${name === TAGS ? members.tagsColumn : labelOf(this.schema, name, this.locale)}</span>${fields.get(name)?.sensitive === true ? html`<span class="badge">${icons.lock}${x.sensitive}</span>` : nothing}</label>`)}</div>
      </fieldset>
      ${this.sensitive.length === 0 ? nothing : html`<fieldset><legend>${x.sensitive}</legend>
        <label class="check"><input type="radio" name="reveal" .checked=${live(!this.reveal)} @change=${() => { this.reveal = false; }}><span>${x.masked}<span class="muted small hint">${x.maskedHint}</span></span></label>
        <label class="check"><input type="radio" name="reveal" .checked=${live(this.reveal)} @change=${() => { this.reveal = true; }}><span>${x.revealed}</span></label>
      </fieldset>`}
      ${this.suppressed === 0 ? nothing : html`<label class="check"><input type="checkbox" .checked=${live(this.withSuppressed)} @change=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.withSuppressed = event.target.checked; }}><span>${x.includeSuppressed(this.suppressed)}</span></label>`}
      ${this.cancelled ? html`<p class="notice" role="status">${x.cancelled}</p>` : nothing}
      ${this.failure === undefined ? nothing : html`<p class="notice bad" role="alert">${errorSentence(this.locale, this.failure)}</p>`}
      ${this.chosen.size === 0 ? html`<p class="warn small">${x.chooseOne}</p>` : nothing}
      <div class="actions"><button type="button" @click=${this.close}>${cancel}</button><button type="button" class="primary" ?disabled=${this.chosen.size === 0} @click=${() => { this.next(); }}>${icons.download}${x.start(this.going)}</button></div>`;
  }

  private confirm(): TemplateResult {
    const { export: x } = this.m;
    return html`<div class="notice warn confirm"><h3>${x.confirmTitle}</h3><p>${x.confirmBody(this.going, this.s.list(this.sensitive.map((field) => field.name)))}</p>
        <label class="check"><input type="checkbox" .checked=${live(this.agreed)} @change=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.agreed = event.target.checked; }}><span>${x.confirmCheck}</span></label></div>
      <div class="actions"><button type="button" @click=${() => { this.stage = 'choose'; }}>${x.back}</button><button type="button" class="primary" ?disabled=${!this.agreed} @click=${() => { void this.write(); }}>${x.confirmYes}</button></div>`;
  }

  private working(): TemplateResult {
    const { export: x } = this.m;
    const { cancel } = this.s;
    const { step } = this;
    return html`<label class="field"><span role="status">${x.working(step?.rows ?? 0)}</span><progress max="1" .value=${step?.fraction ?? 0}></progress></label>
      <div class="actions"><button type="button" @click=${() => { this.abort?.abort(); }}>${cancel}</button></div>`;
  }

  private done(): TemplateResult {
    const { export: x } = this.m;
    return html`<p class="notice" role="status"><strong>${x.done(this.result?.rows ?? 0)}</strong>${(this.result?.guarded ?? 0) > 0 ? html`<span>${x.guarded(this.result?.guarded ?? 0)}</span>` : nothing}${(this.result?.suppressed ?? 0) > 0 ? html`<span>${x.leftOut(this.result?.suppressed ?? 0)}</span>` : nothing}</p>
      <div class="actions"><button type="button" class="primary" @click=${this.close}>${this.s.close}</button></div>`;
  }

  private body(): TemplateResult {
    switch (this.stage) {
      case 'choose': return this.choose();
      case 'confirm': return this.confirm();
      case 'working': return this.working();
      case 'done': return this.done();
    }
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @cancel=${() => { this.abort?.abort(); }}><div class="body"><h2 id="title">${this.m.export.title}</h2>${this.body()}</div></dialog>`;
  }
}

define('fq-export-dialog', FqExportDialog);
