// What the page and the worker say to each other.
import type {
  AssignmentReport, ConflictPage, ContactEntry, ContactRef, ContactReport, Distribution, Document, Error as EngineError, Exchange, ExplainReport, ExportPiece, FileEntry, FilePlan, FileReport, Finding, Fix, Format, GroupOverlapOptions, GroupOverlapReport, IdentityInfo, IdentityRule, Impact, LayoutInfo, LibraryGraph, LoadMode, LoadProposal, MembersPage, MembersRef, MemoryReport, MergeDecision, MergedPage, MergeReport, Moved, Movement, Node, PageOptions, PlanReport, PresetInfo, Preview, Progress, PutOptions, QualityChange, QualityOptions, QualityReport, RejectedRow, ReplayPoint, RowRef, SampleSize, SampleSizeInput, Schema, ScoreDefinition, ScoreEntry, ScoreExplained, ScoreModelInfo, ScoreReport, SegmentEntry, SegmentSimilarityReport, SegmentVersion, SizeReport, SnapshotEntry, SnapshotOptions, TagInfo, TagSimilarityOptions, TagSimilarityReport, TestInput, TestOfReport, TestQuery, TestReport, Token, ValueCount, Words,
} from '../../pkg/definition.js';
import type { AssignmentInput, Inspected, ScoreInput, Step, TagQuery, ValueQuery } from './api.js';

export type { EngineError, ExportPiece, FileReport, Progress };

/** The tables of the sample. */
export type SampleKind = 'contacts' | 'orders' | 'interactions';

