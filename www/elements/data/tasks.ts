// The files of a page and what becomes of each: waiting, recognised, read, corrected, removed. Elements only show it.
import type { FileEntry, FilePlan, LoadMode, LoadProposal, Schema } from '../../../pkg/definition.js';
import { type Engine, FenqunError, type Step } from '../../client/api.js';
import { isCancelled } from '../../i18n/errors.js';
import { LARGE, LIMIT, needed } from './memory.js';
import { applied, restructured, shapeOf, type Template, templateOf, Templates } from './templates.js';

/** Where a file stands; `waiting` before it is recognised and again until it is its turn to be read, `asking` until a person answers. */
export type TaskState = 'waiting' | 'inspecting' | 'asking' | 'reading' | 'loaded' | 'failed' | 'cancelled';

/** A correction that did not work; what was loaded before stays. */
export interface Problem {
  /** The control that was changed, such as `encoding` or `columns.2.type`. */
  readonly control: string;
  readonly error: unknown;
}

/** One file. Replaced, never changed in place. */
export interface FileTask {
  readonly key: number;
  readonly name: string;
  readonly bytes: number;
  /** Absent while sample data are made. */
  readonly file?: File | undefined;
  readonly sample: boolean;
  /** The archive that it came in. */
  readonly archive?: string | undefined;
  readonly state: TaskState;
  readonly step?: Step | undefined;
  readonly plan?: FilePlan | undefined;
  readonly entry?: FileEntry | undefined;
  readonly error?: unknown;
  readonly correcting: boolean;
  readonly problem?: Problem | undefined;
  /** How recognition alone would read it. */
  readonly found?: FilePlan | undefined;
  /** Name of the template that it is read by. */
  readonly template?: string | undefined;
  /** What a person has to answer before it is loaded. */
  readonly question?: Question | undefined;
  /** How a person wants its rows to come to those that are loaded. */
  readonly mode?: LoadMode | undefined;
  /** Whether a person has agreed to the memory that it takes. */
  readonly large?: boolean | undefined;
}

/** What is asked before a file is loaded. */
export type Question =
  /** Bytes of memory that loading takes. */
  | { readonly needed: number }
  /** The file, or people and events of it, are loaded already. */
  | { readonly proposal: LoadProposal };

/** A correction of the import sheet. */
export interface Correction {
  readonly plan: FilePlan;
  readonly control: string;
  /** Whether the columns follow from the choice and must be recognised again. */
  readonly again: boolean;
}

/** Keeps the list; dispatches `change` on every change and `duplicate` (a `CustomEvent` with the name) for a file that is there already. */
export class FileTasks extends EventTarget {
  /** In the order in which they came. */
  items: readonly FileTask[] = [];
  /** The schema of what is loaded. */
  schema: Schema | undefined;
  /** Counts up with every change of the data. */
  version = 0;
  private nextKey = 1;
  private queue: Promise<void> = Promise.resolve();
  private readonly aborts = new Map<number, AbortController>();

  constructor(readonly engine: Engine, readonly templates = new Templates()) {
    super();
    templates.addEventListener('change', () => this.changed());
  }

  /** Contacts loaded. */
  get population(): number {
    return this.schema?.population ?? 0;
  }

  /** Files that are loaded. */
  get loaded(): readonly FileTask[] {
    return this.items.filter((task) => task.entry !== undefined);
  }

  /** Whether a file is being read or waits for it. */
  get busy(): boolean {
    return this.items.some((task) => task.correcting || task.state === 'waiting' || task.state === 'inspecting' || task.state === 'reading');
  }

  /** Recognises the files, then loads them: contacts before events. */
  add(files: readonly File[]): void {
    const keys: number[] = [];
    for (const file of files) {
      if (this.has(file)) this.dispatchEvent(new CustomEvent('duplicate', { detail: file.name }));
      else keys.push(this.append({ name: file.name, bytes: file.size, file, sample: false }));
    }
    this.queue = this.queue.then(() => this.run(keys));
  }

