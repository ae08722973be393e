// The list of members and its export, in words. `members.zh-CN.ts` is the source.
import type { Lang } from './lang.js';
import { membersEn } from './members.en.js';
import { membersZh } from './members.zh-CN.js';

/** Every string of the list of members and of its export, by language. */
export interface MembersMessages {
  readonly caption: (n: number) => string;
  readonly chooseColumns: string;
  readonly chosen: (n: number, of: number) => string;
  readonly tagsColumn: string;
  readonly masked: string;
  readonly reveal: string;
  readonly revealTitle: string;
  readonly revealBody: (columns: string) => string;
  readonly revealYes: string;
  readonly hide: string;
  readonly range: (from: number, to: number, of: number) => string;
  readonly previous: string;
  readonly next: string;
  readonly region: string;
  readonly rowNumber: string;
  readonly empty: string;

  readonly export: {
    readonly title: string;
    readonly intro: (n: number) => string;
    readonly columns: string;
    readonly selectAll: string;
    readonly selectNone: string;
    readonly masked: string;
    readonly revealed: string;
    readonly sensitive: string;
    readonly maskedHint: string;
    readonly start: (n: number) => string;
    readonly chooseOne: string;
    readonly confirmTitle: string;
    readonly confirmBody: (people: number, columns: string) => string;
    readonly confirmCheck: string;
    readonly confirmYes: string;
    readonly back: string;
    readonly working: (rows: number) => string;
    readonly done: (rows: number) => string;
    readonly leftOut: (people: number) => string;
    readonly includeSuppressed: (people: number) => string;
    readonly guarded: (cells: number) => string;
    readonly cancelled: string;
    readonly refused: (n: number) => string;
    readonly refusedHint: string;
    readonly nobody: string;
    readonly fileName: (name: string, day: string, revealed: boolean) => string;
  };
}

/** The strings in one language. */
export function membersMessages(lang: Lang): MembersMessages {
  return lang === 'en' ? membersEn : membersZh;
}
