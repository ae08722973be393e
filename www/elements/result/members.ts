import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Document, MembersPage, PageColumn, PageOptions, Schema, Words } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { explainMessages } from '../../i18n/explain.js';
import { type MembersMessages, membersMessages } from '../../i18n/members.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { labelOf } from '../base/labels.js';
import { SegmentElement, vars } from '../builder/element.js';
import { place, watchOutside } from '../builder/popup.js';
import { popupStyles } from '../builder/popup.styles.js';
import { membersStyles } from './members.styles.js';
import { type Slice, contentHeight, firstRow, pagesOf, scrollFor } from './virtual.js';

const ROW = 32;
const PAGE = 100;
const SHOWN_AT_FIRST = 8;
const TAGS = '$tags';
/** Pages that are kept for scrolling back. */
const KEPT = 40;

/**
 * The members of a segment as a table of any length: only the rows in view exist; pages of 100 are read when they are needed.
 * Phone numbers, e-mails and ids are masked until a person asks, once.
 *
 * @fires fq-why - `{ row }`: the person wants to know why a contact is in, where `why` is set.
 * @csspart scroller - The scrolling region.
 * @csspart bar - The line of controls above it.
 * @cssproperty --fq-members-height - Height of the scrolling region; `auto` takes what the element has.
 */
