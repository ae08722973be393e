// The typed Promise API of the engine. One implementation runs the wasm core in a worker (`connect`); a host may bring its own.
import type {
  AssignmentParams, AssignmentReport, ConflictPage, ContactEntry, ContactRef, ContactReport, Distribution, Document, Error as EngineError, Exchange, ExplainReport, FileEntry, FilePlan, Finding, Fix, Format, GroupOverlapOptions, GroupOverlapReport, IdentityInfo, IdentityRule, Impact, LayoutInfo, LibraryGraph, LoadMode, LoadProposal, MembersPage, MembersRef, MemoryReport, MergeDecision, MergedPage, MergeReport, Moved, Movement, Node, PageOptions, PlanReport, PresetInfo, Preview, PutOptions, QualityChange, QualityOptions, QualityReport, RejectedRow, ReplayPoint, RowRef, SampleSize, SampleSizeInput, ScoreDefinition, ScoreEntry, ScoreExplained, ScoreModel, ScoreModelInfo, ScoreReport,
  Schema, SegmentEntry, SegmentSimilarityReport, SegmentVersion, SizeReport, SnapshotEntry, SnapshotOptions, TagInfo, TagSimilarityOptions, TagSimilarityReport, TestInput, TestOfReport, TestQuery, TestReport, Token, ValueCount, Words,
} from '../../pkg/definition.js';

/** How far a load or an export is. */
export interface Step {
  /** What is being done. */
  readonly phase: 'read' | 'join' | 'write' | 'measure';
  /** Bytes done, and in all. */
  readonly bytes: number;
  readonly totalBytes: number;
  /** Rows done. */
  readonly rows: number;
  /** 0 to 1. */
  readonly fraction: number;
}

/** What a dropped file holds: one table, or those of an archive. */
export interface Inspected {
  readonly plans: readonly FilePlan[];
  /** Files of the archive that are no table, each with its reason. */
  readonly refused: readonly EngineError[];
}

export interface LoadOptions {
  /** Called at most every 50 ms. */
  readonly onProgress?: (step: Step) => void;
  /** Aborting rejects with code `cancelled`; what was loaded before stays. */
  readonly signal?: AbortSignal;
  /** Id of the loaded file that this load corrects; it is replaced when the load succeeds. */
  readonly replaces?: number;
  /** How the rows come to those that are loaded. Without it (and without `replaces`) they are added, and a file that is loaded already is refused with `already_loaded`; `'append'` adds it once more. */
  readonly mode?: LoadMode;
}

/** How long work is followed and stopped. */
export interface FollowOptions {
  readonly onProgress?: (step: Step) => void;
  /** Aborting rejects with code `cancelled`. */
  readonly signal?: AbortSignal;
}

export interface ExportOptions {
  readonly columns: readonly string[];
  /** Show phone, e-mail and ids as they are. */
  readonly reveal: boolean;
  /** What stands in the file for coded values; the codes themselves when left out. */
  readonly words?: Words;
  /** Export those too who must not be contacted; they are left out otherwise. */
  readonly includeSuppressed?: boolean;
  readonly onProgress?: (step: Step) => void;
  readonly signal?: AbortSignal;
}

