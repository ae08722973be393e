// Who is changing segments: asked once, remembered in memory only.
import type { PutOptions } from '../../../pkg/definition.js';

let name = '';

/** The name that versions are kept under; empty when nobody said one. */
export function who(): string {
  return name;
}

/** Remembers a name until the page is closed. */
export function setWho(text: string): void {
  name = text.trim();
}

/** By whom and when something is kept. */
export function putOptions(): PutOptions {
  return { at: new Date().toISOString(), ...(name === '' ? {} : { who: name }) };
}
