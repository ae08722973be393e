// The worker: owns one core, answers short questions at once, runs long work one job after another.
import initCore, { Engine as CoreEngine, prepare } from 'fenqun-core';
import type { Core } from './core.js';
import { coreParts, fetchFiles } from './fetch.js';
import { inspect, inspectAll, isEngineError, preview, proposeLoad, reinspect, Unreadable } from './files.js';
import { exportCsv, isPanic, type Job, load, quality, rejoin, remove, rerunScores, runScore } from './jobs.js';
import type { Calls, Failure, FromWorker, Op, ToWorker } from './protocol.js';
import { Missing, Opener } from './opener.js';
import { fullMib } from './room.js';

const REPORT_EVERY_MS = 50;
const VALUES_LIMIT = 50;
const PAGE_ROWS = 100;

const port = globalThis as unknown as { postMessage(message: FromWorker, transfer?: Transferable[]): void; onmessage: ((event: MessageEvent<ToWorker>) => void) | null };
const jobs = new Map<number, Job>();
let core: Core | undefined;
let memory: WebAssembly.Memory | undefined;
let wasmUrl: string | undefined;
const opener = new Opener(() => fetchFiles(wasmUrl));
let stopped = false;
let queue: Promise<unknown> = Promise.resolve();

type Answer<K extends Op> = ReturnType<Calls[K]> | Promise<ReturnType<Calls[K]>>;
type Handlers = { readonly [K in Op]: (core: Core, job: Job, ...args: Parameters<Calls[K]>) => Answer<K> };

/**
 * What the first part of the core answers (`scripts/parts/visit.mjs`). Anything else waits for the second part before it
 * begins, and fails alone when that cannot be had.
 */
const OF_FIRST_PART: ReadonlySet<Op> = new Set<Op>([
  'inspect', 'inspectAll', 'reinspect', 'preview', 'proposeLoad', 'load', 'sample', 'files', 'rejected', 'identities', 'schema', 'size', 'values',
  'tags', 'members', 'sentence', 'sentenceTokens', 'lint', 'parseDefinition', 'presets', 'segments', 'putSegment', 'scores', 'rerunScores',
  'distribution', 'saveLibrary', 'saveQuality', 'memory', 'clear', 'printDefinition', 'parseText', 'exportRules', 'importRules', 'layouts',
]);

/** The second part of the core. */
async function rest(): Promise<void> {
  try {
    await prepare();
  } catch (error) {
    throw new Missing(error instanceof Error ? error.message : String(error));
  }
}

/** Long work changes the data or must see one state of it: one at a time. */
function queued<T>(job: Job, work: () => Promise<T>): Promise<T> {
  const run = queue.then(() => {
    if (job.cancelled) throw cancelled(job);
    return work();
  });
  queue = run.catch(() => undefined);
  return run;
}

function cancelled(job: Job): object {
  return { code: 'cancelled', location: job.file === undefined ? {} : { file: job.file }, params: {} };
}