export interface ExportResult {
  readonly file: Blob;
  readonly rows: number;
  /** Members that were left out because they must not be contacted. */
  readonly suppressed: number;
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

/** How a score is computed, as a host writes it: what is left out has its default. */
export type ScoreInput = { readonly [M in ScoreModel as M['model']]: {
  /** Identity, and the first part of the names of its columns. */
  readonly id: string;
  /** Name that people read; the id when left out. */
  readonly name?: string;
  readonly model: M['model'];
  readonly params?: Partial<M['params']>;
  /** `data` (the end of the newest day in the data), a date (its end) or a time. */
  readonly as_of?: string;
  /** IANA zone in which days are counted; `Asia/Shanghai` when left out. */
  readonly zone?: string;
} }[ScoreModel['model']];

/** An experiment, as a host writes it. */
export type AssignmentInput = Partial<AssignmentParams>;

/** Everything a page asks of the engine. Every rejection is a {@link FenqunError}. */
export interface Engine {
  /** Looks at a file and proposes how to read it; of a zip or gzip, the first table in it. Nothing is loaded. */
  inspect(file: File): Promise<FilePlan>;
  /** Looks at a file, or at every file of a zip or gzip. Each plan is loaded with the file that was dropped. */
  inspectAll?(file: File): Promise<Inspected>;
  /** After encoding, delimiter, header line or sheet of a plan was changed: what follows from that choice. */
  reinspect(file: File, plan: FilePlan): Promise<FilePlan>;
  /** The first rows as the plan reads them: every cell as the file has it and what it becomes. */
  preview?(file: File, plan: FilePlan, limit?: number): Promise<Preview>;
  /** The exports that are known, with their names in Chinese and English; `FilePlan.layout` is an id of them. */
  layouts(): Promise<readonly LayoutInfo[]>;
  /** Reads a file as planned and joins it with what is loaded. Loads run one after another. */
  load(file: File, plan: FilePlan, options?: LoadOptions): Promise<FileEntry>;
  /** How a file should be loaded, from its beginning and its size: not again, as an update of what is loaded, or added. */
  proposeLoad(file: File, plan: FilePlan): Promise<LoadProposal>;
  /** Loads invented contacts, orders and interactions; the same seed gives the same people. */
  loadSample(options?: LoadOptions & { readonly seed?: number }): Promise<readonly FileEntry[]>;
  files(): Promise<readonly FileEntry[]>;
  removeFile(id: number): Promise<readonly FileEntry[]>;
  rejected(id: number, offset: number, limit: number): Promise<readonly RejectedRow[]>;
  /** The rejected rows as a CSV file. */
  rejectedFile(id: number): Promise<Blob>;
  /** The identities that join people, strongest first, with what each did. */
  identities(): Promise<readonly IdentityInfo[]>;
  /** Changes order and effect of the identities and joins anew; those that are not listed follow in their usual order. Resolves to what they are then. */
  setIdentities(rules: readonly IdentityRule[]): Promise<readonly IdentityInfo[]>;
  /** What joining did with the contact rows. */
  mergeReport(reveal?: boolean): Promise<MergeReport>;
  /** A page of the people who are made of several rows. */
  merged(offset: number, limit: number, reveal?: boolean): Promise<MergedPage>;
  /** A page of the rows that share a value and were kept apart by a stronger identity. */
  conflicts(offset: number, limit: number, reveal?: boolean): Promise<ConflictPage>;
  /** Makes each of the rows stand alone, and joins anew. Resolves to the number of the decision. */
  splitRows(rows: readonly RowRef[]): Promise<number>;
  /** Makes the rows one person whatever their keys say, and joins anew. Resolves to the number of the decision. */
  joinRows(rows: readonly RowRef[]): Promise<number>;
  /** Takes the rows out of every decision, and joins anew. */
  unsplitRows(rows: readonly RowRef[]): Promise<void>;
  /** The decisions that hold, oldest first; of rows of files that are not loaded too. */
  mergeDecisions(): Promise<readonly MergeDecision[]>;
  undoDecision(id: number): Promise<void>;
  /** Identity rules and decisions as JSON text. */
  savePeople(): Promise<string>;
  /** Puts the rules and decisions of a text in the place of the present ones, and joins anew. */
  openPeople(text: string): Promise<void>;
  /** How complete, how varied and how fresh every column is. */
  quality(options?: QualityOptions, follow?: FollowOptions): Promise<QualityReport>;
  /** What changed in a file against the load before of the same kind, or against another loaded file. */
  qualityChange(file: number, before?: number): Promise<QualityChange>;
  /** What is kept of earlier loads as JSON text, to compare with it another day. No values of rows are in it. */
  saveQuality(): Promise<string>;
  /** Adds what was kept of earlier loads; resolves to how many they are. */
  openQuality(text: string): Promise<number>;
  schema(): Promise<Schema>;
  /** Exact sizes of every node. A newer call supersedes an older one that has not started: the older rejects with `Superseded`. */
  size(document: Document): Promise<SizeReport>;
  values(query: ValueQuery): Promise<readonly ValueCount[]>;
  tags(query: TagQuery): Promise<readonly TagInfo[]>;
  /** A page of the members. `words` stand for coded values; the codes themselves when left out. */
  members(document: Document, options: Partial<PageOptions>, words?: Words): Promise<MembersPage>;
  /** What hangs on every node: the total without it, whom it alone keeps out or lets in, how many just miss it. */
  explain(document: Document): Promise<ExplainReport>;
  /** How every condition is answered: which way was taken, the rows that it reads, estimated and actual contacts. */
  plan(document: Document): Promise<PlanReport>;
  /** A page of the contacts that are out and would be in if the node at this path alone came out the other way for them. */
  nearMisses(document: Document, path: string, options: Partial<PageOptions>, words?: Words): Promise<MembersPage>;
  /** Contacts in whose key, phone, e-mail or name the text occurs; at most 100. */
  findContacts(text: string, limit?: number, reveal?: boolean): Promise<readonly ContactEntry[]>;
  /** Why a contact is in a segment or is not, node by node. */
  explainContact(document: Document, contact: ContactRef, reveal?: boolean): Promise<ContactReport>;
  /** The scoring models: what each needs, whether the loaded data have it, and a definition that can be run as it is. */
  scoreModels(): Promise<readonly ScoreModelInfo[]>;
  /** Computes a score and writes its columns of the contacts; one with the same id gives way. The data count as changed. */
  runScore(definition: ScoreInput | ScoreDefinition, follow?: FollowOptions): Promise<ScoreReport>;
  /** Runs every score that is stale, each behind those that it asks for. */
  rerunScores(follow?: FollowOptions): Promise<readonly ScoreReport[]>;
  /** The kept scores with what they found out, and why one has to be run again. */
  scores(): Promise<readonly ScoreEntry[]>;
  /** Keeps a definition without running it; its columns are stale then. */
  putScore(definition: ScoreInput | ScoreDefinition): Promise<void>;
  /** Forgets a score and its columns. Rejects with `score_in_use` while segments or other scores ask for them. */
  removeScore(id: string): Promise<void>;
  /** What a contact has in each column of a score, and why. */
  explainScore(id: string, contact: ContactRef): Promise<ScoreExplained>;
  /** The same for every score that was run. */
  explainScores(contact: ContactRef): Promise<readonly ScoreExplained[]>;
  /** The members against everybody over the values of a column, or over tags (`$tags`): of texts and tags the `most` frequent values, 24 when left out. */
  distribution(document: Document, field: string, words?: Words, most?: number): Promise<Distribution>;
  /** How many members each pair of definitions has in common; on the diagonal how many each has. At most 200 definitions. */
  overlap(documents: readonly Document[]): Promise<readonly (readonly number[])[]>;
  /** Who of a segment gets which arm of an experiment. The scoring model `assignment` writes it into a column. */
  assignArms(document: Document, experiment: AssignmentInput): Promise<AssignmentReport>;
  /** What a test says whose numbers are known. Needs no data. */
  testResult(input: TestInput): Promise<TestReport>;
  /** What a test says whose arms, conversions and values are in the loaded data. */
  testOf(query: TestQuery): Promise<TestOfReport>;
  /** How many contacts a test needs. Needs no data. */
  sampleSize(input: SampleSizeInput): Promise<SampleSize>;
  /** Tags that are alike, that contain each other, and that nobody has. */
  tagSimilarity(options?: TagSimilarityOptions): Promise<TagSimilarityReport>;
  /** How at most 64 definitions overlap, and who is in exactly which of them. */
  segmentSimilarity(documents: readonly Document[]): Promise<SegmentSimilarityReport>;
  /** Groups that share members. Table and column are found in the data when they are left out. */
  groupOverlap(options?: GroupOverlapOptions): Promise<GroupOverlapReport>;
  exportCsv(document: Document, options: ExportOptions): Promise<ExportResult>;
  /** Reads a definition from JSON text; rejects with the path of the bad node. */
  parseDefinition(text: string): Promise<Document>;
  /** The text form of a definition (`docs/text.md`); reads back as the same definition. */
  printDefinition(document: Document): Promise<string>;
  /** Reads a definition from its text form. Rejects with line and column, what was expected there and what to do; with loaded contacts also for columns and tables that do not exist. */
  parseText(text: string): Promise<Document>;
  /** A definition as a react-querybuilder query or a JsonLogic rule; without a value when a part of it cannot be said there. */
  exportRules(document: Document, format: Format): Promise<Exchange<unknown>>;
  /** A definition from such a rule, given as JSON text or as the value; without a value when a part of it cannot be said here. */
  importRules(value: unknown, format: Format): Promise<Exchange<Document>>;
  /** The definition as a sentence; Chinese for a language tag `zh…`, English otherwise. */
  sentence(document: Document, language: string): Promise<string>;
  /** The pieces of that sentence, free of any language; `renderSentence` of the catalogue makes text of them. */
  sentenceTokens(document: Document): Promise<readonly Token[]>;
  /** Every preset: first those that the loaded data support. */
  presets(): Promise<readonly PresetInfo[]>;
  /**
   * The condition of a preset. `binding` names tables and columns by role and goes before what was found; `parameters`
   * go before the defaults.
   */
  buildPreset(id: string, binding?: Readonly<Record<string, string>>, parameters?: Readonly<Record<string, number | string>>): Promise<Node>;
  segments(): Promise<readonly SegmentEntry[]>;
  /** Keeps a segment under its id, and a version of it; a document without an id gets one. Resolves to the id. */
  putSegment(document: Document, options?: PutOptions): Promise<string>;
  removeSegment(id: string): Promise<void>;
  /** The versions of a segment, oldest first; the last one is the present definition. */
  history(id: string): Promise<readonly SegmentVersion[]>;
  /** Moves a segment to a folder; levels are separated by `/`, the empty name is the top. */
  moveSegment(id: string, folder: string): Promise<void>;
  /** Renames a folder with those below it; resolves to the number of segments that moved. */
  renameFolder(from: string, to: string): Promise<number>;
  /** Keeps the members of a segment as they are now, by their main keys. */
  takeSnapshot(segment: string, options?: SnapshotOptions): Promise<SnapshotEntry>;
  removeSnapshot(segment: string, id: string): Promise<void>;
  /** Who entered, left and stayed between snapshots, or a snapshot and now. */
  movement(from: MembersRef, to: MembersRef): Promise<Movement>;
  /** A page of those who entered, left or stayed and are contacts of the loaded data. */
  movedMembers(from: MembersRef, to: MembersRef, moved: Moved, options: Partial<PageOptions>, words?: Words): Promise<MembersPage>;
  /** The size as of each of the dates (or times). */
  replay(document: Document, dates: readonly string[]): Promise<readonly ReplayPoint[]>;
  /** Which segments refer to which. */
  graph(): Promise<LibraryGraph>;
  /** What breaks when a segment is deleted, nearest first. */
  impactOfSegment(id: string): Promise<readonly Impact[]>;
  /** What breaks when a tag is deleted with the tags below it, nearest first. */
  impactOfTag(name: string): Promise<readonly Impact[]>;
  /** The main keys of all who moved so. */
  movedKeys(from: MembersRef, to: MembersRef, moved: Moved): Promise<readonly string[]>;
  /** What is hardly meant in a definition. */
  lint(document: Document): Promise<readonly Finding[]>;
  /** The definition with the change of a finding. */
  applyFix(document: Document, fix: Fix): Promise<Document>;
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

/**
 * What can fail outside of the core: the engine stopped and was started again (with almost all memory taken that one tab can have:
 * `used` and `limit` in MiB), could not be started, or a file cannot be read.
 */
export type ClientCode = 'engine_stopped' | 'engine_out_of_memory' | 'engine_missing' | 'file_unreadable';

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
