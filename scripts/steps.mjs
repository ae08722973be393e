// Runs the steps of the build and of the tests: one line says what is done, and one how it ended and how long it took.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const logs = join(root, 'tests', '.out', 'logs');
const stamps = join(root, 'target', 'stamps');
const shownOnFailure = 400;

/** The environment in which tools run: those of the project first, then those of the machine. */
export const environment = {
  ...process.env,
  PATH: [join(root, '.tools', 'bin'), join(root, 'www', 'node_modules', '.bin'), process.env.PATH].join(delimiter),
};

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs a program with its output in `tests/.out/logs/<name>.log`; the end of it is shown when the program fails.
 *
 * @returns {Promise<{ code: number, output: string, took: string }>}
 */
export async function run(name, what, command, { cwd = root, env = {}, verdict = () => '' } = {}) {
  mkdirSync(logs, { recursive: true });
  const log = join(logs, `${name}.log`);
  const start = performance.now();
  console.log(`▸ ${name}: ${what}`);
  const [program, ...args] = command;
  const pieces = [];
  const code = await new Promise((resolve) => {
    const shell = process.platform === 'win32';
    const child = spawn(program, args, { cwd, env: { ...environment, ...env }, stdio: ['ignore', 'pipe', 'pipe'], shell });
    child.stdout.on('data', (piece) => pieces.push(piece));
    child.stderr.on('data', (piece) => pieces.push(piece));
    child.on('error', (error) => {
      pieces.push(Buffer.from(`${program}: ${error.message}\n`));
      resolve(127);
    });
    child.on('close', (status) => resolve(status ?? 1));
  });
  const output = Buffer.concat(pieces).toString('utf8');
  writeFileSync(log, output);
  const took = seconds(start);
  if (code !== 0) {
    console.log(output.split('\n').slice(-shownOnFailure).join('\n'));
    console.log(`  ${relative(root, log)} has all of it`);
  }
  // named, because several may run at the same time
  console.log(`  ${name}: ${[code === 0 ? 'done' : `failed with status ${code}`, verdict(output), took].filter(Boolean).join(' · ')}`);
  return { code, output, took };
}

function* walk(path) {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info?.isFile()) yield path;
  if (!info?.isDirectory()) return;
  for (const name of readdirSync(path).sort()) {
    if (name !== 'node_modules' && name !== 'dist' && !name.startsWith('.tmp')) yield* walk(join(path, name));
  }
}

/** A digest of files and folders (relative to the project) and of further texts. */
export function digest(paths, ...texts) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of walk(join(root, path))) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex');
}

/** Does `work` unless it was done for the same inputs and what it made is still there. Returns whether all is well. */
export async function whenChanged(name, inputs, outputs, work) {
  const start = performance.now();
  const stamp = join(stamps, name);
  const kept = statSync(stamp, { throwIfNoEntry: false }) ? readFileSync(stamp, 'utf8') : '';
  const made = outputs.every((path) => statSync(join(root, path), { throwIfNoEntry: false }));
  if (made && kept === inputs) {
    console.log(`▸ ${name}: nothing has changed · ${seconds(start)}`);
    return true;
  }
  rmSync(stamp, { force: true });
  if (!(await work())) return false;
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, inputs);
  return true;
}
