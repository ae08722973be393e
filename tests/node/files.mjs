// The files of conformance cases: those of the project, or those of FENQUN_CONFORMANCE.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const folder = process.env.FENQUN_CONFORMANCE ?? fileURLToPath(new URL('../conformance', import.meta.url));

/** Every case file with its text, in order of name. */
export function caseFiles() {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}
