import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { FieldInfo, Semantic } from '../../../pkg/definition.js';
import type { Lang } from '../../i18n/lang.js';
import type { SegmentMessages } from '../../i18n/segments.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { fieldLabel } from '../base/labels.js';
import { SegmentElement } from './element.js';
import { fieldPickerStyles } from './field-picker.styles.js';
import { place, watchOutside } from './popup.js';
import { popupStyles } from './popup.styles.js';

type Section = keyof SegmentMessages['attribute']['section'];

const SECTIONS: readonly Section[] = ['people', 'text', 'number', 'time', 'bool', 'code', 'score'];
const SECTION: Record<Semantic, Section> = {
  name: 'people', gender: 'people', geo: 'people', text: 'text', tags: 'text', number: 'number', money: 'number', percent: 'number',
  date: 'time', datetime: 'time', bool: 'bool', id: 'code', phone: 'code', email: 'code',
};

/** The section that a column is listed in. */
function sectionOf(field: FieldInfo): Section {
  return field.score === undefined ? SECTION[field.type] : 'score';
}

let lastId = 0;

/** Columns whose name, or what they are called, contains every word of a search; sections in order. */
export function findFields(fields: readonly FieldInfo[], search: string, lang: Lang): readonly FieldInfo[] {
  const words = search.normalize('NFKC').toLowerCase().split(/\s+/).filter((word) => word !== '');
  const hits = fields.filter((field) => field.kind !== 'tags' && words.every((word) => `${field.name} ${fieldLabel(field, lang)}`.normalize('NFKC').toLowerCase().includes(word)));
  return SECTIONS.flatMap((section) => hits.filter((field) => sectionOf(field) === section));
}

/**
 * A button with the name of a column; it opens a list with a search, by meaning.
 *
 * @fires fq-field - `{ field }` when a person chooses.
 */
export class FqFieldPicker extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    value: { type: String },
    fields: { attribute: false },
    fileOf: { attribute: false },
    label: { type: String },
    placeholder: { type: String },
    disabled: { type: Boolean },
    open: { state: true },
    search: { state: true },
    active: { state: true },
  };
  static override styles = [controls, popupStyles, fieldPickerStyles];

  value = '';
  fields: readonly FieldInfo[] = [];
  /** The file that a column comes from, shown behind its name. */
  fileOf: ReadonlyMap<string, string> = new Map();
  label = '';
  placeholder = '';
  disabled = false;

  private open = false;
  private search = '';
  private active = 0;
  private readonly list = `fields-${++lastId}`;
  private unwatch: (() => void) | undefined = undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.hide(false);
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.anchor > button')?.focus();
  }

  /** Opens the list with the focus in its search. */
  show(): void {
    if (this.disabled) return;
    this.open = true;
    this.search = '';
    this.active = Math.max(0, findFields(this.fields, '', this.locale).findIndex((field) => field.name === this.value));
    this.unwatch ??= watchOutside(this, () => { this.hide(false); });
  }

  private hide(refocus: boolean): void {
    this.open = false;
    this.unwatch?.();
    this.unwatch = undefined;
    if (refocus) this.focus();
  }

  protected override updated(changes: PropertyValues): void {
    const popup = this.renderRoot.querySelector<HTMLElement>('.popup');
    const button = this.renderRoot.querySelector<HTMLElement>('.anchor > button');
    if (popup === null || button === null) return;
    if (changes.has('open')) {
      place(popup, button);
      popup.querySelector('input')?.focus();
    }
    popup.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }

  private pick(field: FieldInfo): void {
    this.value = field.name;
    this.hide(false);
    this.send('fq-field', { field });
  }

  private onKey = (event: KeyboardEvent): void => {
    if (event.isComposing || !this.open) return;
    const found = findFields(this.fields, this.search, this.locale);
    if (event.key === 'ArrowDown') this.active = Math.min(found.length - 1, this.active + 1);
    else if (event.key === 'ArrowUp') this.active = Math.max(0, this.active - 1);
    else if (event.key === 'Escape') this.hide(true);
    else if (event.key === 'Enter') {
      const field = found[this.active];
      if (field !== undefined) this.pick(field);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private options(found: readonly FieldInfo[]): TemplateResult[] {
    const { attribute, number } = this.s;
    return SECTIONS.filter((section) => found.some((field) => sectionOf(field) === section)).map((section) => html`
      <div role="group" aria-label=${attribute.section[section]}>
        <div class="section" aria-hidden="true">${attribute.section[section]}</div>
        ${found.map((field, at) => sectionOf(field) !== section ? nothing : html`<div class="option ${at === this.active ? 'active' : ''}" role="option" id="${this.list}-${at}"
          aria-selected=${field.name === this.value ? 'true' : 'false'} @click=${() => { this.pick(field); }}>
          <span>${fieldLabel(field, this.locale)}<span class="kind">${attribute.kind[field.type]}</span></span>
          <span class="end">${this.fileOf.get(field.name) ?? nothing} ${attribute.filled(number(field.filled))}</span></div>`)}
      </div>`);
  }

  private popup(): TemplateResult {
    const { attribute } = this.s;
    const found = findFields(this.fields, this.search, this.locale);
    return html`<div class="popup" @keydown=${this.onKey}>
      <div class="searchbox">${icons.search}<input type="text" role="combobox" autocomplete="off" spellcheck="false" aria-label=${attribute.searchField} placeholder=${attribute.searchField} .value=${live(this.search)}
        aria-expanded="true" aria-autocomplete="list" aria-controls=${this.list} aria-activedescendant=${found.length > 0 ? `${this.list}-${this.active}` : nothing}
        @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) { this.search = event.target.value; this.active = 0; } }}></div>
      <div class="scroll" role="listbox" tabindex="-1" id=${this.list} aria-label=${this.label}>${this.options(found)}</div>
      ${found.length === 0 ? html`<p class="hint">${attribute.noField}</p>` : nothing}
    </div>`;
  }

  protected override render(): TemplateResult {
    const chosen = this.fields.find((field) => field.name === this.value);
    const shown = this.value === '' ? this.placeholder : chosen === undefined ? this.value : fieldLabel(chosen, this.locale);
    return html`<span class="anchor">
      <button type="button" class="pick ${this.value === '' ? 'blank' : ''}" aria-haspopup="listbox" aria-expanded=${this.open ? 'true' : 'false'} aria-label="${this.label}: ${shown}" ?disabled=${this.disabled}
        @click=${() => { if (this.open) this.hide(true); else this.show(); }}><span>${shown}</span>${icons.down}</button>
      ${this.open ? this.popup() : nothing}
    </span>`;
  }
}

define('fq-field-picker', FqFieldPicker);
