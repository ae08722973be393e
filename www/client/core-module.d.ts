// The module that the build writes to `pkg/`, under the name that the bundler resolves to it.
import type { Core } from './core.js';

/** Starts the first part; with `wait: false` the address of the other is kept for when it is needed. */
export default function init(input: { module_or_path: unknown; later: string; wait: false }): Promise<{ readonly memory: WebAssembly.Memory }>;
/** Fetches the second part, so that nothing waits for it. */
export function prepare(): Promise<void>;
export const Engine: new () => Core;
