// Builds fenqun's program, installs the peers, and runs a program with a job.
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { here, home, isCopy, project } from '../home.mjs';

const folder = join(here, 'native');
const installed = join(home, 'native');
const python = join(installed, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

/** The path of the program, built as a release is; no flags for this very processor. */
function build() {
  console.log('fenqun for this machine');
  const cargo = ['build', '--quiet', '--release', '--locked', '--bench', 'questions', '--message-format=json'];
  const messages = execFileSync('cargo', cargo, { cwd: project, encoding: 'utf8', maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'inherit'] });
  const made = messages.split('\n').filter((line) => line.includes('"executable":"')).map((line) => JSON.parse(line));
  const program = made.find(({ target }) => target.name === 'questions')?.executable;
  if (!program) throw new Error('cargo built no program named questions');
  return program;
}

/** The packages of the peers, in an environment of Python of their own. */
function install() {
  const wanted = join(folder, 'requirements.txt');
  const list = join(installed, 'requirements.txt');
  if (isCopy(list, wanted)) return;
  console.log(`the packages of the peers, into ${installed}`);
  rmSync(installed, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  execFileSync(process.env.PYTHON || 'python3', ['-m', 'venv', installed], { stdio: 'inherit' });
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', wanted], { stdio: 'inherit' });
  copyFileSync(wanted, list);
}

/** How the program of an engine is started; builds and installs what is missing. */
export function prepare(engine) {
  if (engine === 'fenqun') return [build()];
  install();
  return [python, '-B', join(folder, `peer_${engine}.py`)];
}

/** Runs a program; `each` gets what it tells, step by step. */
export async function runProgram([program, ...args], job, each) {
  // Polars takes the number of its threads from here only
  const env = { ...process.env, POLARS_MAX_THREADS: String(job.threads) };
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${signal ?? code}`))));
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(job));
  const told = (async () => {
    for await (const line of createInterface({ input: child.stdout })) each(JSON.parse(line));
  })();
  await Promise.all([ended, told]);
}
