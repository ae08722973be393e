import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { SegmentElement } from './element.js';
import { toastStyles } from './toast.styles.js';

const SHOWN_MS = 8000;

/** What a toast says, and what can be taken back. */
export interface ToastDetail {
  readonly text: string;
  readonly bad?: boolean;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/**
 * Says what has just happened and offers to take it back. One at a time; it stays while it has the focus or the pointer.
 */
export class FqToast extends SegmentElement {
  static override properties: PropertyDeclarations = { ...SegmentElement.properties, toast: { state: true } };
  static override styles = [controls, toastStyles];

  private toast: ToastDetail | undefined = undefined;
  private timer: ReturnType<typeof setTimeout> | undefined = undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  /** Shows a toast in the place of the one before. */
  show(toast: ToastDetail): void {
    this.toast = toast;
    this.wait();
  }

  private wait = (): void => {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.hide(); }, SHOWN_MS);
  };

  private hold = (): void => {
    clearTimeout(this.timer);
  };

  private hide(): void {
    clearTimeout(this.timer);
    this.toast = undefined;
  }

  protected override render(): TemplateResult {
    const { toast } = this;
    return html`<div role="status" aria-live="polite" @pointerenter=${this.hold} @pointerleave=${this.wait} @focusin=${this.hold} @focusout=${this.wait}>
      ${toast === undefined ? nothing : html`<div class="toast ${toast.bad === true ? 'bad' : ''}">
        <span>${toast.text}</span>
        ${toast.action === undefined ? nothing : html`<button type="button" class="link" @click=${() => { const { action } = toast; this.hide(); action?.run(); }}>${toast.action.label}</button>`}
        <button type="button" class="quiet icon" aria-label=${this.s.close} @click=${() => { this.hide(); }}>${icons.close}</button>
      </div>`}</div>`;
  }
}

define('fq-toast', FqToast);
