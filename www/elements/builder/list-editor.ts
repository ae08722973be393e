import { type TemplateResult, html, nothing, type PropertyDeclarations } from 'lit';
import { live } from 'lit/directives/live.js';
import type { List, Node } from '../../../pkg/definition.js';
import { define } from '../base/element.js';
import { EditorElement } from './editor-element.js';
import { withKind } from './nodes.js';

/** The cells of a pasted column: one per line or cell, blanks and repetitions left out. */
export function readList(text: string): string[] {
  return [...new Set(text.split(/[\n\r\t]+/).map((line) => line.trim()).filter((line) => line !== ''))];
}

/**
 * A list that somebody brought along: which column, and the values.
 *
 * @fires fq-node - `{ node, key }` on every change.
 */
export class FqListEditor extends EditorElement {
  static override properties: PropertyDeclarations = { ...EditorElement.properties, node: { attribute: false }, path: { type: String }, draft: { state: true } };

  node: Node = { list: { field: '', values: [] } };
  path = '';

  /** What is being typed; a list is not rewritten under the cursor. */
  private draft = '';

  override focus(): void {
    if (this.value.field === '') this.focusFirst('fq-field-picker');
    else this.focusFirst('textarea');
  }

  private get value(): List {
    return 'list' in this.node ? this.node.list : { field: '', values: [] };
  }

  private change(list: List, key?: string): void {
    this.node = withKind(this.node, { list });
    this.send('fq-node', { node: this.node, key });
  }

  protected override willUpdate(): void {
    const { values } = this.value;
    const typed = readList(this.draft);
    if (typed.length !== values.length || typed.some((value, index) => value !== values[index])) this.draft = values.join('\n');
  }

  private found(): string {
    const size = this.ctx?.sizes.get(this.path);
    if (this.value.values.length === 0 || size?.unmatched === undefined) return '';
    return size.unmatched === 0 ? this.e.list.allMatched : this.e.list.unmatched(size.unmatched);
  }

  protected override render(): TemplateResult {
    const { e, value } = this;
    const fields = (this.ctx?.schema?.fields ?? []).filter((field) => field.kind === 'text' || field.kind === 'code');
    const found = this.found();
    return html`${this.column(value.field, fields, this.s.attribute.field, this.s.attribute.pickField, (field) => { this.change({ ...value, field: field.name }); })}
      <span>${this.s.attribute.operatorName('in', 'text')}</span>
      <span class="muted small">${e.list.count(value.values.length)}</span>
      ${found === '' ? nothing : html`<span class="small ${this.ctx?.sizes.get(this.path)?.unmatched === 0 ? 'muted' : 'warn'}">${found}</span>`}
      <textarea rows="4" aria-label=${e.list.paste} placeholder=${e.list.placeholder} spellcheck="false" autocomplete="off" .value=${live(this.draft)} ?disabled=${this.disabled}
        @input=${(event: Event) => {
          if (!(event.target instanceof HTMLTextAreaElement)) return;
          this.draft = event.target.value;
          this.change({ ...value, values: readList(this.draft) }, 'list');
        }}></textarea>`;
  }
}

define('fq-list-editor', FqListEditor);
