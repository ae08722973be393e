import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { RejectedRow } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { count } from '../../i18n/format.js';
import { controls } from '../base/controls.styles.js';
import { download } from '../base/download.js';
import { define, FqElement } from '../base/element.js';
import { icons } from '../base/icons.js';
import { maskText } from './mask.js';
import { rejectedStyles } from './rejected.styles.js';

const PAGE_ROWS = 50;

/** The rejected rows of a file, page by page, and as a CSV file. What looks like a phone number, an e-mail or an id is masked. */
export class FqRejected extends FqElement {
  static override styles = [controls, rejectedStyles];
  static override properties: PropertyDeclarations = {
    ...FqElement.properties,
    engine: { attribute: false },
    fileId: { type: Number },
    total: { type: Number },
    fileName: { type: String },
    rows: { state: true },
    offset: { state: true },
    reveal: { state: true },
    error: { state: true },
  };

  engine: Engine | undefined;
  /** Id of the loaded file. */
  fileId = 0;
  /** How many rows were rejected. */
  total = 0;
  /** Name of the loaded file, for the name of the download. */
  fileName = '';
  private rows: readonly RejectedRow[] | undefined;
  private offset = 0;
  private reveal = false;
  private error: unknown;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('fileId') || changed.has('engine') || changed.has('total')) void this.show(0);
  }

  override render(): TemplateResult {
    const { t, locale } = this;
    const last = Math.min(this.offset + PAGE_ROWS, this.total);
    return html`
      <div class="bar">
        <button type="button" @click=${this.save}>${icons.download}${t.report.download}</button>
        <label class="check small"><input type="checkbox" .checked=${this.reveal} @change=${(event: Event) => (this.reveal = (event.target as HTMLInputElement).checked)}>${t.sheet.reveal}</label>
        <span class="space"></span>
        <span class="small muted" role="status">${t.report.page(count(locale, this.offset + 1), count(locale, last), count(locale, this.total))}</span>
        ${this.total > PAGE_ROWS ? html`
          <button type="button" class="small" ?disabled=${this.offset === 0} @click=${() => this.show(this.offset - PAGE_ROWS)}>${t.report.previous}</button>
          <button type="button" class="small" ?disabled=${last >= this.total} @click=${() => this.show(this.offset + PAGE_ROWS)}>${t.report.next}</button>` : nothing}
      </div>
      ${this.error !== undefined ? html`<p class="notice bad" role="alert">${errorSentence(locale, this.error)}</p>` : nothing}
      <div class="scroll" tabindex="0" role="region" aria-label=${t.report.rejected}>
        <table>
          <thead><tr><th class="num" scope="col">${t.report.row}</th><th class="num" scope="col">${t.report.line}</th><th scope="col">${t.report.why}</th><th scope="col">${t.report.text}</th></tr></thead>
          <tbody>${this.rows?.map((row) => html`<tr>
            <td class="num">${count(locale, row.row)}</td><td class="num">${count(locale, row.line)}</td>
            <td class="why">${t.report.reason[row.reason]}</td><td class="text">${this.reveal ? row.text : maskText(row.text)}</td></tr>`)}</tbody>
        </table>
      </div>`;
  }

  private async show(offset: number): Promise<void> {
    if (!this.engine) return;
    try {
      const rows = await this.engine.rejected(this.fileId, offset, PAGE_ROWS);
      this.rows = rows;
      this.offset = offset;
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  private async save(): Promise<void> {
    try {
      const file = await this.engine?.rejectedFile(this.fileId);
      if (file) download(file, this.t.report.rejectedName(this.fileName.replace(/\.[^.]+$/, '')));
    } catch (error) {
      this.error = error;
    }
  }
}

define('fq-rejected', FqRejected);

declare global {
  interface HTMLElementTagNameMap {
    'fq-rejected': FqRejected;
  }
}
