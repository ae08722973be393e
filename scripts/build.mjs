// Builds the wasm core into pkg/ and the page into www/dist/; what is up to date is left alone.
//
//   node scripts/build.mjs [wasm|page]
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, homedir, totalmem } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { digest, root, run, whenChanged } from './steps.mjs';

const target = 'wasm32-unknown-unknown';
/** Messages of panics name files of crates; whose machine they were built on is nobody's business. */
const crates = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'registry', 'src');
const remap = [`--remap-path-prefix=${crates}=crates`];
// What is called once per question is not copied to where it is called; what is marked inline, because rows go through it, is.
const engineFlags = ['-C', 'llvm-args=--inline-threshold=60'];

/**
 * The modules, all of the same crate, in the order in which one needs another. `name` is that of the files in pkg/;
 * `rustflags` go to every crate below it. An engine is divided in what a first visit runs and the rest; the one without
 * vectors is run by the same script as the one with them.
 */
const modules = [
  // thrown away when a parser of foreign bytes panics
  { name: 'fenqun_files', feature: 'files', level: 's', rustflags: [], bindgen: ['--experimental-reset-state-function'] },
  { name: 'fenqun', feature: 'engine', level: '2', rustflags: ['-C', 'target-feature=+simd128', ...engineFlags], divided: true },
  { name: 'fenqun_scalar', feature: 'engine', level: '2', rustflags: engineFlags, divided: true, sameScriptAs: 'fenqun' },
];
const partsOf = ({ name, divided }) => [`${name}_bg.wasm`, ...(divided ? [`${name}_later_bg.wasm`] : [])];
const scriptsOf = ({ name, sameScriptAs }) => (sameScriptAs ? [] : [`${name}.js`, `${name}.d.ts`, `${name}_bg.wasm.d.ts`]);
const filesOf = (module) => [...partsOf(module), ...scriptsOf(module)];

/** What the modules are in `pkg/`. */
export const wasmFiles = modules.flatMap(filesOf);

/** What divides a module, with what a visit is and the script that joins the parts. */
const divider = ['scripts/parts/Cargo.toml', 'scripts/parts/Cargo.lock', 'scripts/parts/src', 'scripts/parts/visit.mjs', 'tests/fixtures/exports', 'tests/corpus', 'www/core'];

/** Puts the two parts of `made/<script>_bg.wasm` in its place: what a visit runs in it, and the rest. */
async function divide({ name }, made, script) {
  const [whole, counted, ran] = ['whole.wasm', 'counted.wasm', 'ran.txt'].map((file) => join(made, file));
  copyFileSync(join(made, `${script}_bg.wasm`), whole);
  const tool = ['cargo', 'run', '--quiet', '--release', '--locked', '--manifest-path', 'scripts/parts/Cargo.toml', '--target-dir', 'target/parts', '--'];
  const steps = [
    [`count-${name}`, `functions of ${name} that a visit runs`, [...tool, 'count', whole, counted]],
    [`visit-${name}`, `a visit with ${name}`, ['node', 'scripts/parts/visit.mjs', join(made, `${script}.js`), counted, ran]],
    [`divide-${name}`, `${name} in two parts`, [...tool, 'divide', whole, ran, join(made, `${script}_bg.wasm`), join(made, `${name}_later_bg.wasm`)]],
  ];
  for (const [step, what, command] of steps) {
    if ((await run(step, what, command, { verdict: (text) => (step.startsWith('divide') ? text.trim().split('\n').at(-1) : '') })).code !== 0) return false;
  }
  return true;
}

/** Text in which `end` occurs once, up to it, and then something else. */
function continued(text, end, instead) {
  const at = text.indexOf(end);
  if (at < 0 || text.includes(end, at + 1)) throw new Error(`wasm-bindgen writes another script than is known: ${JSON.stringify(end)}`);
  return text.slice(0, at) + instead;
}

/** The script that wasm-bindgen writes, with the one that joins the parts at its end. */
function joinScripts(made, script) {
  const [text, types] = ['js', 'd.ts'].map((kind) => readFileSync(join(made, `${script}.${kind}`), 'utf8'));
  const [parts, partTypes] = ['js', 'd.ts'].map((kind) => readFileSync(join(root, 'www', 'core', `parts.${kind}`), 'utf8'));
  writeFileSync(join(made, `${script}.js`), continued(text, 'export { initSync, __wbg_init as default };', parts));
  writeFileSync(join(made, `${script}.d.ts`), continued(types, 'export type SyncInitInput', partTypes));
}

