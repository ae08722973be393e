import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ValueCount } from '../../../pkg/definition.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { SegmentElement } from './element.js';
import { place, watchOutside } from './popup.js';
import { popupStyles } from './popup.styles.js';
import { suggestStyles } from './suggest.styles.js';

let lastId = 0;

/**
 * A text field that suggests the values that the data have, with their counts.
 *
 * @fires fq-text - `{ text }` on every keystroke; letters that an input method is still composing wait.
 * @fires fq-commit - `{ texts }` when a person presses Enter, chooses a suggestion or pastes several values.
 */
export class FqSuggest extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    text: { type: String },
    label: { type: String },
    placeholder: { type: String },
    load: { attribute: false },
    chosen: { attribute: false },
    disabled: { type: Boolean },
    many: { type: Boolean },
    found: { state: true },
    open: { state: true },
    active: { state: true },
  };
  static override styles = [controls, popupStyles, suggestStyles];

  text = '';
  label = '';
  placeholder = '';
  /** Finds values that contain a text; no suggestions when left out. */
  load: ((search: string) => Promise<readonly ValueCount[]>) | undefined = undefined;
  /** Values that are taken already and are marked in the list. */
  chosen: readonly string[] = [];
  disabled = false;
  /** Takes several values: pasted text is split. */
  many = false;

  private found: readonly ValueCount[] = [];
  private open = false;
  private active = -1;
  private asked = 0;
  private readonly list = `list-${++lastId}`;
  private unwatch: (() => void) | undefined = undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.hide();
  }

  override focus(): void {
    this.focusFirst('input');
  }

  private input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  private async ask(search: string): Promise<void> {
    const { load } = this;
    if (load === undefined) return;
    const turn = ++this.asked;
    const found = await load(search).catch(() => []);
    if (turn !== this.asked || !this.isConnected) return;
    this.found = found;
    this.active = -1;
  }

  private show(): void {
    if (this.disabled || this.load === undefined) return;
    if (!this.open) void this.ask('');
    this.open = true;
    this.unwatch ??= watchOutside(this, () => { this.hide(); });
  }

  private hide(): void {
    this.open = false;
    this.active = -1;
    this.unwatch?.();
    this.unwatch = undefined;
  }

  protected override updated(changes: PropertyValues): void {
    const popup = this.renderRoot.querySelector<HTMLElement>('.popup');
    const input = this.input();
    if (popup === null || input === null) return;
    if (changes.has('open') || changes.has('found')) place(popup, input);
    popup.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }

  private onInput = (event: InputEvent): void => {
    if (event.isComposing) return;
    this.take();
  };

  private take = (): void => {
    const text = this.input()?.value ?? '';
    this.text = text;
    this.send('fq-text', { text });
    this.show();
    void this.ask(text);
  };

  private onPaste = (event: ClipboardEvent): void => {
    if (!this.many) return;
    const texts = (event.clipboardData?.getData('text') ?? '').split(/[\n\r\t,，、;；|]+/).map((part) => part.trim()).filter((part) => part !== '');
    if (texts.length < 2) return;
    event.preventDefault();
    this.commit(texts);
  };

  private commit(texts: readonly string[]): void {
    this.send('fq-commit', { texts });
    if (this.many) {
      this.text = '';
      const input = this.input();
      if (input !== null) input.value = '';
      void this.ask('');
    } else this.hide();
  }

  private onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (this.load === undefined) return;
      if (!this.open) this.show();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      this.active = Math.max(-1, Math.min(this.found.length - 1, this.active + by));
    } else if (event.key === 'Enter') {
      const option = this.found[this.active];
      const typed = this.text.trim();
      if (this.open && option !== undefined) this.commit([option.value]);
      else if (typed !== '') this.commit([typed]);
    } else if (event.key === 'Escape' && this.open) this.hide();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private option(value: ValueCount, at: number): TemplateResult {
    const taken = this.chosen.includes(value.value);
    return html`<div class="option ${at === this.active ? 'active' : ''}" role="option" id="${this.list}-${at}" aria-selected=${taken || at === this.active ? 'true' : 'false'}
      @pointerdown=${(event: Event) => { event.preventDefault(); }} @click=${() => { this.commit([value.value]); }}>
      <span>${value.value}</span><span class="end">${taken ? '✓ ' : ''}${this.s.number(value.rows)}</span></div>`;
  }

  protected override render(): TemplateResult {
    const shown = this.open && this.found.length > 0;
    return html`<span class="anchor">
      <input type="text" role=${this.load === undefined ? nothing : 'combobox'} .value=${live(this.text)} aria-label=${this.label} placeholder=${this.placeholder} ?disabled=${this.disabled}
        autocomplete="off" autocapitalize="off" spellcheck="false" aria-autocomplete=${this.load === undefined ? nothing : 'list'}
        aria-expanded=${this.load === undefined ? nothing : shown ? 'true' : 'false'} aria-controls=${shown ? this.list : nothing}
        aria-activedescendant=${shown && this.active >= 0 ? `${this.list}-${this.active}` : nothing}
        @input=${this.onInput} @compositionend=${this.take} @keydown=${this.onKey} @paste=${this.onPaste} @focus=${() => { this.show(); }} @click=${() => { this.show(); }}>
      ${shown ? html`<div class="popup"><div class="scroll" role="listbox" id=${this.list} aria-label=${this.label}>${this.found.map((value, at) => this.option(value, at))}</div></div>` : nothing}
    </span>`;
  }
}

define('fq-suggest', FqSuggest);
