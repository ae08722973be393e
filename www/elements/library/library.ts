import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Document, Error as EngineError, Format, Impact, Schema, SegmentEntry } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { libraryMessages } from '../../i18n/library.js';
import { presetsMessages } from '../../i18n/presets-panel.js';
import { controls } from '../base/controls.styles.js';
import { download } from '../base/download.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { describeNode, documentName } from '../builder/describe.js';
import { nodeAt } from '../builder/document.js';
import { SegmentElement } from '../builder/element.js';
import type { MenuItem } from '../builder/menu.js';
import { ownerPath } from '../builder/path.js';
import type { ToastDetail } from '../builder/toast.js';
import { safeName } from '../result/file-name.js';
import type { FqImportDialog } from './import-dialog.js';
import { libraryStyles } from './library.styles.js';
import { putOptions } from './who.js';
import '../builder/menu.js';
import './import-dialog.js';

const SEARCH_FROM = 8;

/** A folder as the engine keeps it: without empty levels and blanks around them. */
const cleanFolder = (folder: string): string => folder.split('/').map((level) => level.trim()).filter((level) => level !== '').join('/');

const isInFolder = (folder: string, name: string): boolean => folder === name || folder.startsWith(`${name}/`);

/**
 * The segments that are kept: open, start, rename, copy, delete; save them to a file and open such a file; definitions as JSON.
 *
 * @fires fq-open - `{ entry }`: the person wants to edit a segment.
 * @fires fq-restore - `{ document, text }`: an older version is wanted in the editor.
 * @fires fq-about - `{ id, meta }` after goal and note of a segment were kept.
 * @fires fq-renamed - `{ id, name }` after a segment got another name.
 * @fires fq-presets - The person wants to start from a preset.
 * @fires fq-new - The person wants to start a segment.
 * @fires fq-import - `{ document }`: a definition that was read from JSON.
 * @fires fq-library - The library has changed; read `engine.segments()` again.
 * @fires fq-notice - A {@link ToastDetail}: what happened, and how to take it back.
 */
