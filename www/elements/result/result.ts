import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Document, Schema, SegmentEntry, SizeReport } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { explainMessages } from '../../i18n/explain.js';
import { share } from '../../i18n/format.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { inWords } from '../base/labels.js';
import { openPlaces } from '../builder/context.js';
import { untilText } from '../builder/dates.js';
import { limitedText } from '../builder/describe.js';
import { SegmentElement } from '../builder/element.js';
import type { ExplainPlace } from '../explain/explain.js';
import type { FqExportDialog } from './export-dialog.js';
import { resultStyles } from './result.styles.js';
import '../builder/count.js';
import './distribution.js';
import './export-dialog.js';
import './members.js';

type View = 'members' | 'distribution' | 'explain';
const VIEWS: readonly View[] = ['members', 'distribution', 'explain'];

/**
 * What a definition finds: the number with unit and share, who was excluded, as of when; the members, the distribution of a
 * column; export and save.
 *
 * @fires fq-save - The person wants to keep the segment.
 * @fires fq-goto - `{ path }`: the person wants to change a condition.
 * @fires fq-toggle - The person opens or closes the panel where it is a bar; `{ open }`.
 * @csspart number - The number.
 */
export class FqResult extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    document: { attribute: false },
    schema: { attribute: false },
    segments: { attribute: false },
    report: { attribute: false },
    stale: { type: Boolean, reflect: true },
    dirty: { type: Boolean },
    bar: { type: Boolean, reflect: true },
    open: { type: Boolean, reflect: true },
    fill: { type: Boolean, reflect: true },
    view: { state: true },
    explaining: { state: true },
    sentence: { state: true },
  };
  static override styles = [controls, resultStyles];

  engine: Engine | undefined = undefined;
  document: Document | undefined = undefined;
  schema: Schema | undefined = undefined;
  /** The kept segments, for their names. */
  segments: readonly SegmentEntry[] = [];
  report: SizeReport | undefined = undefined;
  /** The number belongs to an older document and the answer takes long. */
  stale = false;
  /** There is something to save. */
  dirty = false;
  /** Drawn as a bar that opens upwards. */
  bar = false;
  /** Whether the bar is open. */
  open = false;
  /** Takes the height of its box; the members or the distribution scroll inside. */
  fill = false;

  private view: View = 'members';
  private explaining: ExplainPlace = undefined;

  /** The definition in words. */
  private sentence = '';

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('report') || changes.has('lang') || changes.has('engine')) void this.say();
  }

  private async say(): Promise<void> {
    const { engine, document } = this;
    if (engine === undefined || document === undefined) return;
    const sentence = await engine.sentence(document, this.locale).catch(() => '');
    if (document === this.document) this.sentence = inWords(sentence, this.schema, this.locale);
  }

  /** Opens the export. */
  showExport(): void {
    this.renderRoot.querySelector<FqExportDialog>('fq-export-dialog')?.open();
  }

  private number(report: SizeReport): TemplateResult {
    const { result } = this.s;
    return html`<p class="number" part="number"><fq-count class="count" .lang=${this.lang} .value=${report.matched} .stale=${this.stale}></fq-count>
      <span class="unit">${result.unit(report.matched)}</span><span class="share">${result.matchedOf(share(this.locale, report.matched, report.population))}</span></p>`;
  }

  private facts(report: SizeReport): TemplateResult {
    const { result } = this.s;
    const open = this.document === undefined ? 0 : openPlaces(this.document, report);
    const limited = limitedText(this.document?.limit, report, this.s);
    return html`<p class="facts muted small">
        <span>${result.population(report.population)}</span>
        ${limited === '' ? nothing : html`<span>${limited}</span>`}
        ${report.excluded > 0 ? html`<span>${result.excluded(report.excluded)}</span>` : nothing}
        ${report.as_of === '' ? nothing : html`<span>${result.asOf(untilText(this.locale, report.as_of), report.zone)}</span>`}</p>
      <p class="note small ${open > 0 ? 'warn' : ''}" role="status">${open > 0 ? html`${icons.warn}${result.partial(open)}` : report.matched === 0 ? this.s.both(result.none, result.noneHint) : nothing}</p>`;
  }

  private actions(report: SizeReport): TemplateResult {
    const { result } = this.s;
    return html`<div class="do">
      <button type="button" class="primary" ?disabled=${report.matched === 0} @click=${() => { this.showExport(); }}>${icons.download}${result.export}</button>
      <button type="button" ?disabled=${!this.dirty} @click=${() => { this.emit('fq-save', {}); }}>${icons.check}${result.save}</button>
    </div>`;
  }

  private show(view: View, explaining?: ExplainPlace): void {
    this.view = view;
    this.explaining = explaining;
    if (view === 'explain') void import('../explain/explain.js').catch(() => undefined);
  }

  private shown(report: SizeReport): TemplateResult {
    const { engine, document, schema, lang } = this;
    if (this.view === 'distribution') return html`<fq-distribution .lang=${lang} .engine=${engine} .document=${document} .schema=${schema} .report=${report}></fq-distribution>`;
    if (this.view === 'explain') return html`<fq-explain .lang=${lang} .engine=${engine} .document=${document} .schema=${schema} .segments=${this.segments} .report=${report} .place=${this.explaining}></fq-explain>`;
    return html`<fq-members .lang=${lang} .engine=${engine} .document=${document} .schema=${schema} .report=${report} why
      @fq-why=${(event: CustomEvent<{ row: number }>) => { event.stopPropagation(); this.show('explain', { person: event.detail.row }); }}></fq-members>`;
  }

  private views(report: SizeReport): TemplateResult {
    const { result } = this.s;
    const names: Readonly<Record<View, string>> = { members: result.members, distribution: result.distribution, explain: explainMessages(this.locale).view };
    return html`<fieldset class="segmented" aria-label=${result.views}>${VIEWS.map((view) => html`<label class=${view === this.view ? 'checked' : ''}>
        <input type="radio" name="view" .checked=${view === this.view} @change=${() => { this.show(view); }}>${names[view]}</label>`)}</fieldset>
      <div class="view">${this.shown(report)}</div>`;
  }

  protected override render(): TemplateResult {
    const { result, place } = this.s;
    const { report } = this;
    if (report === undefined || report.population === 0) {
      return html`<div class="top"><p class="muted">${report === undefined && this.schema !== undefined && this.schema.population > 0 ? this.s.loading : result.noData}</p></div>`;
    }
    const shut = this.bar && !this.open;
    return html`<div class="progress ${this.stale ? 'moving' : ''}" aria-hidden="true"></div>
      <div class="top">
        ${this.number(report)}
        ${this.bar ? html`<button type="button" class="quiet" aria-expanded=${this.open ? 'true' : 'false'} @click=${() => { this.emit('fq-toggle', { open: !this.open }); }}>${this.open ? icons.down : icons.up}${this.open ? place.closeResult : place.openResult}</button>` : nothing}
      </div>
      ${shut ? nothing : html`<div class="rest"><div>${report.suppressed > 0 ? html`<p class="reach">${result.reachable(report.matched - report.suppressed, report.suppressed)}</p>` : nothing}${this.sentence === '' ? nothing : html`<p class="sentence small" tabindex="0">${this.sentence}</p>`}${this.facts(report)}</div>${this.actions(report)}${this.views(report)}</div>`}
      <fq-export-dialog .lang=${this.lang} .engine=${this.engine} .document=${this.document} .schema=${this.schema} .report=${report}></fq-export-dialog>`;
  }
}

define('fq-result', FqResult);
