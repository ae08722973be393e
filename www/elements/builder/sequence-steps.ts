import { type TemplateResult, html, nothing, type PropertyDeclarations } from 'lit';
import type { Node, Sequence, Step } from '../../../pkg/definition.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { EditorElement, UNITS } from './editor-element.js';
import { withKind } from './nodes.js';
import { stepsStyles } from './sequence-steps.styles.js';
import './group.js';

/**
 * The steps of a sequence, one below the other: what happens or does not, how soon after the step before, and which records.
 *
 * @fires fq-node - `{ node, key }` on every change.
 * @fires fq-action - What is asked of the conditions inside.
 */
export class FqSequenceSteps extends EditorElement {
  static override properties: PropertyDeclarations = { ...EditorElement.properties, node: { attribute: false }, path: { type: String } };
  static override styles = [...EditorElement.styles, stepsStyles];

  node: Node = { sequence: { steps: [] } };
  path = '';

  private get value(): Sequence {
    return 'sequence' in this.node ? this.node.sequence : { steps: [] };
  }

  private change(steps: Step[], key?: string): void {
    this.node = withKind(this.node, { sequence: { ...this.value, steps } });
    this.send('fq-node', { node: this.node, key });
  }

  private set(at: number, step: Step, key?: string): void {
    this.change(this.value.steps.map((other, index) => (index === at ? step : other)), key === undefined ? undefined : `${key}${at}`);
  }

  private move(at: number, to: number): void {
    const steps = [...this.value.steps];
    const [step] = steps.splice(at, 1);
    if (step !== undefined) steps.splice(to, 0, step);
    this.change(steps);
  }

  private gap(step: Step, at: number): TemplateResult | typeof nothing {
    const { e } = this;
    if (!this.value.steps.slice(0, at).some((other) => other.not !== true)) return nothing;
    const { gap, ...rest } = step;
    return html`${this.choose(e.sequence.gap, gap === undefined ? '' : 'gap', [['', e.sequence.gapAny], ['gap', e.sequence.gap]], (kind) => {
        this.set(at, kind === '' ? rest : { ...rest, gap: { n: 7, unit: 'days' } });
      }, true)}
      ${gap === undefined ? nothing : this.amount(gap, e.sequence.gapOf, UNITS, (amount) => { this.set(at, { ...step, gap: amount }, 'gap'); })}`;
  }

  private where(step: Step, at: number): TemplateResult | typeof nothing {
    const { ctx } = this;
    if (step.table === '' || ctx === undefined) return nothing;
    const inner = `${this.path}.sequence.steps[${at}].where`;
    if (step.where !== undefined) return html`<div class="where"><fq-group .lang=${this.lang} .ctx=${ctx} .node=${step.where} .path=${inner}></fq-group></div>`;
    return this.disabled ? nothing : html`<button type="button" class="quiet small" @click=${() => { this.send('fq-action', { do: 'add', path: inner, what: 'attribute' }); }}>${icons.plus}${this.s.group.addWhere}</button>`;
  }

  private step(step: Step, at: number): TemplateResult {
    const { e } = this;
    const count = this.value.steps.length;
    const tables = (this.ctx?.schema?.events ?? []).filter((info) => info.time !== undefined);
    const { not: _, ...positive } = step;
    return html`<li>
      <div class="step" role="group" aria-label=${e.sequence.step(at + 1)}>
        <span class="badge">${e.sequence.step(at + 1)}</span>
        ${this.choose(`${e.sequence.step(at + 1)} ${e.sequence.happened}`, step.not === true ? 'not' : 'yes', [['yes', e.sequence.happened], ['not', e.sequence.not]], (kind) => { this.set(at, kind === 'not' ? { ...positive, not: true } : positive); })}
        ${this.choose(`${e.sequence.step(at + 1)} ${e.sequence.table}`, step.table, tables.map((info) => [info.table, this.s.event.tableName(info.table)] as const), (table) => {
          const { where: _where, ...rest } = step;
          this.set(at, { ...rest, table });
        })}
        ${this.gap(step, at)}
        <span class="tools">
          <button type="button" class="quiet icon" aria-label=${e.upAt(at + 1)} ?disabled=${this.disabled || at === 0} @click=${() => { this.move(at, at - 1); }}>${icons.up}</button>
          <button type="button" class="quiet icon" aria-label=${e.downAt(at + 1)} ?disabled=${this.disabled || at === count - 1} @click=${() => { this.move(at, at + 1); }}>${icons.down}</button>
          <button type="button" class="quiet icon" aria-label=${e.removeAt(at + 1)} ?disabled=${this.disabled || count === 1} @click=${() => { this.change(this.value.steps.filter((_, index) => index !== at)); }}>${icons.close}</button>
        </span>
      </div>
      ${this.where(step, at)}
    </li>`;
  }

  protected override render(): TemplateResult {
    const { steps } = this.value;
    return html`<ol aria-label=${this.e.sequence.steps}>${steps.map((step, at) => this.step(step, at))}</ol>
      ${this.disabled ? nothing : html`<button type="button" class="quiet small" @click=${() => { this.change([...steps, { table: steps.at(-1)?.table ?? '' }]); }}>${icons.plus}${this.e.sequence.addStep}</button>`}`;
  }
}

define('fq-sequence-steps', FqSequenceSteps);
