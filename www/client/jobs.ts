// Long work in the worker: reading, joining, exporting. One at a time, in steps, so that a cancel is seen between two of them.
import type { Document, FileEntry, FilePlan, LoadMode, Words } from '../../pkg/definition.js';
import type { Step } from './api.js';
import type { Core } from './core.js';
import type { EngineError } from './protocol.js';
import { turn } from './turn.js';

/** Bytes of a text file that recognition looks at. */
const HEAD_BYTES = 4 << 20;
/** Bytes that are read and parsed in one step. */
const SLICE_BYTES = 8 << 20;
/** The largest workbook that is opened: it must be held at once. */
const WORKBOOK_LIMIT = 256 << 20;
/** Part of the bar that reading fills; joining fills the rest. */
const READ_PART = 0.8;

/** A piece of long work. */
export interface Job {
  /** Set by a cancel of the page. */
  cancelled: boolean;
  /** The file that is being read, to name it if the core stops. */
  file?: string;
  readonly report: (step: Step, last: boolean) => void;
}

/** A file that the browser does not hand out: moved, changed, or not permitted. */
export class Unreadable extends Error {
  constructor(readonly file: string) {
    super(`cannot read ${file}`);
  }
}

function engineError(code: EngineError['code'], file: string, params: Record<string, string> = {}): EngineError {
  return { code, location: { file }, params };
}

function checkCancelled(job: Job, file: string): void {
  if (job.cancelled) throw engineError('cancelled', file);
}

async function bytesOf(file: File, from: number, to: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch {
    throw new Unreadable(file.name);
  }
}

function isWorkbook(head: Uint8Array): boolean {
  const [a, b, c, d] = head;
  return (a === 0x50 && b === 0x4b && c === 3 && d === 4) || (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0);
}

/** The bytes that recognition needs: the head of a text file, the whole of a workbook. */
export async function headOf(file: File): Promise<Uint8Array> {
  const magic = await bytesOf(file, 0, 8);
  if (!isWorkbook(magic)) return bytesOf(file, 0, HEAD_BYTES);
  if (file.size > WORKBOOK_LIMIT) {
    const size = Math.ceil(file.size / (1 << 20)).toString();
    throw engineError('workbook_too_large', file.name, { size, limit: (WORKBOOK_LIMIT >> 20).toString() });
  }
  return bytesOf(file, 0, file.size);
}

/** Reads a file as planned and joins it. */
export async function load(core: Core, job: Job, file: File, plan: FilePlan, mode: LoadMode | undefined): Promise<FileEntry> {
  job.file = file.name;
  const handle = core.begin(plan);
  try {
    const rows = await read(core, job, file, handle);
    const id = core.finish(handle, mode);
    await join(core, job, file, rows);
    const entry = core.files().find((one) => one.id === id);
    if (!entry) throw engineError('unknown_file', file.name, { id: id.toString() });
    return entry;
  } catch (error) {
    if (!isPanic(error)) giveUp(core, handle);
    throw error;
  }
}

/** A handle that the core has already closed because of its own error is no second error. */
function giveUp(core: Core, handle: number): void {
  try {
    core.abort(handle);
  } catch (error) {
    if (!isEngineError(error)) throw error;
  }
}

async function read(core: Core, job: Job, file: File, handle: number): Promise<number> {
  const totalBytes = file.size;
  let rows = 0;
  let ahead = bytesOf(file, 0, SLICE_BYTES);
  for (let at = 0; at < totalBytes; at += SLICE_BYTES) {
    const slice = await ahead;
    checkCancelled(job, file.name);
    if (slice.byteLength === 0) throw new Unreadable(file.name);
    ahead = at + SLICE_BYTES < totalBytes ? bytesOf(file, at + SLICE_BYTES, at + 2 * SLICE_BYTES) : Promise.resolve(new Uint8Array());
    ahead.catch(() => undefined);
    const progress = core.push(handle, slice);
    rows = progress.rows;
    const bytes = Math.min(at + slice.byteLength, totalBytes);
    job.report({ phase: 'read', bytes, totalBytes, rows, fraction: (READ_PART * bytes) / totalBytes }, false);
    await turn();
    checkCancelled(job, file.name);
  }
  return rows;
}

async function join(core: Core, job: Job, file: File, rows: number): Promise<void> {
  for (let done = 0; done < 1;) {
    await turn();
    checkCancelled(job, file.name);
    done = core.advance();
    const fraction = READ_PART + (1 - READ_PART) * Math.min(done, 1);
    job.report({ phase: 'join', bytes: file.size, totalBytes: file.size, rows, fraction }, done >= 1);
  }
}

/** Changes who is who and joins anew. */
export async function rejoin<T>(core: Core, change: () => T): Promise<T> {
  const answer = change();
  while (core.advance() < 1) await turn();
  return answer;
}

/** Takes a file away and joins what is left. */
export async function remove(core: Core, id: number): Promise<FileEntry[]> {
  await rejoin(core, () => core.removeFile(id));
  return core.files();
}

/** Writes an audience, piece by piece. */
export async function exportCsv(
  core: Core, job: Job, document: Document, columns: readonly string[], reveal: boolean, words: Words | undefined,
): Promise<{ file: Blob; rows: number; guarded: number }> {
  const parts: BlobPart[] = [];
  let bytes = 0;
  let guarded = 0;
  for (let offset = 0; ;) {
    checkCancelled(job, '');
    const { bytes: part, piece } = core.exportPiece(document, [...columns], reveal, offset, words);
    parts.push(part as Uint8Array<ArrayBuffer>);
    bytes += part.byteLength;
    guarded += piece.guarded;
    const done = piece.next >= piece.total || piece.next <= offset;
    const fraction = piece.total === 0 ? 1 : piece.next / piece.total;
    job.report({ phase: 'write', bytes, totalBytes: done ? bytes : Math.round(bytes / Math.max(fraction, 0.001)), rows: piece.next, fraction }, done);
    if (done) return { file: new Blob(parts, { type: 'text/csv;charset=utf-8' }), rows: piece.next, guarded };
    offset = piece.next;
    await turn();
  }
}

/** Whether something thrown is an error of the core: an object with a code, and no JavaScript error. */
export function isEngineError(thrown: unknown): thrown is EngineError {
  return typeof thrown === 'object' && thrown !== null && !(thrown instanceof Error) && 'code' in thrown && typeof thrown.code === 'string';
}

/** Whether the core cannot be used any more. */
export function isPanic(thrown: unknown): boolean {
  return !isEngineError(thrown) && !(thrown instanceof Unreadable);
}
