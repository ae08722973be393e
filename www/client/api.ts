// The typed Promise API of the engine. One implementation runs the wasm core in a worker (`connect`); a host may bring its own.
import type {
  Distribution, Document, Error as EngineError, Exchange, FileEntry, FilePlan, Format, MembersPage, MemoryReport, Node, PageOptions, PresetInfo, RejectedRow,
  Schema, SegmentEntry, SizeReport, TagInfo, Token, ValueCount, Words,
} from '../../pkg/definition.js';

/** How far a load or an export is. */
export interface Step {
  /** What is being done. */
  readonly phase: 'read' | 'join' | 'write';
  /** Bytes done, and in all. */
  readonly bytes: number;
  readonly totalBytes: number;
  /** Rows done. */
  readonly rows: number;
  /** 0 to 1. */
  readonly fraction: number;
}

export interface LoadOptions {
  /** Called at most every 50 ms. */
  readonly onProgress?: (step: Step) => void;
  /** Aborting rejects with code `cancelled`; what was loaded before stays. */
  readonly signal?: AbortSignal;
  /** Id of the loaded file that this load corrects; it is replaced when the load succeeds. */
  readonly replaces?: number;
}

export interface ExportOptions {
  readonly columns: readonly string[];
  /** Show phone, e-mail and ids as they are. */
  readonly reveal: boolean;
  /** What stands in the file for coded values; the codes themselves when left out. */
  readonly words?: Words;
  readonly onProgress?: (step: Step) => void;
  readonly signal?: AbortSignal;
}

export interface ExportResult {
  readonly file: Blob;
  readonly rows: number;
  /** Cells that a spreadsheet would run as a formula and that got a leading apostrophe. */
  readonly guarded: number;
}

export interface ValueQuery {
  /** An event table; contacts when left out. */
  readonly table?: string;
  readonly field: string;
  /** Only values that contain this text (folded). */
  readonly search?: string;
  readonly limit?: number;
}

export interface TagQuery {
  /** Only the names directly below this one; the roots when left out and there is no search. */
  readonly parent?: string;
  /** Names anywhere in the tree whose label or path contains this text. */
  readonly search?: string;
  readonly limit?: number;
}

/** Everything a page asks of the engine. Every rejection is a {@link FenqunError}. */
export interface Engine {
  /** Looks at a file and proposes how to read it. Nothing is loaded. */
  inspect(file: File): Promise<FilePlan>;
  /** After encoding, delimiter, header line or sheet of a plan was changed: what follows from that choice. */
  reinspect(file: File, plan: FilePlan): Promise<FilePlan>;
  /** Reads a file as planned and joins it with what is loaded. Loads run one after another. */
  load(file: File, plan: FilePlan, options?: LoadOptions): Promise<FileEntry>;
  /** Loads invented contacts, orders and interactions; the same seed gives the same people. */
  loadSample(options?: LoadOptions & { readonly seed?: number }): Promise<readonly FileEntry[]>;
  files(): Promise<readonly FileEntry[]>;
  removeFile(id: number): Promise<readonly FileEntry[]>;
  rejected(id: number, offset: number, limit: number): Promise<readonly RejectedRow[]>;
  /** The rejected rows as a CSV file. */
  rejectedFile(id: number): Promise<Blob>;
  schema(): Promise<Schema>;
  /** Exact sizes of every node. A newer call supersedes an older one that has not started: the older rejects with `Superseded`. */
  size(document: Document): Promise<SizeReport>;
  values(query: ValueQuery): Promise<readonly ValueCount[]>;
  tags(query: TagQuery): Promise<readonly TagInfo[]>;
  /** A page of the members. `words` stand for coded values; the codes themselves when left out. */
  members(document: Document, options: Partial<PageOptions>, words?: Words): Promise<MembersPage>;
  /** The members against everybody over the values of a column, or over tags (`$tags`). */
  distribution(document: Document, field: string, words?: Words): Promise<Distribution>;
  exportCsv(document: Document, options: ExportOptions): Promise<ExportResult>;
  /** Reads a definition from JSON text; rejects with the path of the bad node. */
  parseDefinition(text: string): Promise<Document>;
  /** A definition as a react-querybuilder query or a JsonLogic rule; without a value when a part of it cannot be said there. */
  exportRules(document: Document, format: Format): Promise<Exchange<unknown>>;
  /** A definition from such a rule, given as JSON text or as the value; without a value when a part of it cannot be said here. */
  importRules(value: unknown, format: Format): Promise<Exchange<Document>>;
  /** Every preset: first those that the loaded data support. */
  presets(): Promise<readonly PresetInfo[]>;
  /**
   * The condition of a preset. `binding` names tables and columns by role and goes before what was found; `parameters`
   * go before the defaults.
   */
  buildPreset(id: string, binding?: Readonly<Record<string, string>>, parameters?: Readonly<Record<string, number | string>>): Promise<Node>;
  /** The definition as a sentence; Chinese for a language tag `zh…`, English otherwise. */
  sentence(document: Document, language: string): Promise<string>;
  /** The pieces of that sentence, free of any language; `renderSentence` of the catalogue makes text of them. */
  sentenceTokens(document: Document): Promise<readonly Token[]>;
  segments(): Promise<readonly SegmentEntry[]>;
  /** Keeps a segment under its id; a document without an id gets one. Resolves to the id. */
  putSegment(document: Document): Promise<string>;
  removeSegment(id: string): Promise<void>;
  /** The library as JSON text. */
  saveLibrary(): Promise<string>;
  /** Adds the segments of a library file; resolves to their ids. Segments with the same id are replaced. */
  openLibrary(text: string): Promise<readonly string[]>;
  memory(): Promise<MemoryReport>;
  /** Forgets all data and segments. */
  clear(): Promise<void>;
  /** The file that was loaded under this id, to read it again with another plan; absent where the engine has no files of its own. */
  source?(id: number): File | undefined;
  /** Ends the worker. */
  close(): void;
}

/** What can fail outside of the core: the engine stopped and was started again, could not be started, or a file cannot be read. */
export type ClientCode = 'engine_stopped' | 'engine_missing' | 'file_unreadable';

/** An error of the engine: `code`, `location` and `params` make the sentence of the page's language. */
export class FenqunError extends Error {
  readonly code: EngineError['code'] | ClientCode;
  readonly location: EngineError['location'];
  readonly params: EngineError['params'];
  constructor(error: { code: EngineError['code'] | ClientCode; location?: EngineError['location']; params?: EngineError['params']; message?: string }) {
    super(error.message ?? error.code);
    this.name = 'FenqunError';
    this.code = error.code;
    this.location = error.location ?? {};
    this.params = error.params ?? {};
  }
}

/** A size request that a newer one has replaced. */
export class Superseded extends Error {
  constructor() {
    super('superseded by a newer request');
    this.name = 'Superseded';
  }
}