/** `begun` holds what comes of the modules that were begun before. */
async function buildModule(module, begun) {
  const { name, feature, level, rustflags, divided = false, bindgen = [], sameScriptAs } = module;
  const features = ['--no-default-features', '--features', feature];
  const folder = `target/wasm/${name}`;
  const env = { CARGO_PROFILE_RELEASE_OPT_LEVEL: level, CARGO_ENCODED_RUSTFLAGS: [...remap, ...rustflags].join('\x1f') };
  const cargo = ['cargo', 'build', '--release', '--lib', '--target', target, '--target-dir', `${folder}/cargo`, ...features];
  if ((await run(`wasm-${name}`, `the module ${name} for browsers`, cargo, { env })).code !== 0) return false;
  const made = join(root, folder, 'out');
  rmSync(made, { recursive: true, force: true });
  const script = sameScriptAs ?? name;
  const bind = [
    'wasm-bindgen', '--target', 'web', '--out-dir', made, '--out-name', script, '--remove-name-section', '--remove-producers-section', ...bindgen,
    `${folder}/cargo/${target}/release/fenqun.wasm`,
  ];
  if ((await run(`bindgen-${name}`, `the script of ${name}`, bind)).code !== 0) return false;
  if (divided) {
    if (!(await divide(module, made, script))) return false;
    joinScripts(made, script);
  }
  if (sameScriptAs && !((await begun.get(sameScriptAs)) ?? true)) return false;
  if (sameScriptAs && readFileSync(join(made, `${script}.js`), 'utf8') !== readFileSync(join(root, 'pkg', `${script}.js`), 'utf8')) {
    console.log(`  ${name} has another script than ${script}`);
    return false;
  }
  copyFileSync(join(made, `${script}_bg.wasm`), join(root, 'pkg', `${name}_bg.wasm`));
  if (divided) copyFileSync(join(made, `${name}_later_bg.wasm`), join(root, 'pkg', `${name}_later_bg.wasm`));
  for (const file of scriptsOf(module)) copyFileSync(join(made, file), join(root, 'pkg', file));
  return true;
}

/** Modules that are built at the same time: most of a build is one thread that optimizes the whole, and takes 1.2 GiB. */
const AT_ONCE = Math.max(1, Math.min(2, availableParallelism(), Math.floor(totalmem() / 2 ** 32)));

/** The modules with their scripts and types, into `pkg/`. Tracked files of `pkg/` stay as they are. */
export async function buildWasm(wanted = modules.map(({ name }) => name)) {
  const waiting = modules.filter(({ name }) => wanted.includes(name));
  const made = new Map();
  const make = async (module) => {
    const inputs = digest(['src', 'Cargo.toml', 'Cargo.lock', ...(module.divided ? divider : [])], JSON.stringify(module), buildModule.toString());
    const files = filesOf(module).map((name) => `pkg/${name}`);
    return whenChanged(`wasm-${module.name}`, inputs, files, () => buildModule(module, made));
  };
  const inTurn = async () => {
    for (let module = waiting.shift(); module; module = waiting.shift()) {
      made.set(module.name, make(module));
      if (!(await made.get(module.name))) waiting.length = 0;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, inTurn));
  const results = await Promise.all(made.values());
  return results.every(Boolean);
}

/** The page: `www/dist/`. */
export function buildPage() {
  if (!existsSync(join(root, 'www', 'package.json'))) {
    console.log('▸ page: there is no www/package.json');
    return Promise.resolve(false);
  }
  const inputs = digest(['www', ...wasmFiles.map((name) => `pkg/${name}`), 'pkg/definition.d.ts']);
  return whenChanged('page', inputs, ['www/dist/index.html'], async () => {
    const { code } = await run('page', 'the page, into www/dist/', ['npm', 'run', '--silent', 'build'], { cwd: join(root, 'www') });
    return code === 0;
  });
}

const parts = { wasm: buildWasm, page: buildPage };

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const wanted = process.argv.slice(2);
  for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
    if (!(await parts[name]?.())) process.exit(1);
  }
}
