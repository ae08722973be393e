import { css, html, type TemplateResult } from 'lit';
import { controls } from '../elements/base/controls.styles.js';
import { define, FqElement } from '../elements/base/element.js';
import '../elements/data/drop.js';

/**
 * The first visit: one area to drop files, what will happen, and sample data.
 *
 * @fires fq-sample - The person wants to try the sample data.
 */
export class FqWelcome extends FqElement {
  static override styles = [controls, css`
    :host { display: grid; gap: 32px; justify-items: center; align-content: center; padding: 32px 0 48px; }
    h1 { font-size: 26px; line-height: 36px; text-align: center; text-wrap: balance; }
    fq-drop { width: min(760px, 100%); }
    .here { display: grid; gap: 4px; justify-items: center; text-align: center; }
    .here strong { font-size: var(--fq-size-l); line-height: 24px; font-weight: 600; }
    .choice { display: inline-flex; align-items: center; gap: 12px; color: var(--fq-muted); }
    .choice button { min-height: 36px; color: var(--fq-text); }
    ol { display: grid; grid-template-columns: repeat(3, 1fr); gap: 24px; width: min(760px, 100%); }
    li { display: grid; grid-template-columns: auto 1fr; gap: 2px 10px; align-content: start; }
    li .n { grid-row: 1 / 3; color: var(--fq-accent); font-size: var(--fq-size-xl); line-height: 24px; font-weight: 600; }
    li strong { font-weight: 600; line-height: 24px; }
    .end { display: grid; gap: 4px; justify-items: center; text-align: center; }
    @media (max-width: 720px) {
      :host { gap: 24px; padding: 16px 0 32px; }
      h1 { font-size: 22px; line-height: 30px; }
      ol { grid-template-columns: 1fr; gap: 12px; }
    }
  `];

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
