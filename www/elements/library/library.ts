import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Document, SegmentEntry } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { controls } from '../base/controls.styles.js';
import { download } from '../base/download.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { documentName } from '../builder/describe.js';
import { SegmentElement } from '../builder/element.js';
import type { MenuItem } from '../builder/menu.js';
import type { ToastDetail } from '../builder/toast.js';
import { safeName } from '../result/file-name.js';
import type { FqImportDialog } from './import-dialog.js';
import { libraryStyles } from './library.styles.js';
import '../builder/menu.js';
import './import-dialog.js';

const SEARCH_FROM = 8;

/**
 * The segments that are kept: open, start, rename, copy, delete; save them to a file and open such a file; definitions as JSON.
 *
 * @fires fq-open - `{ entry }`: the person wants to edit a segment.
 * @fires fq-renamed - `{ id, name }` after a segment got another name.
 * @fires fq-new - The person wants to start a segment.
 * @fires fq-import - `{ document }`: a definition that was read from JSON.
 * @fires fq-library - The library has changed; read `engine.segments()` again.
 * @fires fq-notice - A {@link ToastDetail}: what happened, and how to take it back.
 */
export class FqLibrary extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    segments: { attribute: false },
    document: { attribute: false },
    dirty: { type: Boolean },
    search: { state: true },
    renaming: { state: true },
    removing: { state: true },
    failure: { state: true },
  };
  static override styles = [controls, libraryStyles];

  engine: Engine | undefined = undefined;
  segments: readonly SegmentEntry[] = [];
  /** The definition being edited. */
  document: Document | undefined = undefined;
  /** It has changes that are not kept yet. */
  dirty = false;

  private search = '';
  private renaming: string | undefined = undefined;
  private removing: SegmentEntry | undefined = undefined;
  private failure: unknown = undefined;

  private async attempt(work: (engine: Engine) => Promise<void>): Promise<void> {
    const { engine } = this;
    if (engine === undefined) return;
    this.failure = undefined;
    try {
      await work(engine);
    } catch (thrown) {
      this.failure = thrown;
    }
    this.emit('fq-library', {});
  }

  private notice(detail: ToastDetail): void {
    this.emit('fq-notice', detail);
  }

  private async rename(entry: SegmentEntry, name: string): Promise<void> {
    this.renaming = undefined;
    const clean = name.trim();
    if (clean === '' || clean === entry.name) return;
    await this.attempt(async (engine) => {
      await engine.putSegment({ ...entry.document, id: entry.id, name: clean });
      this.emit('fq-renamed', { id: entry.id, name: clean });
    });
  }

  private async duplicate(entry: SegmentEntry): Promise<void> {
    await this.attempt(async (engine) => {
      const { id: _, ...copy } = structuredClone(entry.document);
      await engine.putSegment({ ...copy, name: this.s.library.copyName(entry.name) });
    });
  }

  private async removeEntry(entry: SegmentEntry): Promise<void> {
    await this.attempt(async (engine) => {
      await engine.removeSegment(entry.id);
      const { library } = this.s;
      this.notice({ text: library.removed(entry.name), action: { label: library.undo, run: () => { void this.attempt(async (again) => { await again.putSegment({ ...entry.document, id: entry.id }); }); } } });
    });
  }

  private onPick(entry: SegmentEntry, id: string): void {
    if (id === 'rename') this.renaming = entry.id;
    else if (id === 'duplicate') void this.duplicate(entry);
    else if (id === 'remove') this.removing = entry;
  }

  private async onMore(id: string): Promise<void> {
    const { library } = this.s;
    if (id === 'save') {
      await this.attempt(async (engine) => {
        download(new Blob([await engine.saveLibrary()], { type: 'application/json' }), `${library.libraryFile}.fenqun.json`);
      });
    } else if (id === 'open') this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click();
    else if (id === 'import') this.renderRoot.querySelector<FqImportDialog>('fq-import-dialog')?.open();
    else if (id === 'export' && this.document !== undefined) {
      const text = JSON.stringify(this.document, null, 2);
      download(new Blob([`${text}\n`], { type: 'application/json' }), `${safeName(documentName(this.document, this.s))}.json`);
    }
  }

  private onFile = async (event: Event): Promise<void> => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    const file = input.files?.[0];
    input.value = '';
    if (file === undefined) return;
    await this.attempt(async (engine) => {
      const before = new Set(this.segments.map((entry) => entry.id));
      const ids = await engine.openLibrary(await file.text());
      const replaced = ids.filter((id) => before.has(id)).length;
      const { library } = this.s;
      this.notice({ text: this.s.list([library.opened(ids.length), ...(replaced > 0 ? [library.replaces(replaced)] : [])]) });
    });
  };

  protected override updated(changes: PropertyValues): void {
    if (changes.has('renaming') && this.renaming !== undefined) this.renderRoot.querySelector<HTMLInputElement>('li input')?.select();
    if (changes.has('removing') && this.removing !== undefined) this.renderRoot.querySelector('dialog')?.showModal();
  }

  private item(entry: SegmentEntry): TemplateResult {
    const { library, place, contacts, number } = this.s;
    const current = entry.id === this.document?.id;
    if (this.renaming === entry.id) {
      return html`<li><input type="text" aria-label=${library.newName} .value=${entry.name}
        @keydown=${(event: KeyboardEvent) => {
          if (event.isComposing || !(event.target instanceof HTMLInputElement)) return;
          if (event.key === 'Enter') void this.rename(entry, event.target.value);
          else if (event.key === 'Escape') this.renaming = undefined;
          else return;
          event.preventDefault();
          event.stopPropagation();
        }} @blur=${(event: Event) => { if (event.target instanceof HTMLInputElement && this.renaming === entry.id) void this.rename(entry, event.target.value); }}></li>`;
    }
    const items: readonly MenuItem[] = [{ id: 'rename', label: library.rename }, { id: 'duplicate', label: library.duplicate }, { id: 'remove', label: library.remove, danger: true }];
    const size = entry.size === undefined ? library.invalid : contacts(entry.size);
    return html`<li class=${current ? 'current' : ''}>
      <button type="button" class="quiet open" aria-current=${current ? 'true' : nothing} aria-label=${library.open(entry.name, size)} @click=${() => { this.emit('fq-open', { entry }); }}>
        <span class="name">${entry.name}${current && this.dirty ? html`<span class="dot" title=${place.unsaved}></span>` : nothing}</span>
        ${entry.size === undefined ? html`<span class="warn" title=${library.invalid}>${icons.warn}</span>` : html`<span class="size">${number(entry.size)}</span>`}
      </button>
      <fq-menu .lang=${this.lang} .items=${items} .label=${library.actions(entry.name)} @fq-pick=${(event: CustomEvent<{ id: string }>) => { event.stopPropagation(); this.onPick(entry, event.detail.id); }}></fq-menu>
    </li>`;
  }

  private dialog(): TemplateResult | typeof nothing {
    const { library, cancel, close, list } = this.s;
    const { removing } = this;
    if (removing === undefined) return nothing;
    const users = removing.used_by.map((id) => this.segments.find((entry) => entry.id === id)?.name ?? id);
    return html`<dialog aria-labelledby="remove-title" @close=${(event: Event) => {
        this.removing = undefined;
        if (event.target instanceof HTMLDialogElement && event.target.returnValue === 'yes') void this.removeEntry(removing);
      }}><form method="dialog"><h2 id="remove-title">${library.removeTitle(removing.name)}</h2>
      ${users.length > 0 ? html`<p class="notice warn">${library.removeUsed(list(users))}</p><div class="actions"><button value="no">${close}</button></div>`
        : html`<p>${library.removeBody}</p><div class="actions"><button value="no">${cancel}</button><button class="danger" value="yes">${library.removeYes}</button></div>`}
    </form></dialog>`;
  }

  private moreItems(): readonly MenuItem[] {
    const { library } = this.s;
    return [
      { id: 'save', label: library.saveFile, disabled: this.segments.length === 0 }, { id: 'open', label: library.openFile },
      { id: 'import', label: library.importJson }, { id: 'export', label: library.exportJson, disabled: this.document === undefined },
    ];
  }

  protected override render(): TemplateResult {
    const { library, nothingFound } = this.s;
    const text = this.search.trim().toLowerCase();
    const shown = this.segments.filter((entry) => entry.name.toLowerCase().includes(text));
    return html`<div class="head"><h2>${library.title}</h2>
        <fq-menu .lang=${this.lang} .items=${this.moreItems()} .label=${library.more} @fq-pick=${(event: CustomEvent<{ id: string }>) => { event.stopPropagation(); void this.onMore(event.detail.id); }}></fq-menu></div>
      <button type="button" @click=${() => { this.emit('fq-new', {}); }}>${icons.plus}${library.create}</button>
      ${this.segments.length < SEARCH_FROM ? nothing : html`<input type="search" aria-label=${library.search} placeholder=${library.search} .value=${live(this.search)} @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.search = event.target.value; }}>`}
      ${this.failure === undefined ? nothing : html`<p class="notice bad" role="alert">${errorSentence(this.locale, this.failure)}</p>`}
      ${this.segments.length === 0 ? html`<p class="muted small">${this.s.both(library.empty, library.emptyHint)}</p>` : shown.length === 0 ? html`<p class="muted small">${nothingFound}</p>`
        : html`<ul>${repeat(shown, (entry) => entry.id, (entry) => this.item(entry))}</ul><p class="muted small">${library.inMemory}</p>`}
      <input type="file" hidden accept=".json,application/json" aria-label=${library.openFile} @change=${this.onFile}>
      <fq-import-dialog .lang=${this.lang} .engine=${this.engine}></fq-import-dialog>
      ${this.dialog()}`;
  }
}

define('fq-library', FqLibrary);
