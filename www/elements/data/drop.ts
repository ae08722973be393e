import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls } from '../base/controls.styles.js';
import { define, FqElement } from '../base/element.js';
import { icons } from '../base/icons.js';
import { dropStyles } from './drop.styles.js';

/**
 * A place to drop files, with a button for those who do not drag.
 *
 * @slot - What stands in the area, above the button.
 * @fires fq-files - `detail.files`: the files that were dropped or chosen.
 * @csspart area - The area.
 */
export class FqDrop extends FqElement {
  static override styles = [controls, dropStyles];
  static override properties: PropertyDeclarations = {
    ...FqElement.properties,
    compact: { type: Boolean, reflect: true },
    over: { state: true },
  };

  /** Only a button, for a page that already has data. */
  compact = false;
  private over = false;

  override render(): TemplateResult {
    const button = html`
      <button type="button" class=${this.compact ? '' : 'primary'} @click=${this.choose}>${icons.upload}${this.compact ? this.t.data.add : this.t.welcome.choose}</button>
      <input type="file" multiple hidden tabindex="-1" aria-hidden="true" @change=${this.chosen}>`;
    if (this.compact) return button;
    return html`
      <div part="area" class=${this.over ? 'area over' : 'area'} @dragover=${this.dragOver} @dragleave=${this.dragLeave} @drop=${this.dropped}>
        <slot></slot>
        <div class="choice">${button}<slot name="more"></slot></div>
      </div>`;
  }

  private choose(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click();
  }

  private chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length > 0) this.emit('fq-files', { files });
  }

  private dragOver(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.over = true;
  }

  private dragLeave(): void {
    this.over = false;
  }

  /** Handled here so that the element works alone; a page that listens to drops itself sees `defaultPrevented`. */
  private dropped(event: DragEvent): void {
    this.over = false;
    if (event.defaultPrevented) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) this.emit('fq-files', { files });
  }
}

define('fq-drop', FqDrop);

declare global {
  interface HTMLElementTagNameMap {
    'fq-drop': FqDrop;
  }
}
