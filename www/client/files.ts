// What the worker makes of a dropped file before the core reads it: archives become their files, Parquet becomes lines.
import type { FilePlan, LoadProposal, Preview } from '../../pkg/definition.js';
import type { Inspected } from './api.js';
import type { Core } from './core.js';
import { isReadAsItIs, type Opener } from './opener.js';
import type { Parquet } from './parquet.js';
import type { EngineError } from './protocol.js';

/** Bytes of a text file that recognition looks at. */
const HEAD_BYTES = 4 << 20;
/** The largest file that is held at once. */
const HELD_LIMIT = 256 << 20;
/** Rows of Parquet that recognition looks at. */
const HEAD_ROWS = 3000;

/** A file that the browser does not hand out: moved, changed, or not permitted. */
export class Unreadable extends Error {
  constructor(readonly file: string) {
    super(`cannot read ${file}`);
  }
}

export function engineError(code: EngineError['code'], file: string, params: Record<string, string> = {}): EngineError {
  return { code, location: { file }, params };
}

/** Whether something thrown is an error of the core: an object with a code, and no JavaScript error. */
export function isEngineError(thrown: unknown): thrown is EngineError {
  return typeof thrown === 'object' && thrown !== null && !(thrown instanceof Error) && 'code' in thrown && typeof thrown.code === 'string';
}

export async function bytesOf(file: File, from: number, to: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch {
    throw new Unreadable(file.name);
  }
}

function starts(head: Uint8Array, ...magic: readonly number[]): boolean {
  return magic.every((byte, index) => head[index] === byte);
}

const isZip = (head: Uint8Array): boolean => starts(head, 0x50, 0x4b, 3, 4) || starts(head, 0x50, 0x4b, 5, 6);
const isGzip = (head: Uint8Array): boolean => starts(head, 0x1f, 0x8b);
const isCompound = (head: Uint8Array): boolean => starts(head, 0xd0, 0xcf, 0x11, 0xe0);

/** The whole file, when it can be held. */
async function whole(file: File, code: 'workbook_too_large' | 'document_too_large'): Promise<Uint8Array> {
  if (file.size > HELD_LIMIT) {
    throw engineError(code, file.name, { size: Math.ceil(file.size / (1 << 20)).toString(), limit: (HELD_LIMIT >> 20).toString() });
  }
  return bytesOf(file, 0, file.size);
}

/** Whether rows come from the reader of Parquet. */
export async function isParquet(file: File): Promise<boolean> {
  return starts(await bytesOf(file, 0, 4), 0x50, 0x41, 0x52, 0x31);
}

/** The reader of Parquet; what it says against a file is an error of that file and no end of the engine. */
export async function parquetOf(file: File): Promise<Parquet> {
  const refuse = (thrown: unknown): never => {
    throw engineError('not_a_table', file.name, { kind: `Parquet: ${thrown instanceof Error ? thrown.message : String(thrown)}` });
  };
  try {
    const { openParquet } = await import('./parquet.js');
    const { rows, groups, lines } = await openParquet(file);
    return { rows, groups, lines: (group, limit) => lines(group, limit).catch(refuse) };
  } catch (thrown) {
    return refuse(thrown);
  }
}

/** The bytes that recognition needs: of text and lines of JSON the head, of anything else all. */
async function headOf(opener: Opener, file: File): Promise<Uint8Array> {
  const head = await bytesOf(file, 0, HEAD_BYTES);
  if (file.size <= head.byteLength) return head;
  if (isZip(head) || isCompound(head)) return whole(file, 'workbook_too_large');
  const needsWhole = await opener.with(file.name, (files) => files.needsWhole(head));
  return needsWhole ? whole(file, 'document_too_large') : head;
}

/** The files of the archive that was opened last: it is inspected, inspected again, and read. */
let lastArchive: { readonly key: string; readonly files: readonly File[] } | undefined;

/** The files of an archive; `undefined` for what is none. */
async function unpacked(opener: Opener, file: File): Promise<readonly File[] | undefined> {
  const key = `${file.name}/${file.size}/${file.lastModified}`;
  if (lastArchive?.key === key) return lastArchive.files;
  const head = await bytesOf(file, 0, 4);
  if (!isZip(head) && !isGzip(head)) return undefined;
  const bytes = await whole(file, 'workbook_too_large');
  const inside = await opener.with(file.name, (files) => (files.isArchive(bytes) ? files.unpack(file.name, bytes) : undefined));
  if (!inside) return undefined;
  const files = inside.map((one) => new File([one.bytes as Uint8Array<ArrayBuffer>], one.name, { lastModified: file.lastModified }));
  lastArchive = { key, files };
  return files;
}

/** The file that a plan means: the dropped one, or one of its archive. */
export async function meant(opener: Opener, file: File, plan: FilePlan): Promise<File> {
  if (plan.archive === undefined) return file;
  const found = (await unpacked(opener, file))?.find((one) => one.name === plan.file);
  if (!found) throw new Unreadable(plan.file);
  return found;
}

async function planOf(opener: Opener, file: File): Promise<FilePlan> {
  const inspected = (head: Uint8Array): Promise<FilePlan> => opener.with(file.name, (files) => files.inspect(file.name, head, file.size));
  if (!(await isParquet(file))) return inspected(await headOf(opener, file));
  const parquet = await parquetOf(file);
  const plan = await inspected(await parquet.lines(0, HEAD_ROWS));
  return { ...plan, container: 'parquet', records_path: '' };
}

/** Looks at a file, or at every file of an archive. */
export async function inspectAll(opener: Opener, file: File): Promise<Inspected> {
  const files = await unpacked(opener, file);
  if (!files) return { plans: [await planOf(opener, file)], refused: [] };
  const plans: FilePlan[] = [];
  const refused: EngineError[] = [];
  for (const one of files) {
    try {
      plans.push({ ...(await planOf(opener, one)), archive: file.name });
    } catch (error) {
      if (!isEngineError(error)) throw error;
      refused.push(error);
    }
  }
  return { plans, refused };
}

/** The plan of a file; of an archive, that of its first table. */
export async function inspect(opener: Opener, file: File): Promise<FilePlan> {
  const { plans: [plan], refused: [error] } = await inspectAll(opener, file);
  if (plan) return plan;
  throw error ?? engineError('empty_archive', file.name);
}

/** The bytes that a plan is made from: those of the file, of Parquet its first rows as lines. */
async function beginning(opener: Opener, file: File, plan: FilePlan): Promise<Uint8Array> {
  const one = await meant(opener, file, plan);
  return (await isParquet(one)) ? (await parquetOf(one)).lines(0, HEAD_ROWS) : headOf(opener, one);
}

/** What follows from a changed plan. */
export async function reinspect(opener: Opener, file: File, plan: FilePlan): Promise<FilePlan> {
  const head = await beginning(opener, file, plan);
  return opener.with(plan.file, (files) => files.reinspect(plan, head));
}

/** The first rows before and after reading. */
export async function preview(opener: Opener, file: File, plan: FilePlan, limit: number): Promise<Preview> {
  const head = await beginning(opener, file, plan);
  return opener.with(plan.file, (files) => files.preview(plan, head, limit));
}

/** How a file should be loaded. */
export async function proposeLoad(core: Core, opener: Opener, file: File, plan: FilePlan): Promise<LoadProposal> {
  const head = await beginning(opener, file, plan);
  if (isReadAsItIs(plan)) return core.proposeLoad(plan, head);
  const sampled = await opener.with(plan.file, (files) => files.sampled(plan, head));
  return core.proposeLoad(plan, head, sampled?.piece, sampled?.sealed);
}
