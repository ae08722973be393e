import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Channel } from '../i18n/messages.js';
import { count } from '../i18n/format.js';
import { controls } from '../elements/base/controls.styles.js';
import { define, FqElement } from '../elements/base/element.js';
import { icons } from '../elements/base/icons.js';
import { checkChannels, CHANNELS, type Verdict } from './channels.js';
import { checkStyles } from './check.styles.js';

/** The privacy line with the dialog that tries the channels. */
export class FqCheck extends FqElement {
  static override styles = [controls, checkStyles];
  static override properties: PropertyDeclarations = {
    ...FqElement.properties,
    verdicts: { state: true },
    running: { state: true },
  };

  private verdicts: ReadonlyMap<Channel, Verdict> = new Map();
  private running = false;

  override render(): TemplateResult {
    const t = this.t.privacy;
    const done = !this.running && this.verdicts.size === CHANNELS.length;
    return html`
      <span class="line small">${icons.shield}<span>${t.line}</span></span>
      <button type="button" class="link small" @click=${() => this.dialog?.showModal()}>${t.check}</button>
      <dialog aria-labelledby="heading">
        <div class="body">
          <h2 id="heading">${t.heading}</h2>
          <p>${t.explain}</p>
          <table>
            <thead><tr><th scope="col">${t.channel}</th><th scope="col">${t.result}</th></tr></thead>
            <tbody>${CHANNELS.map((channel) => html`<tr><td>${t.channels[channel]}</td><td>${this.verdict(channel)}</td></tr>`)}</tbody>
          </table>
          <div role="status">${done ? this.summary() : nothing}</div>
          <p class="small muted">${t.limits}</p>
          <div class="actions">
            <button type="button" @click=${() => this.dialog?.close()}>${this.t.app.close}</button>
            <button type="button" class="primary" ?disabled=${this.running} @click=${this.run}>${this.running ? t.running : done ? t.again : t.run}</button>
          </div>
        </div>
      </dialog>`;
  }

  private verdict(channel: Channel): TemplateResult {
    const t = this.t.privacy;
    const verdict = this.verdicts.get(channel);
    if (!verdict) return html`<span class="muted">${t.waiting}</span>`;
    if (verdict.kind === 'blocked') return html`<span class="verdict blocked">${icons.check}${t.blocked(verdict.directive)}</span>`;
    return html`<span class="verdict open">${icons.warn}${t.open}</span>`;
  }

  private summary(): TemplateResult {
    const t = this.t.privacy;
    const open = [...this.verdicts.values()].filter(({ kind }) => kind !== 'blocked').length;
    return open === 0
      ? html`<p class="notice">${t.allBlocked(count(this.locale, CHANNELS.length))}</p>`
      : html`<p class="notice warn">${t.someOpen(count(this.locale, open))}</p>`;
  }

  private get dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  private async run(): Promise<void> {
    this.running = true;
    this.verdicts = new Map();
    await checkChannels((channel, verdict) => (this.verdicts = new Map(this.verdicts).set(channel, verdict)));
    this.running = false;
  }
}

define('fq-check', FqCheck);

declare global {
  interface HTMLElementTagNameMap {
    'fq-check': FqCheck;
  }
}
