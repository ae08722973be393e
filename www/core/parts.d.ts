/** A part of the engine: its address, its bytes, what a fetch gave, or its module. */
export type Part = string | URL | BufferSource | WebAssembly.Module;

export interface InitOptions {
  /** The first part. Without it `fenqun_bg.wasm` beside the script. */
  module_or_path?: Part | Response | Promise<Part | Response>;
  /** The second part, of the same build. Without it what lies beside the first part, where that is an address, or beside the script. */
  later?: Part;
  /**
   * Whether to wait for the second part: true. Otherwise it is fetched by `prepare()`, or by the first call that needs it,
   * which blocks until it is there.
   */
  wait?: boolean;
}

/** Starts the engine. Rejects when a part cannot be had. */
export default function init(options?: InitOptions): Promise<InitOutput>;

/** Starts the engine from what is there already; without `later` its second part is read from beside the script, which blocks. */
export function initSync(options: { module: BufferSource | WebAssembly.Module; later?: Part }): InitOutput;

/** Fetches the second part, so that nothing waits for it. Rejects when that fails; the next call tries again. */
export function prepare(): Promise<void>;
