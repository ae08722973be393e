import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Node } from '../../../pkg/definition.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import type { FqAttributeEditor } from './attribute-editor.js';
import type { BuilderContext } from './context.js';
import { conditionStyles } from './condition.styles.js';
import { loadEditors } from './lazy.js';
import { type Filter, filtersOf } from './nodes.js';
import { FqRow } from './row.js';
import { rowStyles } from './row.styles.js';
import type { FqTagsEditor } from './tags-editor.js';
import './attribute-editor.js';
import './event-editor.js';
import './segment-editor.js';
import './tags-editor.js';

/** Conditions whose editor is loaded on demand. */
const LAZY: readonly string[] = ['sequence', 'list', 'sample', 'use'];

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
    if (LAZY.some((kind) => kind in this.node)) void loadEditors().then(() => { this.editor()?.focus(); });
    else this.editor()?.focus();
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
    return this.editLazy(ctx, disabled);
  }

  /** Conditions whose editor is loaded on demand. */
  private editLazy(ctx: BuilderContext, disabled: boolean): TemplateResult {
    const { node, path, lang } = this;
    if ('const' in node) return html`<span class="line-text">${this.s.row.truth(node.const)}</span>`;
    void loadEditors();
    if ('sequence' in node) return html`<fq-sequence-editor class="editor" .lang=${lang} .node=${node} .path=${path} .ctx=${ctx} .disabled=${disabled} @fq-node=${this.onNode}></fq-sequence-editor>`;
    if ('list' in node) return html`<fq-list-editor class="editor" .lang=${lang} .node=${node} .path=${path} .ctx=${ctx} .disabled=${disabled} @fq-node=${this.onNode}></fq-list-editor>`;
    if ('sample' in node) return html`<fq-sample-editor class="editor" .lang=${lang} .node=${node} .ctx=${ctx} .disabled=${disabled} @fq-node=${this.onNode}></fq-sample-editor>`;
    return html`<fq-use-editor class="editor" .lang=${lang} .node=${node} .ctx=${ctx} .disabled=${disabled} @fq-node=${this.onNode}></fq-use-editor>`;
  }

  /** The conditions on events that stand below the line; those of steps stand with their steps. */
  private where(ctx: BuilderContext, locked: boolean): TemplateResult | typeof nothing {
    const { node, path, lang } = this;
    if ('sequence' in node) {
      return html`<div class="where"><fq-sequence-steps .lang=${lang} .node=${node} .path=${path} .ctx=${ctx} .disabled=${locked} @fq-node=${this.onNode}></fq-sequence-steps>
        ${filtersOf(node).filter((filter) => !filter.at.includes('.steps[')).map((filter) => this.filter(ctx, filter, locked))}</div>`;
    }
    return html`${filtersOf(node).map((filter) => this.filter(ctx, filter, locked))}`;
  }

  private filter(ctx: BuilderContext, { at, table, where }: Filter, locked: boolean): TemplateResult | typeof nothing {
    if (table === '') return nothing;
    const inner = `${this.path}.${at}`;
    if (where !== undefined) return html`<div class="where"><fq-group .lang=${this.lang} .ctx=${ctx} .node=${where} .path=${inner}></fq-group></div>`;
    return locked ? nothing : html`<div class="limit"><button type="button" class="quiet small" @click=${() => { this.act({ do: 'add', path: inner, what: 'attribute' }); }}>${icons.plus}${this.addText(at)}</button></div>`;
  }

  private addText(at: string): string {
    const { group } = this.s;
    if (at.endsWith('ratio.of.where')) return group.where.of;
    if (at.endsWith('ratio.to.where')) return group.where.to;
    return at.includes('since_event') ? group.where.since : group.addWhere;
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
