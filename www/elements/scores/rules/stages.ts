import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Stage } from '../../../../pkg/definition.js';
import { share as percent } from '../../../i18n/format.js';
import { define } from '../../base/element.js';
import { icons } from '../../base/icons.js';
import { typed } from '../../base/typed.js';
import { OrderedRules, type Share } from './ordered.js';

/**
 * Stages in their order: a name and a rule each, how many the rule has, and how many of them no earlier stage has.
 *
 * @fires fq-value - `{ value }`: the stages after every edit.
 * @fires fq-otherwise - `{ value }`: the name of the rest; `undefined` for none.
 */
export class FqScoreStages extends OrderedRules<Stage> {
  static override properties: PropertyDeclarations = { ...OrderedRules.properties, otherwise: { attribute: false } };

  /** What everybody else is called. */
  otherwise: string | undefined = undefined;
  protected readonly isExclusive = true;

  protected blank(n: number): Stage {
    return { name: this.m.stages.newName(n), rule: this.blankRule };
  }

  private row(stage: Stage, at: number, { alone, gets }: Share): TemplateResult {
    const { stages } = this.m;
    const isOpen = this.open === at;
    const all = this.population;
    return html`<li class=${isOpen ? 'open' : ''}><div class="line"><span class="place" aria-hidden="true">${at + 1}</span>
        <input type="text" autocomplete="off" data-name=${at} aria-label=${stages.name(at + 1)} .value=${live(stage.name)} @keydown=${(event: KeyboardEvent) => { this.onNameKey(at, event); }}
          @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.put(at, { ...stage, name: event.target.value }); }}>
        <button type="button" class="says" aria-expanded=${isOpen ? 'true' : 'false'} @click=${() => { this.open = isOpen ? undefined : at; }}><span class="visually-hidden">${isOpen ? stages.close(stage.name) : stages.edit(stage.name)}</span>${this.says(stage.rule)}</button>
        <span class="sizes"><span><fq-count .lang=${this.lang} .value=${gets} .stale=${this.stale}></fq-count>${gets === undefined || all === undefined ? nothing : html` <span class="muted small">${percent(this.locale, gets, all)}</span>`}</span>
          ${alone === undefined || alone === gets ? nothing : html`<span class="muted small">${stages.alone(this.s.number(alone))}</span>`}</span>
        ${this.acts(at, stage.name)}</div>
      ${this.wrong(at)}
      ${isOpen ? html`<div class="rule" role="group" aria-label=${stages.rule(stage.name)}>${this.builder(at, stage.rule, (rule) => { this.put(at, { ...stage, rule }); }, stages.root)}</div>` : nothing}</li>`;
  }

  private rest(shares: readonly Share[]): number | undefined {
    const all = this.population;
    if (all === undefined || shares.some((one) => one.gets === undefined)) return undefined;
    return all - shares.reduce((sum, one) => sum + (one.gets ?? 0), 0);
  }

  protected override render(): TemplateResult {
    const { stages } = this.m;
    const shares = this.shares();
    const rest = this.rest(shares);
    const all = this.population;
    return html`<p class="muted small">${stages.hint}</p>
      ${this.entries.length === 0 ? nothing : html`<ol aria-label=${stages.title}>${this.entries.map((stage, at) => this.row(stage, at, shares[at] ?? { alone: undefined, gets: undefined }))}</ol>`}
      <div class="foot"><button type="button" @click=${() => { this.add(); }}>${icons.plus}${stages.add}</button>
        <label class="rest"><span>${stages.otherwise}</span><input type="text" autocomplete="off" placeholder=${stages.otherwiseHint} .value=${typed(this.otherwise ?? '')} @change=${(event: Event) => {
          if (event.target instanceof HTMLInputElement) this.send('fq-otherwise', { value: event.target.value.trim() === '' ? undefined : event.target.value.trim() });
        }}></label>${rest === undefined ? nothing : html`<span><fq-count .lang=${this.lang} .value=${rest} .stale=${this.stale}></fq-count> <span class="muted small">${percent(this.locale, rest, all ?? 0)}</span></span>`}</div>
      ${this.extras()}`;
  }
}

define('fq-score-stages', FqScoreStages);

declare global {
  interface HTMLElementTagNameMap {
    'fq-score-stages': FqScoreStages;
  }
}
