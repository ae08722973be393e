// One worker and the calls that wait for it.
import defaultWorkerUrl from './worker.ts?worker&url';
import { FenqunError, type Step } from './api.js';
import type { Calls, Failure, FromWorker, Op, ToWorker } from './protocol.js';
import { MOST_MIB } from './room.js';
import { workerUrl } from './trusted.js';

/** After a cancel the page goes on, even if the worker is in the middle of a step. */
const CANCEL_MS = 100;

interface Pending {
  readonly resolve: (value: never) => void;
  readonly reject: (reason: Error) => void;
  readonly onProgress: ((step: Step) => void) | undefined;
  readonly late: ((value: never) => void) | undefined;
  readonly release: () => void;
}

/** How a call is followed. */
export interface CallOptions<T> {
  readonly onProgress?: (step: Step) => void;
  readonly signal?: AbortSignal;
  /** The answer, when it came after the page had given the call up. */
  readonly late?: (value: T) => void;
}

interface Listener {
  readonly missing: (reason: string) => void;
  /** The file that was being read when the core stopped. The channel is dead. */
  readonly stopped: (file: string | undefined) => void;
}

/** A worker with one core. */
export class Channel {
  /** Settles when the core answers, or cannot be started. */
  readonly started: Promise<void>;
  private readonly worker: Worker;
  private readonly pending = new Map<number, Pending>();
  private readonly abandoned = new Map<number, (value: never) => void>();
  private next = 1;
  private running = false;
  private dead: FenqunError | undefined;
  private settleStart: { readonly resolve: () => void; readonly reject: (error: Error) => void } = { resolve: () => undefined, reject: () => undefined };

  constructor(options: { readonly wasmUrl?: string; readonly workerUrl?: string; readonly cacheBytes?: number }, private readonly listener: Listener) {
    this.started = new Promise((resolve, reject) => (this.settleStart = { resolve, reject }));
    this.started.catch(() => undefined);
    this.worker = new Worker(workerUrl(options.workerUrl ?? defaultWorkerUrl), { type: 'module', name: 'fenqun' });
    this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.receive(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      if (this.running) this.stop(event.message, undefined, undefined);
      else this.cannotStart(event.message || 'worker');
    };
    const { wasmUrl, cacheBytes } = options;
    this.send({
      start: {
        ...(wasmUrl === undefined ? {} : { wasmUrl: new URL(wasmUrl, document.baseURI).href }),
        ...(cacheBytes === undefined ? {} : { cacheBytes }),
      },
    });
  }

  /** Sends a call when the core is there. */
  async call<K extends Op>(
    op: K, args: Parameters<Calls[K]>, options: CallOptions<ReturnType<Calls[K]>> = {},
  ): Promise<ReturnType<Calls[K]>> {
    await this.started;
    if (this.dead) throw this.dead;
    const { signal, onProgress, late } = options;
    if (signal?.aborted) throw new FenqunError({ code: 'cancelled' });
    return new Promise((resolve, reject) => {
      const id = this.next++;
      const abort = (): void => this.cancel(id);
      signal?.addEventListener('abort', abort, { once: true });
      const release = (): void => signal?.removeEventListener('abort', abort);
      this.pending.set(id, { resolve, reject, onProgress, late, release });
      this.send({ id, op, args });
    });
  }

  /** Ends the worker and rejects what waits. */
  end(error: FenqunError): void {
    this.dead = error;
    this.worker.terminate();
    this.settleStart.reject(error);
    for (const id of [...this.pending.keys()]) this.take(id)?.reject(error);
  }

  private cancel(id: number): void {
    this.send({ cancel: id });
    setTimeout(() => {
      const call = this.take(id);
      if (!call) return;
      if (call.late) this.abandoned.set(id, call.late);
      call.reject(new FenqunError({ code: 'cancelled' }));
    }, CANCEL_MS);
  }

  private take(id: number): Pending | undefined {
    const call = this.pending.get(id);
    this.pending.delete(id);
    call?.release();
    return call;
  }

  private send(message: ToWorker): void {
    this.worker.postMessage(message);
  }

  private cannotStart(reason: string): void {
    const error = new FenqunError({ code: 'engine_missing', params: { reason }, message: reason });
    this.listener.missing(reason);
    this.end(error);
  }

  private receive(message: FromWorker): void {
    if ('step' in message) this.pending.get(message.id)?.onProgress?.(message.step);
    else if ('value' in message) this.answer(message.id, message.value);
    else if ('failure' in message) {
      this.abandoned.delete(message.id);
      this.take(message.id)?.reject(errorOf(message.failure));
    } else if ('started' in message) {
      this.running = true;
      this.settleStart.resolve();
    } else if ('missing' in message) this.cannotStart(message.missing);
    else this.stop(message.stopped, message.file, message.full);
  }

  private stop(reason: string, file: string | undefined, full: number | undefined): void {
    const location = file === undefined ? {} : { file };
    const failed = full === undefined
      ? { code: 'engine_stopped' as const, params: { reason } }
      : { code: 'engine_out_of_memory' as const, params: { used: full.toString(), limit: MOST_MIB.toString() } };
    this.end(new FenqunError({ ...failed, location, message: reason }));
    this.listener.stopped(file);
  }

  private answer(id: number, value: unknown): void {
    const late = this.abandoned.get(id);
    this.abandoned.delete(id);
    if (late) late(value as never);
    else this.take(id)?.resolve(value as never);
  }
}

function errorOf(failure: Failure): Error {
  switch (failure.kind) {
    case 'unreadable':
      return new FenqunError({ code: 'file_unreadable', location: { file: failure.file } });
    case 'missing':
      return new FenqunError({ code: 'engine_missing', params: { reason: failure.reason }, message: failure.reason });
    case 'engine':
      return new FenqunError(failure.error);
  }
}
