// The engine of a page: the wasm core in a dedicated worker, behind promises. A core that stops is replaced, and what was
// loaded is read again from the files that the page still holds.
import type {
  ContactRef, Document, FileEntry, FilePlan, Fix, Format, GroupOverlapOptions, IdentityRule, MembersRef, Moved, PageOptions, PutOptions, QualityOptions, RejectedRow, RowRef, SampleSizeInput, ScoreDefinition, SnapshotEntry, SnapshotOptions, TagSimilarityOptions, TestInput, TestQuery, Words,
} from '../../pkg/definition.js';
import {
  type AssignmentInput, type Engine, type ExportOptions, type ExportResult, FenqunError, type FollowOptions, type LoadOptions, type ScoreInput, type Step, type TagQuery, type ValueQuery,
} from './api.js';
import { type CallOptions, Channel } from './channel.js';
import { again, type Loaded, replacedBy, withLoaded } from './loaded.js';
import { Newest } from './newest.js';
import type { Calls, Op, SampleKind } from './protocol.js';

/** What happens to the engine, for a page to show. */
export type EngineState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready' }
  /** The core stopped; the file that it was reading, if one was read. Loaded files are being read again. */
  | { readonly kind: 'restarting'; readonly file?: string }
  /** The core works again. `lost` names the files that must be dropped again. Ids of files have changed. */
  | { readonly kind: 'restored'; readonly lost: readonly string[] }
  /** A load was cancelled after its last step: the data have changed once more. */
  | { readonly kind: 'changed' }
  /** The core cannot be started in this browser, or its files are missing. */
  | { readonly kind: 'missing'; readonly reason: string };

export interface ConnectOptions {
  /** Where the wasm file is; beside the worker when left out. Same origin. */
  readonly wasmUrl?: string;
  /** Where the worker script is; beside this script when left out. Same origin. */
  readonly workerUrl?: string;
  /** The most bytes of sets of conditions that are kept for the next edit; 96 MiB when left out, with 0 none are kept. */
  readonly cacheBytes?: number;
  readonly onState?: (state: EngineState) => void;
}

/** Rows of a preview. */
const PREVIEW_ROWS = 8;
const SAMPLE_CONTACTS = 20_000;
const SAMPLE_SEED = 20_250_930;
const SAMPLE_TABLES: readonly SampleKind[] = ['contacts', 'orders', 'interactions'];

/** Starts an engine. It answers calls as soon as it is ready; calls made earlier wait. */
export function connect(options: ConnectOptions = {}): Engine {
  return new WorkerEngine(options);
}

class WorkerEngine implements Engine {
  private channel: Channel;
  private loaded = new Map<number, Loaded>();
  private library: string | undefined;
  private people: string | undefined;
  private kept: string | undefined;
  private restarting: Promise<void> | undefined;
  private closed = false;
  private readonly sizes = new Newest((document: Document) => this.call('size', [document]));

  constructor(private readonly options: ConnectOptions) {
    this.tell({ kind: 'starting' });
    this.channel = this.open();
    void this.channel.started.then(
      () => this.tell({ kind: 'ready' }),
      () => undefined,
    );
  }

  inspect(file: File): Promise<FilePlan> {
    return this.call('inspect', [file]);
  }

  inspectAll(file: File): ReturnType<NonNullable<Engine['inspectAll']>> {
    return this.call('inspectAll', [file]);
  }

  reinspect(file: File, plan: FilePlan): Promise<FilePlan> {
    return this.call('reinspect', [file, plan]);
  }

  preview(file: File, plan: FilePlan, limit = PREVIEW_ROWS): ReturnType<NonNullable<Engine['preview']>> {
    return this.call('preview', [file, plan, limit]);
  }

