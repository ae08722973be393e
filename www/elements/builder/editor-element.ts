// What the editors that are loaded on demand share: their strings and the small controls that they are made of.
import { type TemplateResult, html, nothing, type PropertyDeclarations } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Amount, FieldInfo, Literal, Unit } from '../../../pkg/definition.js';
import type { EditorMessages } from '../../i18n/editors.js';
import { editorsEn } from '../../i18n/editors.en.js';
import { editorsZh } from '../../i18n/editors.zh-CN.js';
import { controls } from '../base/controls.styles.js';
import type { BuilderContext } from './context.js';
import { editorStyles, lazyStyles } from './editor.styles.js';
import { SegmentElement } from './element.js';
import { FqNumber } from './number.js';
import './field-picker.js';

/** Every unit of time. */
export const UNITS: readonly Unit[] = ['minutes', 'hours', 'days', 'weeks', 'months', 'quarters', 'years'];
/** Units of the calendar. */
export const CALENDAR: readonly Unit[] = ['days', 'weeks', 'months', 'quarters', 'years'];

/** A choice of a `<select>`. */
export type Choices = readonly (readonly [value: string, label: string])[];

/** Base of the editors that are loaded on demand. */
export class EditorElement extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    ctx: { attribute: false },
    disabled: { type: Boolean },
  };
  static override styles = [controls, editorStyles, lazyStyles];

  ctx: BuilderContext | undefined = undefined;
  disabled = false;

  /** The strings of these editors in this language. */
  protected get e(): EditorMessages {
    return this.locale === 'en' ? editorsEn : editorsZh;
  }

  /** The controls, for editors that are functions. */
  get parts() {
    return {
      e: this.e, ctx: this.ctx, lang: this.lang, disabled: this.disabled,
      whole: this.whole.bind(this), decimal: this.decimal.bind(this), choose: this.choose.bind(this), column: this.column.bind(this), setting: this.setting.bind(this), more: this.more.bind(this),
    };
  }

  /** A whole number from `min` up; 0 when it is blank. */
  protected whole(value: number, label: string, min: number, change: (n: number) => void): TemplateResult {
    return html`<fq-number whole .lang=${this.lang} .label=${label} .min=${min} .value=${min > 0 && value === 0 ? '' : value} .disabled=${this.disabled}
      @fq-number=${(event: CustomEvent<{ value: Literal }>) => { event.stopPropagation(); change(typeof event.detail.value === 'number' ? event.detail.value : 0); }}></fq-number>`;
  }

  /** A number; what is no number is not taken, an empty field is `undefined`. What was not taken goes when the focus does. */
  protected decimal(value: number | undefined, label: string, change: (n: number | undefined) => void, unit = '', percent = false): TemplateResult {
    return html`<fq-number .lang=${this.lang} .label=${label} .value=${value ?? ''} .unit=${unit} .percent=${percent} .disabled=${this.disabled}
      @focusout=${(event: FocusEvent) => { if (event.currentTarget instanceof FqNumber) event.currentTarget.value = value ?? ''; }}
      @fq-number=${(event: CustomEvent<{ value: Literal }>) => {
        event.stopPropagation();
        const { value: next } = event.detail;
        if (typeof next === 'number') change(next);
        else if (next === '') change(undefined);
      }}></fq-number>`;
  }

  /** A choice; one that is not offered any more is shown as it is. */
  protected choose(label: string, value: string, choices: Choices, change: (value: string) => void, soft = false): TemplateResult {
    const known = choices.some(([other]) => other === value);
    return html`<select class=${soft ? 'soft' : ''} aria-label=${label} ?disabled=${this.disabled} @change=${(event: Event) => {
      if (event.target instanceof HTMLSelectElement) change(event.target.value);
    }}>${known ? nothing : html`<option value=${value} disabled .selected=${live(true)}>${value === '' ? this.e.choose : this.e.gone(value)}</option>`}
      ${choices.map(([other, text]) => html`<option value=${other} .selected=${live(other === value)}>${text}</option>`)}</select>`;
  }

  /** A number of units. */
  protected amount(value: Amount, label: string, units: readonly Unit[], change: (amount: Amount) => void): TemplateResult {
    return html`${this.whole(value.n, label, 1, (n) => { change({ ...value, n }); })}${this.units(value.unit, units, (unit) => { change({ ...value, unit }); })}`;
  }

  /** A unit of time. */
  protected units(value: Unit, units: readonly Unit[], change: (unit: Unit) => void): TemplateResult {
    return this.choose(this.e.unit, value, units.map((unit) => [unit, this.e.units[unit]]), (unit) => { change(unit as Unit); });
  }

  /** Some of several. */
  protected checks<T extends string | number>(label: string, all: readonly (readonly [T, string])[], chosen: readonly T[], change: (chosen: T[]) => void): TemplateResult {
    return html`<span class="checks" role="group" aria-label=${label}>${all.map(([value, text]) => html`<label class="check"><input type="checkbox" .checked=${live(chosen.includes(value))} ?disabled=${this.disabled}
      @change=${() => { change(all.map(([other]) => other).filter((other) => (other === value) !== chosen.includes(other))); }}>${text}</label>`)}</span>`;
  }

  /** A text field; what is being typed or composed is not rewritten by an answer that comes meanwhile. */
  protected text(label: string, value: string, change: (text: string) => void, placeholder = ''): TemplateResult {
    return html`<input type="text" autocomplete="off" aria-label=${label} placeholder=${placeholder} .value=${value} ?disabled=${this.disabled}
      @input=${(event: Event) => { if (event.target instanceof HTMLInputElement && !(event instanceof InputEvent && event.isComposing)) change(event.target.value); }}
      @compositionend=${(event: Event) => { if (event.target instanceof HTMLInputElement) change(event.target.value); }}>`;
  }

  /** A button that opens the columns. */
  protected column(value: string, fields: readonly FieldInfo[], label: string, placeholder: string, change: (field: FieldInfo) => void): TemplateResult {
    return html`<fq-field-picker .lang=${this.lang} .value=${value} .fields=${fields} .label=${label} .placeholder=${placeholder} .disabled=${this.disabled}
      @fq-field=${(event: CustomEvent<{ field: FieldInfo }>) => { event.stopPropagation(); change(event.detail.field); }}></fq-field-picker>`;
  }

  /** A checkbox with its text. */
  protected check(label: string, checked: boolean, change: (checked: boolean) => void): TemplateResult {
    return html`<label class="check small"><input type="checkbox" .checked=${live(checked)} ?disabled=${this.disabled}
      @change=${(event: Event) => { if (event.target instanceof HTMLInputElement) change(event.target.checked); }}>${label}</label>`;
  }

  /** A setting with its name before it. */
  protected setting(label: string, body: unknown): TemplateResult {
    return html`<span class="setting"><span class="muted small" aria-hidden="true">${label}</span>${body}</span>`;
  }

  /** Settings that are seldom needed. */
  protected more(open: boolean, body: unknown, text = this.e.more): TemplateResult {
    return html`<details class="more" ?open=${open}><summary>${text}</summary><div class="inside">${body}</div></details>`;
  }
}
