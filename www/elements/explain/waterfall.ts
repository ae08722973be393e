import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Document, ExplainReport, NodeExplained, Schema, SegmentEntry } from '../../../pkg/definition.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { nodeAt } from '../builder/document.js';
import { vars } from '../builder/element.js';
import { eventAbove } from '../builder/path.js';
import { ExplainElement } from './panel.js';
import { depthOf, sentenceAt } from './tell.js';
import { waterfallStyles } from './waterfall.styles.js';

const DEEPEST = 6;

/**
 * What every condition does to the number: how many it matches by itself, what the total would be without it, and how many
 * contacts miss nothing but it.
 *
 * @fires fq-goto - `{ path }`: the person wants to change the condition.
 * @fires fq-near - `{ path }`: the person wants to see who misses only this condition.
 */
export class FqWaterfall extends ExplainElement {
  static override properties: PropertyDeclarations = {
    ...ExplainElement.properties,
    document: { attribute: false },
    schema: { attribute: false },
    segments: { attribute: false },
    report: { attribute: false },
    stale: { type: Boolean, reflect: true },
  };
  static override styles = [controls, waterfallStyles];

  document: Document | undefined = undefined;
  schema: Schema | undefined = undefined;
  segments: readonly SegmentEntry[] = [];
  /** The newest answer of `engine.explain`. */
  report: ExplainReport | undefined = undefined;
  /** The numbers belong to an older document. */
  stale = false;

  private total(node: NodeExplained, report: ExplainReport): TemplateResult | string {
    if (node.without === undefined || depthOf(node.path) === 0) return '';
    const change = node.without - report.before_limit;
    return html`${this.s.number(node.without)}<span class="change">${change === 0 ? '±0' : `${change > 0 ? '+' : '−'}${this.s.number(Math.abs(change))}`}</span>`;
  }

  private near(node: NodeExplained, sentence: string): TemplateResult | string {
    const n = node.near_misses;
    if (n === undefined || depthOf(node.path) === 0) return '';
    if (n === 0) return '0';
    return html`<button type="button" class="link" aria-label=${this.e.showNear(n, sentence)} @click=${() => { this.send('fq-near', { path: node.path }); }}>${this.s.number(n)}</button>`;
  }

  private node(node: NodeExplained, document: Document, report: ExplainReport): TemplateResult {
    const { e } = this;
    const sentence = sentenceAt(document, node.path, this.telling(this.schema, this.segments), e);
    const muted = nodeAt(document, node.path)?.muted === true;
    const share = node.unit === 'contacts' && node.size !== undefined && report.population > 0 ? node.size / report.population : 0;
    const root = depthOf(node.path) === 0;
    return html`<tbody class=${root ? 'root' : ''} ${vars({ '--depth': String(Math.min(DEEPEST, depthOf(node.path))), '--w': `${share * 100}%` })}>
      <tr><th scope="rowgroup" colspan="3"><span class="what">${root ? html`<span class="title">${sentence}</span>`
        : html`<button type="button" class="go" title=${e.go(sentence)} @click=${() => { this.send('fq-goto', { path: node.path }); }}>${sentence}</button>`}</span>
        ${eventAbove(node.path) !== undefined ? nothing : html`<span class="track" aria-hidden="true"><span class="bar"></span></span>`}</th></tr>
      <tr class=${muted ? 'muted' : ''}><td class="num">${node.size === undefined ? html`<span class="muted small">${e.off}</span>` : html`${this.s.number(node.size)}${node.unit === 'events' ? html`<span class="change">${e.unitOf(node.unit)}</span>` : nothing}`}</td>
        <td class="num">${this.total(node, report)}</td>
        <td class="num">${this.near(node, sentence)}</td></tr>
    </tbody>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { document, report, e } = this;
    if (document === undefined || report === undefined) return html`<p class="muted" role="status">${e.loading}</p>`;
    if (report.errors.length > 0) return html`<p class="notice warn">${e.broken}</p>`;
    if (report.nodes.length <= 1) return html`<p class="muted">${e.nothing}</p>`;
    return html`${report.before_limit === report.matched ? nothing : html`<p class="muted small">${e.limited(this.s.contacts(report.before_limit))}</p>`}
      <table><caption class="visually-hidden">${e.caption}</caption>
        <thead><tr><th scope="col" class="num" title=${e.aloneHint}>${e.alone}</th><th scope="col" class="num" title=${e.withoutHint}>${e.without}</th><th scope="col" class="num" title=${e.nearHint}>${e.near}</th></tr></thead>
        ${report.nodes.map((node) => this.node(node, document, report))}</table>
      ${report.left_out > 0 ? html`<p class="muted small">${e.leftOut(this.s.number(report.left_out))}</p>` : nothing}
      <dl class="legend muted small"><dt>${e.alone}</dt><dd>${e.aloneHint}</dd><dt>${e.without}</dt><dd>${e.withoutHint}</dd><dt>${e.near}</dt><dd>${e.nearHint}</dd></dl>`;
  }
}

define('fq-waterfall', FqWaterfall);