const handlers: Handlers = {
  inspect(_core, job, file) {
    job.file = file.name;
    return inspect(opener, file);
  },
  inspectAll(_core, job, file) {
    job.file = file.name;
    return inspectAll(opener, file);
  },
  reinspect(_core, job, file, plan) {
    job.file = file.name;
    return reinspect(opener, file, plan);
  },
  preview(_core, job, file, plan, limit) {
    job.file = file.name;
    return preview(opener, file, plan, limit);
  },
  load: (core, job, file, plan, mode) => queued(job, () => load(core, opener, job, file, plan, mode)),
  proposeLoad(core, job, file, plan) {
    job.file = file.name;
    return proposeLoad(core, opener, file, plan);
  },
  identities: (core) => core.identities(),
  setIdentities: (core, job, rules) => queued(job, async () => {
    await rejoin(core, () => core.setIdentities(rules));
    return core.identities();
  }),
  mergeReport: (core, _job, reveal) => core.mergeReport(reveal),
  merged: (core, _job, offset, limit, reveal) => core.merged(offset, limit, reveal),
  conflicts: (core, _job, offset, limit, reveal) => core.conflicts(offset, limit, reveal),
  splitRows: (core, job, rows) => queued(job, () => rejoin(core, () => core.splitRows(rows))),
  joinRows: (core, job, rows) => queued(job, () => rejoin(core, () => core.joinRows(rows))),
  unsplitRows: (core, job, rows) => queued(job, () => rejoin(core, () => core.unsplitRows(rows))),
  mergeDecisions: (core) => core.mergeDecisions(),
  undoDecision: (core, job, id) => queued(job, () => rejoin(core, () => core.undoDecision(id))),
  savePeople: (core) => core.savePeople(),
  openPeople: (core, job, text) => queued(job, () => rejoin(core, () => core.openPeople(text))),
  quality: (core, job, options) => queued(job, () => quality(core, job, options)),
  qualityChange: (core, _job, file, before) => core.qualityChange(file, before),
  saveQuality: (core) => core.saveQuality(),
  openQuality: (core, _job, text) => core.openQuality(text),
  sample: (_core, _job, kind, contacts, seed) => opener.with(kind, (files) => files.sample(kind, contacts, seed)),
  files: (core) => core.files(),
  removeFile: (core, job, id) => queued(job, () => remove(core, id)),
  rejected: (core, _job, id, offset, limit) => core.rejected(id, offset, limit),
  rejectedCsv: (core, _job, id) => core.rejectedCsv(id),
  schema: (core) => core.schema(),
  size: (core, _job, document) => core.size(document),
  values: (core, _job, query) => core.values(query.table, query.field, query.search, query.limit ?? VALUES_LIMIT),
  tags: (core, _job, query) => core.tags(query.parent, query.search, query.limit ?? VALUES_LIMIT),
  members: (core, _job, document, options, words) => core.members(document, { offset: 0, limit: PAGE_ROWS, ...options }, words),
  scoreModels: (core) => core.scoreModels(),
  runScore: (core, job, definition) => queued(job, () => runScore(core, job, definition)),
  rerunScores: (core, job) => queued(job, async () => {
    if (core.staleScores().length === 0) return [];
    await rest();
    return rerunScores(core, job);
  }),
  scores: (core) => core.scores(),
  putScore: (core, _job, definition) => core.putScore(definition),
  removeScore: (core, job, id) => queued(job, async () => core.removeScore(id)),
  explainScore: (core, _job, id, contact) => core.explainScore(id, contact),
  explainScores: (core, _job, contact) => core.explainScores(contact),
  explain: (core, _job, document) => core.explain(document),
  plan: (core, _job, document) => core.plan(document),
  nearMisses: (core, _job, document, path, options, words) => core.nearMisses(document, path, { offset: 0, limit: PAGE_ROWS, ...options }, words),
  findContacts: (core, _job, text, limit, reveal) => core.findContacts(text, limit, reveal),
  explainContact: (core, _job, document, contact, reveal) => core.explainContact(document, contact, reveal),
  distribution: (core, _job, document, field, words, most) => core.distribution(document, field, words, most),
  overlap: (core, _job, documents) => core.overlap([...documents]),
  assignArms: (core, _job, document, experiment) => core.assignArms(document, experiment),
  testResult: (core, _job, input) => core.testResult(input),
  testOf: (core, _job, query) => core.testOf(query),
  sampleSize: (core, _job, input) => core.sampleSize(input),
  tagSimilarity: (core, _job, options) => core.tagSimilarity(options),
  segmentSimilarity: (core, _job, documents) => core.segmentSimilarity([...documents]),
  groupOverlap: (core, _job, options) => core.groupOverlap(options),
  exportCsv: (core, job, document, columns, reveal, words, includeSuppressed) => queued(job, () => exportCsv(core, job, document, columns, { reveal, words, includeSuppressed })),
  parseDefinition: (core, _job, text) => core.parseDefinition(text),
  printDefinition: (_core, _job, document) => opener.forms((forms) => forms.printDefinition(document)),
  parseText: (core, _job, text) => opener.forms((forms) => forms.parseText(text, core.schema())),
  exportRules: (_core, _job, document, format) => opener.forms((forms) => forms.exportRules(document, format)),
  importRules: (_core, _job, value, format) => opener.forms((forms) => forms.importRules(value, format)),
  sentence: (core, _job, document, language) => core.sentence(document, language),
  sentenceTokens: (core, _job, document) => core.sentenceTokens(document),
  layouts: () => opener.with('', (files) => files.layouts()),
  presets: (core) => core.presets(),
  buildPreset: (core, _job, id, binding, parameters) => core.buildPreset(id, binding, parameters),
  segments: (core) => core.segments(),
  putSegment: (core, _job, document, options) => core.putSegment(document, options),
  removeSegment: (core, _job, id) => core.removeSegment(id),
  history: (core, _job, id) => core.history(id),
  moveSegment: (core, _job, id, folder) => core.moveSegment(id, folder),
  renameFolder: (core, _job, from, to) => core.renameFolder(from, to),
  takeSnapshot: (core, _job, segment, options) => core.takeSnapshot(segment, options),
  removeSnapshot: (core, _job, segment, id) => core.removeSnapshot(segment, id),
  movement: (core, _job, from, to) => core.movement(from, to),
  movedMembers: (core, _job, from, to, moved, options, words) => core.movedMembers(from, to, moved, { offset: 0, limit: PAGE_ROWS, ...options }, words),
  replay: (core, _job, document, dates) => core.replay(document, dates),
  graph: (core) => core.graph(),
  impactOfSegment: (core, _job, id) => core.impactOfSegment(id),
  impactOfTag: (core, _job, name) => core.impactOfTag(name),
  movedKeys: (core, _job, from, to, moved) => core.movedKeys(from, to, moved),
  lint: (core, _job, document) => core.lint(document),
  applyFix: (core, _job, document, fix) => core.applyFix(document, fix),
  saveLibrary: (core) => core.saveLibrary(),
  openLibrary: (core, _job, text) => core.openLibrary(text),
  memory: (core) => core.memory(),
  clear: (core, job) => queued(job, async () => core.clear()),
};

