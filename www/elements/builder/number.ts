import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Literal } from '../../../pkg/definition.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { SegmentElement } from './element.js';
import { numberStyles } from './number.styles.js';

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

/** Reads what a person types: full-width digits, thousands separators, a percent sign. Text that is no number stays text. */
export function readNumber(text: string, percent: boolean): Literal {
  const plain = text.normalize('NFKC').replace(/[\s,]/g, '');
  if (plain === '') return '';
  const share = percent || plain.endsWith('%');
  const digits = plain.replace(/%$/, '');
  if (!PLAIN.test(digits)) return text.trim();
  const value = Number(digits);
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) return digits;
  return share ? Number((value / 100).toPrecision(15)) : value;
}

/** Writes a number as a person edits it. */
export function writeNumber(value: Literal, percent: boolean): string {
  if (typeof value !== 'number') return String(value);
  return percent ? String(Number((value * 100).toPrecision(15))) : String(value);
}

/**
 * A number that is typed; what is being typed is never rewritten under the cursor.
 *
 * @fires fq-number - `{ value }` on every keystroke: a number, the text when it is none, or `''` when it is empty.
 */
export class FqNumber extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    value: { attribute: false },
    label: { type: String },
    unit: { type: String },
    percent: { type: Boolean },
    whole: { type: Boolean },
    disabled: { type: Boolean },
    min: { type: Number },
    draft: { state: true },
  };
  static override styles = [controls, numberStyles];

  value: Literal = '';
  label = '';
  /** Shown behind the field. */
  unit = '';
  /** Shown and typed as a percentage. */
  percent = false;
  /** Only whole numbers from `min` up; anything else counts as empty. */
  whole = false;
  disabled = false;
  min = 0;

  private draft = '';

  override focus(): void {
    void this.updateComplete.then(() => {
      const input = this.renderRoot.querySelector('input');
      input?.focus();
      input?.select();
    });
  }

  private read(text: string): Literal {
    const value = readNumber(text, this.percent);
    if (!this.whole) return value;
    return typeof value === 'number' && Number.isInteger(value) && value >= this.min && value <= 1_000_000 ? value : '';
  }

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('value') && this.read(this.draft) !== this.value) this.draft = writeNumber(this.value, this.percent);
  }

  private onInput = (event: Event): void => {
    if (event instanceof InputEvent && event.isComposing) return;
    if (!(event.target instanceof HTMLInputElement)) return;
    this.draft = event.target.value;
    const value = this.read(this.draft);
    if (value === this.value) return;
    this.value = value;
    this.send('fq-number', { value });
  };

  private onKey = (event: KeyboardEvent): void => {
    if (!this.whole || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const now = typeof this.value === 'number' ? this.value : this.min;
    const next = Math.max(this.min, now + (event.key === 'ArrowUp' ? 1 : -1));
    if (next === this.value) return;
    this.value = next;
    this.send('fq-number', { value: next });
  };

  protected override render(): TemplateResult {
    return html`<input type="text" inputmode=${this.whole ? 'numeric' : 'decimal'} autocomplete="off" .value=${live(this.draft)} aria-label=${this.label} ?disabled=${this.disabled}
        class=${this.whole ? 'short' : ''} @input=${this.onInput} @compositionend=${this.onInput} @keydown=${this.onKey}>
      ${this.percent ? html`<span>%</span>` : this.unit === '' ? nothing : html`<span>${this.unit}</span>`}`;
  }
}

define('fq-number', FqNumber);
