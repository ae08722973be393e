import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Document, Meta, Node, Schema, SegmentEntry } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { libraryMessages } from '../../i18n/library.js';
import { lintMessages } from '../../i18n/lint.js';
import { presetsMessages } from '../../i18n/presets-panel.js';
import { textMessages } from '../../i18n/text-panel.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { withScoreNames } from '../base/labels.js';
import type { ChangeDetail, FqBuilder } from './builder.js';
import { documentName } from './describe.js';
import { emptyDocument, withMeta } from './document.js';
import { SegmentElement, inDialog, originOf, takesText } from './element.js';
import { History } from './history.js';
import type { FqKeys } from './keys.js';
import type { FqPalette } from './palette.js';
import { childrenOf, groupKind } from './nodes.js';
import { sameDefinition } from './same.js';
import { type Sized, Sizer } from './sizer.js';
import type { FindingsDetail, FqLint } from '../lint/lint.js';
import type { FqPresets, PresetDetail } from '../presets/presets.js';
import type { FqToast, ToastDetail } from './toast.js';
import type { FqWhoDialog } from '../library/who-dialog.js';
import { putOptions } from '../library/who.js';
import { workspaceStyles } from './workspace.styles.js';
import '../library/library.js';
import '../library/who-dialog.js';
import '../result/result.js';
import './builder.js';
import './keys.js';
import './palette.js';
import './toast.js';

const WIDE = '(min-width: 1200px)';

/**
 * The segments place: library, builder and result in one. It owns the definition being edited and its history, asks the
 * engine for sizes on every edit and shows the newest answer.
 *
 * @fires fq-dirty - `{ dirty }` when there is something to save, and when there is not any more.
 * @fires fq-exported - `{ rows, guarded, revealed }` after a list was handed to the browser.
 * @csspart library - The library column.
 * @csspart builder - The builder column.
 * @csspart result - The result column, or the bar below 1200 px.
 * @cssproperty --fq-dock - Height of what the host keeps at the bottom of the window; the bar stays above it.
 * @cssproperty --fq-head - Height of what the host keeps at the top of the window; the result stays below it.
 */
