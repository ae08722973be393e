// The class of the wasm core as the worker sees it.
import type { AssignmentInput, ScoreInput } from './api.js';
import type { Sealed } from './opener.js';
import type { Calls, ExportPiece, Progress } from './protocol.js';
import type { ContactEntry, ContactRef, Document, FileEntry, FilePlan, Finding, Fix, GroupOverlapOptions, IdentityInfo, IdentityRule, Impact, LoadMode, MembersRef, MergeDecision, Moved, Node, PageOptions, PresetInfo, PutOptions, QualityOptions, RejectedRow, ReplayPoint, RowRef, SampleSizeInput, ScoreDefinition, SegmentEntry, SegmentVersion, SnapshotEntry, SnapshotOptions, TagInfo, TagSimilarityOptions, TestInput, TestQuery, Token, ValueCount, Words } from '../../pkg/definition.js';

/** One session of the core. Methods throw plain `Error` objects of the definition; anything else that they throw is a panic. */
export interface Core {
  /** Starts to read a file; resolves to a handle for `push`, `finish` and `abort`. */
  begin(plan: FilePlan): number;
  push(handle: number, bytes: Uint8Array): Progress;
  /** Takes a piece of a file that is read elsewhere, of which so many bytes were read. */
  pushHanded(handle: number, piece: Uint8Array, read: number): Progress;
  /** All of it was handed over. */
  seal(handle: number, sealed: Sealed): void;
  /** The last byte was pushed: starts to join. Returns the id of the file. */
  finish(handle: number, mode?: LoadMode): number;
  /** One step of joining: 0 to 1, 1 when it is done. */
  advance(): number;
  /** Gives up a file that is being read or joined. */
  abort(handle: number): void;
  files(): FileEntry[];
  /** Takes a file away; `advance` until 1. */
  removeFile(id: number): void;
  rejected(id: number, offset: number, limit: number): RejectedRow[];
  rejectedCsv(id: number): Uint8Array;
  /** How a file should be loaded, from its beginning. */
  proposeLoad(plan: FilePlan, head: Uint8Array, piece?: Uint8Array, sealed?: Sealed): ReturnType<Calls['proposeLoad']>;
  identities(): IdentityInfo[];
  /** These four and `openPeople`, `undoDecision`: `advance` until 1. */
  setIdentities(rules: readonly IdentityRule[]): void;
  splitRows(rows: readonly RowRef[]): number;
  joinRows(rows: readonly RowRef[]): number;
  unsplitRows(rows: readonly RowRef[]): void;
  undoDecision(id: number): void;
  openPeople(text: string): void;
  mergeReport(reveal: boolean): ReturnType<Calls['mergeReport']>;
  merged(offset: number, limit: number, reveal: boolean): ReturnType<Calls['merged']>;
  conflicts(offset: number, limit: number, reveal: boolean): ReturnType<Calls['conflicts']>;
  mergeDecisions(): MergeDecision[];
  savePeople(): string;
  /** Starts to tell how good the data are; `advanceQuality` until 1, then `finishQuality`. */
  startQuality(options: QualityOptions | undefined): void;
  advanceQuality(): number;
  finishQuality(): ReturnType<Calls['quality']>;
  qualityChange(file: number, before: number | undefined): ReturnType<Calls['qualityChange']>;
  saveQuality(): string;
  openQuality(text: string): number;
  schema(): ReturnType<Calls['schema']>;
  size(document: Document): ReturnType<Calls['size']>;
  values(table: string | undefined, field: string, search: string | undefined, limit: number): ValueCount[];
  tags(parent: string | undefined, search: string | undefined, limit: number): TagInfo[];
  members(document: Document, options: PageOptions, words: Words | undefined): ReturnType<Calls['members']>;
  explain(document: Document): ReturnType<Calls['explain']>;
  plan(document: Document): ReturnType<Calls['plan']>;
  nearMisses(document: Document, path: string, options: PageOptions, words: Words | undefined): ReturnType<Calls['nearMisses']>;
  findContacts(text: string, limit: number, reveal: boolean): ContactEntry[];
  explainContact(document: Document, contact: ContactRef, reveal: boolean): ReturnType<Calls['explainContact']>;
  scoreModels(): ReturnType<Calls['scoreModels']>;
  /** Starts to compute a score; `advanceScore` until 1, then `finishScore`. */
  startScore(definition: ScoreInput | ScoreDefinition): void;
  advanceScore(): number;
  finishScore(): ReturnType<Calls['runScore']>;
  scores(): ReturnType<Calls['scores']>;
  staleScores(): ScoreDefinition[];
  putScore(definition: ScoreInput | ScoreDefinition): void;
  removeScore(id: string): void;
  explainScore(id: string, contact: ContactRef): ReturnType<Calls['explainScore']>;
  explainScores(contact: ContactRef): ReturnType<Calls['explainScores']>;
  distribution(document: Document, field: string, words: Words | undefined, most: number | undefined): ReturnType<Calls['distribution']>;
  overlap(documents: Document[]): number[][];
  assignArms(document: Document, experiment: AssignmentInput): ReturnType<Calls['assignArms']>;
  testResult(input: TestInput): ReturnType<Calls['testResult']>;
  testOf(query: TestQuery): ReturnType<Calls['testOf']>;
  sampleSize(input: SampleSizeInput): ReturnType<Calls['sampleSize']>;
  tagSimilarity(options: TagSimilarityOptions): ReturnType<Calls['tagSimilarity']>;
  segmentSimilarity(documents: Document[]): ReturnType<Calls['segmentSimilarity']>;
  groupOverlap(options: GroupOverlapOptions): ReturnType<Calls['groupOverlap']>;
  exportPiece(document: Document, columns: string[], reveal: boolean, offset: number, words: Words | undefined, includeSuppressed?: boolean): { bytes: Uint8Array; piece: ExportPiece };
  parseDefinition(text: string): Document;
  sentence(document: Document, language: string): string;
  sentenceTokens(document: Document): Token[];
  presets(): PresetInfo[];
  buildPreset(id: string, binding: Readonly<Record<string, string>>, parameters: Readonly<Record<string, number | string>>): Node;
  segments(): SegmentEntry[];
  putSegment(document: Document, options: PutOptions | undefined): string;
  removeSegment(id: string): void;
  history(id: string): SegmentVersion[];
  moveSegment(id: string, folder: string): void;
  renameFolder(from: string, to: string): number;
  takeSnapshot(segment: string, options: SnapshotOptions | undefined): SnapshotEntry;
  removeSnapshot(segment: string, id: string): void;
  movement(from: MembersRef, to: MembersRef): ReturnType<Calls['movement']>;
  movedMembers(from: MembersRef, to: MembersRef, moved: Moved, options: PageOptions, words: Words | undefined): ReturnType<Calls['movedMembers']>;
  replay(document: Document, dates: readonly string[]): ReplayPoint[];
  graph(): ReturnType<Calls['graph']>;
  impactOfSegment(id: string): Impact[];
  impactOfTag(name: string): Impact[];
  movedKeys(from: MembersRef, to: MembersRef, moved: Moved): string[];
  lint(document: Document): Finding[];
  applyFix(document: Document, fix: Fix): Document;
  saveLibrary(): string;
  openLibrary(text: string): string[];
  setCacheLimit(bytes: number): void;
  memory(): ReturnType<Calls['memory']>;
  clear(): void;
  version(): string;
}