function newJob(id: number): Job {
  let reported = 0;
  return {
    cancelled: false,
    report(step, last) {
      const now = performance.now();
      if (!last && now - reported < REPORT_EVERY_MS) return;
      reported = now;
      port.postMessage({ id, step });
    },
  };
}

function fail(id: number, thrown: unknown, job: Job): void {
  if (isPanic(thrown)) {
    stopped = true;
    const reason = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    const full = fullMib(memory?.buffer.byteLength ?? 0);
    port.postMessage({ stopped: reason, ...(job.file !== undefined && { file: job.file }), ...(full !== undefined && { full }) });
    return;
  }
  let failure: Failure;
  if (thrown instanceof Unreadable) failure = { kind: 'unreadable', file: thrown.file };
  else if (thrown instanceof Missing) failure = { kind: 'missing', reason: thrown.message };
  else if (isEngineError(thrown)) failure = { kind: 'engine', error: { code: thrown.code, location: thrown.location, params: thrown.params } };
  else return;
  port.postMessage({ id, failure });
}

async function run(id: number, op: Op, args: readonly unknown[]): Promise<void> {
  if (!core || stopped) return;
  const job = newJob(id);
  jobs.set(id, job);
  try {
    if (!OF_FIRST_PART.has(op)) await rest();
    const handler = handlers[op] as (core: Core, job: Job, ...args: readonly unknown[]) => unknown;
    const value = await handler(core, job, ...args);
    if (!stopped) port.postMessage({ id, value }, value instanceof Uint8Array ? [value.buffer] : []);
  } catch (thrown) {
    fail(id, thrown, job);
  } finally {
    jobs.delete(id);
  }
}

async function start(cacheBytes: number | undefined): Promise<void> {
  try {
    ({ memory } = await initCore({ ...coreParts(wasmUrl), wait: false }));
    core = new CoreEngine();
    if (cacheBytes !== undefined) core.setCacheLimit(cacheBytes);
    port.postMessage({ started: true });
    // what is called before it is there waits for it
    rest().catch(() => undefined);
    opener.prepare();
  } catch (thrown) {
    port.postMessage({ missing: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

port.onmessage = ({ data }) => {
  if (stopped) return;
  if ('start' in data) {
    ({ wasmUrl } = data.start);
    void start(data.start.cacheBytes);
  } else if ('cancel' in data) {
    const job = jobs.get(data.cancel);
    if (job) job.cancelled = true;
  } else void run(data.id, data.op, data.args);
};
