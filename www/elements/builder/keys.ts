import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { KeyAction } from '../../i18n/segments.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { SegmentElement } from './element.js';
import { keysStyles } from './keys.styles.js';

const KEYS: readonly (readonly [action: KeyAction, keys: readonly string[]])[] = [
  ['condition', ['N']], ['group', ['G']], ['search', ['/']], ['move', ['↑', '↓']], ['sides', ['←', '→']], ['reorder', ['Alt ↑', 'Alt ↓']], ['regroup', ['Alt ←', 'Alt →']],
  ['edit', ['Enter']], ['leave', ['Esc']], ['mute', ['M']], ['duplicate', ['D']], ['remove', ['Delete']], ['undo', ['Ctrl Z', '⌘ Z']], ['redo', ['Ctrl ⇧ Z', '⌘ ⇧ Z']], ['help', ['?']],
];

/** What the keys do, as a dialog. */
export class FqKeys extends SegmentElement {
  static override properties: PropertyDeclarations = { ...SegmentElement.properties };
  static override styles = [controls, keysStyles];

  /** Opens the dialog. */
  open(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  protected override render(): TemplateResult {
    const { keys, close } = this.s;
    return html`<dialog aria-labelledby="title"><form method="dialog">
      <h2 id="title">${keys.title}</h2>
      <dl>${KEYS.map(([action, list]) => html`<div><dt>${list.map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${keys.what[action]}</dd></div>`)}</dl>
      <p class="muted small">${keys.note}</p>
      <div class="actions"><button class="primary">${close}</button></div>
    </form></dialog>`;
  }
}

define('fq-keys', FqKeys);