  async load(file: File, plan: FilePlan, options: LoadOptions = {}): Promise<FileEntry> {
    const { replaces } = options;
    const mode = options.mode ?? (replaces === undefined ? undefined : { replace: { file: replaces } });
    const gone = replacedBy(mode);
    const keep = (entry: FileEntry): FileEntry => {
      this.loaded = withLoaded(this.loaded, gone, entry.id, { file, plan: entry.plan, mode: entry.mode });
      this.keepQuality();
      return entry;
    };
    const late = (entry: FileEntry): void => {
      keep(entry);
      const undone = gone === undefined ? this.removeFile(entry.id) : Promise.resolve();
      void undone.catch(() => undefined).then(() => this.tell({ kind: 'changed' }));
    };
    return keep(await this.call('load', [file, plan, mode], { ...options, late }));
  }

  async loadSample(options: LoadOptions & { readonly seed?: number } = {}): Promise<readonly FileEntry[]> {
    const entries: FileEntry[] = [];
    for (const [index, kind] of SAMPLE_TABLES.entries()) {
      const bytes = await this.call('sample', [kind, SAMPLE_CONTACTS, options.seed ?? SAMPLE_SEED]);
      const file = new File([bytes as Uint8Array<ArrayBuffer>], `sample-${kind}.csv`, { type: 'text/csv' });
      const plan = await this.inspect(file);
      const part: LoadOptions = { ...partOf(index, SAMPLE_TABLES.length, options), mode: 'append' };
      entries.push(await this.load(file, kind === 'contacts' ? { ...plan, rows_are: 'contacts' } : { ...plan, rows_are: 'events', table: kind }, part));
    }
    return entries;
  }

  files(): Promise<readonly FileEntry[]> {
    return this.call('files', []);
  }

  async removeFile(id: number): Promise<readonly FileEntry[]> {
    const left = await this.call('removeFile', [id]);
    this.loaded.delete(id);
    return left;
  }

  rejected(id: number, offset: number, limit: number): Promise<readonly RejectedRow[]> {
    return this.call('rejected', [id, offset, limit]);
  }

