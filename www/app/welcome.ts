import { html, type TemplateResult } from 'lit';
import { controls } from '../elements/base/controls.styles.js';
import { define, FqElement } from '../elements/base/element.js';
import '../elements/data/drop.js';
import { welcomeStyles } from './welcome.styles.js';

/**
 * The first visit: one area to drop files, what will happen, and sample data.
 *
 * @fires fq-sample - The person wants to try the sample data.
 */
export class FqWelcome extends FqElement {
  static override styles = [controls, welcomeStyles];

  override render(): TemplateResult {
    const t = this.t.welcome;
    const step = (n: string, title: string, more: string): TemplateResult =>
      html`<li><span class="n" aria-hidden="true">${n}</span><strong>${title}</strong><span class="muted">${more}</span></li>`;
    return html`
      <h1>${t.heading}</h1>
      <fq-drop .lang=${this.lang}>
        <div class="here"><strong>${t.dropHere}</strong><span class="muted small">${t.formats}</span></div>
        <span slot="more" class="choice">${t.or} <button type="button" @click=${() => this.emit('fq-sample', null)}>${t.sample}</button></span>
      </fq-drop>
      <ol>${step('1', t.step1, t.step1More)}${step('2', t.step2, t.step2More)}${step('3', t.step3, t.step3More)}</ol>
      <p class="end small muted"><span>${t.sample}${this.locale === 'en' ? ': ' : '：'}${t.sampleMore}</span><span>${this.t.app.gone}</span></p>`;
  }
}

define('fq-welcome', FqWelcome);

declare global {
  interface HTMLElementTagNameMap {
    'fq-welcome': FqWelcome;
  }
}
