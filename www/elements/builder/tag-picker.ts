import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { TagInfo } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { SegmentElement, vars } from './element.js';
import { place, watchOutside } from './popup.js';
import { popupStyles } from './popup.styles.js';
import { tagPickerStyles } from './tag-picker.styles.js';

const LIMIT = 200;

/**
 * A button that opens the tags: a tree whose branches are read when they are opened, with counts, and a search.
 *
 * @fires fq-tags - `{ names }` whenever a tag is chosen or taken back.
 */
export class FqTagPicker extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    names: { attribute: false },
    engine: { attribute: false },
    disabled: { type: Boolean },
    text: { type: String },
    open: { state: true },
    search: { state: true },
    branches: { state: true },
    found: { state: true },
    expanded: { state: true },
  };
  static override styles = [controls, popupStyles, tagPickerStyles];

  names: readonly string[] = [];
  engine: Engine | undefined = undefined;
  disabled = false;
  /** Text on the button. */
  text = '';

  private open = false;
  private search = '';
  /** Children by parent; the roots under the empty name. */
  private branches: ReadonlyMap<string, readonly TagInfo[]> = new Map();
  private found: readonly TagInfo[] | undefined = undefined;
  private expanded: ReadonlySet<string> = new Set();
  private asked = 0;
  private unwatch: (() => void) | undefined = undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.hide(false);
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.anchor > button')?.focus();
  }

  /** Opens the tags with the focus in the search. */
  show(): void {
    if (this.disabled) return;
    this.open = true;
    this.search = '';
    this.found = undefined;
    this.branches = new Map();
    this.expanded = new Set();
    void this.branch('');
    this.unwatch ??= watchOutside(this, () => { this.hide(false); });
  }

  private hide(refocus: boolean): void {
    this.open = false;
    this.unwatch?.();
    this.unwatch = undefined;
    if (refocus) this.focus();
  }

  private async branch(parent: string): Promise<void> {
    const tags = await this.engine?.tags({ limit: LIMIT, ...(parent === '' ? {} : { parent }) }).catch(() => []);
    if (tags === undefined || !this.open) return;
    this.branches = new Map([...this.branches, [parent, tags]]);
  }

  private async find(search: string): Promise<void> {
    this.search = search;
    const turn = ++this.asked;
    if (search.trim() === '') {
      this.found = undefined;
      return;
    }
    const tags = await this.engine?.tags({ search: search.trim(), limit: LIMIT }).catch(() => []);
    if (turn === this.asked && tags !== undefined) this.found = tags;
  }

  protected override updated(changes: PropertyValues): void {
    const popup = this.renderRoot.querySelector<HTMLElement>('.popup');
    const button = this.renderRoot.querySelector<HTMLElement>('.anchor > button');
    if (popup === null || button === null) return;
    if (changes.has('open')) popup.querySelector('input')?.focus();
    if (changes.has('open') || (changes.has('branches') && this.branches.size === 1)) place(popup, button);
  }

  private toggle(name: string): void {
    this.names = this.names.includes(name) ? this.names.filter((other) => other !== name) : [...this.names, name];
    this.send('fq-tags', { names: this.names });
  }

  private fold(tag: TagInfo, open: boolean): void {
    const next = new Set(this.expanded);
    if (open) next.add(tag.name);
    else next.delete(tag.name);
    this.expanded = next;
    if (open && !this.branches.has(tag.name)) void this.branch(tag.name);
  }

  private onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const boxes = [...this.renderRoot.querySelectorAll<HTMLInputElement>('.popup input')];
    const at = boxes.findIndex((box) => box === event.composedPath()[0]);
    if (event.key === 'Escape') this.hide(true);
    else if (event.key === 'ArrowDown') boxes[Math.min(boxes.length - 1, at + 1)]?.focus();
    else if (event.key === 'ArrowUp') boxes[Math.max(0, at - 1)]?.focus();
    else if (event.key === 'Enter' && at === 0) boxes[1]?.click();
    else if (event.key === 'Enter' && at > 0) boxes[at]?.click();
    else if ((event.key === 'ArrowRight' || event.key === 'ArrowLeft') && at > 0) {
      const button = boxes[at]?.closest('li')?.querySelector<HTMLButtonElement>('.fold');
      const open = event.key === 'ArrowRight' ? 'false' : 'true';
      if (button?.getAttribute('aria-expanded') === open) button.click();
    } else {
      if (event.key.length === 1) event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  private row(tag: TagInfo, flat: boolean): TemplateResult {
    const { tags, number } = this.s;
    const open = this.expanded.has(tag.name);
    const inner = open && !flat ? this.branches.get(tag.name) : undefined;
    return html`<li>
      <span class="tag" ${vars({ '--depth': flat ? '0' : String(tag.depth) })}>
        ${tag.has_children && !flat
          ? html`<button type="button" class="quiet icon fold" tabindex="-1" aria-expanded=${open ? 'true' : 'false'} aria-label=${open ? tags.collapse(tag.label) : tags.expand(tag.label)}
              @click=${() => { this.fold(tag, !open); }}>${open ? icons.down : icons.right}</button>`
          : html`<span class="fold"></span>`}
        <label class="check"><input type="checkbox" .checked=${live(this.names.includes(tag.name))} @change=${() => { this.toggle(tag.name); }}>
          <span>${flat ? tag.name : tag.label}</span><span class="end">${number(tag.contacts)}</span></label>
      </span>
      ${inner === undefined ? nothing : html`<ul>${repeat(inner, (child) => child.name, (child) => this.row(child, false))}</ul>`}
    </li>`;
  }

  private popup(): TemplateResult {
    const { tags, loading, nothingFound } = this.s;
    const shown = this.found ?? this.branches.get('');
    return html`<div class="popup" @keydown=${this.onKey}>
      <div class="searchbox">${icons.search}<input type="text" autocomplete="off" spellcheck="false" aria-label=${tags.search} placeholder=${tags.search} .value=${live(this.search)}
        @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) void this.find(event.target.value); }}></div>
      ${shown === undefined ? html`<p class="hint">${loading}</p>` : shown.length === 0 ? html`<p class="hint">${this.search === '' ? tags.none : nothingFound}</p>`
        : html`<ul class="scroll" aria-label=${tags.tree}>${repeat(shown, (tag) => tag.name, (tag) => this.row(tag, this.found !== undefined))}</ul>`}
      ${(shown?.length ?? 0) >= LIMIT ? html`<p class="hint">${tags.more(LIMIT)}</p>` : nothing}
      <div class="foot"><button type="button" class="quiet" @click=${() => { this.hide(true); }}>${tags.done}</button></div>
    </div>`;
  }

  protected override render(): TemplateResult {
    return html`<span class="anchor">
      <button type="button" class="quiet" aria-haspopup="dialog" aria-expanded=${this.open ? 'true' : 'false'} ?disabled=${this.disabled}
        @click=${() => { if (this.open) this.hide(true); else this.show(); }}>${icons.plus}${this.text === '' ? this.s.tags.add : this.text}</button>
      ${this.open ? this.popup() : nothing}
    </span>`;
  }
}

define('fq-tag-picker', FqTagPicker);
