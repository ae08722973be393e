import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Literal, Node, TagCondition } from '../../../pkg/definition.js';
import type { TagTestName } from '../../i18n/segments.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import type { BuilderContext } from './context.js';
import { editorStyles } from './editor.styles.js';
import { SegmentElement } from './element.js';
import { withKind } from './nodes.js';
import { type TagParts, makeTagTest, tagParts } from './tag-parts.js';
import type { FqTagPicker } from './tag-picker.js';
import './number.js';
import './tag-picker.js';

const TESTS: readonly TagTestName[] = ['has_any', 'has_all', 'has_none', 'has_exactly', 'has_at_least'];

/**
 * A condition on tags: how many of which.
 *
 * @fires fq-node - `{ node, key }` on every change.
 */
export class FqTagsEditor extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    node: { attribute: false },
    ctx: { attribute: false },
    disabled: { type: Boolean },
  };
  static override styles = [controls, editorStyles];

  node: Node = { tags: { has_any: [] } };
  ctx: BuilderContext | undefined = undefined;
  disabled = false;

  override focus(): void {
    if (this.parts.names.length === 0) this.search();
    else this.renderRoot.querySelector<HTMLElement>('select')?.focus();
  }

  /** Opens the tags. */
  search(): void {
    this.renderRoot.querySelector<FqTagPicker>('fq-tag-picker')?.show();
  }

  private get value(): TagCondition {
    return 'tags' in this.node ? this.node.tags : { has_any: [] };
  }

  private get parts(): TagParts {
    return tagParts(this.value);
  }

  private change(parts: TagParts, subtree: boolean | undefined, key?: string): void {
    this.node = withKind(this.node, { tags: { ...makeTagTest(parts), ...(subtree === undefined ? {} : { subtree }) } });
    this.send('fq-node', { node: this.node, key });
  }

  protected override render(): TemplateResult {
    const { tags } = this.s;
    const { parts } = this;
    const { subtree } = this.value;
    const set = (change: Partial<TagParts>, key?: string): void => { this.change({ ...parts, ...change }, subtree, key); };
    return html`<select aria-label=${tags.testLabel} ?disabled=${this.disabled} @change=${(event: Event) => {
        const test = TESTS.find((name) => event.target instanceof HTMLSelectElement && name === event.target.value);
        if (test !== undefined) set({ test });
      }}>${TESTS.map((test) => html`<option value=${test} .selected=${live(test === parts.test)}>${tags.test[test]}</option>`)}</select>
      ${parts.test === 'has_at_least' ? html`<fq-number whole .min=${1} .lang=${this.lang} .label=${tags.k} .value=${parts.k} .disabled=${this.disabled}
        @fq-number=${(event: CustomEvent<{ value: Literal }>) => { event.stopPropagation(); if (typeof event.detail.value === 'number') set({ k: event.detail.value }, 'k'); }}></fq-number><span>${tags.of}</span>` : nothing}
      ${repeat(parts.names, (name) => name, (name) => html`<span class="chip"><span>${name}</span><button type="button" class="quiet icon" aria-label=${tags.remove(name)} ?disabled=${this.disabled}
        @click=${() => { set({ names: parts.names.filter((other) => other !== name) }); }}>${icons.close}</button></span>`)}
      <fq-tag-picker .lang=${this.lang} .engine=${this.ctx?.engine} .names=${parts.names} .disabled=${this.disabled}
        @fq-tags=${(event: CustomEvent<{ names: readonly string[] }>) => { event.stopPropagation(); set({ names: event.detail.names }); }}></fq-tag-picker>
      <label class="check small"><input type="checkbox" .checked=${live(subtree !== false)} ?disabled=${this.disabled}
        @change=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.change(parts, event.target.checked); }}>${tags.subtree}</label>`;
  }
}

define('fq-tags-editor', FqTagsEditor);
