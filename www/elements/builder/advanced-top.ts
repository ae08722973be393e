// Operands that compare contacts with each other: how many, of whom, and what happens to ties.
import { type TemplateResult, html } from 'lit';
import type { Operator, Population, QuantileRange, Tie, TopN, TopPercent, Zscore } from '../../../pkg/definition.js';
import type { Advanced, FqAdvanced } from './advanced.js';

interface Compared {
  readonly population?: Population;
  readonly tie?: Tie;
}

function without<T extends Compared>({ population: _population, tie: _tie, ...rest }: T): Omit<T, 'population' | 'tie'> {
  return rest;
}

function among<T extends Compared>(host: FqAdvanced, { value, change }: Advanced<T>, ties: boolean): TemplateResult {
  const { ctx, e, lang, disabled } = host.parts;
  const body = html`<fq-population .lang=${lang} .ctx=${ctx} .value=${value.population} .tie=${value.tie} .ties=${ties} .disabled=${disabled}
    @fq-population=${(event: CustomEvent<Compared>) => {
      event.stopPropagation();
      const { population, tie } = event.detail;
      change({ ...without(value), ...(population === undefined ? {} : { population }), ...(tie === undefined ? {} : { tie }) } as T);
    }}></fq-population>`;
  return host.parts.more(value.population !== undefined || value.tie !== undefined, body, e.more);
}

/** The contacts with the largest or smallest values. */
export function topN(host: FqAdvanced, edit: Advanced<TopN>): TemplateResult {
  const { e, whole } = host.parts;
  return html`${whole(edit.value.n, e.top.n, 1, (n) => { edit.change({ ...edit.value, n }); })}<span>${e.top.people}</span>${among(host, edit, true)}`;
}

/** A share of the contacts with the largest or smallest values. */
export function topPercent(host: FqAdvanced, edit: Advanced<TopPercent>): TemplateResult {
  const { e, decimal } = host.parts;
  return html`${decimal(edit.value.percent === 0 ? undefined : edit.value.percent, e.top.percent, (percent) => { edit.change({ ...edit.value, percent: percent ?? 0 }); }, e.top.percentUnit)}${among(host, edit, true)}`;
}

/** Between two quantiles. */
export function quantiles(host: FqAdvanced, edit: Advanced<QuantileRange>): TemplateResult {
  const { e, decimal } = host.parts;
  return html`${decimal(edit.value.from, e.top.from, (from) => { if (from !== undefined) edit.change({ ...edit.value, from }); }, '', true)}<span>${e.and}</span>
    ${decimal(edit.value.to, e.top.to, (to) => { if (to !== undefined) edit.change({ ...edit.value, to }); }, '', true)}<span class="muted small">${e.top.quantileHint}</span>${among(host, edit, false)}`;
}

/** The distance from the mean. */
export function zscore(host: FqAdvanced, edit: Advanced<Zscore>): TemplateResult {
  const { ctx, e, lang, disabled } = host.parts;
  return html`<fq-comparison .lang=${lang} .ctx=${ctx} .value=${edit.value.is} .unit=${e.comparison.deviations} .disabled=${disabled}
      @fq-comparison=${(event: CustomEvent<{ is: Operator }>) => { event.stopPropagation(); edit.change({ ...edit.value, is: event.detail.is }); }}></fq-comparison>${among(host, edit, false)}`;
}
