import { type TemplateResult, html, type PropertyDeclarations } from 'lit';
import type { Node } from '../../../pkg/definition.js';
import { define } from '../base/element.js';
import { EditorElement } from './editor-element.js';
import { withKind } from './nodes.js';

/**
 * A named condition of the document.
 *
 * @fires fq-node - `{ node }` when a person chooses.
 */
export class FqUseEditor extends EditorElement {
  static override properties: PropertyDeclarations = { ...EditorElement.properties, node: { attribute: false } };

  node: Node = { use: '' };

  override focus(): void {
    this.focusFirst('select');
  }

  protected override render(): TemplateResult {
    const { use } = this.e;
    const name = 'use' in this.node ? this.node.use : '';
    const names = Object.keys(this.ctx?.document.conditions ?? {});
    if (names.length === 0 && name === '') return html`<span class="muted">${use.none}</span>`;
    return html`<span>${use.label}</span>${this.choose(use.label, name, names.map((other) => [other, other] as const), (next) => {
      this.node = withKind(this.node, { use: next });
      this.send('fq-node', { node: this.node });
    })}`;
  }
}

define('fq-use-editor', FqUseEditor);