/** Every call of the page with its answer. */
export interface Calls {
  inspect(file: File): FilePlan;
  inspectAll(file: File): Inspected;
  reinspect(file: File, plan: FilePlan): FilePlan;
  preview(file: File, plan: FilePlan, limit: number): Preview;
  load(file: File, plan: FilePlan, mode: LoadMode | undefined): FileEntry;
  proposeLoad(file: File, plan: FilePlan): LoadProposal;
  sample(kind: SampleKind, contacts: number, seed: number): Uint8Array;
  files(): readonly FileEntry[];
  removeFile(id: number): readonly FileEntry[];
  rejected(id: number, offset: number, limit: number): readonly RejectedRow[];
  rejectedCsv(id: number): Uint8Array;
  identities(): readonly IdentityInfo[];
  setIdentities(rules: readonly IdentityRule[]): readonly IdentityInfo[];
  mergeReport(reveal: boolean): MergeReport;
  merged(offset: number, limit: number, reveal: boolean): MergedPage;
  conflicts(offset: number, limit: number, reveal: boolean): ConflictPage;
  splitRows(rows: readonly RowRef[]): number;
  joinRows(rows: readonly RowRef[]): number;
  unsplitRows(rows: readonly RowRef[]): void;
  mergeDecisions(): readonly MergeDecision[];
  undoDecision(id: number): void;
  savePeople(): string;
  openPeople(text: string): void;
  quality(options: QualityOptions | undefined): QualityReport;
  qualityChange(file: number, before: number | undefined): QualityChange;
  saveQuality(): string;
  openQuality(text: string): number;
  schema(): Schema;
  size(document: Document): SizeReport;
  values(query: ValueQuery): readonly ValueCount[];
  tags(query: TagQuery): readonly TagInfo[];
  members(document: Document, options: Partial<PageOptions>, words: Words | undefined): MembersPage;
  explain(document: Document): ExplainReport;
  plan(document: Document): PlanReport;
  nearMisses(document: Document, path: string, options: Partial<PageOptions>, words: Words | undefined): MembersPage;
  findContacts(text: string, limit: number, reveal: boolean): readonly ContactEntry[];
  explainContact(document: Document, contact: ContactRef, reveal: boolean): ContactReport;
  scoreModels(): readonly ScoreModelInfo[];
  runScore(definition: ScoreInput | ScoreDefinition): ScoreReport;
  rerunScores(): readonly ScoreReport[];
  scores(): readonly ScoreEntry[];
  putScore(definition: ScoreInput | ScoreDefinition): void;
  removeScore(id: string): void;
  explainScore(id: string, contact: ContactRef): ScoreExplained;
  explainScores(contact: ContactRef): readonly ScoreExplained[];
  distribution(document: Document, field: string, words: Words | undefined, most: number | undefined): Distribution;
  overlap(documents: readonly Document[]): readonly (readonly number[])[];
  assignArms(document: Document, experiment: AssignmentInput): AssignmentReport;
  testResult(input: TestInput): TestReport;
  testOf(query: TestQuery): TestOfReport;
  sampleSize(input: SampleSizeInput): SampleSize;
  tagSimilarity(options: TagSimilarityOptions): TagSimilarityReport;
  segmentSimilarity(documents: readonly Document[]): SegmentSimilarityReport;
  groupOverlap(options: GroupOverlapOptions): GroupOverlapReport;
  exportCsv(document: Document, columns: readonly string[], reveal: boolean, words: Words | undefined, includeSuppressed: boolean): { file: Blob; rows: number; suppressed: number; guarded: number };
  parseDefinition(text: string): Document;
  printDefinition(document: Document): string;
  parseText(text: string): Document;
  exportRules(document: Document, format: Format): Exchange<unknown>;
  importRules(value: unknown, format: Format): Exchange<Document>;
  sentence(document: Document, language: string): string;
  sentenceTokens(document: Document): readonly Token[];
  layouts(): readonly LayoutInfo[];
  presets(): readonly PresetInfo[];
  buildPreset(id: string, binding: Readonly<Record<string, string>>, parameters: Readonly<Record<string, number | string>>): Node;
  segments(): readonly SegmentEntry[];
  putSegment(document: Document, options: PutOptions | undefined): string;
  removeSegment(id: string): void;
  history(id: string): readonly SegmentVersion[];
  moveSegment(id: string, folder: string): void;
  renameFolder(from: string, to: string): number;
  takeSnapshot(segment: string, options: SnapshotOptions | undefined): SnapshotEntry;
  removeSnapshot(segment: string, id: string): void;
  movement(from: MembersRef, to: MembersRef): Movement;
  movedMembers(from: MembersRef, to: MembersRef, moved: Moved, options: Partial<PageOptions>, words: Words | undefined): MembersPage;
  replay(document: Document, dates: readonly string[]): readonly ReplayPoint[];
  graph(): LibraryGraph;
  impactOfSegment(id: string): readonly Impact[];
  impactOfTag(name: string): readonly Impact[];
  movedKeys(from: MembersRef, to: MembersRef, moved: Moved): readonly string[];
  lint(document: Document): readonly Finding[];
  applyFix(document: Document, fix: Fix): Document;
  saveLibrary(): string;
  openLibrary(text: string): readonly string[];
  memory(): MemoryReport;
  clear(): void;
}

/** The name of a call. */
export type Op = keyof Calls;

/** From the page: the first message, a call, the end of a call. */
export type ToWorker =
  | { readonly start: { readonly wasmUrl?: string; readonly cacheBytes?: number } }
  | { readonly id: number; readonly op: Op; readonly args: readonly unknown[] }
  | { readonly cancel: number };

/** Why a call failed. */
export type Failure =
  | { readonly kind: 'engine'; readonly error: EngineError }
  | { readonly kind: 'unreadable'; readonly file: string }
  /** A part of the engine cannot be fetched. */
  | { readonly kind: 'missing'; readonly reason: string };

/** From the worker: it has started or cannot, a call's progress and its end, or the core has stopped for good. */
export type FromWorker =
  | { readonly started: true }
  | { readonly missing: string }
  | { readonly id: number; readonly step: Step }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure }
  | { readonly stopped: string; readonly file?: string; /** MiB that it held, where it is likely that it got no more. */ readonly full?: number };
