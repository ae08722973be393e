// The module that the build writes to `pkg/`, under the name that the bundler resolves to it.
import type { Core } from './core.js';

export default function init(input: { module_or_path: unknown }): Promise<{ readonly memory: WebAssembly.Memory }>;
export const Engine: new () => Core;
