import { html, type TemplateResult } from 'lit';
import { libraryMessages } from '../../i18n/library.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { SegmentElement } from '../builder/element.js';
import type { ToastDetail } from '../builder/toast.js';
import { setWho, who } from './who.js';

/**
 * Asks once who is changing segments; remembered in memory only.
 *
 * @fires fq-notice - Under which name versions are kept from now on.
 */
export class FqWhoDialog extends SegmentElement {
  static override styles = [controls];

  private asked = false;

  /** Whether there is something to ask: nobody said a name, and nobody was asked. */
  get open(): boolean {
    return !this.asked && who() === '';
  }

  /** Asks. */
  ask(): void {
    this.asked = true;
    const dialog = this.renderRoot.querySelector('dialog');
    dialog?.showModal();
  }

  private onClose = (event: Event): void => {
    const { target } = event;
    if (!(target instanceof HTMLDialogElement) || target.returnValue !== 'yes') return;
    setWho(this.renderRoot.querySelector('input')?.value ?? '');
    if (who() !== '') this.emit<ToastDetail>('fq-notice', { text: libraryMessages(this.locale).whoKept(who()) });
  };

  protected override render(): TemplateResult {
    const l = libraryMessages(this.locale);
    return html`<dialog aria-labelledby="title" @close=${this.onClose}><form method="dialog"><h2 id="title">${l.whoTitle}</h2>
      <div class="field"><label for="who">${l.who}</label><input id="who" autocomplete="off"><span class="muted small">${l.whoHint}</span></div>
      <div class="actions"><button type="button" @click=${() => { this.renderRoot.querySelector('dialog')?.close(); }}>${this.s.cancel}</button><button class="primary" value="yes">${l.whoYes}</button></div></form></dialog>`;
  }
}

define('fq-who-dialog', FqWhoDialog);