  async rejectedFile(id: number): Promise<Blob> {
    const bytes = await this.call('rejectedCsv', [id]);
    return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'text/csv;charset=utf-8' });
  }

  proposeLoad(file: File, plan: FilePlan): ReturnType<Engine['proposeLoad']> {
    return this.call('proposeLoad', [file, plan]);
  }

  identities(): ReturnType<Engine['identities']> {
    return this.call('identities', []);
  }

  setIdentities(rules: readonly IdentityRule[]): ReturnType<Engine['setIdentities']> {
    return this.decided(this.call('setIdentities', [rules]));
  }

  mergeReport(reveal = false): ReturnType<Engine['mergeReport']> {
    return this.call('mergeReport', [reveal]);
  }

  merged(offset: number, limit: number, reveal = false): ReturnType<Engine['merged']> {
    return this.call('merged', [offset, limit, reveal]);
  }

  conflicts(offset: number, limit: number, reveal = false): ReturnType<Engine['conflicts']> {
    return this.call('conflicts', [offset, limit, reveal]);
  }

  splitRows(rows: readonly RowRef[]): Promise<number> {
    return this.decided(this.call('splitRows', [rows]));
  }

  joinRows(rows: readonly RowRef[]): Promise<number> {
    return this.decided(this.call('joinRows', [rows]));
  }

  unsplitRows(rows: readonly RowRef[]): Promise<void> {
    return this.decided(this.call('unsplitRows', [rows]));
  }

  mergeDecisions(): ReturnType<Engine['mergeDecisions']> {
    return this.call('mergeDecisions', []);
  }

  undoDecision(id: number): Promise<void> {
    return this.decided(this.call('undoDecision', [id]));
  }

  savePeople(): Promise<string> {
    return this.call('savePeople', []);
  }

  openPeople(text: string): Promise<void> {
    return this.decided(this.call('openPeople', [text]));
  }

  quality(options?: QualityOptions, follow: FollowOptions = {}): ReturnType<Engine['quality']> {
    return this.call('quality', [options], follow);
  }

  qualityChange(file: number, before?: number): ReturnType<Engine['qualityChange']> {
    return this.call('qualityChange', [file, before]);
  }

  saveQuality(): Promise<string> {
    return this.call('saveQuality', []);
  }

  async openQuality(text: string): Promise<number> {
    const loads = await this.call('openQuality', [text]);
    this.keepQuality();
    return loads;
  }

  schema(): ReturnType<Engine['schema']> {
    return this.call('schema', []);
  }

  size(document: Document): ReturnType<Engine['size']> {
    return this.sizes.ask(document);
  }

  values(query: ValueQuery): ReturnType<Engine['values']> {
    return this.call('values', [query]);
  }

  tags(query: TagQuery): ReturnType<Engine['tags']> {
    return this.call('tags', [query]);
  }

  members(document: Document, options: Partial<PageOptions>, words?: Words): ReturnType<Engine['members']> {
    return this.call('members', [document, options, words]);
  }

  explain(document: Document): ReturnType<Engine['explain']> {
    return this.call('explain', [document]);
  }

  plan(document: Document): ReturnType<Engine['plan']> {
    return this.call('plan', [document]);
  }

  nearMisses(document: Document, path: string, options: Partial<PageOptions>, words?: Words): ReturnType<Engine['nearMisses']> {
    return this.call('nearMisses', [document, path, options, words]);
  }

  findContacts(text: string, limit = 20, reveal = false): ReturnType<Engine['findContacts']> {
    return this.call('findContacts', [text, limit, reveal]);
  }

  explainContact(document: Document, contact: ContactRef, reveal = false): ReturnType<Engine['explainContact']> {
    return this.call('explainContact', [document, contact, reveal]);
  }

  scoreModels(): ReturnType<Engine['scoreModels']> {
    return this.call('scoreModels', []);
  }

  async runScore(definition: ScoreInput | ScoreDefinition, follow: FollowOptions = {}): ReturnType<Engine['runScore']> {
    const report = await this.call('runScore', [definition], follow);
    await this.keepLibrary();
    return report;
  }

  rerunScores(follow: FollowOptions = {}): ReturnType<Engine['rerunScores']> {
    return this.call('rerunScores', [], follow);
  }

  scores(): ReturnType<Engine['scores']> {
    return this.call('scores', []);
  }

  async putScore(definition: ScoreInput | ScoreDefinition): Promise<void> {
    await this.call('putScore', [definition]);
    await this.keepLibrary();
  }

  async removeScore(id: string): Promise<void> {
    await this.call('removeScore', [id]);
    await this.keepLibrary();
  }

  explainScore(id: string, contact: ContactRef): ReturnType<Engine['explainScore']> {
    return this.call('explainScore', [id, contact]);
  }

  explainScores(contact: ContactRef): ReturnType<Engine['explainScores']> {
    return this.call('explainScores', [contact]);
  }

  distribution(document: Document, field: string, words?: Words, most?: number): ReturnType<Engine['distribution']> {
    return this.call('distribution', [document, field, words, most]);
  }

  overlap(documents: readonly Document[]): ReturnType<Engine['overlap']> {
    return this.call('overlap', [documents]);
  }

  assignArms(document: Document, experiment: AssignmentInput): ReturnType<Engine['assignArms']> {
    return this.call('assignArms', [document, experiment]);
  }

  testResult(input: TestInput): ReturnType<Engine['testResult']> {
    return this.call('testResult', [input]);
  }

  testOf(query: TestQuery): ReturnType<Engine['testOf']> {
    return this.call('testOf', [query]);
  }

  sampleSize(input: SampleSizeInput): ReturnType<Engine['sampleSize']> {
    return this.call('sampleSize', [input]);
  }

  tagSimilarity(options: TagSimilarityOptions = {}): ReturnType<Engine['tagSimilarity']> {
    return this.call('tagSimilarity', [options]);
  }

  segmentSimilarity(documents: readonly Document[]): ReturnType<Engine['segmentSimilarity']> {
    return this.call('segmentSimilarity', [documents]);
  }

  groupOverlap(options: GroupOverlapOptions = {}): ReturnType<Engine['groupOverlap']> {
    return this.call('groupOverlap', [options]);
  }

  exportCsv(document: Document, options: ExportOptions): Promise<ExportResult> {
    return this.call('exportCsv', [document, options.columns, options.reveal, options.words, options.includeSuppressed ?? false], options);
  }

  parseDefinition(text: string): Promise<Document> {
    return this.call('parseDefinition', [text]);
  }

  exportRules(document: Document, format: Format): ReturnType<Engine['exportRules']> {
    return this.call('exportRules', [document, format]);
  }

  importRules(value: unknown, format: Format): ReturnType<Engine['importRules']> {
    return this.call('importRules', [value, format]);
  }

  sentence(document: Document, language: string): Promise<string> {
    return this.call('sentence', [document, language]);
  }

  sentenceTokens(document: Document): ReturnType<Engine['sentenceTokens']> {
    return this.call('sentenceTokens', [document]);
  }

  printDefinition(document: Document): Promise<string> {
    return this.call('printDefinition', [document]);
  }

  parseText(text: string): Promise<Document> {
    return this.call('parseText', [text]);
  }

  layouts(): ReturnType<Engine['layouts']> {
    return this.call('layouts', []);
  }

  presets(): ReturnType<Engine['presets']> {
    return this.call('presets', []);
  }

  buildPreset(id: string, binding: Readonly<Record<string, string>> = {}, parameters: Readonly<Record<string, number | string>> = {}): ReturnType<Engine['buildPreset']> {
    return this.call('buildPreset', [id, binding, parameters]);
  }

  segments(): ReturnType<Engine['segments']> {
    return this.call('segments', []);
  }

  async putSegment(document: Document, options?: PutOptions): Promise<string> {
    const id = await this.call('putSegment', [document, options]);
    await this.keepLibrary();
    return id;
  }

  async removeSegment(id: string): Promise<void> {
    await this.call('removeSegment', [id]);
    await this.keepLibrary();
  }

  history(id: string): ReturnType<Engine['history']> {
    return this.call('history', [id]);
  }

  async moveSegment(id: string, folder: string): Promise<void> {
    await this.call('moveSegment', [id, folder]);
    await this.keepLibrary();
  }

  async renameFolder(from: string, to: string): Promise<number> {
    const moved = await this.call('renameFolder', [from, to]);
    await this.keepLibrary();
    return moved;
  }

  async takeSnapshot(segment: string, options?: SnapshotOptions): Promise<SnapshotEntry> {
    const entry = await this.call('takeSnapshot', [segment, options]);
    await this.keepLibrary();
    return entry;
  }

  async removeSnapshot(segment: string, id: string): Promise<void> {
    await this.call('removeSnapshot', [segment, id]);
    await this.keepLibrary();
  }

  movement(from: MembersRef, to: MembersRef): ReturnType<Engine['movement']> {
    return this.call('movement', [from, to]);
  }

  movedMembers(from: MembersRef, to: MembersRef, moved: Moved, options: Partial<PageOptions>, words?: Words): ReturnType<Engine['movedMembers']> {
    return this.call('movedMembers', [from, to, moved, options, words]);
  }

  replay(document: Document, dates: readonly string[]): ReturnType<Engine['replay']> {
    return this.call('replay', [document, dates]);
  }

  graph(): ReturnType<Engine['graph']> {
    return this.call('graph', []);
  }

  impactOfSegment(id: string): ReturnType<Engine['impactOfSegment']> {
    return this.call('impactOfSegment', [id]);
  }

  impactOfTag(name: string): ReturnType<Engine['impactOfTag']> {
    return this.call('impactOfTag', [name]);
  }

  movedKeys(from: MembersRef, to: MembersRef, moved: Moved): ReturnType<Engine['movedKeys']> {
    return this.call('movedKeys', [from, to, moved]);
  }

  lint(document: Document): ReturnType<Engine['lint']> {
    return this.call('lint', [document]);
  }

  applyFix(document: Document, fix: Fix): Promise<Document> {
    return this.call('applyFix', [document, fix]);
  }

  saveLibrary(): Promise<string> {
    return this.call('saveLibrary', []);
  }

  async openLibrary(text: string): Promise<readonly string[]> {
    const ids = await this.call('openLibrary', [text]);
    await this.keepLibrary();
    return ids;
  }

  memory(): ReturnType<Engine['memory']> {
    return this.call('memory', []);
  }

  async clear(): Promise<void> {
    await this.call('clear', []);
    this.loaded.clear();
    this.library = undefined;
    this.people = undefined;
    this.kept = undefined;
  }

  source(id: number): File | undefined {
    return this.loaded.get(id)?.file;
  }

  close(): void {
    this.closed = true;
    this.channel.end(new FenqunError({ code: 'cancelled' }));
  }

  private async call<K extends Op>(
    op: K, args: Parameters<Calls[K]>, options?: CallOptions<ReturnType<Calls[K]>>,
  ): Promise<ReturnType<Calls[K]>> {
    await this.restarting;
    return this.channel.call(op, args, options);
  }

  /** A copy on the page's side, for the case that the core stops. */
  private async keepLibrary(): Promise<void> {
    this.library = await this.call('saveLibrary', []);
  }

  /** As `keepLibrary`, of who is who. */
  private async decided<T>(change: Promise<T>): Promise<T> {
    const answer = await change;
    this.people = await this.call('savePeople', []);
    return answer;
  }

  /** As `keepLibrary`, of earlier loads. Nobody waits for it. */
  private keepQuality(): void {
    void this.call('saveQuality', []).then(
      (text) => {
        this.kept = text;
      },
      () => undefined,
    );
  }

  private open(): Channel {
    return new Channel(this.options, {
      missing: (reason) => this.tell({ kind: 'missing', reason }),
      stopped: (file) => this.restart(file),
    });
  }

  private tell(state: EngineState): void {
    this.options.onState?.(state);
  }

  private restart(file: string | undefined): void {
    if (this.closed || this.restarting) return;
    this.tell(file === undefined ? { kind: 'restarting' } : { kind: 'restarting', file });
    this.restarting = this.restore().then((lost) => {
      this.restarting = undefined;
      this.tell({ kind: 'restored', lost });
    });
  }

  /** A new worker with the library and the files of the old one. A file that stops the core again is left out. */
  private async restore(): Promise<string[]> {
    const lost: string[] = [];
    let files = [...this.loaded.values()];
    const before = new Map([...this.loaded].map(([id, one]) => [one, id] as const));
    for (;;) {
      this.channel = this.open();
      this.loaded = new Map();
      const bad = await this.reload(files, before, lost);
      if (bad === 'none') return lost;
      if (bad === 'library') {
        this.library = undefined;
      } else {
        lost.push(bad.file.name);
        files = files.filter((one) => one !== bad);
      }
    }
  }

  /** What was decided of people and kept of earlier loads; without it the data are still right. */
  private async reopen(): Promise<void> {
    if (this.people !== undefined) await this.channel.call('openPeople', [this.people]).catch(() => undefined);
    if (this.kept !== undefined) await this.channel.call('openQuality', [this.kept]).catch(() => undefined);
  }

  /** What stopped the core again. */
  private async reload(files: readonly Loaded[], before: ReadonlyMap<Loaded, number>, lost: string[]): Promise<Loaded | 'library' | 'none'> {
    try {
      if (this.library !== undefined) await this.channel.call('openLibrary', [this.library]);
    } catch {
      return 'library';
    }
    await this.reopen();
    const ids = new Map<number, number>();
    for (const one of files) {
      try {
        const entry = await this.channel.call('load', [one.file, one.plan, again(one.mode, ids)]);
        this.loaded.set(entry.id, { ...one, mode: entry.mode });
        const old = before.get(one);
        if (old !== undefined) ids.set(old, entry.id);
      } catch (error) {
        if (error instanceof FenqunError && (error.code === 'engine_stopped' || error.code === 'engine_out_of_memory')) return one;
        if (!lost.includes(one.file.name)) lost.push(one.file.name);
      }
    }
    // scores that cannot be run stay stale and say so
    await this.channel.call('rerunScores', []).catch(() => undefined);
    return 'none';
  }
}

/** One of several loads as a part of the whole bar. */
function partOf(index: number, parts: number, { onProgress, signal }: LoadOptions): LoadOptions {
  return {
    ...(signal && { signal }),
    ...(onProgress && { onProgress: (step: Step) => onProgress({ ...step, fraction: (index + step.fraction) / parts }) }),
  };
}
