import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Engine } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { SegmentElement } from '../builder/element.js';
import { importDialogStyles } from './import-dialog.styles.js';

/**
 * Reads a definition from a JSON file or from pasted text; an error names the place in the definition.
 *
 * @fires fq-import - `{ document }`.
 */
export class FqImportDialog extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    text: { state: true },
    failure: { state: true },
  };
  static override styles = [controls, importDialogStyles];

  engine: Engine | undefined = undefined;

  private text = '';
  private failure: unknown = undefined;

  /** Opens the dialog, empty. */
  open(): void {
    this.text = '';
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
    try {
      const document = await engine.parseDefinition(this.text);
      this.dialog()?.close();
      this.emit('fq-import', { document });
    } catch (thrown) {
      this.failure = thrown;
    }
  }

  protected override render(): TemplateResult {
    const { library, cancel } = this.s;
    return html`<dialog aria-labelledby="title"><div class="body">
      <h2 id="title">${library.importTitle}</h2><p>${library.importIntro}</p>
      <div class="field"><label for="file">${library.importFile}</label><input id="file" type="file" accept=".json,application/json" @change=${this.onFile}></div>
      <div class="field"><label for="text">${library.importText}</label><textarea id="text" class="mono" rows="10" spellcheck="false" .value=${live(this.text)}
        @input=${(event: Event) => { if (event.target instanceof HTMLTextAreaElement) this.text = event.target.value; }}></textarea></div>
      ${this.failure === undefined ? nothing : html`<p class="notice bad" role="alert">${errorSentence(this.locale, this.failure)}</p>`}
      <div class="actions"><button type="button" @click=${() => { this.dialog()?.close(); }}>${cancel}</button>
        <button type="button" class="primary" ?disabled=${this.text.trim() === ''} @click=${() => { void this.read(); }}>${library.importYes}</button></div>
    </div></dialog>`;
  }
}

define('fq-import-dialog', FqImportDialog);
