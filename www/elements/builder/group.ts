import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Literal, Node } from '../../../pkg/definition.js';
import { presetsMessages } from '../../i18n/presets-panel.js';
import { CONDITIONS, type ConditionName } from '../../i18n/segments.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import type { BuilderContext, RowState } from './context.js';
import { describeNode } from './describe.js';
import { groupStyles } from './group.styles.js';
import type { FqMenu, MenuItem } from './menu.js';
import { childPath, childrenOf, groupKind, kOf, nodeKey } from './nodes.js';
import { type GroupKind, eventAbove, isWhere, lastStep, parentPath } from './path.js';
import { FqRow } from './row.js';
import { rowStyles } from './row.styles.js';
import './number.js';

const PRESET = 'preset';
const KINDS: readonly GroupKind[] = ['all', 'any', 'none', 'at_least', 'at_most', 'exactly'];

/**
 * A group of conditions and of further groups: how they combine, its exact number, its children, and what can be added.
 *
 * @csspart row - The head of the group.
 * @fires fq-action - What the person asks; the builder handles it.
 */
export class FqGroup extends FqRow {
  static override properties: PropertyDeclarations = { ...FqRow.properties, heading: { type: String } };
  static override styles = [controls, rowStyles, groupStyles];

  /** What stands before the kind, at a root: "contacts who meet". */
  heading = '';

  override focusEditor(): void {
    this.renderRoot.querySelector<HTMLElement>('select')?.focus();
  }

  override openAdd(): void {
    const menu = this.renderRoot.querySelector<FqMenu>('fq-menu.add');
    if (menu !== null) menu.show();
    else this.renderRoot.querySelector<HTMLElement>('.adds button')?.click();
  }

  private get inEvents(): boolean {
    return eventAbove(this.path) !== undefined;
  }

  private addItems(): readonly MenuItem[] {
    const { group } = this.s;
    const { schema, segments, document } = this.ctx ?? {};
    const offered = (what: ConditionName): boolean =>
      what === 'use' ? Object.keys(document?.conditions ?? {}).length > 0 : what === 'sequence' ? (schema?.events ?? []).some((table) => table.time !== undefined) :
      what === 'tags' ? (schema?.tags ?? 0) > 0 : what === 'event' ? (schema?.events.length ?? 0) > 0 : what !== 'segment' || (segments ?? []).some((entry) => entry.id !== document?.id);
    const presets = presetsMessages(this.locale);
    return [
      ...CONDITIONS.map((what) => ({ id: what, label: group.add[what], hint: group.addHint[what], disabled: !offered(what) })),
      { id: PRESET, label: presets.add, hint: presets.addHint, disabled: (schema?.population ?? 0) === 0 },
    ];
  }

  private adds(): TemplateResult {
    const { group } = this.s;
    const add = (what: ConditionName | 'group'): void => { this.act({ do: 'add', path: this.path, what }); };
    return html`<div class="adds">
      ${this.inEvents
        ? html`<button type="button" class="quiet" @click=${() => { add('attribute'); }}>${icons.plus}${group.addCondition}</button>`
        : html`<fq-menu class="add" icon="plus" .lang=${this.lang} .text=${group.addCondition} .items=${this.addItems()} @fq-pick=${(event: CustomEvent<{ id: string }>) => {
            event.stopPropagation();
            const what = CONDITIONS.find((name) => name === event.detail.id);
            if (what !== undefined) add(what);
            else if (event.detail.id === PRESET) this.act({ do: 'preset', path: this.path });
          }}></fq-menu>`}
      <button type="button" class="quiet" @click=${() => { add('group'); }}>${icons.plus}${group.addGroup}</button>
    </div>`;
  }

  private child(ctx: BuilderContext, node: Node, path: string): TemplateResult {
    return groupKind(node) === undefined
      ? html`<fq-condition .lang=${this.lang} .ctx=${ctx} .node=${node} .path=${path}></fq-condition>`
      : html`<fq-group .lang=${this.lang} .ctx=${ctx} .node=${node} .path=${path}></fq-group>`;
  }