  /** Loads the invented contacts with their orders and interactions. */
  loadSample(name: string): Promise<void> {
    const key = this.append({ name, bytes: 0, sample: true });
    const done = this.queue.then(() => this.runSample(key));
    this.queue = done;
    return done;
  }

  /** Reads a file once more that failed or was cancelled. */
  retry(key: number): void {
    const task = this.find(key);
    if (!task) return;
    this.patch(key, { state: 'waiting', error: undefined, problem: undefined });
    this.queue = this.queue.then(() => (task.file ? this.run([key]) : this.runSample(key)));
  }

  /** Loads a file after its question was answered: in a mode, or although it is large. */
  answer(key: number, mode?: LoadMode): void {
    if (this.find(key)?.state !== 'asking') return;
    this.patch(key, { state: 'waiting', question: undefined, ...(mode === undefined ? { large: true } : { mode }) });
    this.queue = this.queue.then(() => this.load(key));
  }

  /** Keeps how a file is read, for files of the same shape. */
  keepTemplate(key: number, name: string): void {
    const { plan, found } = this.find(key) ?? {};
    if (!plan) return;
    this.templates.put(templateOf(name, plan, found ?? plan));
    this.patch(key, { template: name });
  }

  /** Reads a file as recognition alone would. */
  async withoutTemplate(key: number): Promise<void> {
    const found = this.find(key)?.found;
    if (!found) return;
    this.patch(key, { template: undefined });
    await this.correct(key, { plan: found, control: 'plan', again: false });
  }

  /** Stops reading a file; what was loaded of it before stays. */
  cancel(key: number): void {
    const task = this.find(key);
    this.aborts.get(key)?.abort();
    if (task?.state === 'waiting' || task?.state === 'inspecting' || task?.state === 'asking') this.patch(key, { state: 'cancelled' });
  }

  /** Takes a file that is not loaded off the list. */
  dismiss(key: number): void {
    this.items = this.items.filter((task) => task.key !== key);
    this.changed();
  }

  /** Takes a loaded file and its data away. */
  async remove(key: number): Promise<void> {
    const id = await this.currentId(key);
    this.aborts.get(key)?.abort();
    if (id !== undefined) await this.engine.removeFile(id);
    this.dismiss(key);
    await this.refreshSchema();
  }

  /** Applies a correction at once; a newer one takes the place of one that is still being applied. */
  async correct(key: number, { plan, control, again }: Correction): Promise<void> {
    const file = this.find(key)?.file;
    if (!file) return;
    this.aborts.get(key)?.abort();
    const abort = new AbortController();
    this.aborts.set(key, abort);
    this.patch(key, { correcting: true, problem: undefined, step: undefined });
    try {
      const next = again ? await this.engine.reinspect(file, plan) : plan;
      const replaces = await this.currentId(key);
      if (abort.signal.aborted) throw new FenqunError({ code: 'cancelled' });
      const entry = await this.engine.load(file, next, {
        signal: abort.signal,
        ...(replaces !== undefined && { replaces }),
        onProgress: (step) => this.patch(key, { step }),
      });
      this.patch(key, { entry, plan: entry.plan, state: 'loaded', error: undefined, correcting: false, step: undefined });
      await this.refreshSchema();
    } catch (error) {
      if (this.aborts.get(key) !== abort) return;
      const problem = isCancelled(error) ? undefined : { control, error };
      this.patch(key, { correcting: false, step: undefined, problem });
    } finally {
      if (this.aborts.get(key) === abort) this.aborts.delete(key);
    }
  }

  /** Takes over what the engine has: after it was started again ids are new and files may be missing. */
  async refresh(): Promise<void> {
    const entries = [...(await this.engine.files())];
    const take = (task: FileTask): FileEntry | undefined => {
      const same = entries.findIndex((entry) => entry.plan.file === task.plan?.file);
      return same < 0 ? undefined : entries.splice(same, 1)[0];
    };
    this.items = this.items.map((task) => {
      if (!task.entry) return task;
      const entry = take(task);
      if (entry) return { ...task, entry, plan: entry.plan };
      return { ...task, entry: undefined, state: 'failed', error: new FenqunError({ code: 'file_unreadable', location: { file: task.name } }) };
    });
    await this.refreshSchema();
  }

