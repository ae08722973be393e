import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Literal, Node, Operator, TagCondition } from '../../../pkg/definition.js';
import type { TagTestName } from '../../i18n/segments.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import type { BuilderContext } from './context.js';
import { editorStyles, lazyStyles } from './editor.styles.js';
import { SegmentElement } from './element.js';
import { loadEditors } from './lazy.js';
import { withKind } from './nodes.js';
import { type TagParts, type TagScope, makeTagTest, tagParts, tagScope } from './tag-parts.js';
import type { FqTagPicker } from './tag-picker.js';
import './number.js';
import './tag-picker.js';

const TESTS: readonly TagTestName[] = ['has_any', 'has_all', 'has_none', 'has_exactly', 'has_at_least', 'count', 'untagged'];

/** Whether a scope asks for more than the subtree. */
function isScoped({ subtree: _, ...rest }: TagScope): boolean {
  return Object.keys(rest).length > 0;
}

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
  static override styles = [controls, editorStyles, lazyStyles];

  node: Node = { tags: { has_any: [] } };
  ctx: BuilderContext | undefined = undefined;
  disabled = false;

  override focus(): void {
    if (this.named && this.parts.names.length === 0) this.search();
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

  /** Whether the condition names tags. */
  private get named(): boolean {
    return this.parts.test !== 'count' && this.parts.test !== 'untagged';
  }

  private change(parts: TagParts, scope: TagScope, key?: string): void {
    this.node = withKind(this.node, { tags: { ...makeTagTest(parts), ...scope } });
    this.send('fq-node', { node: this.node, key });
  }

  private names(parts: TagParts, set: (change: Partial<TagParts>, key?: string) => void): TemplateResult {
    const { tags } = this.s;
    const scope = tagScope(this.value);
    return html`${parts.test === 'has_at_least' ? html`<fq-number whole .min=${1} .lang=${this.lang} .label=${tags.k} .value=${parts.k} .disabled=${this.disabled}
        @fq-number=${(event: CustomEvent<{ value: Literal }>) => { event.stopPropagation(); if (typeof event.detail.value === 'number') set({ k: event.detail.value }, 'k'); }}></fq-number><span>${tags.of}</span>` : nothing}
      ${repeat(parts.names, (name) => name, (name) => html`<span class="chip"><span>${name}</span><button type="button" class="quiet icon" aria-label=${tags.remove(name)} ?disabled=${this.disabled}
        @click=${() => { set({ names: parts.names.filter((other) => other !== name) }); }}>${icons.close}</button></span>`)}
      <fq-tag-picker .lang=${this.lang} .engine=${this.ctx?.engine} .names=${parts.names} .disabled=${this.disabled}
        @fq-tags=${(event: CustomEvent<{ names: readonly string[] }>) => { event.stopPropagation(); set({ names: event.detail.names }); }}></fq-tag-picker>
      <label class="check small"><input type="checkbox" .checked=${live(scope.subtree !== false)} ?disabled=${this.disabled}
        @change=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.change(parts, { ...scope, subtree: event.target.checked }); }}>${tags.subtree}</label>`;
  }

  private test(parts: TagParts, set: (change: Partial<TagParts>, key?: string) => void): TemplateResult {
    const { tags, phrase } = this.s;
    if (parts.test === 'untagged') {
      return html`<select aria-label=${tags.test.untagged} ?disabled=${this.disabled} @change=${(event: Event) => { if (event.target instanceof HTMLSelectElement) set({ untagged: event.target.value === 'true' }); }}>
        ${[true, false].map((yes) => html`<option value=${String(yes)} .selected=${live(yes === parts.untagged)}>${phrase.untagged(yes)}</option>`)}</select>`;
    }
    if (parts.test !== 'count') return this.names(parts, set);
    void loadEditors();
    return html`<fq-comparison .lang=${this.lang} .ctx=${this.ctx} .value=${parts.is} .label=${tags.test.count} .disabled=${this.disabled}
      @fq-comparison=${(event: CustomEvent<{ is: Operator }>) => { event.stopPropagation(); set({ is: event.detail.is }, 'count'); }}></fq-comparison>`;
  }

  protected override render(): TemplateResult {
    const { tags } = this.s;
    const { parts } = this;
    const scope = tagScope(this.value);
    const set = (change: Partial<TagParts>, key?: string): void => { this.change({ ...parts, ...change }, scope, key); };
    return html`<select aria-label=${tags.testLabel} ?disabled=${this.disabled} @change=${(event: Event) => {
        const test = TESTS.find((name) => event.target instanceof HTMLSelectElement && name === event.target.value);
        const { subtree: _, ...rest } = scope;
        if (test !== undefined) this.change({ ...parts, test }, test === 'count' || test === 'untagged' ? rest : scope);
      }}>${TESTS.map((test) => html`<option value=${test} .selected=${live(test === parts.test)}>${tags.test[test]}</option>`)}</select>
      ${this.test(parts, set)}
      <details class="more" ?open=${isScoped(scope)} @toggle=${() => { void loadEditors(); }}><summary>${tags.scope}</summary>
        <div class="inside"><fq-tag-scope .lang=${this.lang} .ctx=${this.ctx} .value=${scope} .disabled=${this.disabled}
          @fq-scope=${(event: CustomEvent<{ scope: TagScope }>) => { event.stopPropagation(); this.change(parts, event.detail.scope, 'scope'); }}></fq-tag-scope></div></details>`;
  }
}

define('fq-tags-editor', FqTagsEditor);
