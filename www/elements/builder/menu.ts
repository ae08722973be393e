import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { SegmentElement } from './element.js';
import { menuStyles } from './menu.styles.js';
import { placeOnTop, watchOutside } from './popup.js';
import { popupStyles } from './popup.styles.js';

/** One line of a menu. */
export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly keys?: string;
  readonly disabled?: boolean;
  readonly danger?: boolean;
}

/**
 * A button that opens a menu.
 *
 * @fires fq-pick - `{ id }` of the chosen item.
 * @csspart button - The button.
 */
export class FqMenu extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    items: { attribute: false },
    label: { type: String },
    text: { type: String },
    icon: { type: String },
    disabled: { type: Boolean },
    open: { state: true },
    active: { state: true },
  };
  static override styles = [controls, popupStyles, menuStyles];

  items: readonly MenuItem[] = [];
  /** Name of the button for assistive technology. */
  label = '';
  /** Text on the button; the icon alone when empty. */
  text = '';
  icon: 'more' | 'plus' | 'swap' = 'more';
  disabled = false;

  private open = false;
  private active = 0;
  private unwatch: (() => void) | undefined = undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.hide(false);
  }

  override focus(): void {
    this.button()?.focus();
  }

  /** Opens the menu with the focus on its first item. */
  show(): void {
    if (this.disabled || this.items.length === 0) return;
    this.open = true;
    this.active = Math.max(0, this.items.findIndex((item) => item.disabled !== true));
    this.unwatch ??= this.watch();
  }

  /** Closes when the person goes elsewhere; what scrolls under it takes it along. */
  private watch(): () => void {
    const unwatch = watchOutside(this, () => { this.hide(false); });
    const follow = (event: Event): void => {
      const popup = this.renderRoot.querySelector<HTMLElement>('.popup');
      const button = this.button();
      if (popup !== null && button !== null && !event.composedPath().includes(popup)) placeOnTop(popup, button);
    };
    const view = this.ownerDocument;
    view.addEventListener('scroll', follow, { capture: true, passive: true });
    return () => {
      unwatch();
      view.removeEventListener('scroll', follow, { capture: true });
    };
  }

  private hide(refocus: boolean): void {
    this.open = false;
    this.unwatch?.();
    this.unwatch = undefined;
    if (refocus) this.focus();
  }

  private button(): HTMLButtonElement | null {
    return this.renderRoot.querySelector<HTMLButtonElement>('.anchor > button');
  }

  protected override updated(changes: PropertyValues): void {
    if (!this.open) return;
    const popup = this.renderRoot.querySelector<HTMLElement>('.popup');
    const button = this.button();
    if (popup !== null && changes.has('open')) popup.showPopover();
    if (popup !== null && button !== null && changes.has('open')) placeOnTop(popup, button);
    popup?.querySelectorAll<HTMLElement>('[role=menuitem]')[this.active]?.focus();
  }

  private step(by: number): void {
    const count = this.items.length;
    for (let i = 1; i <= count; i++) {
      const at = (this.active + by * i + count * i) % count;
      if (this.items[at]?.disabled !== true) {
        this.active = at;
        return;
      }
    }
  }

  private onKey = (event: KeyboardEvent): void => {
    if (!this.open) {
      if (event.key !== 'ArrowDown') return;
      this.show();
    } else if (event.key === 'ArrowDown') this.step(1);
    else if (event.key === 'ArrowUp') this.step(-1);
    else if (event.key === 'Home') { this.active = -1; this.step(1); }
    else if (event.key === 'End') { this.active = this.items.length; this.step(-1); }
    else if (event.key === 'Escape') this.hide(true);
    else if (event.key === 'Tab') { this.hide(false); return; }
    else if (event.key === 'Enter' || event.key === ' ') { event.stopPropagation(); return; }
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private pick(item: MenuItem): void {
    if (item.disabled === true) return;
    this.hide(true);
    this.emit('fq-pick', { id: item.id });
  }

  private item(item: MenuItem, at: number): TemplateResult {
    return html`<button type="button" role="menuitem" class="option ${item.danger === true ? 'danger' : ''}" tabindex=${at === this.active ? 0 : -1}
      aria-disabled=${item.disabled === true ? 'true' : 'false'} @click=${() => { this.pick(item); }}>
      <span class="two"><span>${item.label}</span>${item.hint === undefined ? nothing : html`<span class="muted small">${item.hint}</span>`}</span>
      ${item.keys === undefined ? nothing : html`<span class="end" aria-hidden="true">${item.keys}</span>`}
    </button>`;
  }

  protected override render(): TemplateResult {
    const wide = this.text !== '';
    return html`<span class="anchor" @keydown=${this.onKey}>
      <button type="button" part="button" class=${wide ? 'quiet' : 'quiet icon'} aria-haspopup="menu" aria-expanded=${this.open ? 'true' : 'false'}
        aria-label=${this.label === '' ? nothing : this.label} ?disabled=${this.disabled}
        @click=${() => { if (this.open) this.hide(true); else this.show(); }}>${icons[this.icon]}${wide ? this.text : nothing}</button>
      ${this.open ? html`<div class="popup" popover="manual" role="menu" aria-label=${this.label === '' ? this.text : this.label}>${this.items.map((item, at) => this.item(item, at))}</div>` : nothing}
    </span>`;
  }
}

define('fq-menu', FqMenu);