  private async run(keys: readonly number[]): Promise<void> {
    const all: number[] = [];
    for (const key of keys) all.push(...(await this.inspect(key)));
    const planned = all.map((key) => this.find(key)).filter((task) => task?.plan !== undefined && task.state === 'waiting');
    const contactsFirst = planned.sort((a, b) => Number(a?.plan?.rows_are === 'events') - Number(b?.plan?.rows_are === 'events'));
    for (const task of contactsFirst) if (task) await this.load(task.key);
  }

  /** Recognises a file; of an archive, every file in it. Resolves to the keys of what came out. */
  private async inspect(key: number): Promise<readonly number[]> {
    const task = this.find(key);
    if (!task?.file || task.plan || task.state !== 'waiting') return [key];
    this.patch(key, { state: 'inspecting' });
    try {
      const { plans, refused } = (await this.engine.inspectAll?.(task.file)) ?? { plans: [await this.engine.inspect(task.file)], refused: [] };
      const [first] = plans;
      if (plans.length === 1 && refused.length === 0 && first) {
        await this.recognised(key, task.file, first);
        return [key];
      }
      const cancelled = this.find(key)?.state !== 'inspecting';
      const keys: number[] = [];
      for (const plan of plans) {
        const one = this.append({ name: plan.file, bytes: plan.bytes, file: task.file, sample: false, state: cancelled ? 'cancelled' : 'inspecting' }, key);
        await this.recognised(one, task.file, plan);
        keys.push(one);
      }
      for (const error of refused) {
        const name = error.location.file ?? task.name;
        this.append({ name, bytes: 0, sample: false, state: 'failed', error: new FenqunError(error), archive: task.name }, key);
      }
      this.dismiss(key);
      return keys;
    } catch (error) {
      if (this.find(key)?.state === 'inspecting') this.patch(key, { state: 'failed', error });
      return [key];
    }
  }

  /** A file is known; a template for its shape goes before what was recognised. */
  private async recognised(key: number, file: File, found: FilePlan): Promise<void> {
    const template = this.templates.match(found);
    const plan = template ? await this.templated(file, found, template) : undefined;
    const values = { plan: plan ?? found, found, template: plan && template?.name, name: found.file, bytes: found.bytes, archive: found.archive };
    this.patch(key, this.find(key)?.state === 'inspecting' ? { ...values, state: 'waiting' } : values);
  }

  /** The plan by a template; nothing when the file is another one after all. */
  private async templated(file: File, found: FilePlan, template: Template): Promise<FilePlan | undefined> {
    if (Object.keys(template.structure).length === 0) return applied(template, found);
    const again = await this.engine.reinspect(file, restructured(template, found)).catch(() => undefined);
    const shape = again && shapeOf(again);
    const wanted = again && shapeOf({ ...again, columns: template.columns.map((column) => ({ ...column, examples: [], sampled: 0, filled: 0, parsed: 0 })) });
    return again && shape === wanted ? applied(template, again) : undefined;
  }

  /** Whether a file may be loaded at once; a large one is asked about, one that does not fit is refused. */
  private async fits(key: number, plan: FilePlan): Promise<boolean> {
    const bytes = needed(plan);
    if (bytes < LARGE) return true;
    const held = await this.engine.memory().then(({ total }) => total, () => 0);
    if (bytes + held > LIMIT) {
      const mib = (value: number): string => Math.ceil(value / (1 << 20)).toString();
      this.patch(key, { state: 'failed', error: new FenqunError({ code: 'too_large', location: { file: plan.file }, params: { needed: mib(bytes + held), limit: mib(LIMIT) } }) });
      return false;
    }
    if (this.find(key)?.large) return true;
    this.patch(key, { state: 'asking', question: { needed: bytes } });
    return false;
  }

