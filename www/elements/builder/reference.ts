import { type TemplateResult, html, nothing, type PropertyDeclarations } from 'lit';
import type { FieldInfo, FieldReference, Kind, Offset, ParamReference, Population, Reference, StatisticReference, Unit } from '../../../pkg/definition.js';
import { define } from '../base/element.js';
import { fieldLabel } from '../base/labels.js';
import { CALENDAR, EditorElement, UNITS } from './editor-element.js';
import './population.js';

const STATISTICS = ['mean', 'median', 'min', 'max'] as const;

/** The same reference with another factor; 1 is left out. */
function withTimes<T extends ParamReference | FieldReference | StatisticReference>(reference: T, times: number | undefined): T {
  const { times: _, ...rest } = reference;
  return (times === undefined || times === 1 ? rest : { ...rest, times }) as T;
}

/**
 * A value that stands somewhere else: in another column, in a statistic, in a parameter.
 *
 * @fires fq-reference - `{ value }` on every change.
 */
export class FqReference extends EditorElement {
  static override properties: PropertyDeclarations = {
    ...EditorElement.properties,
    value: { attribute: false },
    kind: { type: String },
    fields: { attribute: false },
    own: { type: String },
  };

  value: Reference = { field: '' };
  /** The kind of the left-hand side. */
  kind: Kind = 'number';
  /** The columns of the same row. */
  fields: readonly FieldInfo[] = [];
  /** The column on the left; empty when a measure stands there. */
  own = '';

  override focus(): void {
    this.focusFirst('fq-field-picker', 'select');
  }

  private change(value: Reference): void {
    this.value = value;
    this.send('fq-reference', { value });
  }

  private factor(reference: ParamReference | FieldReference | StatisticReference): TemplateResult | typeof nothing {
    if (this.kind !== 'number') return nothing;
    return html`<span aria-hidden="true">×</span>${this.decimal(reference.times ?? 1, this.e.reference.times, (times) => { this.change(withTimes(reference, times)); })}`;
  }

  private moved(reference: FieldReference): TemplateResult | typeof nothing {
    if (this.kind !== 'date' && this.kind !== 'datetime') return nothing;
    const { e } = this;
    const { plus, ...rest } = reference;
    const units: readonly Unit[] = this.kind === 'date' ? CALENDAR : UNITS;
    const way = plus === undefined ? 'none' : plus.n < 0 ? 'earlier' : 'later';
    const set = (n: number, unit: Unit): void => { this.change({ ...rest, plus: { n, unit } satisfies Offset }); };
    return html`${this.choose(e.reference.direction, way, [['none', e.reference.movedNone], ['later', e.reference.later], ['earlier', e.reference.earlier]], (next) => {
        if (next === 'none') this.change(rest);
        else set((next === 'later' ? 1 : -1) * Math.abs(plus?.n ?? 30), plus?.unit ?? 'days');
      }, true)}
      ${plus === undefined ? nothing : html`${this.whole(Math.abs(plus.n), e.reference.moved, 1, (n) => { if (n > 0) set(plus.n < 0 ? -n : n, plus.unit); })}${this.units(plus.unit, units, (unit) => { set(plus.n, unit); })}`}`;
  }

  private field(reference: FieldReference): TemplateResult {
    const { e } = this;
    const fields = this.fields.filter((field) => field.kind === this.kind && field.name !== this.own);
    return html`${this.column(reference.field, fields, e.reference.field, e.reference.pickField, (field) => { this.change({ ...reference, field: field.name }); })}
      ${this.factor(reference)}${this.moved(reference)}`;
  }

  private statistic(reference: StatisticReference): TemplateResult {
    const { e } = this;
    const numbers = this.fields.filter((field) => field.kind === 'number' && field.name !== this.own);
    return html`${this.choose(e.reference.ofField, reference.field ?? '', [['', e.reference.own], ...numbers.map((field) => [field.name, fieldLabel(field, this.locale)] as const)], (field) => {
        const { field: _, ...rest } = reference;
        this.change(field === '' ? rest : { ...rest, field });
      }, true)}
      ${this.choose(e.reference.statisticLabel, reference.statistic, STATISTICS.map((name) => [name, e.reference.statistic[name]] as const), (name) => { this.change({ ...reference, statistic: name as StatisticReference['statistic'] }); })}
      ${this.factor(reference)}
      <fq-population .lang=${this.lang} .ctx=${this.ctx} .value=${reference.population} .disabled=${this.disabled}
        @fq-population=${(event: CustomEvent<{ population: Population | undefined }>) => {
          event.stopPropagation();
          const { population: _, ...rest } = reference;
          const { population } = event.detail;
          this.change(population === undefined ? rest : { ...rest, population });
        }}></fq-population>`;
  }

  protected override render(): TemplateResult {
    const { value, e } = this;
    if ('statistic' in value) return this.statistic(value);
    if ('field' in value) return this.field(value);
    const names = Object.keys(this.ctx?.document.parameters ?? {});
    return html`${this.choose(e.reference.param, value.param, names.map((name) => [name, name] as const), (param) => { this.change({ ...value, param }); })}${this.factor(value)}`;
  }
}

define('fq-reference', FqReference);
