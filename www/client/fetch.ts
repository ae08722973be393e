// Where the parts of the engine are and which of them this browser can run.
import scalarLaterUrl from 'fenqun-core-scalar-later.wasm?url';
import scalarUrl from 'fenqun-core-scalar.wasm?url';
import laterUrl from 'fenqun-core-later.wasm?url';
import simdUrl from 'fenqun-core.wasm?url';
import filesUrl from 'fenqun-files.wasm?url';
import type { FilesModule } from './opener.js';

/** A module with one function, whose body is `i8x16.splat` and `drop`. */
const SIMD = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11]);

/** Whether the browser and its processor have vectors of 128 bits. Asked of the browser, never guessed from its name. */
export function hasSimd(): boolean {
  try {
    return WebAssembly.validate(SIMD);
  } catch {
    return false;
  }
}

/** The two parts of the core, as its script takes them. */
export interface CoreParts {
  readonly module_or_path: Promise<Response | ArrayBuffer>;
  /** Where the second part is, absolute. */
  readonly later: string;
}

/** The core: `wasmUrl` is where its build with vectors is; the other build and the second parts lie beside it. */
export function coreParts(wasmUrl: string | undefined): CoreParts {
  const parts = (first: string, later: string): CoreParts => ({ module_or_path: fetchWasm(first), later: new URL(later, location.href).href });
  if (wasmUrl === undefined) return hasSimd() ? parts(simdUrl, laterUrl) : parts(scalarUrl, scalarLaterUrl);
  const first = hasSimd() ? wasmUrl : beside(wasmUrl, '_scalar');
  return parts(first, beside(first, '_later'));
}

/** The module of files, which lies beside the core. */
export async function fetchFiles(wasmUrl: string | undefined): Promise<FilesModule> {
  const module: FilesModule = await import('fenqun-files');
  await module.default({ module_or_path: fetchWasm(wasmUrl === undefined ? filesUrl : beside(wasmUrl, '_files')) });
  return module;
}

/** `…/fenqun_bg.wasm` → `…/fenqun_files_bg.wasm`. */
function beside(wasmUrl: string, part: string): string {
  const url = new URL(wasmUrl);
  url.pathname = url.pathname.replace(/(_bg)?\.wasm$/, (end) => `${part}${end}`);
  return url.href;
}

/** Compiled while it arrives where the host says what it is; its bytes otherwise. */
async function fetchWasm(url: string): Promise<Response | ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const type = response.headers.get('Content-Type') ?? '';
  return type.startsWith('application/wasm') ? response : response.arrayBuffer();
}
