import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Document, Error as EngineError } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { libraryMessages } from '../../i18n/library.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { choicesOf, select } from '../base/select.js';
import { SegmentElement } from '../builder/element.js';
import { importDialogStyles } from './import-dialog.styles.js';
import { type RuleFormat, recognise } from './recognise.js';

/**
 * Reads a definition from a file or from pasted text: our JSON, the text form, a react-querybuilder query or JsonLogic. An
 * error names the place in what was read; what another language says and this one cannot is listed, and nothing is taken.
 *
 * @fires fq-import - `{ document }`.
 */
export class FqImportDialog extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    text: { state: true },
    format: { state: true },
    unsaid: { state: true },
    failure: { state: true },
  };
  static override styles = [controls, importDialogStyles];

  engine: Engine | undefined = undefined;

  private text = '';
  private format: RuleFormat | 'auto' = 'auto';
  /** What cannot be said here. */
  private unsaid: readonly EngineError[] = [];
  private failure: unknown = undefined;

  /** Opens the dialog, empty. */
  open(): void {
    this.text = '';
    this.format = 'auto';
    this.unsaid = [];
    this.failure = undefined;
    this.dialog()?.showModal();
  }

  private dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  private onFile = async (event: Event): Promise<void> => {
    const file = event.target instanceof HTMLInputElement ? event.target.files?.[0] : undefined;
    if (file === undefined) return;
    this.text = await file.text();
    await this.read();
  };

  private async read(): Promise<void> {
    const { engine } = this;
    if (engine === undefined) return;
    this.failure = undefined;
    this.unsaid = [];
    try {
      const document = await this.parse(engine, this.format === 'auto' ? recognise(this.text) : this.format);
      if (document === undefined) return;
      this.dialog()?.close();
      this.emit('fq-import', { document });
    } catch (thrown) {
      this.failure = thrown;
    }
  }

  private async parse(engine: Engine, format: RuleFormat): Promise<Document | undefined> {
    if (format === 'json') return engine.parseDefinition(this.text);
    if (format === 'text') return engine.parseText(this.text);
    const { value, unsaid } = await engine.importRules(this.text, format);
    this.unsaid = unsaid;
    return value ?? undefined;
  }

  protected override render(): TemplateResult {
    const { library, cancel } = this.s;
    const l = libraryMessages(this.locale);
    return html`<dialog aria-labelledby="title"><div class="body">
      <h2 id="title">${l.importTitle}</h2><p>${l.importIntro}</p>
      <div class="field"><label for="file">${library.importFile}</label><input id="file" type="file" accept=".json,.txt,application/json,text/plain" @change=${this.onFile}></div>
      <div class="field"><label for="format">${l.importFormat}</label>${select({ id: 'format', value: this.format, choices: choicesOf(l.importFormats), change: (format) => { this.format = format; } })}</div>
      <div class="field"><label for="text">${l.importText}</label><textarea id="text" class="mono" rows="10" spellcheck="false" .value=${live(this.text)}
        @input=${(event: Event) => { if (event.target instanceof HTMLTextAreaElement) this.text = event.target.value; }}></textarea></div>
      ${this.failure === undefined ? nothing : html`<p class="notice bad" role="alert">${errorSentence(this.locale, this.failure)}</p>`}
      ${this.unsaid.length === 0 ? nothing : html`<div class="notice warn" role="alert"><p>${l.importUnsaid(this.unsaid.length)}</p><ul>${this.unsaid.map((error) => html`<li>${errorSentence(this.locale, error)}</li>`)}</ul></div>`}
      <div class="actions"><button type="button" @click=${() => { this.dialog()?.close(); }}>${cancel}</button>
        <button type="button" class="primary" ?disabled=${this.text.trim() === ''} @click=${() => { void this.read(); }}>${library.importYes}</button></div>
    </div></dialog>`;
  }
}

define('fq-import-dialog', FqImportDialog);
