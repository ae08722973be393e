import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { ContactEntry } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { popupStyles } from '../builder/popup.styles.js';
import { findPersonStyles } from './find-person.styles.js';
import { ExplainElement } from './panel.js';

const WAIT_MS = 120;
const MOST = 12;

/** How a contact is called: its name and its key. */
export function contactName(entry: ContactEntry, nameless: (row: number) => string): string {
  const known = [entry.name, entry.key].filter((text) => text !== undefined && text !== '');
  return known.length === 0 ? nameless(entry.row) : known.join(' · ');
}

/**
 * Finds one contact by what a person knows of it. Keys and numbers stay masked.
 *
 * @fires fq-person - `{ row }` of the chosen contact.
 */
export class FqFindPerson extends ExplainElement {
  static override properties: PropertyDeclarations = {
    ...ExplainElement.properties,
    engine: { attribute: false },
    text: { state: true },
    found: { state: true },
    active: { state: true },
    failure: { state: true },
  };
  static override styles = [controls, popupStyles, findPersonStyles];

  engine: Engine | undefined = undefined;

  private text = '';
  private found: readonly ContactEntry[] | undefined = undefined;
  private active = 0;
  private failure: unknown = undefined;
  private timer: ReturnType<typeof setTimeout> | undefined = undefined;
  private turn = 0;

  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override updated(changes: PropertyValues): void {
    if (changes.has('active')) this.renderRoot.querySelector('.option.active')?.scrollIntoView({ block: 'nearest' });
  }

  private onInput = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.text = event.target.value;
    clearTimeout(this.timer);
    this.turn++;
    if (this.text.trim() === '') this.found = undefined;
    else this.timer = setTimeout(() => { void this.search(); }, WAIT_MS);
  };

  private async search(): Promise<void> {
    const turn = ++this.turn;
    try {
      const found = await this.engine?.findContacts({ text: this.text, limit: MOST });
      if (turn !== this.turn) return;
      this.found = found;
      this.active = 0;
      this.failure = undefined;
    } catch (thrown) {
      if (turn === this.turn) this.failure = thrown;
    }
  }

  private pick(entry: ContactEntry | undefined): void {
    if (entry === undefined) return;
    this.found = undefined;
    this.text = '';
    this.emit('fq-person', { row: entry.row });
  }

  private onKey = (event: KeyboardEvent): void => {
    const count = this.found?.length ?? 0;
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' && count > 0) this.active = (this.active + 1) % count;
    else if (event.key === 'ArrowUp' && count > 0) this.active = (this.active + count - 1) % count;
    else if (event.key === 'Enter' && count > 0) this.pick(this.found?.[this.active]);
    else if (event.key === 'Escape' && this.found !== undefined) this.found = undefined;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private list(found: readonly ContactEntry[]): TemplateResult {
    const { e } = this;
    if (found.length === 0) return html`<p class="hint" role="status">${e.findNobody}</p>`;
    return html`<ul id="found" role="listbox" aria-label=${e.found(found.length)}>${found.map((entry, at) => html`<li id=${`o${at}`} role="option" class="option ${at === this.active ? 'active' : ''}" aria-selected=${at === this.active ? 'true' : 'false'}
        @click=${() => { this.pick(entry); }}>${contactName(entry, e.nameless)}</li>`)}</ul>
      <p class="hint" role="status">${found.length < MOST ? e.found(found.length) : e.foundMost(MOST)}</p>`;
  }

  protected override render(): TemplateResult {
    const { e, found } = this;
    const open = found !== undefined && found.length > 0;
    return html`<label for="who" class="small muted">${e.find}</label>
      <span class="searchbox">${icons.search}<input id="who" type="search" role="combobox" autocomplete="off" spellcheck="false" placeholder=${e.findHint} .value=${this.text}
        aria-expanded=${open ? 'true' : 'false'} aria-controls=${open ? 'found' : nothing} aria-activedescendant=${open ? `o${this.active}` : nothing} @input=${this.onInput} @keydown=${this.onKey}></span>
      ${this.failure === undefined ? nothing : html`<p class="notice bad" role="alert">${errorSentence(this.locale, this.failure, 'none')}</p>`}
      ${found === undefined ? nothing : html`<div class="list">${this.list(found)}</div>`}`;
  }
}

define('fq-find-person', FqFindPerson);
