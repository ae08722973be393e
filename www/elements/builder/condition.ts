import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Node } from '../../../pkg/definition.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import type { FqAttributeEditor } from './attribute-editor.js';
import type { BuilderContext } from './context.js';
import { conditionStyles } from './condition.styles.js';
import { FqRow } from './row.js';
import { rowStyles } from './row.styles.js';
import type { FqTagsEditor } from './tags-editor.js';
import './attribute-editor.js';
import './event-editor.js';
import './segment-editor.js';
import './tags-editor.js';

/**
 * One condition: its editor, its exact number, what it does to its group, and what is missing or wrong.
 *
 * @csspart row - The line.
 * @csspart handle - What the keyboard and the pointer move it by.
 * @fires fq-action - What the person asks; the builder handles it.
 */
export class FqCondition extends FqRow {
  static override properties: PropertyDeclarations = { ...FqRow.properties };
  static override styles = [controls, rowStyles, conditionStyles];

  override focusEditor(): void {
    this.editor()?.focus();
  }

  override openAdd(): void {
    this.focusEditor();
  }

  /** Opens the search of this condition; `false` when it has none. */
  search(): boolean {
    const editor = this.renderRoot.querySelector<FqAttributeEditor | FqTagsEditor>('fq-attribute-editor, fq-tags-editor');
    editor?.search();
    return editor !== null;
  }

  private editor(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.editor');
  }

  private onNode = (event: CustomEvent<{ node: Node; key?: string }>): void => {
    event.stopPropagation();
    const { node, key } = event.detail;
    this.act({ do: 'replace', path: this.path, node, ...(key === undefined ? {} : { key: `${this.path}:${key}` }) });
  };

  private edit(ctx: BuilderContext, disabled: boolean): TemplateResult {
    const { node, path, lang } = this;
    if ('attribute' in node) {
      return html`<fq-attribute-editor class="editor" .lang=${lang} .node=${node} .path=${path} .ctx=${ctx} .disabled=${disabled} @fq-node=${this.onNode}></fq-attribute-editor>`;
    }
    if ('tags' in node) return html`<fq-tags-editor class="editor" .lang=${lang} .node=${node} .ctx=${ctx} .disabled=${disabled} @fq-node=${this.onNode}></fq-tags-editor>`;
    if ('segment' in node) return html`<fq-segment-editor class="editor" .lang=${lang} .node=${node} .ctx=${ctx} .disabled=${disabled} @fq-node=${this.onNode}></fq-segment-editor>`;
    if ('event' in node) {
      return html`<fq-event-editor class="editor" .lang=${lang} .node=${node} .path=${path} .ctx=${ctx} .disabled=${disabled} @fq-node=${this.onNode}></fq-event-editor>`;
    }
    return html`<span class="line-text">${'const' in node ? this.s.row.truth(node.const) : nothing}</span>`;
  }

  private where(ctx: BuilderContext, locked: boolean): TemplateResult | typeof nothing {
    const { node, path } = this;
    if (!('event' in node) || node.event.table === '') return nothing;
    const inner = `${path}.event.where`;
    if (node.event.where === undefined) {
      return locked ? nothing : html`<div class="limit"><button type="button" class="quiet small" @click=${() => { this.act({ do: 'add', path: inner, what: 'attribute' }); }}>${icons.plus}${this.s.group.addWhere}</button></div>`;
    }
    return html`<div class="where"><fq-group .lang=${this.lang} .ctx=${ctx} .node=${node.event.where} .path=${inner}></fq-group></div>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { ctx, node } = this;
    if (ctx === undefined) return nothing;
    const state = this.state(ctx);
    return html`<div class="row ${this.landing}" part="row" @dragover=${this.onDragOver} @dragleave=${this.onDragLeave} @drop=${this.onDrop}>
        ${this.handle(ctx, state.locked)}
        <div class="main ${node.muted === true ? 'muted' : ''}">
          <div class="badges">${this.badges(state)}</div>
          ${this.edit(ctx, state.locked)}
          ${this.messages(ctx, state)}
        </div>
        ${this.numbers(ctx, state)}
        ${this.menu(ctx, state.locked)}
      </div>
      ${this.where(ctx, state.locked)}`;
  }
}

define('fq-condition', FqCondition);
