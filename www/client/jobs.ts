// Long work in the worker: reading, joining, exporting. One at a time, in steps, so that a cancel is seen between two of them.
import type { Document, FileEntry, FilePlan, LoadMode, QualityOptions, QualityReport, ScoreDefinition, ScoreReport, Words } from '../../pkg/definition.js';
import type { ScoreInput, Step } from './api.js';
import type { Core } from './core.js';
import { bytesOf, engineError, isEngineError, isParquet, meant, parquetOf, Unreadable } from './files.js';
import { isReadAsItIs, Missing, type Opener } from './opener.js';
import { turn } from './turn.js';

/** Bytes that are read and parsed in one step: as many as a browser fetches of a slice before somebody takes them. */
const SLICE_BYTES = 2 << 20;
/** Slices that are fetched while another one is parsed. */
const SLICES_AHEAD = 4;
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

function checkCancelled(job: Job, file: string): void {
  if (job.cancelled) throw engineError('cancelled', file);
}

/** Reads a file as planned and joins it. */
export async function load(core: Core, opener: Opener, job: Job, dropped: File, plan: FilePlan, mode: LoadMode | undefined): Promise<FileEntry> {
  job.file = plan.file;
  const file = await meant(opener, dropped, plan);
  const handle = core.begin(plan);
  try {
    const rows = (await isParquet(file)) ? await readParquet(core, job, file, handle) : isReadAsItIs(plan)
      ? await read(job, file, (slice) => core.push(handle, slice).rows)
      : await readByHand(core, opener, job, file, plan, handle);
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

/** Reads a file that the core does not open: slices go to the hand, and what it makes of them to the core. */
async function readByHand(core: Core, opener: Opener, job: Job, file: File, plan: FilePlan, handle: number): Promise<number> {
  const hand = await opener.hand(plan);
  let done = false;
  try {
    let bytes = 0;
    let rows = await read(job, file, (slice) => {
      bytes += slice.byteLength;
      return core.pushHanded(handle, hand.push(slice), bytes).rows;
    });
    done = true;
    const sealed = hand.finish((piece) => {
      rows = core.pushHanded(handle, piece, bytes).rows;
    });
    core.seal(handle, sealed);
    return rows;
  } finally {
    if (!done) hand.free();
  }
}

/** Gives every slice of a file to `push`, which says how many rows there are so far. */
async function read(job: Job, file: File, push: (slice: Uint8Array) => number): Promise<number> {
  const totalBytes = file.size;
  const ahead: Promise<Uint8Array>[] = [];
  let rows = 0;
  let asked = 0;
  const ask = (): void => {
    for (; ahead.length < SLICES_AHEAD && asked < totalBytes; asked += SLICE_BYTES) {
      const slice = bytesOf(file, asked, asked + SLICE_BYTES);
      // whoever gives up does not wait for it
      slice.catch(() => undefined);
      ahead.push(slice);
    }
  };
  ask();
  for (let at = 0; at < totalBytes; at += SLICE_BYTES) {
    const slice = await ahead.shift();
    checkCancelled(job, file.name);
    if (!slice?.byteLength) throw new Unreadable(file.name);
    ask();
    rows = push(slice);
    const bytes = Math.min(at + slice.byteLength, totalBytes);
    job.report({ phase: 'read', bytes, totalBytes, rows, fraction: (READ_PART * bytes) / totalBytes }, false);
    await turn();
    checkCancelled(job, file.name);
  }
  return rows;
}

async function readParquet(core: Core, job: Job, file: File, handle: number): Promise<number> {
  const parquet = await parquetOf(file);
  let rows = 0;
  for (let group = 0; group < parquet.groups; group += 1) {
    const lines = await parquet.lines(group);
    for (let at = 0; at < lines.byteLength; at += SLICE_BYTES) {
      checkCancelled(job, file.name);
      rows = core.push(handle, lines.subarray(at, at + SLICE_BYTES)).rows;
      await turn();
    }
    const part = (group + 1) / parquet.groups;
    job.report({ phase: 'read', bytes: Math.round(part * file.size), totalBytes: file.size, rows, fraction: READ_PART * part }, false);
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

/** Tells how good the data are, a column in each step. */
export async function quality(core: Core, job: Job, options: QualityOptions | undefined): Promise<QualityReport> {
  core.startQuality(options);
  for (let fraction = 0; fraction < 1;) {
    await turn();
    checkCancelled(job, '');
    fraction = core.advanceQuality();
    job.report({ phase: 'measure', bytes: 0, totalBytes: 0, rows: 0, fraction }, fraction >= 1);
  }
  return core.finishQuality();
}

/** Computes a score, a short piece in each step. `part` says which of several it is. */
export async function runScore(core: Core, job: Job, definition: ScoreInput | ScoreDefinition, part: readonly [number, number] = [0, 1]): Promise<ScoreReport> {
  core.startScore(definition);
  for (let done = 0; done < 1;) {
    await turn();
    checkCancelled(job, '');
    done = core.advanceScore();
    const fraction = (part[0] + done) / part[1];
    job.report({ phase: 'measure', bytes: 0, totalBytes: 0, rows: 0, fraction }, fraction >= 1);
  }
  return core.finishScore();
}

/** Runs every score that is stale. */
export async function rerunScores(core: Core, job: Job): Promise<ScoreReport[]> {
  const stale = core.staleScores();
  const reports: ScoreReport[] = [];
  for (const [index, definition] of stale.entries()) {
    reports.push(await runScore(core, job, definition, [index, stale.length]));
  }
  return reports;
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
  core: Core, job: Job, document: Document, columns: readonly string[],
  choice: { readonly reveal: boolean; readonly words: Words | undefined; readonly includeSuppressed: boolean },
): Promise<{ file: Blob; rows: number; suppressed: number; guarded: number }> {
  const parts: BlobPart[] = [];
  let bytes = 0;
  let guarded = 0;
  for (let offset = 0; ;) {
    checkCancelled(job, '');
    const { bytes: part, piece } = core.exportPiece(document, [...columns], choice.reveal, offset, choice.words, choice.includeSuppressed);
    parts.push(part as Uint8Array<ArrayBuffer>);
    bytes += part.byteLength;
    guarded += piece.guarded;
    const done = piece.next >= piece.total || piece.next <= offset;
    const fraction = piece.total === 0 ? 1 : piece.next / piece.total;
    job.report({ phase: 'write', bytes, totalBytes: done ? bytes : Math.round(bytes / Math.max(fraction, 0.001)), rows: piece.next, fraction }, done);
    if (done) return { file: new Blob(parts, { type: 'text/csv;charset=utf-8' }), rows: piece.next, suppressed: piece.suppressed, guarded };
    offset = piece.next;
    await turn();
  }
}

/** Whether the core cannot be used any more. */
export function isPanic(thrown: unknown): boolean {
  return !isEngineError(thrown) && !(thrown instanceof Unreadable) && !(thrown instanceof Missing);
}
