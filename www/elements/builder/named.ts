import { type TemplateResult, html, nothing, type PropertyDeclarations } from 'lit';
import type { Document, Node } from '../../../pkg/definition.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { NAMED, removeNode } from './document.js';
import { EditorElement } from './editor-element.js';
import { panelStyles } from './panel.styles.js';
import { conditionUses, renameCondition } from './references.js';
import './group.js';

/**
 * The named conditions of a document, each with its name, how often it is used, and its conditions.
 *
 * @fires fq-details - `{ document, key }` when one gets another name or is taken out.
 * @fires fq-action - What is asked of the conditions inside.
 */
export class FqNamed extends EditorElement {
  static override properties: PropertyDeclarations = { ...EditorElement.properties };
  static override styles = [...EditorElement.styles, panelStyles];

  private change(document: Document): void {
    this.send('fq-details', { document, key: undefined });
  }

  private entry(document: Document, name: string, node: Node): TemplateResult {
    const { e, ctx } = this;
    const uses = conditionUses(document, name);
    return html`<li>
      <div class="entry">
        <input type="text" autocomplete="off" aria-label=${e.named.name} .value=${name} @change=${(event: Event) => {
          if (!(event.target instanceof HTMLInputElement)) return;
          const next = renameCondition(document, name, event.target.value);
          if (next === document) event.target.value = name;
          else this.change(next);
        }}>
        <span class="end"><span class="muted small">${e.named.used(uses)}</span>
          <button type="button" class="quiet icon" aria-label=${e.named.remove(name)} ?disabled=${uses > 0} @click=${() => { this.change(removeNode(document, `${NAMED}${name}`)); }}>${icons.close}</button></span>
      </div>
      <fq-group .lang=${this.lang} .ctx=${ctx} .node=${node} .path=${`${NAMED}${name}`}></fq-group>
    </li>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const document = this.ctx?.document;
    const entries = Object.entries(document?.conditions ?? {});
    if (document === undefined || entries.length === 0) return nothing;
    return html`<div class="head"><h2>${this.e.named.title}</h2><span class="muted small">${this.e.named.hint}</span></div>
      <ul>${entries.map(([name, node]) => this.entry(document, name, node))}</ul>`;
  }
}

define('fq-named', FqNamed);
