// The files of a page and what becomes of each: waiting, recognised, read, corrected, removed. Elements only show it.
import type { FileEntry, FilePlan, Schema } from '../../../pkg/definition.js';
import { type Engine, FenqunError, type Step } from '../../client/api.js';
import { isCancelled } from '../../i18n/errors.js';

/** Where a file stands; `waiting` before it is recognised and again until it is its turn to be read. */
export type TaskState = 'waiting' | 'inspecting' | 'reading' | 'loaded' | 'failed' | 'cancelled';

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
  readonly state: TaskState;
  readonly step?: Step | undefined;
  readonly plan?: FilePlan | undefined;
  readonly entry?: FileEntry | undefined;
  readonly error?: unknown;
  readonly correcting: boolean;
  readonly problem?: Problem | undefined;
}

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

  constructor(readonly engine: Engine) {
    super();
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

  /** Stops reading a file; what was loaded of it before stays. */
  cancel(key: number): void {
    const task = this.find(key);
    this.aborts.get(key)?.abort();
    if (task?.state === 'waiting' || task?.state === 'inspecting') this.patch(key, { state: 'cancelled' });
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
    for (const key of keys) await this.inspect(key);
    const planned = keys.map((key) => this.find(key)).filter((task) => task?.plan !== undefined && task.state === 'waiting');
    const contactsFirst = planned.sort((a, b) => Number(a?.plan?.rows_are === 'events') - Number(b?.plan?.rows_are === 'events'));
    for (const task of contactsFirst) if (task) await this.load(task.key);
  }

  private async inspect(key: number): Promise<void> {
    const task = this.find(key);
    if (!task?.file || task.plan || task.state !== 'waiting') return;
    this.patch(key, { state: 'inspecting' });
    try {
      const plan = await this.engine.inspect(task.file);
      this.patch(key, this.find(key)?.state === 'inspecting' ? { plan, state: 'waiting' } : { plan });
    } catch (error) {
      if (this.find(key)?.state === 'inspecting') this.patch(key, { state: 'failed', error });
    }
  }

  private async load(key: number): Promise<void> {
    const task = this.find(key);
    if (!task?.file || !task.plan || task.state !== 'waiting') return;
    const { file, plan } = task;
    await this.reading(key, async (signal) => {
      const entry = await this.engine.load(file, plan, { signal, onProgress: (step) => this.patch(key, { step }) });
      this.patch(key, { state: 'loaded', entry, plan: entry.plan });
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

  private append(task: Partial<FileTask> & Pick<FileTask, 'name' | 'bytes' | 'sample'>): number {
    const key = this.nextKey++;
    this.items = [...this.items, { state: 'waiting', correcting: false, ...task, key }];
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
