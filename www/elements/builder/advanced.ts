import { type TemplateResult, html, nothing, type PropertyDeclarations } from 'lit';
import type { Ago, Amount, Diff, FieldInfo, Operand, Operator, Period, Window } from '../../../pkg/definition.js';
import { define } from '../base/element.js';
import { bands } from './advanced-bands.js';
import { box, circle } from './advanced-geo.js';
import { rank } from './advanced-rank.js';
import { quantiles, topN, topPercent, zscore } from './advanced-top.js';
import { CALENDAR, EditorElement, UNITS } from './editor-element.js';
import { DEFAULT_WINDOW, type OperandValue } from './operators.js';
import { NAMES } from './raw.js';
import './comparison.js';
import './population.js';
import './window.js';

/** What the editor of one kind of operand gets. */
export interface Advanced<T> {
  readonly value: T;
  readonly change: (value: T) => void;
}

/**
 * Operands with a form of their own, one small editor for each kind.
 *
 * @fires fq-operand - `{ operand }` on every change.
 */
export class FqAdvanced extends EditorElement {
  static override properties: PropertyDeclarations = {
    ...EditorElement.properties,
    value: { attribute: false },
    operand: { attribute: false },
    name: { type: String },
    fields: { attribute: false },
    own: { type: String },
  };

  value: unknown = undefined;
  operand: Operand = 'none';
  /** The operator. */
  name = '';
  /** The columns that the operand can refer to. */
  fields: readonly FieldInfo[] = [];
  /** The column on the left. */
  own = '';

  override focus(): void {
    this.focusFirst('fq-comparison, fq-number, input, fq-field-picker', 'select');
  }

  /** Whether a length is in whole days or longer: dates have no time of day. */
  get wholeDays(): boolean {
    return this.fields.find((field) => field.name === this.own)?.kind === 'date';
  }

  private change(value: unknown): void {
    this.value = value;
    this.send<{ operand: OperandValue }>('fq-operand', { operand: { shape: 'raw', operand: this.operand, value } });
  }

  private edit<T>(): Advanced<T> {
    return { value: this.value as T, change: (value) => { this.change(value); } };
  }

  private names(): TemplateResult {
    const { value, change } = this.edit<readonly string[]>();
    return this.checks(this.s.attribute.values, (NAMES[this.name] ?? []).map((name) => [name, this.e.coded(name)] as const), value, change);
  }

  private oneName(): TemplateResult {
    const { value, change } = this.edit<string>();
    return this.choose(this.s.attribute.value, value, (NAMES[this.name] ?? []).map((name) => [name, this.e.coded(name)] as const), change);
  }

  private numbers(): TemplateResult {
    const { e } = this;
    const { value, change } = this.edit<readonly number[]>();
    if (this.name === 'month_in') return this.checks(e.monthsLabel, e.months.map((text, index) => [index + 1, text] as const), value, change);
    if (this.name === 'weekday_in') return this.checks(e.weekdaysLabel, e.weekdays.map((text, index) => [index + 1, text] as const), value, change);
    return html`<fq-chips .lang=${this.lang} .label=${e.daysLabel} .values=${value.map(String)} .disabled=${this.disabled} .placeholder=${e.daysHint}
      @fq-values=${(event: CustomEvent<{ values: readonly string[] }>) => {
        event.stopPropagation();
        change(event.detail.values.map(Number).filter((day) => Number.isInteger(day) && day >= 1 && day <= 31));
      }}></fq-chips>`;
  }

  private comparison(): TemplateResult {
    const { value, change } = this.edit<Operator>();
    const { comparison } = this.e;
    return html`<fq-comparison .lang=${this.lang} .ctx=${this.ctx} .value=${value} .unit=${this.name === 'age' ? comparison.years : comparison.characters} .disabled=${this.disabled}
      @fq-comparison=${(event: CustomEvent<{ is: Operator }>) => { event.stopPropagation(); change(event.detail.is); }}></fq-comparison>`;
  }

