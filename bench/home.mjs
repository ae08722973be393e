// Where bulky things are: packages of the peers, bundles, data. Nothing of it is inside of the project.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the benchmark in the project. */
export const here = dirname(fileURLToPath(import.meta.url));
export const project = join(here, '..');
export const results = join(here, 'results');

/** $BENCH_HOME, or a folder in the system's temporary one. */
export const home = process.env.BENCH_HOME || join(tmpdir(), 'fenqun-bench');
export const packages = join(home, 'node_modules');
export const bundles = join(home, 'dist');
export const data = join(home, 'data');

/** Loads a package of the bench. */
export const requireFromHome = createRequire(join(home, 'index.js'));

/** What is named in an environment variable, divided by commas. */
export const listed = (name, usual) => (process.env[name] ? process.env[name].split(',') : usual);

/** Whether a file is there with the text of another. */
export const isCopy = (file, of) => existsSync(file) && readFileSync(file, 'utf8') === readFileSync(of, 'utf8');

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** $CHROMIUM, or the one of the system. */
export function chromiumPath() {
  const path = process.env.CHROMIUM || BROWSERS.find((candidate) => existsSync(candidate));
  if (!path) throw new Error('no Chromium was found; name one in CHROMIUM');
  return path;
}
