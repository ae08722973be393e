import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { EngagementParams, ValueCount } from '../../../../pkg/definition.js';
import type { Engine } from '../../../client/api.js';
import { count } from '../../../i18n/format.js';
import { scoreFormsMessages } from '../../../i18n/score-forms.js';
import { controls } from '../../base/controls.styles.js';
import { define } from '../../base/element.js';
import { SegmentElement } from '../../builder/element.js';
import { readNumber } from '../../builder/number.js';
import { formStyles } from './form.styles.js';

const SHOWN = 200;
type Weights = Readonly<Record<string, number | undefined>>;

/**
 * What an event of each kind is worth: by the words of the kinds, or a table with the kinds that the data have.
 *
 * @fires fq-value - `{ value }`: the weights; empty when they are found by the words.
 */
export class FqScoreWeights extends SegmentElement {
  static override styles = [controls, formStyles];
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    table: { attribute: false },
    kind: { attribute: false },
    weights: { attribute: false },
    used: { attribute: false },
    kinds: { state: true },
    bad: { state: true },
  };

  engine: Engine | undefined = undefined;
  table: string | undefined = undefined;
  /** The column of kinds; all events are alike without one. */
  kind: string | undefined = undefined;
  weights: Weights = {};
  /** The parameters of the last run. */
  used: unknown = undefined;

  private kinds: readonly ValueCount[] = [];
  /** Kinds whose typed worth is no number. */
  private bad: ReadonlyMap<string, string> = new Map();

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('engine') || changes.has('table') || changes.has('kind')) void this.read();
  }

  private async read(): Promise<void> {
    const { engine, table, kind } = this;
    this.kinds = [];
    if (engine === undefined || table === undefined || kind === undefined) return;
    const found = await engine.values({ table, field: kind, limit: SHOWN }).catch(() => []);
    if (table === this.table && kind === this.kind) this.kinds = found;
  }

  private tell(value: Weights): void {
    this.weights = value;
    this.send('fq-value', { value });
  }

  private get names(): readonly string[] {
    const found = this.kind === undefined ? [''] : this.kinds.map((one) => one.value);
    return [...found, ...Object.keys(this.weights).filter((name) => !found.includes(name))];
  }

  /** What the table begins with: what the last run used, else one point each. */
  private start(): Weights {
    const used = (this.used as Partial<EngagementParams> | undefined)?.weights ?? {};
    return Object.fromEntries(this.names.map((name) => [name, used[name] ?? 1]));
  }

  private row(name: string): TemplateResult {
    const m = scoreFormsMessages(this.locale);
    const rows = this.kinds.find((one) => one.value === name)?.rows;
    const label = m.weights.of(name === '' ? m.weights.every : name);
    return html`<tr><th scope="row">${name === '' ? m.weights.every : name}</th><td class="num">${rows === undefined ? '–' : count(this.locale, rows)}</td>
      <td><input type="text" inputmode="decimal" autocomplete="off" aria-label=${label} aria-invalid=${this.bad.has(name) ? 'true' : nothing} .value=${live(this.bad.get(name) ?? String(this.weights[name] ?? 0))}
        @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.type(name, event.target.value); }}> ${m.units['points']}${this.bad.has(name) ? html`<span class="problem">${m.problem.number}</span>` : nothing}</td></tr>`;
  }

  private type(name: string, text: string): void {
    const value = readNumber(text, false);
    const fits = typeof value === 'number' && Math.abs(value) <= 1e6;
    this.bad = new Map(fits ? [...this.bad].filter(([other]) => other !== name) : [...this.bad, [name, text]]);
    if (fits) this.tell({ ...this.weights, [name]: value });
  }

  protected override render(): TemplateResult {
    const m = scoreFormsMessages(this.locale);
    const own = Object.keys(this.weights).length > 0;
    const used = Object.entries((this.used as Partial<EngagementParams> | undefined)?.weights ?? {});
    const choice = (value: boolean, text: string): TemplateResult => html`<label class="check"><input type="radio" name="weights" .checked=${live(own === value)} @change=${() => { this.bad = new Map(); this.tell(value ? this.start() : {}); }}>${text}</label>`;
    return html`<div role="radiogroup" aria-label=${m.group['weights'] ?? ''} class="control">${choice(false, m.weights.auto)}${choice(true, m.weights.own)}</div>
      ${own ? html`<div class="scroll" tabindex="0" role="region" aria-label=${m.group['weights'] ?? ''}><table><thead><tr><th scope="col">${m.weights.kind}</th><th scope="col" class="num">${m.weights.rows}</th><th scope="col">${m.weights.worth}</th></tr></thead><tbody>${this.names.map((name) => this.row(name))}</tbody></table></div>`
        : html`<span class="note"><span>${m.weights.autoHint}</span>${used.length === 0 ? nothing : html`<span>${m.weights.used}: ${used.map(([name, worth]) => `${name === '' ? m.weights.every : name} ${worth ?? 0}`).join(' · ')}</span>`}</span>`}`;
  }
}

define('fq-score-weights', FqScoreWeights);

declare global {
  interface HTMLElementTagNameMap {
    'fq-score-weights': FqScoreWeights;
  }
}
