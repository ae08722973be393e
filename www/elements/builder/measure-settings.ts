import { type TemplateResult, html, nothing, type PropertyDeclarations } from 'lit';
import type { EventInfo, Growth, Measure, Part, Share, Unit, Window } from '../../../pkg/definition.js';
import { define } from '../base/element.js';
import { CALENDAR, EditorElement } from './editor-element.js';
import { INNER_MEASURES, makeMeasure, measureColumn, measureName } from './measures.js';
import './window.js';

const RUNS: readonly Unit[] = ['days', 'weeks', 'months'];
const GAPS = ['mean', 'median', 'max', 'last'] as const;

/**
 * The settings of a measure that has some: which quantile, which gap, which run, of what the share.
 *
 * @fires fq-measure - `{ measure }` on every change.
 */
export class FqMeasureSettings extends EditorElement {
  static override properties: PropertyDeclarations = { ...EditorElement.properties, value: { attribute: false }, table: { attribute: false } };

  value: Measure = 'count';
  table: EventInfo | undefined = undefined;

  private change(measure: Measure): void {
    this.value = measure;
    this.send('fq-measure', { measure });
  }

  private numbers(): EventInfo['columns'] {
    return (this.table?.columns ?? []).filter((column) => column.kind === 'number');
  }

  /** A measure inside of another one. */
  private inner(measure: Measure, label: string, change: (measure: Measure) => void): TemplateResult {
    const { event } = this.s;
    const name = measureName(measure);
    const column = measureColumn(measure);
    const timed = this.table?.time !== undefined;
    const names = INNER_MEASURES.filter((other) => other === name || ((timed || other !== 'distinct_days') && (other === 'count' || other === 'distinct_days' || other === 'distinct' || this.numbers().length > 0)));
    const fits = name === 'distinct' ? (this.table?.columns ?? []).filter((other) => other.kind !== 'tags') : this.numbers();
    return html`<span class="pair" role="group" aria-label=${label}>
      ${this.choose(label, name, names.map((other) => [other, event.measures[other]] as const), (next) => {
        const first = this.table?.amount ?? this.numbers()[0]?.name ?? '';
        change(makeMeasure(next as typeof name, next === 'distinct' ? '' : first));
      })}
      ${column === undefined ? nothing : this.column(column, fits, `${label} ${event.column}`, event.pickColumn, (field) => { change(makeMeasure(name, field.name)); })}</span>`;
  }

  private share(share: Share): TemplateResult {
    const { measure } = this.e;
    const { sum, ...rest } = share;
    const numbers = this.numbers();
    const by = numbers.length === 0 && sum === undefined ? nothing : this.choose(measure.shareOf, sum === undefined ? 'count' : 'sum', [['count', measure.shareCount], ['sum', measure.shareSum]], (next) => {
      this.change({ share: next === 'count' ? rest : { ...rest, sum: this.table?.amount ?? numbers[0]?.name ?? '' } });
    });
    return html`${by}${sum === undefined ? nothing : this.column(sum, numbers, measure.shareSum, measure.pickColumn, (field) => { this.change({ share: { ...rest, sum: field.name } }); })}`;
  }

  private growth(growth: Growth): TemplateResult {
    const { measure } = this.e;
    const { min_base: base, ...rest } = growth;
    return html`${this.inner(growth.of, measure.inner, (of) => { this.change({ growth: { ...growth, of } }); })}
      ${this.setting(measure.over, html`<fq-window .lang=${this.lang} .value=${growth.over} .asOf=${this.ctx?.asOf ?? ''} .disabled=${this.disabled}
        @fq-window=${(event: CustomEvent<{ window: Window }>) => { event.stopPropagation(); this.change({ growth: { ...growth, over: event.detail.window } }); }}></fq-window>`)}
      ${this.setting(measure.minBase, this.decimal(base, measure.minBase, (next) => { this.change({ growth: next === undefined ? rest : { ...rest, min_base: next } }); }))}`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { value } = this;
    const { measure } = this.e;
    if (typeof value === 'string') return nothing;
    if ('percentile' in value) {
      const { percentile } = value;
      return this.decimal(percentile.q, measure.q, (q) => { if (q !== undefined) this.change({ percentile: { ...percentile, q } }); }, '', true);
    }
    if ('gap' in value) return this.choose(measure.gapLabel, value.gap, GAPS.map((name) => [name, measure.gap[name]] as const), (gap) => { this.change({ gap: gap as (typeof GAPS)[number] }); });
    if ('streak' in value) {
      const { streak } = value;
      return html`${this.choose(measure.whichLabel, streak.which, [['current', measure.which.current], ['longest', measure.which.longest]], (which) => { this.change({ streak: { ...streak, which: which === 'longest' ? 'longest' : 'current' } }); })}
        ${this.units(streak.unit, RUNS, (unit) => { this.change({ streak: { ...streak, unit } }); })}`;
    }
    if ('active_periods' in value) {
      const { active_periods: periods } = value;
      const set = (part: Partial<typeof periods>): void => { this.change({ active_periods: { ...periods, ...part } }); };
      return html`${this.setting(measure.lastUnits, this.amount({ n: periods.of, unit: periods.unit }, measure.lastUnits, CALENDAR, ({ n, unit }) => { set({ of: n, unit }); }))}
        ${this.setting(measure.atLeast, html`${this.whole(periods.at_least, measure.atLeast, 1, (n) => { set({ at_least: n }); })}<span>${measure.timesEach}</span>`)}`;
    }
    if ('seasonality' in value) return this.checks(measure.months, this.e.months.map((text, index) => [index + 1, text] as const), value.seasonality.months, (months) => { this.change({ seasonality: { months } }); });
    if ('share' in value) return this.share(value.share);
    if ('growth' in value) return this.growth(value.growth);
    if (!('ratio' in value)) return nothing;
    const { ratio } = value;
    const part = (side: 'of' | 'to', label: string): TemplateResult => this.setting(label, this.inner(ratio[side].measure, label, (next) => { this.change({ ratio: { ...ratio, [side]: { ...ratio[side], measure: next } satisfies Part } }); }));
    return html`${part('of', measure.of)}${part('to', measure.to)}`;
  }
}

define('fq-measure-settings', FqMeasureSettings);
