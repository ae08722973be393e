import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Document, Error as EngineError, Schema } from '../../../pkg/definition.js';
import { errorSentence } from '../../i18n/errors.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { typed } from '../base/typed.js';
import { dayText, lastDay, untilText } from './dates.js';
import { detailsStyles } from './details.styles.js';
import { SegmentElement } from './element.js';
import './moment.js';

type AsOfKind = 'data' | 'now' | 'date' | 'time';

function asOfKind(asOf: string): AsOfKind {
  if (asOf === 'data' || asOf === 'now') return asOf;
  return asOf.includes('T') ? 'time' : 'date';
}

/**
 * Name, instant, zone and week of a definition. Every default is visible and can be changed here.
 *
 * @fires fq-details - `{ document, key }` on every change; changes with the same key are undone together.
 */
export class FqDetails extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    document: { attribute: false },
    schema: { attribute: false },
    asOf: { attribute: false },
    errors: { attribute: false },
  };
  static override styles = [controls, detailsStyles];

  document: Document | undefined = undefined;
  schema: Schema | undefined = undefined;
  /** The instant that the engine used. */
  asOf = '';
  /** What is wrong outside of the rule: the zone, the instant. */
  errors: readonly EngineError[] = [];

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input.name')?.focus();
  }

  private change(change: Partial<Document>, key?: string): void {
    if (this.document === undefined) return;
    this.document = { ...this.document, ...change };
    this.send('fq-details', { document: this.document, key });
  }

  private chooseAsOf(kind: AsOfKind): void {
    const last = lastDay(this.asOf === '' ? (this.schema?.as_of ?? '') : this.asOf);
    this.change({ as_of: kind === 'date' ? last : kind === 'time' ? `${last}T23:59:59` : kind });
  }

  private instant(document: Document): string {
    const { details } = this.s;
    const kind = asOfKind(document.as_of);
    const used = this.asOf === '' ? (this.schema?.as_of ?? '') : this.asOf;
    if (kind === 'data') return used === '' ? details.asOfData : details.asOfNamed(details.asOfData, untilText(this.locale, used));
    return kind === 'now' ? details.asOfNow : dayText(this.locale, document.as_of, true);
  }

  private fields(document: Document): TemplateResult {
    const { details } = this.s;
    const kind = asOfKind(document.as_of);
    const options: readonly (readonly [AsOfKind, string])[] = [
      ['data', details.asOfData], ['date', details.asOfDate], ['time', details.asOfTime], ...(kind === 'now' ? [['now', details.asOfNow] as const] : []),
    ];
    return html`<div class="fields">
      <div class="field"><label for="asof">${details.asOf}</label>
        <span class="pair"><select id="asof" @change=${(event: Event) => {
          const chosen = options.find(([name]) => event.target instanceof HTMLSelectElement && name === event.target.value);
          if (chosen !== undefined) this.chooseAsOf(chosen[0]);
        }}>${options.map(([name, text]) => html`<option value=${name} .selected=${live(name === kind)}>${text}</option>`)}</select>
        ${kind === 'date' || kind === 'time' ? html`<fq-moment .lang=${this.lang} .label=${details.asOf} .value=${document.as_of} .timed=${kind === 'time'}
          @fq-moment=${(event: CustomEvent<{ value: string }>) => { event.stopPropagation(); if (event.detail.value !== '') this.change({ as_of: event.detail.value }, 'as_of'); }}></fq-moment>` : nothing}</span>
      </div>
      <div class="field"><label for="zone">${details.zone}</label>
        <input id="zone" list="zones" .value=${typed(document.zone)} autocomplete="off" spellcheck="false"
          @change=${(event: Event) => { if (event.target instanceof HTMLInputElement && event.target.value.trim() !== '') this.change({ zone: event.target.value.trim() }); }}>
        <datalist id="zones">${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value=${zone}></option>`)}</datalist>
      </div>
      <div class="field"><label for="week">${details.weekStart}</label>
        <select id="week" @change=${(event: Event) => {
          if (event.target instanceof HTMLSelectElement) this.change({ week_start: event.target.value === 'sunday' ? 'sunday' : 'monday' });
        }}><option value="monday" .selected=${live(document.week_start === 'monday')}>${details.monday}</option><option value="sunday" .selected=${live(document.week_start === 'sunday')}>${details.sunday}</option></select>
      </div>
      <div class="field wide"><label for="note">${details.note}</label>
        <textarea id="note" rows="2" .value=${live(document.meta?.note ?? '')} @input=${(event: Event) => {
          if (event.target instanceof HTMLTextAreaElement) this.note(document, event.target.value);
        }}></textarea></div>
    </div>`;
  }

  private note(document: Document, text: string): void {
    const { note: _, ...rest } = document.meta ?? {};
    this.change({ meta: text === '' ? rest : { ...rest, note: text } }, 'note');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { document } = this;
    if (document === undefined) return nothing;
    const { details } = this.s;
    const week = document.week_start === 'sunday' ? details.sunday : details.monday;
    return html`<input class="name" type="text" autocomplete="off" aria-label=${details.name} placeholder=${details.namePlaceholder} .value=${live(document.name)}
        @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.change({ name: event.target.value }, 'name'); }}>
      <details>
        <summary><span>${details.summary(this.instant(document), document.zone, week)}</span></summary>
        ${this.fields(document)}
      </details>
      ${this.errors.map((error) => html`<p class="message bad">${icons.warn}<span>${errorSentence(this.locale, error, 'none')}</span></p>`)}`;
  }
}

define('fq-details', FqDetails);
