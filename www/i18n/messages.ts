// The strings of the page's shell and of the data place. `zh-CN.ts` is the source, `en.ts` its twin; numbers that are
// passed in are already written in the language (`i18n/format.ts`).
import type { CellIssue, Container, DateOrder, Encoding, RejectReason, Role, Semantic, SkipReason } from '../../pkg/definition.js';

/** Everything the shell says. */
export interface AppMessages {
  readonly name: string;
  readonly title: string;
  readonly skip: string;
  readonly places: string;
  readonly data: string;
  readonly segments: string;
  readonly scores: string;
    readonly tests: string;
  readonly language: string;
  readonly loadedFiles: (files: string, contacts: string) => string;
  readonly nothingLoaded: string;
  readonly dropAnywhere: string;
  readonly gone: string;
  readonly restarting: (file: string) => string;
  readonly restartingPlain: string;
  readonly restored: string;
  readonly lost: (files: string) => string;
  readonly close: string;
  readonly buildSegment: string;
  readonly loadingPlace: string;
  readonly placeFailed: string;
  readonly noContactsYet: string;
  readonly toData: string;
}

/** The first visit. */
export interface WelcomeMessages {
  readonly heading: string;
  readonly step1: string;
  readonly step1More: string;
  readonly step2: string;
  readonly step2More: string;
  readonly step3: string;
  readonly step3More: string;
  readonly choose: string;
  readonly or: string;
  readonly sample: string;
  readonly sampleMore: string;
  readonly formats: string;
  readonly dropHere: string;
}

/** What is said about privacy, and the check. */
export interface PrivacyMessages {
  readonly line: string;
  readonly check: string;
  readonly heading: string;
  readonly explain: string;
  readonly run: string;
  readonly running: string;
  readonly again: string;
  readonly channel: string;
  readonly result: string;
  readonly channels: Readonly<Record<Channel, string>>;
  readonly blocked: (directive: string) => string;
  readonly open: string;
  readonly waiting: string;
  readonly allBlocked: (channels: string) => string;
  readonly someOpen: (channels: string) => string;
  readonly limits: string;
}

/** The channels that the check tries. */
export type Channel = 'fetch' | 'xhr' | 'websocket' | 'eventsource' | 'beacon' | 'image' | 'style' | 'frame' | 'form';

/** The list of files. */
export interface DataMessages {
  readonly heading: string;
  readonly intro: string;
  readonly add: string;
  readonly contacts: string;
  readonly events: (table: string) => string;
  readonly sampleBadge: string;
  readonly state: Readonly<Record<'waiting' | 'inspecting' | 'reading' | 'joining' | 'failed' | 'cancelled', string>>;
  readonly progress: (bytes: string, total: string, rows: string) => string;
  readonly progressName: (file: string) => string;
  readonly cancel: string;
  readonly cancelFile: (file: string) => string;
  readonly remove: string;
  readonly removeFile: (file: string) => string;
  readonly removeQuestion: (file: string) => string;
  readonly removeContacts: string;
  readonly removeEvents: string;
  readonly keep: string;
  readonly retry: string;
  readonly dismiss: string;
  readonly settings: string;
  readonly report: string;
  readonly lookAt: (columns: string) => string;
  readonly allRead: string;
  /** Some cells, but few of each column, were not understood. */
  readonly unreadCells: (cells: string) => string;
  /** Every row was rejected. */
  readonly noRowRead: string;
  /** More than half of the rows were rejected. */
  readonly fewRowsRead: string;
  readonly ready: (files: string, contacts: string) => string;
  readonly reading: string;
  readonly nothingRead: string;
  readonly onlyEvents: string;
  readonly duplicate: (file: string) => string;
}

/** How a file is read. */
export interface SheetMessages {
  readonly container: Readonly<Record<Container, string>>;
  readonly encoding: string;
  readonly encodings: Readonly<Record<Encoding, string>>;
  readonly delimiter: string;
  readonly delimiters: Readonly<Record<',' | '\t' | ';' | '|' | '\u0001', string>>;
  readonly sheet: string;
  readonly sheetOption: (name: string, rows: string, columns: string) => string;
  readonly headerLine: string;
  readonly headerHint: string;
  readonly rowsAre: string;
  readonly rowIsContact: string;
  readonly rowIsEvent: string;
  readonly table: string;
  readonly tableHint: string;
  readonly zone: string;
  readonly skipped: (lines: string) => string;
  readonly skippedLine: (line: string) => string;
  readonly skipReasons: Readonly<Record<SkipReason, string>>;
  readonly columns: (columns: string) => string;
  readonly original: string;
  readonly noHeader: string;
  readonly name: string;
  readonly nameOf: (column: string) => string;
  readonly type: string;
  readonly typeOf: (column: string) => string;
  readonly types: Readonly<Record<Semantic, string>>;
  readonly role: string;
  readonly roleOf: (column: string) => string;
  readonly roles: Readonly<Record<Role, string>>;
  readonly identity: string;
  readonly identityOf: (column: string) => string;
  readonly identityHint: string;
  readonly identities: Readonly<Record<string, string>>;
  readonly readable: string;
  readonly parsedOf: (parsed: string, filled: string) => string;
  readonly noValue: string;
  readonly examples: string;
  readonly failed: (cells: string) => string;
  readonly failedCell: (row: string) => string;
  readonly extensions: (cells: string) => string;
  readonly issues: Readonly<Record<CellIssue, string>>;
  readonly separators: string;
  readonly separatorsHint: string;
  readonly tagGroup: string;
  readonly dateOrder: string;
  readonly dateOrderAuto: string;
  readonly dateOrders: Readonly<Record<DateOrder, string>>;
  readonly decimalComma: string;
  readonly currency: string;
  readonly more: string;
  readonly moreOf: (column: string) => string;
  readonly reveal: string;
  readonly masked: string;
  readonly applying: string;
  readonly applied: string;
  readonly needName: string;
  readonly takenName: (name: string) => string;
}

/** The account of a file. */
export interface ReportMessages {
  readonly read: string;
  readonly accepted: string;
  readonly merged: string;
  /** Gave way to a later file. */
  readonly superseded: string;
  readonly rejected: string;
  readonly blank: string;
  readonly equation: (read: string, terms: string) => string;
  /** What an update did. */
  readonly update: (inserted: string, updated: string, unchanged: string) => string;
  readonly reasons: string;
  readonly reason: Readonly<Record<RejectReason, string>>;
  readonly rows: (rows: string) => string;
  readonly unlinked: string;
  readonly unlinkedMore: string;
  readonly joinedOn: (identity: string) => string;
  readonly withoutKeyContacts: string;
  readonly withoutKeyEvents: string;
  readonly withoutTime: string;
  readonly conflicts: string;
  readonly overwritten: string;
  readonly facts: string;
  readonly allGood: string;
  readonly showRejected: string;
  readonly hideRejected: string;
  readonly download: string;
  readonly row: string;
  readonly line: string;
  readonly why: string;
  readonly text: string;
  readonly page: (from: string, to: string, total: string) => string;
  readonly previous: string;
  readonly next: string;
  readonly rejectedName: (file: string) => string;
}

/** Every string, by area. */
export interface Messages {
  readonly app: AppMessages;
  readonly welcome: WelcomeMessages;
  readonly privacy: PrivacyMessages;
  readonly data: DataMessages;
  readonly sheet: SheetMessages;
  readonly report: ReportMessages;
}
