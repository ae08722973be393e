import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Node } from '../../../pkg/definition.js';
import { type ErrorLike, errorSentence } from '../../i18n/errors.js';
import { lintMessages } from '../../i18n/lint.js';
import type { GapName } from '../../i18n/segments.js';
import { icons } from '../base/icons.js';
import { findingSentence } from '../lint/say.js';
import { type Action, type BuilderContext, type RowElement, type RowState, rowState, sizeText } from './context.js';
import { describeNode } from './describe.js';
import { nodeAt } from './document.js';
import { SegmentElement } from './element.js';
import type { MenuItem } from './menu.js';
import { childrenOf, groupKind } from './nodes.js';
import { eventAbove, lastStep, parentPath } from './path.js';
import './count.js';
import './menu.js';

const DRAG_TYPE = 'application/x-fenqun-path';

/**
 * What conditions and groups have in common: the handle, the size, the effect, the menu, and what is wrong.
 *
 * @fires fq-action - An {@link Action}; the builder handles it.
 */
export abstract class FqRow extends SegmentElement implements RowElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    node: { attribute: false },
    path: { type: String },
    ctx: { attribute: false },
    over: { state: true },
  };

  node: Node = { all: [] };
  path = '';
  ctx: BuilderContext | undefined = undefined;

  private over: 'before' | 'after' | undefined = undefined;
  private registered: Map<string, RowElement> | undefined = undefined;
  private registeredPath = '';

  abstract focusEditor(): void;
  abstract openAdd(): void;

  focusHandle(): void {
    (this.renderRoot.querySelector<HTMLElement>('.handle') ?? this.renderRoot.querySelector<HTMLElement>('select'))?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.registered?.get(this.registeredPath) === this) this.registered.delete(this.registeredPath);
  }

  protected override updated(_changes: PropertyValues): void {
    const rows = this.ctx?.rows;
    if (this.registeredPath !== this.path && this.registered?.get(this.registeredPath) === this) this.registered.delete(this.registeredPath);
    rows?.set(this.path, this);
    this.registered = rows;
    this.registeredPath = this.path;
  }

  protected act(action: Action): void {
    this.send('fq-action', action);
  }

  protected state(ctx: BuilderContext): RowState {
    return rowState(ctx, this.path, this.node);
  }

  /** "Condition 2 of 5: gender is female, matches 51,311 contacts". */
  protected name(ctx: BuilderContext): string {
    const parent = parentPath(this.path);
    const group = parent === undefined ? undefined : nodeAt(ctx.document, parent);
    const step = lastStep(this.path);
    const index = step !== undefined && 'index' in step ? step.index : 0;
    const of = group === undefined || groupKind(group) === undefined ? 1 : childrenOf(group).length;
    return this.s.row.handle(this.s.row.place(index + 1, of), describeNode(this.node, ctx.telling), sizeText(ctx.sizes.get(this.path), this.s));
  }

  protected handle(ctx: BuilderContext, locked: boolean): TemplateResult {
    return html`<button type="button" class="handle" part="handle" draggable=${locked ? 'false' : 'true'} tabindex=${ctx.current === this.path ? 0 : -1} aria-label=${this.name(ctx)}
      @focus=${() => { if (ctx.current !== this.path) this.act({ do: 'current', path: this.path }); }}
      @click=${() => { this.focusEditor(); }}
      @dragstart=${(event: DragEvent) => { this.onDragStart(event); }}><span aria-hidden="true"></span></button>`;
  }

  private onDragStart(event: DragEvent): void {
    event.dataTransfer?.setData(DRAG_TYPE, this.path);
    event.dataTransfer?.setDragImage(this, 8, 8);
  }

  protected onDragOver = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes(DRAG_TYPE) !== true || parentPath(this.path) === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const box = this.getBoundingClientRect();
    this.over = event.clientY > box.top + box.height / 2 ? 'after' : 'before';
  };

  protected onDragLeave = (): void => {
    this.over = undefined;
  };

  protected onDrop = (event: DragEvent): void => {
    const from = event.dataTransfer?.getData(DRAG_TYPE) ?? '';
    const after = this.over === 'after';
    this.over = undefined;
    if (from === '') return;
    event.preventDefault();
    event.stopPropagation();
    this.act({ do: 'drop', path: from, target: this.path, after });
  };

  /** Where a dragged row would land. */
  protected get landing(): string {
    return this.over === undefined ? '' : `over-${this.over}`;
  }

  protected numbers(ctx: BuilderContext, state: RowState): TemplateResult {
    const { row } = this.s;
    const { size } = state;
    const parent = lastStep(this.path)?.into;
    const effect = size?.effect;
    const counted = size?.counted === true;
    const text = effect === undefined || !counted || size === undefined ? ''
      : parent === 'any' ? row.adds(effect, size.unit) : row.removes(effect, size.unit);
    const idle = this.node.muted === true ? '' : state.gap === undefined && state.errors.length === 0 && size !== undefined && !counted ? row.notCounted : '';
    const everybody = this.path === 'rule' && size?.size === undefined ? ctx.population : undefined;
    const value = state.gap === undefined && state.errors.length === 0 ? size?.size : undefined;
    const beside = size?.cut !== undefined && size.cut.length > 0 ? (this.asksSpread() ? row.spread : row.cut)(size.cut) : undefined;
    return html`<span class="effect ${effect === 0 ? 'none' : ''} ${ctx.stale ? 'stale' : ''}">${this.mark(ctx)}${everybody !== undefined ? row.everybody : text === '' ? idle : text}</span>
      <span class="size ${counted ? '' : 'idle'}"><fq-count .lang=${this.lang} .value=${everybody ?? value} .stale=${ctx.stale}></fq-count>${beside === undefined ? nothing : html`<span class="beside">${beside}</span>`}</span>`;
  }

  /** What is hardly meant here, as a mark that leads to the list of findings. */
  private mark(ctx: BuilderContext): TemplateResult | typeof nothing {
    const found = ctx.findings.get(this.path);
    if (found === undefined) return nothing;
    const text = [...new Set(found.map((finding) => findingSentence(finding, ctx.document, ctx.telling)))].reduce((first, second) => this.s.both(first, second));
    const warning = found.some((finding) => finding.severity === 'warning');
    return html`<button type="button" class="quiet icon mark ${warning ? 'warn' : ''}" aria-label=${lintMessages(ctx.lang).mark(text)} title=${text}
      @click=${() => { this.act({ do: 'finding', path: this.path }); }}>${warning ? icons.warn : icons.eye}</button>`;
  }

  /** Whether what is told beside the size is a mean and a deviation, not where a ranking cuts. */
  private asksSpread(): boolean {
    const is = 'attribute' in this.node ? this.node.attribute.is : 'event' in this.node ? this.node.event.is : undefined;
    return typeof is === 'object' && 'zscore' in is;
  }

  protected messages(ctx: BuilderContext, state: RowState): TemplateResult | typeof nothing {
    if (state.gap !== undefined) return this.gap(state.gap);
    if (state.errors.length === 0) return nothing;
    return html`${state.errors.map((error) => html`<p class="message bad">${icons.warn}<span>${this.sentence(ctx, error)}</span></p>`)}`;
  }

  /** The sentence for an error; one that lies inside of the segment that is referred to says so. */
  private sentence(ctx: BuilderContext, error: ErrorLike): string {
    const sentence = errorSentence(ctx.lang, error, 'none');
    if (!('segment' in this.node) || error.code === 'unknown_segment' || error.code === 'segment_cycle') return sentence;
    const { id } = this.node.segment;
    return this.s.segment.inside(ctx.telling.segmentName(id) ?? id, sentence);
  }

  private gap(gap: GapName): TemplateResult {
    const { row, group } = this.s;
    return html`<p class="message warn">${icons.warn}<span>${gap === 'group' ? group.empty : this.s.because(row.incomplete, row.gap[gap])}</span></p>`;
  }

  protected badges(state: RowState): TemplateResult | typeof nothing {
    const { row } = this.s;
    return html`${this.node.muted === true ? html`<span class="badge">${icons.mute}&nbsp;${row.muted}</span>` : nothing}
      ${state.locked ? html`<span class="badge">${icons.lock}&nbsp;${row.locked}</span>` : nothing}`;
  }

  protected menuItems(locked: boolean): readonly MenuItem[] {
    const { row } = this.s;
    const group = groupKind(this.node) !== undefined;
    const step = lastStep(this.path);
    const root = step === undefined || step.into === 'where';
    const items: (MenuItem | undefined)[] = [
      { id: 'mute', label: this.node.muted === true ? row.unmute : row.mute, keys: 'M' },
      { id: 'duplicate', label: row.duplicate, keys: 'D', disabled: root },
      root ? undefined : { id: 'up', label: row.up, keys: 'Alt ↑' },
      root ? undefined : { id: 'down', label: row.down, keys: 'Alt ↓' },
      root ? undefined : { id: 'out', label: row.out, keys: 'Alt ←' },
      group ? { id: 'unwrap', label: row.unwrap, disabled: root } : { id: 'wrap', label: row.wrap },
      eventAbove(this.path) !== undefined || parentPath(this.path) === undefined || this.ctx?.alone === true ? undefined : 'use' in this.node ? { id: 'inline', label: row.inline } : { id: 'name', label: row.name },
      { id: 'remove', label: row.remove, keys: 'Del', danger: true },
    ];
    return items.filter((item) => item !== undefined).map((item) => (locked ? { ...item, disabled: true } : item));
  }

  protected onPick(id: string): void {
    const { path } = this;
    switch (id) {
      case 'mute': case 'duplicate': case 'unwrap': case 'remove': case 'name': case 'inline': this.act({ do: id, path }); break;
      case 'up': case 'down': case 'out': this.act({ do: 'move', path, direction: id }); break;
      case 'wrap': this.act({ do: 'wrap', path, kind: 'any' }); break;
      default: break;
    }
  }

  protected menu(ctx: BuilderContext, locked: boolean): TemplateResult {
    return html`<fq-menu .lang=${this.lang} .items=${this.menuItems(locked)} .label=${this.s.row.actions(describeNode(this.node, ctx.telling))}
      @fq-pick=${(event: CustomEvent<{ id: string }>) => { event.stopPropagation(); this.onPick(event.detail.id); }}></fq-menu>`;
  }
}
