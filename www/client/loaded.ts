// The files that a page holds beside those of the core, to load them again in the same order and way when it stops.
import type { FilePlan, LoadMode } from '../../pkg/definition.js';

/** A loaded file. */
export interface Loaded {
  readonly file: File;
  readonly plan: FilePlan;
  /** How it came to the others: to be loaded again in the same way. */
  readonly mode: LoadMode;
}

/** With one more file: at the place of the one that it replaced, and for those that update that one too. */
export function withLoaded(loaded: ReadonlyMap<number, Loaded>, gone: number | undefined, id: number, one: Loaded): Map<number, Loaded> {
  if (gone === undefined || !loaded.has(gone)) return new Map([...loaded, [id, one]]);
  return new Map([...loaded].map(([old, other]) => (old === gone ? [id, one] : [old, { ...other, mode: into(other.mode, gone, id) }])));
}

/** A mode that names a file by its new id. */
function into(mode: LoadMode, gone: number, id: number): LoadMode {
  return typeof mode === 'object' && 'upsert' in mode && mode.upsert.into === gone ? { upsert: { ...mode.upsert, into: id } } : mode;
}

/** The file that a load takes the place of. */
export function replacedBy(mode: LoadMode | undefined): number | undefined {
  return typeof mode === 'object' && 'replace' in mode ? mode.replace.file : undefined;
}

/** The mode in which a file is loaded once more: the file that it replaced is gone, the ones that it updates have new ids. */
export function again(mode: LoadMode, ids: ReadonlyMap<number, number>): LoadMode {
  if (typeof mode !== 'object' || !('upsert' in mode)) return 'append';
  const { into, ...rest } = mode.upsert;
  const now = into === undefined ? undefined : ids.get(into);
  return { upsert: now === undefined ? rest : { ...rest, into: now } };
}
