import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Node, Schema, SegmentEntry, TagInfo } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import type { ConditionName } from '../../i18n/segments.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { fieldLabel } from '../base/labels.js';
import { blankNode } from './context.js';
import { SegmentElement } from './element.js';
import { findFields } from './field-picker.js';
import { startOperator } from './operators.js';
import { paletteStyles } from './palette.styles.js';
import { popupStyles } from './popup.styles.js';

const SHOWN = 12;

interface Hit {
  readonly what: ConditionName;
  readonly label: string;
  readonly end: string;
  readonly node: Node;
}

/**
 * A search over attributes, tags, behaviours and segments; what is chosen becomes a condition.
 *
 * @fires fq-choose - `{ node }`.
 */
export class FqPalette extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    schema: { attribute: false },
    segments: { attribute: false },
    search: { state: true },
    tags: { state: true },
    active: { state: true },
  };
  static override styles = [controls, popupStyles, paletteStyles];

  engine: Engine | undefined = undefined;
  schema: Schema | undefined = undefined;
  segments: readonly SegmentEntry[] = [];

  private search = '';
  private tags: readonly TagInfo[] = [];
  private active = 0;
  private asked = 0;

  /** Opens the search, empty. */
  open(): void {
    this.search = '';
    this.active = 0;
    void this.find('');
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  private async find(search: string): Promise<void> {
    this.search = search;
    this.active = 0;
    const turn = ++this.asked;
    const text = search.trim();
    const tags = await this.engine?.tags({ limit: SHOWN, ...(text === '' ? {} : { search: text }) }).catch(() => []);
    if (turn === this.asked && tags !== undefined) this.tags = tags;
  }

  private hits(): readonly Hit[] {
    const { schema, search } = this;
    if (schema === undefined) return [];
    const { attribute, number } = this.s;
    const text = search.trim().toLowerCase();
    const named = (name: string): boolean => name.toLowerCase().includes(text);
    return [
      ...findFields(schema.fields, search, this.locale).slice(0, SHOWN).map((field): Hit => ({ what: 'attribute', label: fieldLabel(field, this.locale), end: attribute.kind[field.type], node: { attribute: { field: field.name, is: startOperator(schema, field) } } })),
      ...this.tags.slice(0, SHOWN).map((tag): Hit => ({ what: 'tags', label: tag.name, end: number(tag.contacts), node: { tags: { has_any: [tag.name], subtree: true } } })),
      ...schema.events.filter((table) => named(table.table) || named(this.s.event.tableName(table.table))).map((table): Hit => ({ what: 'event', label: this.s.event.tableName(table.table), end: number(table.people), node: this.event(table.table, schema) })),
      ...this.segments.filter((entry) => named(entry.name)).slice(0, SHOWN).map((entry): Hit => ({ what: 'segment', label: entry.name, end: entry.size === undefined ? '' : number(entry.size), node: { segment: { id: entry.id } } })),
    ];
  }

  private event(table: string, schema: Schema): Node {
    return blankNode('event', { ...schema, events: schema.events.filter((info) => info.table === table) });
  }

  private pick(hit: Hit): void {
    this.renderRoot.querySelector('dialog')?.close();
    this.send('fq-choose', { node: hit.node });
  }

  protected override updated(_changes: PropertyValues): void {
    this.renderRoot.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }

  private onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const hits = this.hits();
    const hit = hits[this.active];
    if (event.key === 'ArrowDown') this.active = Math.min(hits.length - 1, this.active + 1);
    else if (event.key === 'ArrowUp') this.active = Math.max(0, this.active - 1);
    else if (event.key === 'Enter' && hit !== undefined) this.pick(hit);
    else return;
    event.preventDefault();
  };

  protected override render(): TemplateResult {
    const { group, place, nothingFound } = this.s;
    const hits = this.hits();
    return html`<dialog aria-label=${place.search} @keydown=${this.onKey}><div class="box">
      <div class="searchbox">${icons.search}<input type="text" role="combobox" autocomplete="off" spellcheck="false" aria-label=${place.search} placeholder=${place.search} .value=${live(this.search)}
        aria-expanded="true" aria-autocomplete="list" aria-controls="hits" aria-activedescendant=${hits.length > 0 ? `hit-${this.active}` : nothing}
        @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) void this.find(event.target.value); }}></div>
      <div class="scroll" id="hits" role="listbox" tabindex="-1" aria-label=${place.search}>${hits.map((hit, at) => html`<div class="option ${at === this.active ? 'active' : ''}" role="option" id="hit-${at}" aria-selected=${at === this.active ? 'true' : 'false'}
        @click=${() => { this.pick(hit); }}><span class="badge">${group.add[hit.what]}</span><span>${hit.label}</span><span class="end">${hit.end}</span></div>`)}</div>
      ${hits.length === 0 ? html`<p class="hint">${nothingFound}</p>` : nothing}
    </div></dialog>`;
  }
}

define('fq-palette', FqPalette);