  private ago(): TemplateResult {
    const { e } = this;
    const { value, change } = this.edit<Ago>();
    return html`${this.whole(value.from, e.ago.from, 1, (from) => { change({ ...value, from }); })}<span>${e.and}</span>
      ${this.whole(value.to, e.ago.to, 0, (to) => { change({ ...value, to }); })}${this.units(value.unit, CALENDAR, (unit) => { change({ ...value, unit }); })}<span>${e.ago.ago}</span>`;
  }

  private period(): TemplateResult {
    const { e } = this;
    const { value, change } = this.edit<Period>();
    const next = typeof value === 'object' && 'next' in value ? value.next : undefined;
    return html`${this.choose(e.period.label, next === undefined ? 'window' : 'next', [['next', e.period.next], ['window', e.period.window]], (kind) => { change(kind === 'next' ? { next: { n: 7, unit: 'days' } } : DEFAULT_WINDOW); })}
      ${next !== undefined ? this.amount(next, e.length, CALENDAR, (amount) => { change({ next: amount }); })
        : html`<fq-window .lang=${this.lang} .value=${value} .disabled=${this.disabled} .asOf=${this.ctx?.asOf ?? ''}
          @fq-window=${(event: CustomEvent<{ window: Window }>) => { event.stopPropagation(); change(event.detail.window); }}></fq-window>`}`;
  }

  private diff(): TemplateResult {
    const { e } = this;
    const { value, change } = this.edit<Diff>();
    const dates = this.fields.filter((field) => (field.kind === 'date' || field.kind === 'datetime') && field.name !== this.own);
    return html`${this.choose(e.diff.to, value.to ?? '', [['', e.diff.today], ...dates.map((field) => [field.name, field.name] as const)], (to) => {
        const { to: _, ...rest } = value;
        change(to === '' ? rest : { ...rest, to });
      })}
      <fq-comparison .lang=${this.lang} .ctx=${this.ctx} .value=${value.is} .disabled=${this.disabled}
        @fq-comparison=${(event: CustomEvent<{ is: Operator }>) => { event.stopPropagation(); change({ ...value, is: event.detail.is }); }}></fq-comparison>
      ${this.choose(e.diff.unit, value.unit, UNITS.map((unit) => [unit, e.units[unit]] as const), (unit) => { change({ ...value, unit: unit as Diff['unit'] }); })}`;
  }

  private times(): TemplateResult {
    const { value, change } = this.edit<readonly [string, string]>();
    const time = (at: 0 | 1, label: string): TemplateResult => html`<input type="time" aria-label=${label} .value=${value[at]} ?disabled=${this.disabled} @input=${(event: Event) => {
      if (event.target instanceof HTMLInputElement) change(at === 0 ? [event.target.value, value[1]] : [value[0], event.target.value]);
    }}>`;
    return html`${time(0, this.e.from)}<span>${this.e.and}</span>${time(1, this.e.to)}`;
  }

  protected override render(): TemplateResult | typeof nothing {
    switch (this.operand) {
      case 'comparison': return this.comparison();
      case 'name': return this.oneName();
      case 'names': return this.names();
      case 'numbers': return this.numbers();
      case 'amount': {
        const { value, change } = this.edit<Amount>();
        return this.amount(value, this.e.length, this.wholeDays ? CALENDAR : UNITS, change);
      }
      case 'ago': return this.ago();
      case 'period': return this.period();
      case 'diff': return this.diff();
      case 'times': return this.times();
      case 'rank': return rank(this, this.edit());
      case 'bands': return bands(this, this.edit());
      case 'top_n': return topN(this, this.edit());
      case 'top_percent': return topPercent(this, this.edit());
      case 'quantiles': return quantiles(this, this.edit());
      case 'zscore': return zscore(this, this.edit());
      case 'circle': return circle(this, this.edit());
      case 'box': return box(this, this.edit());
      default: return nothing;
    }
  }
}

define('fq-advanced', FqAdvanced);
