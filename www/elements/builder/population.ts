import { type TemplateResult, html, nothing, type PropertyDeclarations } from 'lit';
import type { Population, Tie } from '../../../pkg/definition.js';
import { define } from '../base/element.js';
import { EditorElement } from './editor-element.js';

const TIES: readonly Tie[] = ['include', 'exclude', 'by_id'];

/**
 * With whom a contact is compared, and what happens to ties.
 *
 * @fires fq-population - `{ population, tie }`; what is usual is left out.
 */
export class FqPopulation extends EditorElement {
  static override properties: PropertyDeclarations = {
    ...EditorElement.properties,
    value: { attribute: false },
    tie: { attribute: false },
    ties: { type: Boolean },
  };

  value: Population | undefined = undefined;
  tie: Tie | undefined = undefined;
  /** Whether ties are asked for. */
  ties = false;

  private change(population: Population | undefined, tie: Tie | undefined): void {
    this.value = population;
    this.tie = tie;
    this.send('fq-population', { population, tie });
  }

  protected override render(): TemplateResult {
    const { e, value, tie } = this;
    const id = typeof value === 'object' ? value.segment : undefined;
    const kind = id === undefined ? ((value as string | undefined) ?? 'has_value') : 'segment';
    const others = (this.ctx?.segments ?? []).filter((entry) => entry.id !== this.ctx?.document.id);
    const first = others[0];
    const kinds = [['has_value', e.population.has_value], ['all', e.population.all], ...(first !== undefined || id !== undefined ? [['segment', e.population.segment] as const] : [])] as const;
    return html`${this.choose(e.population.label, kind, kinds, (next) => {
        this.change(next === 'segment' ? { segment: first?.id ?? '' } : next === 'all' ? 'all' : undefined, tie);
      }, true)}
      ${id === undefined ? nothing : this.choose(e.population.pick, id, others.map((entry) => [entry.id, entry.name] as const), (segment) => { this.change({ segment }, tie); })}
      ${this.ties ? this.choose(e.tieLabel, tie ?? 'include', TIES.map((other) => [other, e.tie[other]] as const), (next) => { this.change(value, next === 'include' ? undefined : (next as Tie)); }, true) : nothing}`;
  }
}

define('fq-population', FqPopulation);
