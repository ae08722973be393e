import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { datePart, timePart } from './dates.js';
import { SegmentElement } from './element.js';
import { momentStyles } from './moment.styles.js';

/**
 * A date, with a time of day where that is asked.
 *
 * @fires fq-moment - `{ value }`: `2025-09-30`, `2025-09-30T12:00:00`, or empty.
 */
export class FqMoment extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    value: { type: String },
    label: { type: String },
    timed: { type: Boolean },
    disabled: { type: Boolean },
  };
  static override styles = [controls, momentStyles];

  value = '';
  label = '';
  /** Whether a time of day can be given; without one the whole day is meant. */
  timed = false;
  disabled = false;

  override focus(): void {
    this.focusFirst('input');
  }

  private change(date: string, time: string): void {
    const clock = time.length === 5 ? `${time}:00` : time;
    this.value = date === '' ? '' : clock === '' ? date : `${date}T${clock}`;
    this.send('fq-moment', { value: this.value });
  }

  protected override render(): TemplateResult {
    const date = datePart(this.value);
    const time = timePart(this.value);
    const { details, attribute } = this.s;
    return html`<input type="date" max="9999-12-31" .value=${live(date)} aria-label=${this.label} ?disabled=${this.disabled}
        @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.change(event.target.value, time); }}>
      ${this.timed ? html`<input type="time" step="1" .value=${live(time)} aria-label="${this.label} ${details.time}" title=${attribute.withTime} ?disabled=${this.disabled || date === ''}
        @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.change(date, event.target.value); }}>` : nothing}`;
  }
}

define('fq-moment', FqMoment);