export class FqLibrary extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    schema: { attribute: false },
    segments: { attribute: false },
    document: { attribute: false },
    dirty: { type: Boolean },
    search: { state: true },
    renaming: { state: true },
    renamingFolder: { state: true },
    removing: { state: true },
    impacts: { state: true },
    detailed: { state: true },
    shut: { state: true },
    unsaid: { state: true },
    failure: { state: true },
  };
  static override styles = [controls, libraryStyles];

  engine: Engine | undefined = undefined;
  schema: Schema | undefined = undefined;
  segments: readonly SegmentEntry[] = [];
  /** The definition being edited. */
  document: Document | undefined = undefined;
  /** It has changes that are not kept yet. */
  dirty = false;

  private search = '';
  private renaming: string | undefined = undefined;
  /** The folder whose name is being changed. */
  private renamingFolder: string | undefined = undefined;
  private removing: SegmentEntry | undefined = undefined;
  /** What breaks when it goes. */
  private impacts: readonly Impact[] = [];
  /** The segment whose details are open. */
  private detailed: string | undefined = undefined;
  /** Folders that are folded. */
  private shut: ReadonlySet<string> = new Set();
  /** What another language of rules could not say. */
  private unsaid: { readonly format: Format; readonly errors: readonly EngineError[] } | undefined = undefined;
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
      await engine.putSegment({ ...entry.document, id: entry.id, name: clean }, putOptions());
      this.emit('fq-renamed', { id: entry.id, name: clean });
    });
  }

  /** Gives a folder and those below it another name; where the name is taken, the two become one. */
  private async renameFolder(from: string, name: string): Promise<void> {
    this.renamingFolder = undefined;
    const to = cleanFolder(name);
    if (to === '' || to === from) return;
    await this.attempt(async (engine) => {
      const moved = this.segments.filter((entry) => isInFolder(entry.folder, from));
      const taken = this.segments.some((entry) => !moved.includes(entry) && isInFolder(entry.folder, to));
      await engine.renameFolder(from, to);
      const l = libraryMessages(this.locale);
      this.notice({
        text: taken ? l.folderJoined(from, to) : l.folderRenamed(from, to),
        action: { label: this.s.library.undo, run: () => { void this.attempt(async (again) => { for (const entry of moved) await again.moveSegment(entry.id, entry.folder); }); } },
      });
    });
  }

  private async duplicate(entry: SegmentEntry): Promise<void> {
    await this.attempt(async (engine) => {
      const { id: _, ...copy } = structuredClone(entry.document);
      await engine.putSegment({ ...copy, name: this.s.library.copyName(entry.name) }, { ...putOptions(), folder: entry.folder });
    });
  }

  private async removeEntry(entry: SegmentEntry): Promise<void> {
    await this.attempt(async (engine) => {
      await engine.removeSegment(entry.id);
      const { library } = this.s;
      this.notice({ text: library.removed(entry.name), action: { label: library.undo, run: () => { void this.attempt(async (again) => { await again.putSegment({ ...entry.document, id: entry.id }, { ...putOptions(), folder: entry.folder }); }); } } });
    });
  }

  private onPick(entry: SegmentEntry, id: string): void {
    if (id === 'rename') this.renaming = entry.id;
    else if (id === 'duplicate') void this.duplicate(entry);
    else if (id === 'details') this.openDetails(entry.id);
    else if (id === 'remove') void this.askRemove(entry);
  }

  /** Opens everything that is known about a segment. */
  openDetails(id: string): void {
    this.detailed = id;
    void import('./details.js').catch(() => undefined);
  }

  private async askRemove(entry: SegmentEntry): Promise<void> {
    this.impacts = (await this.engine?.impactOfSegment(entry.id).catch(() => [])) ?? [];
    this.removing = entry;
  }

  private async exportAs(format: Format, document: Document): Promise<void> {
    await this.attempt(async (engine) => {
      const { value, unsaid } = await engine.exportRules(document, format);
      if (value === null) this.unsaid = { format, errors: unsaid };
      else this.hand(`${JSON.stringify(value, null, 2)}\n`, document, `.${format}.json`, 'application/json');
    });
  }

  private hand(text: string, document: Document, ending: string, type: string): void {
    download(new Blob([text], { type }), `${safeName(documentName(document, this.s))}${ending}`);
  }

  private async onMore(id: string): Promise<void> {
    const { library } = this.s;
    if (id === 'save') {
      await this.attempt(async (engine) => {
        download(new Blob([await engine.saveLibrary()], { type: 'application/json' }), `${library.libraryFile}.fenqun.json`);
      });
    } else if (id === 'open') this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click();
    else if (id === 'import') this.renderRoot.querySelector<FqImportDialog>('fq-import-dialog')?.open();
    else if (this.document !== undefined) await this.exportDocument(id, this.document);
  }

  private async exportDocument(id: string, document: Document): Promise<void> {
    if (id === 'export') this.hand(`${JSON.stringify(document, null, 2)}\n`, document, '.json', 'application/json');
    else if (id === 'export-text') await this.attempt(async (engine) => { this.hand(`${await engine.printDefinition(document)}\n`, document, '.txt', 'text/plain;charset=utf-8'); });
    else if (id === 'query_builder' || id === 'json_logic') await this.exportAs(id, document);
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
    if ((changes.has('renaming') && this.renaming !== undefined) || (changes.has('renamingFolder') && this.renamingFolder !== undefined)) {
      const input = this.renderRoot.querySelector<HTMLInputElement>('input.rename');
      input?.focus();
      input?.select();
    }
    if (changes.has('removing') && this.removing !== undefined) this.renderRoot.querySelector<HTMLDialogElement>('dialog.remove')?.showModal();
    if (changes.has('unsaid') && this.unsaid !== undefined) this.renderRoot.querySelector<HTMLDialogElement>('dialog.unsaid')?.showModal();
  }

  /** The button of a segment or of a folder. */
  private row(key: string): HTMLElement | undefined {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('button.open, button.folder')].find((button) => button.dataset['key'] === key);
  }

  /** A field for another name, in the place of the old one: Enter and leaving it keep, Escape does not. */
  private nameInput(label: string, name: string, key: string, keep: (name: string) => void, leave: () => void): TemplateResult {
    return html`<input type="text" class="rename" aria-label=${label} .value=${name}
      @keydown=${(event: KeyboardEvent) => {
        if (event.isComposing || !(event.target instanceof HTMLInputElement)) return;
        if (event.key === 'Enter') keep(event.target.value);
        else if (event.key === 'Escape') leave();
        else return;
        event.preventDefault();
        event.stopPropagation();
        void this.updateComplete.then(() => { this.row(key)?.focus(); });
      }} @blur=${(event: Event) => { if (event.target instanceof HTMLInputElement) keep(event.target.value); }}>`;
  }

  private item(entry: SegmentEntry): TemplateResult {
    const { library, place, contacts, number } = this.s;
    const l = libraryMessages(this.locale);
    const current = entry.id === this.document?.id;
    if (this.renaming === entry.id) {
      const leave = (): void => { this.renaming = undefined; };
      return html`<li>${this.nameInput(library.newName, entry.name, entry.id, (name) => { if (this.renaming === entry.id) void this.rename(entry, name); }, leave)}</li>`;
    }
    const items: readonly MenuItem[] = [{ id: 'details', label: l.details }, { id: 'rename', label: library.rename }, { id: 'duplicate', label: library.duplicate }, { id: 'remove', label: library.remove, danger: true }];
    const size = entry.size === undefined ? library.invalid : contacts(entry.size);
    return html`<li class=${current ? 'current' : ''}>
      <button type="button" class="quiet open" data-key=${entry.id} aria-current=${current ? 'true' : nothing} aria-label=${library.open(entry.name, size)} @click=${() => { this.emit('fq-open', { entry }); }}>
        <span class="name">${entry.name}${current && this.dirty ? html`<span class="dot" title=${place.unsaved}></span>` : nothing}</span>
        ${entry.size === undefined ? html`<span class="warn" title=${library.invalid}>${icons.warn}</span>` : html`<span class="size">${number(entry.size)}</span>`}
      </button>
      <fq-menu .lang=${this.lang} .items=${items} .label=${library.actions(entry.name)} @fq-pick=${(event: CustomEvent<{ id: string }>) => { event.stopPropagation(); this.onPick(entry, event.detail.id); }}></fq-menu>
    </li>`;
  }

  private dialog(): TemplateResult | typeof nothing {
    const { library, cancel, close, list } = this.s;
    const { removing } = this;
    const l = libraryMessages(this.locale);
    if (removing === undefined) return nothing;
    const users = removing.used_by.map((id) => this.named(id));
    return html`<dialog class="remove" aria-labelledby="remove-title" @close=${(event: Event) => {
        this.removing = undefined;
        if (event.target instanceof HTMLDialogElement && event.target.returnValue === 'yes') void this.removeEntry(removing);
      }}><form method="dialog"><h2 id="remove-title">${library.removeTitle(removing.name)}</h2>
      ${this.impacts.length === 0 ? nothing : html`<div><h3>${l.breaks}</h3><ul>${this.impacts.map((impact) => html`<li>${impact.through === undefined ? l.breakLine(impact.name, this.condition(impact)) : l.breakThrough(impact.name, this.named(impact.through))}</li>`)}</ul></div>`}
      ${users.length > 0 ? html`<p class="notice warn">${library.removeUsed(list(users))}</p><div class="actions"><button value="no">${close}</button></div>`
        : html`<p>${library.removeBody}</p><div class="actions"><button value="no">${cancel}</button><button class="danger" value="yes">${library.removeYes}</button></div>`}
    </form></dialog>`;
  }

  /** The condition of another segment that breaks. */
  private condition(impact: Impact): string {
    const document = this.segments.find((entry) => entry.id === impact.segment)?.document;
    const node = document === undefined ? undefined : nodeAt(document, ownerPath(impact.path) ?? '');
    const { s, schema } = this;
    return node === undefined ? impact.path : describeNode(node, { s, lang: this.locale, schema, segmentName: (id) => this.named(id) });
  }

  private named(id: string): string {
    return this.segments.find((entry) => entry.id === id)?.name ?? id;
  }

  private unsaidDialog(): TemplateResult | typeof nothing {
    const { unsaid } = this;
    if (unsaid === undefined) return nothing;
    const l = libraryMessages(this.locale);
    return html`<dialog class="unsaid" aria-labelledby="unsaid-title" @close=${() => { this.unsaid = undefined; }}><form method="dialog">
      <h2 id="unsaid-title">${l.exportUnsaid(l.importFormats[unsaid.format])}</h2><ul>${unsaid.errors.map((error) => html`<li>${errorSentence(this.locale, error)}</li>`)}</ul>
      <div class="actions"><button value="no">${this.s.close}</button></div></form></dialog>`;
  }

  /** The segments of each folder, those without one first. */
  private folders(shown: readonly SegmentEntry[]): ReadonlyMap<string, readonly SegmentEntry[]> {
    const folders = new Map<string, SegmentEntry[]>();
    for (const entry of [...shown].sort((a, b) => (a.folder === b.folder ? 0 : a.folder < b.folder ? -1 : 1))) folders.set(entry.folder, [...(folders.get(entry.folder) ?? []), entry]);
    return folders;
  }

  private folder(name: string, entries: readonly SegmentEntry[]): TemplateResult {
    const list = html`<ul>${repeat(entries, (entry) => entry.id, (entry) => this.item(entry))}</ul>`;
    if (name === '') return list;
    const open = !this.shut.has(name);
    const l = libraryMessages(this.locale);
    if (this.renamingFolder === name) {
      const leave = (): void => { this.renamingFolder = undefined; };
      return html`<section>${this.nameInput(l.folderName, name, name, (to) => { if (this.renamingFolder === name) void this.renameFolder(name, to); }, leave)}${open ? list : nothing}</section>`;
    }
    return html`<section><div class="folder-head"><button type="button" class="quiet folder" data-key=${name} aria-expanded=${open ? 'true' : 'false'} @click=${() => {
        const shut = new Set(this.shut);
        if (open) shut.add(name);
        else shut.delete(name);
        this.shut = shut;
      }}>${open ? icons.down : icons.right}<span class="name">${name}</span><span class="size">${l.folderSize(entries.length)}</span></button>
      <fq-menu .lang=${this.lang} .items=${[{ id: 'rename', label: l.folderRename }]} .label=${l.folderActions(name)} @fq-pick=${(event: Event) => { event.stopPropagation(); this.renamingFolder = name; }}></fq-menu></div>${open ? list : nothing}</section>`;
  }

  private moreItems(): readonly MenuItem[] {
    const { library } = this.s;
    const l = libraryMessages(this.locale);
    const none = this.document === undefined;
    return [
      { id: 'save', label: library.saveFile, disabled: this.segments.length === 0 }, { id: 'open', label: library.openFile },
      { id: 'import', label: l.importMenu }, { id: 'export', label: library.exportJson, disabled: none }, { id: 'export-text', label: l.exportText, disabled: none },
      { id: 'query_builder', label: l.exportQuery, disabled: none }, { id: 'json_logic', label: l.exportLogic, disabled: none },
    ];
  }

  protected override render(): TemplateResult {
    const { library, nothingFound } = this.s;
    const text = this.search.trim().toLowerCase();
    const shown = this.segments.filter((entry) => entry.name.toLowerCase().includes(text));
    return html`<div class="head"><h2>${library.title}</h2>
        <fq-menu .lang=${this.lang} .items=${this.moreItems()} .label=${library.more} @fq-pick=${(event: CustomEvent<{ id: string }>) => { event.stopPropagation(); void this.onMore(event.detail.id); }}></fq-menu></div>
      <div class="starts"><button type="button" @click=${() => { this.emit('fq-new', {}); }}>${icons.plus}${library.create}</button>
      <button type="button" ?disabled=${(this.schema?.population ?? 0) === 0} @click=${() => { this.emit('fq-presets', {}); }}>${presetsMessages(this.locale).open}</button></div>
      ${this.segments.length < SEARCH_FROM ? nothing : html`<input type="search" aria-label=${library.search} placeholder=${library.search} .value=${live(this.search)} @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.search = event.target.value; }}>`}
      ${this.failure === undefined ? nothing : html`<p class="notice bad" role="alert">${errorSentence(this.locale, this.failure)}</p>`}
      ${this.segments.length === 0 ? html`<p class="muted small">${this.s.both(library.empty, library.emptyHint)}</p>` : shown.length === 0 ? html`<p class="muted small">${nothingFound}</p>`
        : html`${[...this.folders(shown)].map(([name, entries]) => this.folder(name, entries))}<p class="muted small">${library.inMemory}</p>`}
      <input type="file" hidden accept=".json,application/json" aria-label=${library.openFile} @change=${this.onFile}>
      <fq-import-dialog .lang=${this.lang} .engine=${this.engine}></fq-import-dialog>
      <fq-segment-details .lang=${this.lang} .engine=${this.engine} .schema=${this.schema} .segments=${this.segments} .segment=${this.detailed} @fq-closed=${(event: Event) => { event.stopPropagation(); this.detailed = undefined; }}></fq-segment-details>
      ${this.dialog()}${this.unsaidDialog()}`;
  }
}

define('fq-library', FqLibrary);
