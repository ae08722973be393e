import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { FieldInfo, Literal, Operand, Reference, ResolvedWindow, ValueCount, Window } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import type { BuilderContext } from './context.js';
import { SegmentElement } from './element.js';
import { loadEditors } from './lazy.js';
import type { MenuItem } from './menu.js';
import { operandStyles } from './operand.styles.js';
import { type OperandValue, genderOf, isBlank, isReference } from './operators.js';
import { freeName } from './references.js';
import { readNumber, writeNumber } from './number.js';
import './chips.js';
import './menu.js';
import './moment.js';
import './number.js';
import './suggest.js';
import './window.js';

const SUGGESTIONS = 30;
const GENDERS = ['female', 'male'] as const;
const BOOLS = [true, false] as const;

/** A value that becomes a parameter of the document. */
export interface ParameterDetail {
  readonly name: string;
  readonly value: Literal;
}

/** Where a value can come from. */
type Source = 'value' | 'field' | 'statistic' | 'param';

/**
 * What stands to the right of an operator, edited in the way of the column.
 *
 * @fires fq-operand - `{ operand }` on every change.
 * @fires fq-parameter - {@link ParameterDetail} before a value becomes a reference to it.
 */
export class FqOperand extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    value: { attribute: false },
    operand: { attribute: false },
    name: { type: String },
    ctx: { attribute: false },
    fields: { attribute: false },
    sources: { attribute: false },
    ofMeasure: { type: Boolean },
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
  /** The operator. */
  name = '';
  ctx: BuilderContext | undefined = undefined;
  /** The columns that a value can refer to. */
  fields: readonly FieldInfo[] = [];
  /** Which references there are: all of them, those of one event, or parameters alone. */
  sources: 'all' | 'event' | 'param' = 'all';
  /** The left-hand side is what a measure gives, not a column of `fields`. */
  ofMeasure = false;
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
    if (this.value.shape === 'raw') void loadEditors().then(() => { this.focusFirst('fq-advanced'); });
    else this.focusFirst('fq-reference, fq-suggest, fq-chips, fq-number, fq-moment, fq-window, select, input');
  }

  /** The column of `fields` on the left. */
  private get own(): string {
    return this.ofMeasure ? '' : (this.field?.name ?? '');
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

  /** Where the value of this column can come from. */
  private get offered(): readonly Source[] {
    const { field, sources, operand } = this;
    if (field === undefined || (operand !== 'value' && operand !== 'moment' && operand !== 'range' && operand !== 'values')) return [];
    const params = Object.keys(this.ctx?.document.parameters ?? {}).length > 0;
    const elsewhere = sources !== 'param' && operand !== 'values';
    return [
      ...(elsewhere && this.fields.some((other) => other.kind === field.kind && other.name !== this.own) ? ['field' as const] : []),
      ...(elsewhere && sources === 'all' && field.kind === 'number' ? ['statistic' as const] : []),
      ...(params ? ['param' as const] : []),
    ];
  }

  private start(source: string): Literal {
    if (source === 'field') return { field: '' };
    if (source === 'statistic') return { statistic: 'mean' };
    return source === 'param' ? { param: Object.keys(this.ctx?.document.parameters ?? {})[0] ?? '' } : '';
  }

  /** Keeps a value as a parameter; gives the reference to it. */
  private keep(value: Literal): Literal {
    const named = this.field?.name ?? '';
    const name = freeName(this.ctx?.document.parameters ?? {}, (n) => (named === '' ? this.s.group.parameter(n) : n === 1 ? named : `${named} ${n}`));
    this.send<ParameterDetail>('fq-parameter', { name, value });
    return { param: name };
  }

  /** A small menu: a value, another column, a statistic, a parameter. */
  private sourceMenu(value: Literal, set: (value: Literal) => void): TemplateResult | typeof nothing {
    const { offered } = this;
    if (this.disabled || (offered.length === 0 && !isReference(value))) return nothing;
    const { source } = this.s.attribute;
    const keeps = this.ctx?.alone !== true && this.operand !== 'values' && !isReference(value) && !isBlank(value);
    const items: readonly MenuItem[] = [...(['value', ...offered] as const).map((name) => ({ id: name, label: source[name] })), ...(keeps ? [{ id: 'keep', label: source.keep }] : [])];
    return html`<fq-menu icon="swap" .lang=${this.lang} .items=${items} .label=${source.label} @fq-pick=${(event: CustomEvent<{ id: string }>) => {
      event.stopPropagation();
      set(event.detail.id === 'keep' ? this.keep(value) : this.start(event.detail.id));
      this.focus();
    }}></fq-menu>`;
  }

  /** One value, and where it comes from. */
  private scalar(value: Literal, label: string, set: (value: Literal) => void): TemplateResult {
    if (!isReference(value)) return html`${this.plain(value, label, set)}${this.sourceMenu(value, set)}`;
    void loadEditors();
    return html`<fq-reference .lang=${this.lang} .ctx=${this.ctx} .value=${value} .kind=${this.field?.kind ?? 'text'} .own=${this.own} .fields=${this.fields} .disabled=${this.disabled}
      @fq-reference=${(event: CustomEvent<{ value: Reference }>) => { event.stopPropagation(); set(event.detail.value); }}></fq-reference>${this.sourceMenu(value, set)}`;
  }

  private plain(value: Exclude<Literal, Reference>, label: string, set: (value: Literal) => void): TemplateResult {
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
      if (kind === 'bool') return this.bool(value, label, set);
    }
    return html`<fq-suggest .lang=${this.lang} .label=${label} .text=${String(value)} .disabled=${this.disabled} .placeholder=${this.s.attribute.valuePlaceholder}
      .load=${this.suggests && this.operand === 'value' ? this.load : undefined}
      @fq-text=${(event: CustomEvent<{ text: string }>) => { event.stopPropagation(); set(event.detail.text); }}
      @fq-commit=${(event: CustomEvent<{ texts: readonly string[] }>) => { event.stopPropagation(); set(event.detail.texts[0] ?? ''); }}></fq-suggest>`;
  }

  private gender(value: Exclude<Literal, Reference>, label: string, set: (value: Literal) => void): TemplateResult {
    const now = genderOf(value);
    const known = now !== undefined || value === '';
    return html`<select aria-label=${label} ?disabled=${this.disabled}
      @change=${(event: Event) => { if (event.target instanceof HTMLSelectElement) set(event.target.value); }}>
      <option value="" disabled .selected=${live(value === '')}>${this.s.attribute.valuePlaceholder}</option>
      ${GENDERS.map((gender) => html`<option value=${gender} .selected=${live(gender === now)}>${this.s.attribute.gender[gender]}</option>`)}
      ${known ? nothing : html`<option value=${String(value)} .selected=${live(true)}>${String(value)}</option>`}</select>`;
  }

  private bool(value: Exclude<Literal, Reference>, label: string, set: (value: Literal) => void): TemplateResult {
    return html`<select aria-label=${label} ?disabled=${this.disabled} @change=${(event: Event) => { if (event.target instanceof HTMLSelectElement) set(event.target.value === 'true'); }}>
      ${typeof value === 'boolean' ? nothing : html`<option value="" disabled .selected=${live(true)}>${this.s.attribute.valuePlaceholder}</option>`}
      ${BOOLS.map((yes) => html`<option value=${String(yes)} .selected=${live(yes === value)}>${yes ? this.s.words.yes : this.s.words.no}</option>`)}</select>`;
  }

  private bools(values: readonly Literal[], label: string): TemplateResult {
    return html`<span class="checks" role="group" aria-label=${label}>${BOOLS.map((yes) => html`<label class="check"><input type="checkbox" .checked=${live(values.includes(yes))} ?disabled=${this.disabled}
      @change=${() => { this.change({ shape: 'many', values: values.includes(yes) ? values.filter((v) => v !== yes) : [...values, yes] }); }}>${yes ? this.s.words.yes : this.s.words.no}</label>`)}</span>`;
  }

  /** Parameters in a list of values. */
  private params(values: readonly Literal[]): TemplateResult | typeof nothing {
    const names = values.flatMap((value) => (isReference(value) && 'param' in value ? [value.param] : []));
    const without = (name: string): readonly Literal[] => values.filter((value) => !(isReference(value) && 'param' in value && value.param === name));
    return html`${names.map((name) => html`<span class="chip"><span>${this.s.phrase.param(name, undefined)}</span><button type="button" class="quiet icon" aria-label=${this.s.attribute.removeValue(name)} ?disabled=${this.disabled}
        @click=${() => { this.change({ shape: 'many', values: without(name) }); }}>${icons.close}</button></span>`)}
      ${this.offered.length === 0 ? nothing : this.sourceMenu('', (value) => { if (isReference(value) && 'param' in value) this.change({ shape: 'many', values: [...without(value.param), value] }); })}`;
  }

  private genders(values: readonly Literal[], label: string): TemplateResult {
    return html`<span class="checks" role="group" aria-label=${label}>${GENDERS.map((gender) => html`<label class="check"><input type="checkbox" .checked=${live(values.some((value) => genderOf(value) === gender))} ?disabled=${this.disabled}
      @change=${() => { this.change({ shape: 'many', values: values.some((v) => genderOf(v) === gender) ? values.filter((v) => genderOf(v) !== gender) : [...values, gender] }); }}>${this.s.attribute.gender[gender]}</label>`)}</span>`;
  }

  private many(values: readonly Literal[], label: string): TemplateResult {
    const kind = this.field?.kind ?? 'text';
    if (kind === 'gender' && this.operand === 'values') return this.genders(values, label);
    if (kind === 'bool' && this.operand === 'values') return this.bools(values, label);
    const numbers = kind === 'number' && this.operand === 'values';
    const percent = this.field?.type === 'percent';
    const references = values.filter(isReference);
    const plain = values.filter((value) => !isReference(value));
    const shown = numbers ? plain.map((value) => writeNumber(value, percent)) : plain.map(String);
    return html`${this.params(values)}<fq-chips .lang=${this.lang} .label=${label} .values=${shown} .disabled=${this.disabled} .load=${this.suggests && (this.operand === 'values' || this.operand === 'paths') ? this.load : undefined}
      @fq-values=${(event: CustomEvent<{ values: readonly string[] }>) => {
        event.stopPropagation();
        this.change({ shape: 'many', values: [...references, ...(numbers ? event.detail.values.map((text) => readNumber(text, percent)) : event.detail.values)] });
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
      case 'raw':
        void loadEditors();
        return html`<fq-advanced .lang=${this.lang} .ctx=${this.ctx} .value=${value.value} .operand=${value.operand} .name=${this.name} .fields=${this.fields} .own=${this.own} .disabled=${this.disabled}></fq-advanced>`;
      case 'window':
        return html`<fq-window .lang=${this.lang} .value=${value.window} .resolved=${this.resolved} .asOf=${this.asOf} .disabled=${this.disabled}
          @fq-window=${(event: CustomEvent<{ window: Window }>) => { event.stopPropagation(); this.change({ shape: 'window', window: event.detail.window }); }}></fq-window>`;
    }
  }
}

define('fq-operand', FqOperand);
