// A place in an order that a person writes down.
import { type TemplateResult, html, nothing } from 'lit';
import type { Rank } from '../../../pkg/definition.js';
import type { Advanced, FqAdvanced } from './advanced.js';
import './chips.js';

/** The order from low to high, and the place in it. */
export function rank(host: FqAdvanced, { value, change }: Advanced<Rank>): TemplateResult {
  const { e, choose, lang, disabled } = host.parts;
  return html`${value.order.length === 0 ? nothing : choose(e.rank.value, value.value, value.order.map((name) => [name, name] as const), (next) => { change({ ...value, value: next }); })}
    <fq-chips .lang=${lang} .label=${e.rank.order} .values=${value.order} .disabled=${disabled}
      @fq-values=${(event: CustomEvent<{ values: readonly string[] }>) => {
        event.stopPropagation();
        const order = [...event.detail.values];
        change({ order, value: order.includes(value.value) ? value.value : (order[0] ?? '') });
      }}></fq-chips><span class="muted small">${e.rank.orderHint}</span>`;
}
