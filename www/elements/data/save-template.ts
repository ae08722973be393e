import { css, html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { readingMessages } from '../../i18n/reading.js';
import { controls } from '../base/controls.styles.js';
import { define, FqElement } from '../base/element.js';
import { icons } from '../base/icons.js';

/**
 * Keeps how a file is read under a name.
 *
 * @fires fq-keep-template - `detail`: the name.
 */
export class FqSaveTemplate extends FqElement {
  static override styles = [controls, css`
    :host { display: block; }
    form { display: flex; flex-wrap: wrap; align-items: end; gap: 8px; }
    input { width: 240px; }
  `];
  static override properties: PropertyDeclarations = { ...FqElement.properties, proposal: { type: String }, open: { state: true } };

  /** The name that stands there at first. */
  proposal = '';
  private open = false;

  override render(): TemplateResult {
    const { template: m } = readingMessages(this.locale);
    if (!this.open) return html`<button type="button" @click=${this.show}>${icons.copy}${m.save}</button>`;
    return html`<form @submit=${this.keep} @keydown=${(event: KeyboardEvent) => { if (event.key === 'Escape') this.shut(); }}>
      <div class="field"><label for="name">${m.name}</label><input id="name" maxlength="60" required .value=${this.proposal}></div>
      <button class="primary">${m.keep}</button><button type="button" @click=${() => this.shut()}>${m.cancel}</button></form>`;
  }

  private readonly show = (): void => {
    this.open = true;
    void this.updateComplete.then(() => this.renderRoot.querySelector('input')?.select());
  };

  private shut(): void {
    this.open = false;
    void this.updateComplete.then(() => this.renderRoot.querySelector('button')?.focus());
  }

  private readonly keep = (event: Event): void => {
    event.preventDefault();
    const name = this.renderRoot.querySelector('input')?.value.trim() ?? '';
    if (name === '') return;
    this.emit('fq-keep-template', name);
    this.shut();
  };
}

define('fq-save-template', FqSaveTemplate);

declare global {
  interface HTMLElementTagNameMap {
    'fq-save-template': FqSaveTemplate;
  }
}