export class FqMembers extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    document: { attribute: false },
    schema: { attribute: false },
    report: { attribute: false },
    read: { attribute: false },
    size: { attribute: false },
    why: { type: Boolean },
    region: { type: String },
    shown: { state: true },
    reveal: { state: true },
    pages: { state: true },
    columns: { state: true },
    slice: { state: true },
    choosing: { state: true },
    failure: { state: true },
  };
  static override styles = [controls, popupStyles, membersStyles];

  engine: Engine | undefined = undefined;
  document: Document | undefined = undefined;
  schema: Schema | undefined = undefined;
  /** The newest answer; a new one reads the rows in view again. */
  report: { readonly matched: number; readonly population: number } | undefined = undefined;
  /** Reads a page of other contacts than the members, such as those that just miss a condition. */
  read: ((options: Partial<PageOptions>, words: Words) => Promise<MembersPage>) | undefined = undefined;
  /** How many those are. */
  size: number | undefined = undefined;
  /** A button in each row asks why the contact is there. */
  why = false;
  /** Name of the scrolling region, where there are several tables. */
  region = '';

  /** The chosen columns, in order; the first eight when nobody chose. */
  private shown: readonly string[] | undefined = undefined;
  private reveal = false;
  private pages: ReadonlyMap<number, readonly (readonly (string | null)[])[]> = new Map();
  private columns: readonly PageColumn[] = [];
  private slice: Slice = { first: 0, count: 20, shift: 0, top: 0, seen: 10 };
  private choosing = false;
  private failure: unknown = undefined;
  /** Which contact each row of a page is. */
  private contacts: ReadonlyMap<number, readonly number[]> = new Map();
  /** Rows of contacts who must not be contacted, by page. */
  private suppressed: ReadonlyMap<number, ReadonlySet<number>> = new Map();
  private turn = 0;
  private pagesTurn = -1;
  private readonly pending = new Set<number>();
  private resize: ResizeObserver | undefined = undefined;
  private unwatch: (() => void) | undefined = undefined;

  private get m(): MembersMessages {
    return membersMessages(this.locale);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resize?.disconnect();
    this.resize = undefined;
    this.hideColumns();
  }

  private get total(): number {
    return this.size ?? this.report?.matched ?? 0;
  }

  /** Every column that can be shown. */
  private get available(): readonly string[] {
    const names = (this.schema?.fields ?? []).filter((field) => field.kind !== 'tags').map((field) => field.name);
    return (this.schema?.tags ?? 0) > 0 ? [...names, TAGS] : names;
  }

  private get chosen(): readonly string[] {
    const { available } = this;
    const kept = this.shown?.filter((name) => available.includes(name)) ?? [];
    return kept.length > 0 ? kept : this.usual();
  }

  /** Names and phones, the columns that say something about most people, and the tags. */
  private usual(): readonly string[] {
    const { available } = this;
    const fields = (this.schema?.fields ?? []).filter((field) => available.includes(field.name));
    const who = fields.filter((field, at) => (field.type === 'name' || field.type === 'phone') && fields.findIndex((other) => other.type === field.type) === at);
    const rest = fields.filter((field) => !who.includes(field)).sort((a, b) => b.filled - a.filled);
    const most = SHOWN_AT_FIRST - (available.includes(TAGS) ? 1 : 0);
    const names = new Set([...who, ...rest].slice(0, most).map((field) => field.name));
    return available.filter((name) => name === TAGS || names.has(name));
  }

  protected override willUpdate(changes: PropertyValues): void {
    if (changes.has('schema') && changes.get('schema') !== undefined) this.reveal = false;
    if (changes.has('document')) {
      const old: unknown = changes.get('document');
      if (typeof old === 'object' && old !== null && 'id' in old && old.id !== this.document?.id) this.reveal = false;
    }
    if (changes.has('report') || changes.has('size') || changes.has('shown') || changes.has('reveal') || changes.has('engine') || changes.has('lang')) this.restart();
  }

  protected override updated(changes: PropertyValues): void {
    const scroller = this.scroller();
    if (this.resize === undefined && scroller !== null) {
      this.resize = new ResizeObserver(() => { this.measure(); });
      this.resize.observe(scroller);
    }
    if (changes.has('report') || changes.has('size')) this.measure();
    if (changes.has('choosing') && this.choosing) {
      const popup = this.renderRoot.querySelector<HTMLElement>('.popup');
      const button = this.renderRoot.querySelector<HTMLElement>('.anchor > button');
      if (popup !== null && button !== null) place(popup, button);
      popup?.querySelector('input')?.focus();
    }
  }

  private scroller(): HTMLElement | null {
    return this.renderRoot.querySelector('.scroller');
  }

  /** What stands in view. */
  private measure(): void {
    const scroller = this.scroller();
    if (scroller === null) return;
    const height = Math.max(ROW, scroller.clientHeight - ROW);
    const next = firstRow(scroller.scrollTop, height, this.total, ROW);
    if (next.first !== this.slice.first || next.count !== this.slice.count || next.shift !== this.slice.shift || next.top !== this.slice.top || next.seen !== this.slice.seen) this.slice = next;
    this.fetch();
  }

  /** Asks again; the old rows stay in view until the first new ones are there. */
  private restart(): void {
    this.turn++;
    this.pending.clear();
    this.failure = undefined;
    if (this.total === 0) this.pages = new Map();
    this.fetch();
  }

  private fetch(): void {
    const { engine, document, report, chosen } = this;
    if (engine === undefined || document === undefined || report === undefined || report.population === 0 || chosen.length === 0) return;
    for (const page of pagesOf(this.slice, this.total, PAGE)) {
      if (this.pending.has(page) || (this.pagesTurn === this.turn && this.pages.has(page))) continue;
      this.pending.add(page);
      void this.readPage(engine, document, page, [...chosen], this.turn);
    }
  }

  private async readPage(engine: Engine, document: Document, page: number, columns: string[], turn: number): Promise<void> {
    try {
      const options = { offset: page * PAGE, limit: PAGE, columns, reveal: this.reveal };
      const answer = await (this.read === undefined ? engine.members(document, options, this.s.words) : this.read(options, this.s.words));
      if (turn !== this.turn) return;
      const kept = this.pagesTurn === turn ? [...this.pages] : [];
      const known = this.pagesTurn === turn ? [...this.contacts] : [];
      const marked = this.pagesTurn === turn ? [...this.suppressed] : [];
      this.pagesTurn = turn;
      this.columns = answer.columns;
      this.contacts = new Map([...known.slice(-KEPT), [page, answer.contacts]]);
      this.suppressed = new Map([...marked.slice(-KEPT), [page, new Set(answer.suppressed)]]);
      this.pages = new Map([...kept.slice(-KEPT), [page, answer.rows]]);
    } catch (thrown) {
      if (turn === this.turn) this.failure = thrown;
    } finally {
      if (turn === this.turn) this.pending.delete(page);
    }
  }

  private go(to: 'previous' | 'next'): void {
    const scroller = this.scroller();
    if (scroller === null) return;
    const height = Math.max(ROW, scroller.clientHeight - ROW);
    const { top, seen } = this.slice;
    const row = to === 'next' ? top + seen : top - seen;
    scroller.scrollTop = scrollFor(Math.max(0, row), height, this.total, ROW);
  }

  private askReveal(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (this.reveal) { this.reveal = false; return; }
    dialog?.showModal();
  }

  private hideColumns(): void {
    this.choosing = false;
    this.unwatch?.();
    this.unwatch = undefined;
  }

  private toggleColumn(name: string): void {
    const { chosen } = this;
    const next = chosen.includes(name) ? chosen.filter((other) => other !== name) : this.available.filter((other) => other === name || chosen.includes(other));
    if (next.length > 0) this.shown = next;
    else this.requestUpdate();
  }

  private label(name: string): string {
    return name === TAGS ? this.m.tagsColumn : labelOf(this.schema, name, this.locale);
  }

  private columnMenu(): TemplateResult {
    const { m: members } = this;
    const { chosen, available } = this;
    return html`<span class="anchor">
      <button type="button" class="quiet" aria-expanded=${this.choosing ? 'true' : 'false'} @click=${() => {
        if (this.choosing) { this.hideColumns(); return; }
        this.choosing = true;
        this.unwatch ??= watchOutside(this, () => { this.hideColumns(); });
      }}>${members.chosen(chosen.length, available.length)}${icons.down}</button>
      ${this.choosing ? html`<div class="popup" @keydown=${(event: KeyboardEvent) => { if (event.key === 'Escape') { event.stopPropagation(); this.hideColumns(); this.renderRoot.querySelector<HTMLElement>('.anchor > button')?.focus(); } }}>
        <fieldset class="scroll"><legend class="section">${members.chooseColumns}</legend>
          ${available.map((name) => html`<label class="check option"><input type="checkbox" .checked=${chosen.includes(name)} @change=${() => { this.toggleColumn(name); }}><span>${this.label(name)}</span></label>`)}
        </fieldset></div>` : nothing}
    </span>`;
  }

  private sensitive(): readonly string[] {
    return (this.schema?.fields ?? []).filter((field) => field.sensitive && this.chosen.includes(field.name)).map((field) => field.name);
  }

  /** Where the table is scrolled to. */
  private position(): TemplateResult {
    const { m: members } = this;
    const { top, seen } = this.slice;
    const last = Math.min(this.total, top + seen);
    return html`<div class="position">
      <span class="where" aria-live="off">${this.total === 0 ? nothing : members.range(Math.min(top + 1, this.total), last, this.total)}</span>
      <button type="button" class="quiet icon" aria-label=${members.previous} ?disabled=${top === 0} @click=${() => { this.go('previous'); }}>${icons.up}</button>
      <button type="button" class="quiet icon" aria-label=${members.next} ?disabled=${last >= this.total} @click=${() => { this.go('next'); }}>${icons.down}</button>
    </div>`;
  }

  private bar(): TemplateResult {
    const { m: members } = this;
    return html`<div class="bar" part="bar">
      ${this.columnMenu()}
      ${this.sensitive().length === 0 ? nothing : html`<button type="button" class="quiet" aria-pressed=${this.reveal ? 'true' : 'false'} @click=${() => { this.askReveal(); }}>${this.reveal ? icons.mute : icons.eye}${this.reveal ? members.hide : members.reveal}</button>`}
    </div>`;
  }

  private table(): TemplateResult {
    const { m: members } = this;
    const e = explainMessages(this.locale);
    const { first, count, shift } = this.slice;
    const { chosen } = this;
    const masked = new Set(this.columns.filter((column) => column.masked).map((column) => column.name));
    const at = new Map(this.columns.map((column, index) => [column.name, index]));
    const kinds = new Map((this.schema?.fields ?? []).map((field) => [field.name, field.kind]));
    const numbers = new Set([...kinds].filter(([, kind]) => kind === 'number').map(([name]) => name));
    const rows = Array.from({ length: Math.max(0, Math.min(count, this.total - first)) }, (_, i) => first + i);
    return html`<table aria-rowcount=${this.total + 1} ${vars({ '--shift': `${shift}px` })}>
      <caption class="visually-hidden">${members.caption(this.total)}</caption>
      <thead><tr aria-rowindex="1"><th scope="col" class="num no">${members.rowNumber}</th>${this.why ? html`<th scope="col" class="why">${e.why}</th>` : nothing}${chosen.map((name) => html`<th scope="col" class=${numbers.has(name) ? 'num' : ''}>${this.label(name)}${masked.has(name) ? html`<span class="badge">${icons.lock}${members.masked}</span>` : nothing}</th>`)}</tr></thead>
      <tbody>${repeat(rows, (row) => row, (row) => {
        const cells = this.pages.get(Math.floor(row / PAGE))?.[row % PAGE];
        return html`<tr aria-rowindex=${row + 2}><td class="num no">${this.s.number(row + 1)}</td>${this.why ? html`<td class="why">${this.whyButton(row)}</td>` : nothing}${chosen.map((name, place) => {
          const index = at.get(name);
          const value = cells === undefined || index === undefined ? undefined : cells[index];
          return html`<td class=${numbers.has(name) ? 'num' : ''}>${place === 0 && this.isSuppressed(row) ? html`<span class="badge warn">${this.s.result.suppressed}</span> ` : nothing}${typeof value === 'string' ? value : value === null ? html`<span class="muted" title=${this.s.distribution.missing}>–</span>` : html`<span class="muted">…</span>`}</td>`;
        })}</tr>`;
      })}</tbody></table>`;
  }

  private isSuppressed(row: number): boolean {
    const page = Math.floor(row / PAGE);
    const contact = this.contacts.get(page)?.[row % PAGE];
    return contact !== undefined && (this.suppressed.get(page)?.has(contact) ?? false);
  }

  private whyButton(row: number): TemplateResult | typeof nothing {
    const contact = this.contacts.get(Math.floor(row / PAGE))?.[row % PAGE];
    const e = explainMessages(this.locale);
    return contact === undefined ? nothing : html`<button type="button" class="link" aria-label=${e.whyRow(row + 1)} @click=${() => { this.send('fq-why', { row: contact }); }}>${e.why}</button>`;
  }

  private dialog(): TemplateResult {
    const { m: members } = this;
    const { cancel } = this.s;
    return html`<dialog aria-labelledby="reveal-title" @close=${(event: Event) => { if (event.target instanceof HTMLDialogElement && event.target.returnValue === 'yes') { this.reveal = true; event.target.returnValue = ''; } }}>
      <form method="dialog"><h2 id="reveal-title">${members.revealTitle}</h2><p>${members.revealBody(this.s.list(this.sensitive()))}</p>
      <div class="actions"><button value="no">${cancel}</button><button class="primary" value="yes">${members.revealYes}</button></div></form></dialog>`;
  }

  protected override render(): TemplateResult {
    const height = contentHeight(this.total, ROW) + ROW;
    return html`${this.bar()}
      ${this.failure === undefined ? nothing : html`<p class="notice bad">${errorSentence(this.locale, this.failure, 'none')}</p>`}
      <div class="scroller" part="scroller" role="region" tabindex="0" aria-label=${this.region === '' ? this.m.region : this.region} @scroll=${() => { this.measure(); }}>
        <div class="content ${this.total === 0 ? 'none' : ''}" ${vars({ '--height': `${height}px` })}>${this.total === 0 ? html`<p class="empty muted">${this.m.empty}</p>` : this.table()}</div>
      </div>
      ${this.position()}
      ${this.dialog()}`;
  }
}

define('fq-members', FqMembers);