  /** Whether rows of the file can simply be added; what is loaded already is asked about. */
  private async isNew(key: number, { file, plan, mode }: { file: File; plan: FilePlan; mode?: LoadMode | undefined }): Promise<boolean> {
    if (mode !== undefined) return true;
    const proposal = await this.engine.proposeLoad(file, plan).catch(() => undefined);
    if (!proposal || proposal.because === 'new_rows' || proposal.because === 'new_columns') return true;
    if (this.find(key)?.state === 'waiting') this.patch(key, { state: 'asking', question: { proposal } });
    return false;
  }

  private async load(key: number): Promise<void> {
    const task = this.find(key);
    if (!task?.file || !task.plan || task.state !== 'waiting') return;
    const { file, plan, mode } = task;
    if (!(await this.fits(key, plan)) || !(await this.isNew(key, { file, plan, mode })) || this.find(key)?.state !== 'waiting') return;
    const replaced = typeof mode === 'object' && 'replace' in mode ? mode.replace.file : undefined;
    await this.reading(key, async (signal) => {
      const entry = await this.engine.load(file, plan, { signal, ...(mode !== undefined && { mode }), onProgress: (step) => this.patch(key, { step }) });
      this.items = this.items.filter((one) => one.key === key || one.entry === undefined || one.entry.id !== replaced);
      this.patch(key, { state: 'loaded', entry, plan: entry.plan, mode: undefined });
    });
  }

  private async runSample(key: number): Promise<void> {
    if (this.find(key)?.state !== 'waiting') return;
    await this.reading(key, async (signal) => {
      const entries = await this.engine.loadSample({ signal, onProgress: (step) => this.patch(key, { step }) });
      this.items = this.items.filter((task) => task.key !== key);
      for (const entry of entries) {
        const file = this.engine.source?.(entry.id);
        this.append({ name: entry.plan.file, bytes: entry.plan.bytes, file, sample: true, state: 'loaded', entry, plan: entry.plan });
      }
    });
  }

  private async reading(key: number, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const abort = new AbortController();
    this.aborts.set(key, abort);
    this.patch(key, { state: 'reading', error: undefined });
    try {
      await work(abort.signal);
    } catch (error) {
      this.patch(key, isCancelled(error) ? { state: 'cancelled' } : { state: 'failed', error });
    } finally {
      this.aborts.delete(key);
      this.patch(key, { step: undefined });
      await this.refreshSchema();
    }
  }

  /** The id under which the engine has the file now: a correction that was cancelled late has given it a new one. */
  private async currentId(key: number): Promise<number | undefined> {
    const task = this.find(key);
    if (!task?.entry) return undefined;
    const { id, plan } = task.entry;
    const entries = await this.engine.files();
    if (entries.some((entry) => entry.id === id)) return id;
    const taken = new Set(this.items.map((one) => one.entry?.id));
    return entries.find((entry) => entry.plan.file === plan.file && !taken.has(entry.id))?.id;
  }

  private async refreshSchema(): Promise<void> {
    this.schema = await this.engine.schema().catch(() => this.schema);
    this.version += 1;
    this.changed();
  }

  private has(file: File): boolean {
    return this.items.some(({ file: other, state }) =>
      other !== undefined && state !== 'failed' && state !== 'cancelled' &&
      other.name === file.name && other.size === file.size && other.lastModified === file.lastModified);
  }

  private find(key: number): FileTask | undefined {
    return this.items.find((task) => task.key === key);
  }

  /** Puts a file at the end of the list, or before another one. */
  private append(task: Partial<FileTask> & Pick<FileTask, 'name' | 'bytes' | 'sample'>, before?: number): number {
    const key = this.nextKey++;
    const at = this.items.findIndex((one) => one.key === before);
    const end = at < 0 ? this.items.length : at;
    this.items = [...this.items.slice(0, end), { state: 'waiting', correcting: false, ...task, key }, ...this.items.slice(end)];
    this.changed();
    return key;
  }

  private patch(key: number, values: Partial<FileTask>): void {
    this.items = this.items.map((task) => (task.key === key ? { ...task, ...values } : task));
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