  private kind(locked: boolean): TemplateResult {
    const { group } = this.s;
    const kind = groupKind(this.node) ?? 'all';
    const shown = kind === 'not' ? 'none' : kind;
    return html`<select class="kind" aria-label=${group.kindLabel} ?disabled=${locked} @change=${(event: Event) => {
      const next = KINDS.find((name) => event.target instanceof HTMLSelectElement && name === event.target.value);
      if (next !== undefined) this.act({ do: 'kind', path: this.path, kind: next });
    }}>${KINDS.map((name) => html`<option value=${name} .selected=${live(name === shown)}>${group.kind[name]}</option>`)}</select>`;
  }

  /** How many of the children. */
  private k(locked: boolean): TemplateResult | typeof nothing {
    const { group } = this.s;
    const k = kOf(this.node);
    return k === undefined ? nothing : html`<fq-number whole .lang=${this.lang} .label=${group.k} .min=${0} .value=${k} .disabled=${locked}
      @fq-number=${(event: CustomEvent<{ value: Literal }>) => { event.stopPropagation(); if (typeof event.detail.value === 'number') this.act({ do: 'k', path: this.path, k: event.detail.value }); }}></fq-number><span>${group.kOf}</span>`;
  }

  /** What stands before the kind of a group of conditions on events. */
  private whereTitle(): string {
    const { group, event } = this.s;
    const step = lastStep(this.path);
    const at = step?.into === 'where' ? step.at : '';
    if (at.endsWith('share.where')) return group.where.share;
    if (at.endsWith('ratio.of.where')) return group.where.of;
    if (at.endsWith('ratio.to.where')) return group.where.to;
    return at.includes('since_event') ? group.where.since : event.where;
  }

  private head(ctx: BuilderContext, state: RowState, root: boolean): TemplateResult {
    const events = isWhere(this.path);
    const heading = this.heading !== '' ? this.heading : events ? this.whereTitle() : '';
    const blankRoot = this.path === 'rule' && state.gap === 'group';
    return html`<div class="row head ${root ? 'root' : ''} ${this.landing}" part="row" @dragover=${this.onDragOver} @dragleave=${this.onDragLeave} @drop=${this.onDrop}>
      ${root || events ? html`<span></span>` : this.handle(ctx, state.locked)}
      <div class="main">
        <div class="line">${heading === '' ? nothing : html`<span class=${root ? 'title' : 'muted'} title=${events ? this.s.event.whereHint : nothing}>${heading}</span>`}${this.kind(state.locked)}${this.k(state.locked)}${this.badges(state)}</div>
        ${blankRoot ? nothing : this.messages(ctx, state)}
      </div>
      ${this.numbers(ctx, state)}
      ${this.path === 'rule' ? html`<span></span>` : this.menu(ctx, state.locked)}
    </div>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { ctx, node, path } = this;
    if (ctx === undefined) return nothing;
    const state = this.state(ctx);
    const root = parentPath(path) === undefined;
    const isGroup = groupKind(node) !== undefined;
    const children = isGroup ? childrenOf(node) : [node];
    return html`<div role="group" aria-label=${describeNode(node, ctx.telling)} class=${node.muted === true ? 'off' : ''}>
      ${isGroup ? this.head(ctx, state, root) : this.heading === '' ? nothing : html`<div class="row head root"><span></span><span class="title">${this.heading}</span></div>`}
      <div class="body ${root ? 'root' : ''}">
        ${children.length === 0 ? nothing : html`<ul>${repeat(children, nodeKey, (child, index) => html`<li>${this.child(ctx, child, isGroup ? childPath(path, node, index) : path)}</li>`)}</ul>`}
        ${path === 'rule' && children.length === 0 ? html`<p class="empty"><strong>${this.s.group.emptyRoot}</strong><span class="muted">${this.s.group.emptyHint}</span></p>` : nothing}
        ${state.locked ? nothing : this.adds()}
      </div>
    </div>`;
  }
}

define('fq-group', FqGroup);
