import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { FieldInfo, Literal, Operand, ResolvedWindow, ValueCount, Window } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { SegmentElement } from './element.js';
import { operandStyles } from './operand.styles.js';
import { type OperandValue, genderOf } from './operators.js';
import { readNumber, writeNumber } from './number.js';
import './chips.js';
import './moment.js';
import './number.js';
import './suggest.js';
import './window.js';

const SUGGESTIONS = 30;
const GENDERS = ['female', 'male'] as const;

/**
 * What stands to the right of an operator, edited in the way of the column.
 *
 * @fires fq-operand - `{ operand }` on every change.
 */
export class FqOperand extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    value: { attribute: false },
    operand: { attribute: false },
    field: { attribute: false },
    table: { attribute: false },
    engine: { attribute: false },
    resolved: { attribute: false },
    asOf: { attribute: false },
    unit: { type: String },
    label: { type: String },
    disabled: { type: Boolean },
  };
  static override styles = [controls, operandStyles];

  value: OperandValue = { shape: 'none' };
  /** What the operator takes. */
  operand: Operand = 'none';
  /** The column, or what a measure gives: its kind and meaning choose the editor. */
  field: Pick<FieldInfo, 'name' | 'kind' | 'type' | 'sensitive' | 'currency'> | undefined = undefined;
  /** The event table of the column; contacts when empty. */
  table: string | undefined = undefined;
  /** Where suggestions come from; none when left out. */
  engine: Engine | undefined = undefined;
  resolved: ResolvedWindow | undefined = undefined;
  asOf = '';
  unit = '';
  label = '';
  disabled = false;

  override focus(): void {
    this.focusFirst('fq-suggest, fq-chips, fq-number, fq-moment, fq-window, select, input');
  }

  private change(operand: OperandValue): void {
    this.value = operand;
    this.send('fq-operand', { operand });
  }

  private load = async (search: string): Promise<readonly ValueCount[]> => {
    const { engine, field, table } = this;
    if (engine === undefined || field === undefined) return [];
    return engine.values({ field: field.name, limit: SUGGESTIONS, ...(table === undefined ? {} : { table }), ...(search.trim() === '' ? {} : { search: search.trim() }) });
  };

  /** Sensitive values are not listed on the screen. */
  private get suggests(): boolean {
    const { field } = this;
    return this.engine !== undefined && field !== undefined && !field.sensitive && (field.kind === 'text' || field.kind === 'code');
  }

  private get money(): string {
    return this.unit !== '' ? this.unit : (this.field?.currency === undefined ? '' : this.s.currency(this.field.currency));
  }

  private scalar(value: Literal, label: string, set: (value: Literal) => void): TemplateResult {
    const kind = this.field?.kind ?? 'text';
    if (this.operand !== 'text' && this.operand !== 'texts') {
      if (kind === 'number') {
        return html`<fq-number .lang=${this.lang} .label=${label} .value=${value} .unit=${this.money} .percent=${this.field?.type === 'percent'} .disabled=${this.disabled}
          @fq-number=${(event: CustomEvent<{ value: Literal }>) => { event.stopPropagation(); set(event.detail.value); }}></fq-number>`;
      }
      if (kind === 'date' || kind === 'datetime') {
        return html`<fq-moment .lang=${this.lang} .label=${label} .value=${String(value)} .timed=${kind === 'datetime'} .disabled=${this.disabled}
          @fq-moment=${(event: CustomEvent<{ value: string }>) => { event.stopPropagation(); set(event.detail.value); }}></fq-moment>`;
      }
      if (kind === 'gender') return this.gender(value, label, set);
    }
    return html`<fq-suggest .lang=${this.lang} .label=${label} .text=${String(value)} .disabled=${this.disabled} .placeholder=${this.s.attribute.valuePlaceholder}
      .load=${this.suggests && this.operand === 'value' ? this.load : undefined}
      @fq-text=${(event: CustomEvent<{ text: string }>) => { event.stopPropagation(); set(event.detail.text); }}
      @fq-commit=${(event: CustomEvent<{ texts: readonly string[] }>) => { event.stopPropagation(); set(event.detail.texts[0] ?? ''); }}></fq-suggest>`;
  }

  private gender(value: Literal, label: string, set: (value: Literal) => void): TemplateResult {
    const now = genderOf(value);
    const known = now !== undefined || value === '';
    return html`<select aria-label=${label} ?disabled=${this.disabled}
      @change=${(event: Event) => { if (event.target instanceof HTMLSelectElement) set(event.target.value); }}>
      <option value="" disabled .selected=${live(value === '')}>${this.s.attribute.valuePlaceholder}</option>
      ${GENDERS.map((gender) => html`<option value=${gender} .selected=${live(gender === now)}>${this.s.attribute.gender[gender]}</option>`)}
      ${known ? nothing : html`<option value=${String(value)} .selected=${live(true)}>${String(value)}</option>`}</select>`;
  }

  private genders(values: readonly Literal[], label: string): TemplateResult {
    return html`<span class="checks" role="group" aria-label=${label}>${GENDERS.map((gender) => html`<label class="check"><input type="checkbox" .checked=${live(values.some((value) => genderOf(value) === gender))} ?disabled=${this.disabled}
      @change=${() => { this.change({ shape: 'many', values: values.some((v) => genderOf(v) === gender) ? values.filter((v) => genderOf(v) !== gender) : [...values, gender] }); }}>${this.s.attribute.gender[gender]}</label>`)}</span>`;
  }

  private many(values: readonly Literal[], label: string): TemplateResult {
    const kind = this.field?.kind ?? 'text';
    if (kind === 'gender' && this.operand === 'values') return this.genders(values, label);
    const numbers = kind === 'number' && this.operand === 'values';
    const percent = this.field?.type === 'percent';
    const shown = numbers ? values.map((value) => writeNumber(value, percent)) : values.map(String);
    return html`<fq-chips .lang=${this.lang} .label=${label} .values=${shown} .disabled=${this.disabled} .load=${this.suggests && this.operand === 'values' ? this.load : undefined}
      @fq-values=${(event: CustomEvent<{ values: readonly string[] }>) => {
        event.stopPropagation();
        this.change({ shape: 'many', values: numbers ? event.detail.values.map((text) => readNumber(text, percent)) : event.detail.values });
      }}></fq-chips>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { value, label } = this;
    const { attribute } = this.s;
    switch (value.shape) {
      case 'none': return nothing;
      case 'one': return this.scalar(value.value, label === '' ? attribute.value : label, (next) => { this.change({ shape: 'one', value: next }); });
      case 'many': return this.many(value.values, label === '' ? attribute.values : label);
      case 'two':
        return html`${this.scalar(value.from, attribute.from, (from) => { this.change({ ...value, from }); })}<span>${attribute.and}</span>
          ${this.scalar(value.to, attribute.to, (to) => { this.change({ ...value, to }); })}`;
      case 'raw': return nothing;
      case 'window':
        return html`<fq-window .lang=${this.lang} .value=${value.window} .resolved=${this.resolved} .asOf=${this.asOf} .disabled=${this.disabled}
          @fq-window=${(event: CustomEvent<{ window: Window }>) => { event.stopPropagation(); this.change({ shape: 'window', window: event.detail.window }); }}></fq-window>`;
    }
  }
}

define('fq-operand', FqOperand);
