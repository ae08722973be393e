// Several bands of numbers, bounds inside.
import { type TemplateResult, html, nothing } from 'lit';
import type { Band } from '../../../pkg/definition.js';
import { icons } from '../base/icons.js';
import type { Advanced, FqAdvanced } from './advanced.js';

/** The bands, one after the other. */
export function bands(host: FqAdvanced, { value, change }: Advanced<readonly Band[]>): TemplateResult {
  const { e, decimal, disabled } = host.parts;
  const set = (at: number, band: Band): void => { change(value.map((other, index) => (index === at ? band : other))); };
  return html`${value.map(([low, high], at) => html`<span class="pair" role="group" aria-label=${`${at + 1}`}>
      ${decimal(low ?? undefined, `${e.bands.low} ${at + 1}`, (next) => { set(at, [next ?? null, high]); })}<span>${e.and}</span>
      ${decimal(high ?? undefined, `${e.bands.high} ${at + 1}`, (next) => { set(at, [low, next ?? null]); })}
      ${value.length === 1 ? nothing : html`<button type="button" class="quiet icon" aria-label=${e.removeAt(at + 1)} ?disabled=${disabled} @click=${() => { change(value.filter((_, index) => index !== at)); }}>${icons.close}</button>`}
    </span>`)}
    <button type="button" class="quiet small" ?disabled=${disabled} @click=${() => { change([...value, [null, null]]); }}>${icons.plus}${e.bands.add}</button>`;
}
