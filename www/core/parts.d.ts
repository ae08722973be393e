/** A part of the engine: its address, its bytes, what a fetch gave, or its module. */
export type Part = string | URL | BufferSource | WebAssembly.Module;

export interface InitOptions {
  /** The first part. Without it `fenqun_bg.wasm` beside the script. */
  module_or_path?: Part | Response | Promise<Part | Response>;
  /** The second part, of the same build. Without it what lies beside the first part, where that is an address, or `fenqun_later_bg.wasm` beside the script. */
  later?: Part;
  /**
   * Whether to wait for the second part: true. Otherwise it is fetched by `prepare()` or when the first part calls it; the
   * call waits, which an address allows in a worker only.
   */
  wait?: boolean;
}

/** Starts the engine. Rejects when a part cannot be had. */
export default function init(options?: InitOptions): Promise<InitOutput>;

/** Starts the engine from what is there already. */
export function initSync(options: { module: BufferSource | WebAssembly.Module; later: BufferSource | WebAssembly.Module }): InitOutput;

/** Fetches the second part, so that nothing waits for it. Rejects when that fails; the next call tries again. */
export function prepare(): Promise<void>;
