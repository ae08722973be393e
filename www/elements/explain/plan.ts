import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Document, NodePlan, PlanReport, PlanStep, Schema, SegmentEntry, SizeReport } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { TEXTS, type PlanMessages } from '../../i18n/explain.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { ExplainElement } from './panel.js';
import { planStyles } from './plan.styles.js';
import { sentenceAt } from './tell.js';

/** How each condition was answered: folded, and asked for when it is unfolded. */
export class FqPlan extends ExplainElement {
  static override properties: PropertyDeclarations = {
    ...ExplainElement.properties,
    engine: { attribute: false },
    document: { attribute: false },
    schema: { attribute: false },
    segments: { attribute: false },
    report: { attribute: false },
    open: { state: true },
    plan: { state: true },
    told: { state: true },
    failure: { state: true },
  };
  static override styles = [controls, planStyles];

  engine: Engine | undefined = undefined;
  document: Document | undefined = undefined;
  schema: Schema | undefined = undefined;
  segments: readonly SegmentEntry[] = [];
  /** The newest sizes; with new ones an unfolded plan is asked for again. */
  report: SizeReport | undefined = undefined;

  private open = false;
  private plan: PlanReport | undefined = undefined;
  /** The document that `plan` is about. */
  private told: Document | undefined = undefined;
  private failure: unknown = undefined;
  private turn = 0;

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (this.open && (changes.has('report') || changes.has('engine'))) void this.read();
  }

  private async read(): Promise<void> {
    const { engine, document } = this;
    if (engine === undefined || document === undefined) return;
    const turn = ++this.turn;
    try {
      const plan = await engine.plan(document);
      if (turn !== this.turn) return;
      this.plan = plan;
      this.told = document;
      this.failure = undefined;
    } catch (thrown) {
      if (turn === this.turn) this.failure = thrown;
    }
  }

  private toggled(event: Event): void {
    if (!(event.target instanceof HTMLDetailsElement) || event.target.open === this.open) return;
    this.open = event.target.open;
    if (this.open) void this.read();
  }

  private step(step: PlanStep): string {
    const { p } = this;
    const table = step.table === undefined ? p.contacts : this.s.event.tableName(step.table);
    const rows = this.s.number(step.rows);
    const read = step.rows === 0 ? p.nothing : TEXTS.has(step.way) ? p.values(rows) : p.rows(table, rows);
    return p.step(p.way[step.way], read);
  }

  private get p(): PlanMessages {
    return this.e.plan;
  }

  private node(node: NodePlan, document: Document): TemplateResult {
    const { p } = this;
    const found = node.size === undefined || node.estimated === undefined ? nothing
      : html`<p class="read found">${p.found(this.s.number(node.estimated), this.s.number(node.size), node.unit)}</p>`;
    return html`<li><p>${sentenceAt(document, node.path, this.telling(this.schema, this.segments), this.e)}</p>
      ${node.steps.map((step) => html`<p class="read step">${this.step(step)}</p>`)}${found}
      ${node.cached ? html`<p class="read">${p.cached}</p>` : nothing}</li>`;
  }

  private lines(): TemplateResult {
    const { plan, told, p } = this;
    if (this.failure !== undefined) return html`<p class="notice bad" role="alert">${errorSentence(this.locale, this.failure, 'none')}</p>`;
    if (plan === undefined || told === undefined) return html`<p class="muted" role="status">${this.e.loading}</p>`;
    const nodes = plan.nodes.filter((node) => node.steps.length > 0);
    if (nodes.length === 0) return html`<p class="muted">${this.e.nothing}</p>`;
    const sample = plan.sample < plan.population ? p.sample(this.s.number(plan.sample)) : p.everybody;
    return html`<p class="muted small">${sample}</p><ul>${nodes.map((node) => this.node(node, told))}</ul>`;
  }

  protected override render(): TemplateResult {
    return html`<details @toggle=${(event: Event) => { this.toggled(event); }}><summary>${this.p.title}</summary>${this.open ? this.lines() : nothing}</details>`;
  }
}

define('fq-plan', FqPlan);
