// The engine of `pkg/` under Node.
import { readFileSync } from 'node:fs';

/** The bytes of a file of `pkg/`. */
export const built = (name) => readFileSync(new URL(`../../pkg/${name}`, import.meta.url));

let copies = 0;

/**
 * A build of the engine, apart from every other one of this process: a script is one module, and another query is another.
 *
 * @param {{ later?: string | Uint8Array, wait?: boolean }} [options] where the second part is, and whether it is waited for
 */
export async function engineOf(build = 'fenqun', { later = built(`${build}_later_bg.wasm`), wait = true } = {}) {
  copies += 1;
  const script = await import(`../../pkg/fenqun.js?${copies}`);
  const exports = await script.default({ module_or_path: built(`${build}_bg.wasm`), later, wait });
  return { Engine: script.Engine, prepare: script.prepare, hasLater: () => exports.later_ready.value === 1 };
}
