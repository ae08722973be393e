// Runs every test there is and says at the end how many passed and failed in each runner.
//
//   node scripts/test.mjs [name...]    only these runners; builds are made as needed
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPage, buildWasm } from './build.mjs';
import { root, run } from './steps.mjs';

const sum = (text, pattern) => [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);

/** Counts of `cargo test`. */
const cargoCounts = (text) => ({
  passed: sum(text, /^test result: \w+\. (\d+) passed/gm),
  failed: sum(text, /^test result: \w+\. \d+ passed; (\d+) failed/gm),
});

/** Counts of `node --test` (either reporter). */
const nodeCounts = (text) => ({
  passed: sum(text, /^(?:#|ℹ) pass (\d+)/gm),
  failed: sum(text, /^(?:#|ℹ) fail (\d+)/gm) + sum(text, /^(?:#|ℹ) cancelled (\d+)/gm),
});

/** Counts of the judge in SQL. */
const judgeCounts = (text) => ({ passed: sum(text, /^(\d+) passed, \d+ failed$/gm), failed: sum(text, /^\d+ passed, (\d+) failed$/gm) });

const files = (folder, ending) =>
  readdirSync(join(root, folder)).filter((name) => name.endsWith(ending)).sort().map((name) => `${folder}/${name}`);

const nodeTest = (...tests) => ['node', '--test', '--test-reporter=spec', '--test-concurrency=1', '--test-force-exit', ...tests];

const wwwScripts = () => {
  const path = join(root, 'www', 'package.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')).scripts ?? {}) : {};
};

const www = join(root, 'www');
const denyWarnings = ['--', '-D', 'warnings'];

/**
 * In order: cheap checks first. `needs` are builds, `begins` those that are made meanwhile because the runner is one thread and
 * no clock, `counts` reads the runner's own totals (a check counts as one).
 */
const runners = [
  { name: 'format', what: 'cargo fmt --check', command: ['cargo', 'fmt', '--check'] },
  { name: 'clippy', what: 'lints, all targets', command: ['cargo', 'clippy', '--all-targets', ...denyWarnings] },
  {
    name: 'clippy-wasm',
    what: 'lints of the browser binding',
    command: ['cargo', 'clippy', '--lib', '--target', 'wasm32-unknown-unknown', ...denyWarnings],
  },
  {
    name: 'parts',
    what: 'format and lints of what divides the engine',
    command: ['bash', '-c', 'cd scripts/parts && cargo fmt --check && cargo clippy --quiet --locked --target-dir ../../target/parts -- -D warnings'],
  },
  { name: 'cargo', what: 'unit, property, conformance, layering and doc tests', command: ['cargo', 'test'], counts: cargoCounts },
  { name: 'duckdb', what: 'conformance as SQL in DuckDB', command: ['python3', '-B', 'tests/duckdb/judge.py'], counts: judgeCounts },
  {
    name: 'instructions',
    what: 'instructions of ten questions',
    command: ['node', 'scripts/instructions.mjs'],
    begins: ['wasm'],
    verdict: (text) => text.trim().split('\n').at(-1),
  },
  { name: 'rustdoc', what: 'documentation without warnings', command: ['cargo', 'doc', '--no-deps'], env: { RUSTDOCFLAGS: '-D warnings' } },
  { name: 'types', what: 'TypeScript, strict', command: ['npm', 'run', '--silent', 'check'], cwd: www, needs: ['wasm'] },
  {
    name: 'units',
    what: 'unit tests of the page',
    command: ['npm', 'test', '--silent'],
    cwd: www,
    needs: ['wasm'],
    counts: nodeCounts,
    skip: () => !wwwScripts().test,
  },
  {
    name: 'node',
    what: 'conformance in wasm under Node, headers, server, packages',
    command: () => nodeTest('tests/node/conformance.mjs', ...files('tests/node', '.test.mjs')),
    needs: ['wasm'],
    counts: nodeCounts,
  },
  { name: 'size', what: 'bytes of the first load', command: ['node', 'tests/page/size.mjs'], needs: ['wasm', 'page'], verdict: (text) => text.trim().split('\n').at(-1) },
  {
    name: 'browser',
    what: 'conformance and the page in Chromium',
    command: () => nodeTest(...files('tests/page', '.test.mjs')),
    needs: ['wasm', 'page'],
    counts: nodeCounts,
  },
];

const builds = { wasm: buildWasm, page: buildPage };
const built = new Map();

/** Whether a build is there; it is made once. */
function build(name) {
  if (!built.has(name)) built.set(name, builds[name]());
  return built.get(name);
}

async function prepare(needs = []) {
  for (const name of needs) if (!(await build(name))) return false;
  return true;
}

async function execute(runner) {
  if (runner.skip?.()) return undefined;
  if (!(await prepare(runner.needs))) {
    console.log(`▸ ${runner.name}: not run, a build that it needs failed`);
    return { passed: 0, failed: 1 };
  }
  runner.begins?.filter((name) => chosen.some(({ needs }) => needs?.includes(name))).forEach(build);
  const command = typeof runner.command === 'function' ? runner.command() : runner.command;
  const { code, output } = await run(runner.name, runner.what, command, runner);
  const counts = runner.counts?.(output) ?? { passed: code === 0 ? 1 : 0, failed: 0 };
  // A runner that fails without counting a failure (it did not compile, it crashed) has failed once.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  // A runner that counts and has nothing to count did not do its work.
  if (code === 0 && counts.passed === 0) counts.failed = 1;
  return counts;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !runners.some((runner) => runner.name === name));
if (unknown.length > 0) {
  console.error(`test: no runner is called ${unknown.join(', ')}; there are ${runners.map((runner) => runner.name).join(', ')}`);
  process.exit(2);
}
const start = performance.now();
const results = [];
const chosen = runners.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
for (const runner of chosen) {
  const counts = await execute(runner);
  if (counts) results.push({ name: runner.name, ...counts });
}
console.log('');
for (const { name, passed, failed } of results) console.log(`${`${name}:`.padEnd(13)} ${passed} passed, ${failed} failed`);
const total = (key) => results.reduce((all, result) => all + result[key], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
const failed = results.some((result) => result.failed > 0);
console.log(`${failed ? 'FAILED' : 'ok'} in ${Math.round((performance.now() - start) / 1000)} s`);
process.exit(failed ? 1 : 0);
