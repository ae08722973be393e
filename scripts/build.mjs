// Builds the wasm core into pkg/ and the page into www/dist/; what is up to date is left alone.
//
//   node scripts/build.mjs [wasm|page]
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { digest, root, run, whenChanged } from './steps.mjs';

const target = 'wasm32-unknown-unknown';
// What is called once per question is not copied to where it is called; what is marked inline, because rows go through it, is.
const engineFlags = ['-C', 'llvm-args=--inline-threshold=60'];

/**
 * The modules, all of the same crate. `name` is that of the files in pkg/; `rustflags` go to every crate below it.
 * The scalar build is run by the same script as the one with vectors.
 */
const modules = [
  { name: 'fenqun', feature: 'engine', level: '2', rustflags: ['-C', 'target-feature=+simd128', ...engineFlags] },
  { name: 'fenqun_scalar', feature: 'engine', level: '2', rustflags: engineFlags, sameScriptAs: 'fenqun' },
  // thrown away when a parser of foreign bytes panics
  { name: 'fenqun_files', feature: 'files', level: 's', rustflags: [], bindgen: ['--experimental-reset-state-function'] },
];
const filesOf = ({ name, sameScriptAs }) => [`${name}_bg.wasm`, ...(sameScriptAs ? [] : [`${name}.js`, `${name}.d.ts`, `${name}_bg.wasm.d.ts`])];

/** What the modules are in `pkg/`. */
export const wasmFiles = modules.flatMap(filesOf);

async function buildModule(module) {
  const { name, feature, level, rustflags, bindgen = [], sameScriptAs } = module;
  const features = ['--no-default-features', '--features', feature];
  const folder = `target/wasm/${name}`;
  const env = { CARGO_PROFILE_RELEASE_OPT_LEVEL: level, CARGO_ENCODED_RUSTFLAGS: rustflags.join('\x1f') };
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
  if (sameScriptAs) {
    if (readFileSync(join(made, `${script}.js`), 'utf8') !== readFileSync(join(root, 'pkg', `${script}.js`), 'utf8')) {
      console.log(`  ${name} has another script than ${script}`);
      return false;
    }
    copyFileSync(join(made, `${script}_bg.wasm`), join(made, `${name}_bg.wasm`));
  }
  for (const file of filesOf(module)) copyFileSync(join(made, file), join(root, 'pkg', file));
  return true;
}

/** The modules with their scripts and types, into `pkg/`. Tracked files of `pkg/` stay as they are. */
export async function buildWasm(wanted = modules.map(({ name }) => name)) {
  for (const module of modules.filter(({ name }) => wanted.includes(name))) {
    const inputs = digest(['src', 'Cargo.toml', 'Cargo.lock'], JSON.stringify(module), buildModule.toString());
    const files = filesOf(module).map((name) => `pkg/${name}`);
    if (!(await whenChanged(`wasm-${module.name}`, inputs, files, () => buildModule(module)))) return false;
  }
  return true;
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
