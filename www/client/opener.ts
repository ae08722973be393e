// The module beside the engine that has no state: it recognises and opens files, and reads and writes the forms of a
// definition. It is fetched after the engine and made anew when it panics.
import type { Document, Error as EngineError, Exchange, FilePlan, Format, LayoutInfo, Preview, Schema } from '../../pkg/definition.js';
import type { SampleKind } from './protocol.js';

/** What the module does; every method throws plain errors of the definition. */
export interface Files {
  /** Whether the bytes of a file are an archive and no workbook. */
  isArchive(bytes: Uint8Array): boolean;
  unpack(name: string, bytes: Uint8Array): { name: string; bytes: Uint8Array }[];
  /** Whether recognition needs more than this beginning of a file. */
  needsWhole(head: Uint8Array): boolean;
  inspect(name: string, head: Uint8Array, total: number): FilePlan;
  reinspect(plan: FilePlan, head: Uint8Array): FilePlan;
  preview(plan: FilePlan, head: Uint8Array, limit: number): Preview;
  /** What the engine needs to propose how to load a file that is handed over. */
  sampled(plan: FilePlan, head: Uint8Array): { piece: Uint8Array; sealed: Sealed } | undefined;
  layouts(): LayoutInfo[];
  sample(kind: SampleKind, contacts: number, seed: number): Uint8Array;
}

/** The forms of a definition that people and other tools read and write. */
export interface Forms {
  printDefinition(document: Document): string;
  /** Names are checked where the schema has contacts. */
  parseText(text: string, schema: Schema): Document;
  exportRules(document: Document, format: Format): Exchange<unknown>;
  importRules(value: unknown, format: Format): Exchange<Document>;
}

/** The module cannot be fetched. */
export class Missing extends Error {}

/** What is known of a file that was handed over; only the core looks into it. */
export type Sealed = object;

/** One file on its way to the core. */
export interface Hand {
  push(bytes: Uint8Array): Uint8Array;
  /** Ends the hand; what `give` throws is thrown. */
  finish(give: (piece: Uint8Array) => void): Sealed;
  free(): void;
}

/** The module that wasm-bindgen writes. */
export interface FilesModule {
  default(input: { module_or_path: unknown }): Promise<unknown>;
  Files: new () => Files;
  Forms: new () => Forms;
  Hand: new (plan: FilePlan) => Hand;
  /** A new memory: the old one is not used after a panic. */
  __wbg_reset_state(): void;
}

/** Whether a core reads the file as it is; any other is handed over. */
export function isReadAsItIs(plan: FilePlan): boolean {
  return ['text', 'ndjson', 'parquet'].includes(plan.container) && (plan.encoding ?? 'utf-8') === 'utf-8';
}

/** Fetches the module once and gives it to whoever works on a file. */
export class Opener {
  private module: Promise<FilesModule> | undefined;
  private files: Files | undefined;
  private formed: Forms | undefined;

  constructor(private readonly fetchModule: () => Promise<FilesModule>) {}

  /** Begins to fetch, so that the first file does not wait for it and a page works without a network. */
  prepare(): void {
    void this.fetched().catch(() => undefined);
  }

  /** Does something with a file. A panic is an error of this file, and no end of the core. */
  async with<T>(file: string, work: (files: Files) => T): Promise<T> {
    const module = await this.fetched();
    return this.guarded(module, file, () => work((this.files ??= new module.Files())));
  }

  /** Does something with a definition. */
  async forms<T>(work: (forms: Forms) => T): Promise<T> {
    const module = await this.fetched();
    return work((this.formed ??= new module.Forms()));
  }

  /** A hand that stays guarded; `free` it unless it came to its end. */
  async hand(plan: FilePlan): Promise<Hand> {
    const module = await this.fetched();
    const guarded = <T>(work: () => T): T => this.guarded(module, plan.file, work);
    const inner = guarded(() => new module.Hand(plan));
    return {
      push: (bytes) => guarded(() => inner.push(bytes)),
      finish(give) {
        const foreign: unknown[] = [];
        const careful = (piece: Uint8Array): void => {
          try {
            give(piece);
          } catch (error) {
            foreign.push(error);
            throw error;
          }
        };
        try {
          return guarded(() => inner.finish(careful));
        } catch (error) {
          throw foreign.length > 0 ? foreign[0] : error;
        }
      },
      free: () => inner.free(),
    };
  }

  private fetched(): Promise<FilesModule> {
    this.module ??= this.fetchModule().catch((error: unknown) => {
      // a later file may have a network again
      this.module = undefined;
      throw new Missing(error instanceof Error ? error.message : String(error));
    });
    return this.module;
  }

  private guarded<T>(module: FilesModule, file: string, work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      if (isPlain(thrown)) throw thrown;
      this.files = undefined;
      this.formed = undefined;
      module.__wbg_reset_state();
      const error: EngineError = { code: 'broken_workbook', location: { file }, params: { reason: 'its structure is damaged' } };
      throw error;
    }
  }
}

function isPlain(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && !(thrown instanceof Error) && 'code' in thrown;
}
