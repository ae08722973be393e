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
  static override properties: PropertyDeclarations = { ...FqRow.properties, masking: { state: true } };
  static override styles = [controls, rowStyles, conditionStyles];

  /** Weekdays and hours are shown, though none are chosen yet. */
  private masking = false;

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
      return html`<fq-event-editor class="editor" .masking=${this.masking} .lang=${lang} .node=${node} .path=${path} .ctx=${ctx} .disabled=${disabled} @fq-node=${this.onNode}></fq-event-editor>`;
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

  /** What stands below the line: conditions on events, and what else can limit them. Those of steps stand with their steps. */
  private where(ctx: BuilderContext, locked: boolean): TemplateResult | typeof nothing {
    const { node, path, lang } = this;
    const filters = filtersOf(node).filter(({ at, table }) => table !== '' && !at.includes('.steps['));
    const steps = 'sequence' in node ? html`<div class="where"><fq-sequence-steps .lang=${lang} .node=${node} .path=${path} .ctx=${ctx} .disabled=${locked} @fq-node=${this.onNode}></fq-sequence-steps></div>` : nothing;
    return html`${filters.map(({ at, where }) => (where === undefined ? nothing : html`<div class="where"><fq-group .lang=${lang} .ctx=${ctx} .node=${where} .path=${`${path}.${at}`}></fq-group></div>`))}
      ${steps}${locked ? nothing : this.limits(ctx, filters.filter(({ where }) => where === undefined))}`;
  }

  private limits(ctx: BuilderContext, filters: readonly Filter[]): TemplateResult | typeof nothing {
    const { node, path } = this;
    const timed = 'event' in node && ctx.schema?.events.some((info) => info.table === node.event.table && info.time !== undefined) === true;
    const masks = timed && node.event.mask === undefined && !this.masking;
    if (filters.length === 0 && !masks) return nothing;
    return html`<div class="limit">${filters.map(({ at }) => html`<button type="button" class="quiet small" @click=${() => { this.act({ do: 'add', path: `${path}.${at}`, what: 'attribute' }); }}>${icons.plus}${this.addText(at)}</button>`)}
      ${masks ? html`<button type="button" class="quiet small" @click=${() => { this.masking = true; }}>${icons.plus}${this.s.event.mask}</button>` : nothing}</div>`;
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