export class FqWorkspace extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    dataVersion: { attribute: false },
    history: { state: true },
    schema: { state: true },
    segments: { state: true },
    told: { state: true },
    failure: { state: true },
    wide: { state: true },
    shelf: { state: true },
    opened: { state: true },
    kept: { state: true },
    writing: { state: true },
  };
  static override styles = [controls, workspaceStyles];

  engine: Engine | undefined = undefined;
  /** Counts up when the loaded data change. */
  dataVersion = 0;

  private history: History<Document> = History.of(emptyDocument(''));
  private schema: Schema | undefined = undefined;
  private segments: readonly SegmentEntry[] = [];
  /** What is hardly meant, and in which definition. */
  private told: FindingsDetail | undefined = undefined;
  private failure: unknown = undefined;
  private wide = matchMedia(WIDE).matches;
  /** Whether the library is open. */
  private shelf = matchMedia(WIDE).matches;
  /** Whether the result bar is open. */
  private opened = false;
  /** The definition as it was kept or started last. */
  private kept: Document = this.history.present;

  /** Whether the definition is shown as text. */
  private writing = false;

  private readonly sizer = new Sizer(this);
  private wasDirty = false;
  private readonly media = matchMedia(WIDE);

  override connectedCallback(): void {
    super.connectedCallback();
    this.media.addEventListener('change', this.onMedia);
    this.ownerDocument.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.media.removeEventListener('change', this.onMedia);
    this.ownerDocument.removeEventListener('keydown', this.onKey);
  }

  /** The definition being edited. */
  get document(): Document {
    return this.history.present;
  }

  /** Puts a definition into the editor; it can be undone. */
  set document(document: Document) {
    this.edit(document);
  }

  /** What the sizes are asked for. */
  get sized(): Sized {
    return { engine: this.engine, document: this.document, counts: (this.schema?.population ?? 0) > 0 };
  }

  /** Whether there are changes that are not kept. */
  get dirty(): boolean {
    const { document, kept, segments } = this;
    const gone = document.id !== undefined && !segments.some((entry) => entry.id === document.id);
    return gone || (document !== kept && !sameDefinition(document, kept));
  }

  private onMedia = (): void => {
    this.wide = this.media.matches;
    this.shelf = this.media.matches;
  };

  protected override willUpdate(changes: PropertyValues): void {
    if (changes.has('schema')) void import('../lint/lint.js').catch(() => undefined);
    if (changes.has('engine') || changes.has('dataVersion')) void this.readData();
    const { dirty } = this;
    if (dirty === this.wasDirty) return;
    this.wasDirty = dirty;
    this.emit('fq-dirty', { dirty });
  }

  private async readData(): Promise<void> {
    const { engine } = this;
    if (engine === undefined) return;
    try {
      // an engine of a host may know no scores
      const [schema, segments, scores] = await Promise.all([engine.schema(), engine.segments(), engine.scores?.() ?? []]);
      this.schema = withScoreNames(schema, scores);
      this.segments = segments;
      this.failure = undefined;
      this.sizer.ask();
    } catch (thrown) {
      this.failure = thrown;
    }
  }

  private async readLibrary(): Promise<void> {
    const segments = await this.engine?.segments().catch(() => undefined);
    if (segments === undefined) return;
    this.segments = segments;
    this.sizer.ask();
  }

  private edit(document: Document, key?: string): void {
    this.history = this.history.push(document, key);
    this.sizer.ask();
  }

  private undo(): void {
    if (!this.history.canUndo) return;
    this.history = this.history.undo();
    this.sizer.ask();
  }

  private redo(): void {
    if (!this.history.canRedo) return;
    this.history = this.history.redo();
    this.sizer.ask();
  }

  private toast(detail: ToastDetail): void {
    this.renderRoot.querySelector<FqToast>('fq-toast')?.show(detail);
  }

  private undoable(text: string): void {
    this.toast({ text, action: { label: this.s.place.undo, run: () => { this.undo(); } } });
  }

  private onDeleted = (event: CustomEvent<{ node: Node }>): void => {
    const { place } = this.s;
    this.undoable(place.deleted(groupKind(event.detail.node) === undefined ? place.condition : place.group));
  };

  private builder(): FqBuilder | null {
    return this.renderRoot.querySelector('fq-builder');
  }

  private save = async (): Promise<void> => {
    const { engine, document } = this;
    if (engine === undefined) return;
    try {
      const id = await engine.putSegment(document, putOptions());
      const named = (each: Document): Document => (each.id === undefined ? { ...each, id } : each);
      if (document.id === undefined) this.history = this.history.amend(named, this.kept);
      this.kept = named(document);
      this.toast({ text: this.s.place.kept(documentName(document, this.s)), ...this.askWho() });
      await this.readLibrary();
    } catch (thrown) {
      this.toast({ text: errorSentence(this.locale, thrown, 'none'), bad: true });
      if (document.name.trim() === '') this.builder()?.focusName();
    }
  };

  /** The offer to say who changes segments, until somebody has answered it. */
  private askWho(): Pick<ToastDetail, 'action'> {
    const dialog = this.renderRoot.querySelector<FqWhoDialog>('fq-who-dialog');
    return dialog?.open === true ? { action: { label: libraryMessages(this.locale).whoAsk, run: () => { dialog.ask(); } } } : {};
  }

  private put(document: Document, kept: Document | undefined, text: string): void {
    const before = this.kept;
    const lost = this.dirty;
    this.edit(document);
    if (kept !== undefined) this.kept = kept;
    this.toast({ text, ...(lost ? { action: { label: this.s.place.undo, run: () => { this.kept = before; this.undo(); } } } : {}) });
  }

  private onOpen = (event: CustomEvent<{ entry: SegmentEntry }>): void => {
    const { entry } = event.detail;
    const document: Document = { ...entry.document, id: entry.id };
    this.put(document, document, this.s.place.opened(entry.name));
    if (!this.wide) this.shelf = false;
  };

  private onNew = (): void => {
    const blank = emptyDocument('', this.document.zone);
    this.put(blank, blank, this.s.place.started);
    if (!this.wide) this.shelf = false;
    void this.updateComplete.then(() => { this.builder()?.focusName(); });
  };

  private onImport = (event: CustomEvent<{ document: Document }>): void => {
    const { document } = event.detail;
    this.put(document, undefined, this.s.library.imported(documentName(document, this.s)));
  };

  private onRenamed = (event: CustomEvent<{ id: string; name: string }>): void => {
    const { id, name } = event.detail;
    if (this.document.id !== id) return;
    this.kept = { ...this.kept, name };
    this.edit({ ...this.document, name });
  };

  /** Moves to a condition; where the result covers it, the result is folded first. */
  private onGoto = (event: CustomEvent<{ path: string }>): void => {
    event.stopPropagation();
    this.writing = false;
    this.opened &&= this.wide;
    this.builder()?.focusRow(event.detail.path);
  };

  private onFix = (event: CustomEvent<{ document: Document }>): void => {
    this.edit(event.detail.document);
    this.undoable(lintMessages(this.locale).fixed);
  };

  private onFinding = (event: CustomEvent<{ path: string }>): void => {
    this.renderRoot.querySelector<FqLint>('fq-lint')?.reveal(event.detail.path);
  };

  private openPresets = (event: CustomEvent<{ path?: string }>): void => {
    const { path } = event.detail;
    void import('../presets/presets.js').then(() => this.renderRoot.querySelector<FqPresets>('fq-presets')?.open(path)).catch(() => undefined);
  };

  private onPreset = (event: CustomEvent<PresetDetail>): void => {
    const { node, name, place, fresh } = event.detail;
    const said = presetsMessages(this.locale);
    const { zone } = this.document;
    if (!fresh) {
      this.builder()?.addGroup(place, node);
      this.undoable(said.added(name));
    } else this.put({ ...emptyDocument(name, zone), rule: 'all' in node ? node : { all: [node] } }, emptyDocument('', zone), said.started(name));
    if (fresh && !this.wide) this.shelf = false;
  };

  private onRestore = (event: CustomEvent<{ document: Document; text: string }>): void => {
    const { document, text } = event.detail;
    this.put(document, this.segments.find((one) => one.id === document.id)?.document, text);
  };

  private onAbout = (event: CustomEvent<{ id: string; meta: Meta }>): void => {
    const { id, meta } = event.detail;
    if (this.document.id !== id) return;
    this.kept = withMeta(this.kept, meta);
    this.edit(withMeta(this.document, meta));
  };

  private onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || this.hidden || inDialog(event)) return;
    const inside = event.composedPath().includes(this);
    const origin = originOf(event);
    if (!inside && origin !== this.ownerDocument.body && origin !== this.ownerDocument.documentElement) return;
    if (this.handleKey(event, origin)) event.preventDefault();
  };

  private handleKey(event: KeyboardEvent, origin: Element | undefined): boolean {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'z') {
      if (event.shiftKey) this.redo();
      else this.undo();
      return true;
    }
    if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === 'y') {
      this.redo();
      return true;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || takesText(origin)) return false;
    if (event.key === '?') this.renderRoot.querySelector<FqKeys>('fq-keys')?.open();
    else if (event.key === '/') {
      if (this.builder()?.searchRow() !== true) this.renderRoot.querySelector<FqPalette>('fq-palette')?.open();
    } else return this.builder()?.handleKey(event) === true;
    return true;
  }

  private write(): void {
    this.writing = !this.writing;
    if (this.writing) void import('../text/text.js').catch(() => undefined);
  }

  private bar(): TemplateResult {
    const { place } = this.s;
    const text = textMessages(this.locale);
    return html`<div class="tools">
      <button type="button" class="quiet" aria-expanded=${this.shelf ? 'true' : 'false'} aria-controls="library" @click=${() => { this.shelf = !this.shelf; }}>${icons.people}${place.library}${this.shelf ? icons.up : icons.down}</button>
      <span class="state muted small" role="status">${this.dirty ? place.unsaved : this.document.id === undefined ? nothing : place.saved}</span>
      <button type="button" class="quiet" aria-pressed=${this.writing ? 'true' : 'false'} title=${text.viewHint} @click=${() => { this.write(); }}>${text.view}</button>
      <button type="button" class="quiet icon" aria-label=${place.undo} title=${place.undo} ?disabled=${!this.history.canUndo} @click=${() => { this.undo(); }}>${icons.undo}</button>
      <button type="button" class="quiet icon" aria-label=${place.redo} title=${place.redo} ?disabled=${!this.history.canRedo} @click=${() => { this.redo(); }}>${icons.redo}</button>
      <button type="button" class="quiet icon" aria-label=${place.search} title=${place.search} @click=${() => { this.renderRoot.querySelector<FqPalette>('fq-palette')?.open(); }}>${icons.search}</button>
      <button type="button" class="quiet icon help" aria-label=${place.help} title=${place.help} @click=${() => { this.renderRoot.querySelector<FqKeys>('fq-keys')?.open(); }}>?</button>
    </div>`;
  }

  protected override render(): TemplateResult {
    const { place } = this.s;
    const { engine, schema, segments, lang, document, dirty, told } = this;
    const { report, stale } = this.sizer;
    const failure = this.failure ?? this.sizer.failure;
    return html`<h1 class="visually-hidden">${place.heading}</h1>
      <div class="columns ${this.shelf ? 'with-library' : ''}">
        <aside id="library" part="library" class="library" aria-label=${place.library} ?hidden=${!this.shelf}>
          <fq-library .lang=${lang} .engine=${engine} .schema=${schema} .segments=${segments} .document=${document} .dirty=${dirty}
            @fq-open=${this.onOpen} @fq-new=${this.onNew} @fq-import=${this.onImport} @fq-renamed=${this.onRenamed} @fq-presets=${this.openPresets} @fq-restore=${this.onRestore} @fq-about=${this.onAbout}
            @fq-library=${() => { void this.readLibrary(); }} @fq-notice=${(event: CustomEvent<ToastDetail>) => { this.toast(event.detail); }}></fq-library>
        </aside>
        <section part="builder" class="builder" aria-label=${place.builder}>
          ${this.bar()}
          ${failure === undefined ? nothing : html`<p class="notice bad" role="alert">${errorSentence(this.locale, failure)}</p>`}
          ${this.writing ? html`<fq-text .lang=${lang} .engine=${engine} .document=${document} @fq-text=${(event: CustomEvent<{ document: Document }>) => { this.edit(event.detail.document, 'text'); }}
            @fq-notice=${(event: CustomEvent<ToastDetail>) => { this.toast(event.detail); }} @focusout=${() => { this.history = this.history.seal(); }}></fq-text>` : nothing}
          <fq-builder ?hidden=${this.writing} .lang=${lang} .engine=${engine} .schema=${schema} .segments=${segments} .report=${report} .document=${document} .stale=${stale} .findings=${told?.findings ?? []} .told=${told?.document}
            @fq-change=${(event: CustomEvent<ChangeDetail>) => { this.edit(event.detail.document, event.detail.key); }}
            @fq-deleted=${this.onDeleted} @fq-finding=${this.onFinding} @fq-presets=${this.openPresets} @focusout=${() => { this.history = this.history.seal(); }}></fq-builder>
          <fq-lint .lang=${lang} .engine=${engine} .document=${document} .schema=${schema} .segments=${segments} .report=${report} @fq-goto=${this.onGoto} @fq-fix=${this.onFix}
            @fq-findings=${(event: CustomEvent<FindingsDetail>) => { this.told = event.detail; }}></fq-lint>
        </section>
        <aside part="result" class="result ${this.opened ? 'opened' : ''}" aria-label=${place.result}>
          <fq-result .lang=${lang} .engine=${engine} .schema=${schema} .segments=${segments} .document=${document} .report=${report} .stale=${stale} .dirty=${dirty && childrenOf(document.rule).length + (groupKind(document.rule) === undefined ? 1 : 0) > 0}
            .bar=${!this.wide} .fill=${this.wide || this.opened} .open=${this.opened} @fq-save=${this.save} @fq-goto=${this.onGoto} @fq-toggle=${(event: CustomEvent<{ open: boolean }>) => { this.opened = event.detail.open; }}></fq-result>
        </aside>
      </div>
      <fq-palette .lang=${lang} .engine=${engine} .schema=${schema} .segments=${segments.filter((entry) => entry.id !== document.id)} @fq-choose=${(event: CustomEvent<{ node: Node }>) => { event.stopPropagation(); this.builder()?.add('rule', event.detail.node); }}></fq-palette>
      <fq-keys .lang=${lang}></fq-keys>
      <fq-presets .lang=${lang} .engine=${engine} .schema=${schema} .zone=${document.zone} @fq-preset=${this.onPreset}></fq-presets>
      <fq-who-dialog .lang=${lang} @fq-notice=${(event: CustomEvent<ToastDetail>) => { this.toast(event.detail); }}></fq-who-dialog>
      <fq-toast .lang=${lang}></fq-toast>`;
  }
}

define('fq-workspace', FqWorkspace);
