// The strings of what is known about a kept segment: folder, versions, snapshots, references, size over time.
// `library.zh-CN.ts` is the source.
import { libraryEn } from './library.en.js';
import { libraryZh } from './library.zh-CN.js';
import type { Lang } from './lang.js';

/** The parts of the details. */
export type DetailsTab = 'about' | 'versions' | 'snapshots' | 'curve';

/** How far back a curve looks. */
export type CurveSpan = 'days30' | 'weeks12' | 'months12';

/** Every string of the details of a segment, by language. */
export interface LibraryMessages {
  readonly details: string;
  readonly detailsOf: (name: string) => string;
  readonly move: string;
  readonly tabs: Readonly<Record<DetailsTab, string>>;
  readonly tabsLabel: string;
  readonly folder: string;
  readonly folderHint: string;
  readonly noFolder: string;
  readonly folderActions: (name: string) => string;
  readonly folderRename: string;
  readonly folderName: string;
  readonly folderRenamed: (from: string, to: string) => string;
  /** The name is taken: the segments go to those that are there. */
  readonly folderJoined: (from: string, to: string) => string;
  readonly folderSize: (n: number) => string;
  readonly moved: (name: string, folder: string) => string;
  readonly goal: string;
  readonly goalHint: string;
  readonly note: string;
  readonly keep: string;
  readonly keptAbout: string;
  readonly uses: string;
  readonly usesNothing: string;
  readonly usedBy: string;
  readonly usedByNobody: string;
  readonly gone: (id: string) => string;
  readonly snapshotOf: (name: string, snapshot: string) => string;
  readonly place: (path: string) => string;
  readonly who: string;
  readonly whoHint: string;
  readonly whoAsk: string;
  readonly whoTitle: string;
  readonly whoYes: string;
  readonly whoKept: (name: string) => string;
  readonly unknownWho: string;
  readonly unknownWhen: string;
  readonly version: (n: number) => string;
  readonly present: string;
  readonly versionsNone: string;
  readonly restore: string;
  readonly restoreOf: (version: string) => string;
  readonly restored: (version: string) => string;
  readonly compare: string;
  readonly compareWith: string;
  readonly diffOf: (from: string, to: string) => string;
  readonly diffSame: string;
  readonly added: string;
  readonly removed: string;
  readonly snapshotName: string;
  readonly snapshotTake: string;
  readonly snapshotTaken: (name: string, n: number) => string;
  readonly snapshotWithout: (n: number) => string;
  readonly snapshotsNone: string;
  readonly snapshotRemove: (name: string) => string;
  readonly snapshotSize: (n: number) => string;
  readonly now: string;
  readonly from: string;
  readonly to: string;
  readonly movement: Readonly<Record<'entered' | 'left' | 'stayed', string>>;
  readonly movementShow: (what: string, n: number) => string;
  readonly notLoaded: (n: number) => string;
  readonly otherData: string;
  readonly otherRule: string;
  readonly span: string;
  readonly spans: Readonly<Record<CurveSpan, string>>;
  readonly curveCaption: (name: string) => string;
  readonly curveSays: (first: string, last: string, min: string, max: string) => string;
  readonly curveFixed: string;
  readonly date: string;
  readonly size: string;
  readonly asTable: string;
  readonly asLine: string;
  readonly breaks: string;
  readonly breakLine: (name: string, condition: string) => string;
  readonly breakThrough: (name: string, through: string) => string;
  readonly loading: string;
  readonly importIntro: string;
  readonly importFormat: string;
  readonly importFormats: Readonly<Record<'auto' | 'json' | 'text' | 'query_builder' | 'json_logic', string>>;
  readonly importUnsaid: (n: number) => string;
  readonly importText: string;
  readonly importTitle: string;
  readonly importMenu: string;
  readonly exportText: string;
  readonly exportQuery: string;
  readonly exportLogic: string;
  readonly exportUnsaid: (format: string) => string;
}

/** The strings in one language. */
export function libraryMessages(lang: Lang): LibraryMessages {
  return lang === 'en' ? libraryEn : libraryZh;
}
