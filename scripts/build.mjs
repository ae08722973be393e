// Builds the wasm core into pkg/ and the page into www/dist/; what is up to date is left alone.
//
//   node scripts/build.mjs [wasm|page]
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { digest, root, run, whenChanged } from './steps.mjs';

const wasmFlags = '-C target-feature=+simd128';
// Not straight into pkg/: wasm-pack removes package.json and writes .gitignore where it builds.
const wasmFolder = 'target/wasm-pack';
const wasmFiles = ['fenqun.js', 'fenqun.d.ts', 'fenqun_bg.wasm', 'fenqun_bg.wasm.d.ts'];
const wasmCommand = [
  'wasm-pack', 'build', '--mode', 'no-install', '--target', 'web', '--release', '--out-dir', wasmFolder, '--out-name', 'fenqun', '--no-pack',
];

/** The core: `pkg/fenqun.js`, `pkg/fenqun_bg.wasm` and their types. Tracked files of `pkg/` stay as they are. */
export function buildWasm() {
  const inputs = digest(['src', 'Cargo.toml', 'Cargo.lock', 'www/package-lock.json'], wasmFlags, ...wasmCommand);
  return whenChanged('wasm', inputs, wasmFiles.map((name) => `pkg/${name}`), async () => {
    const env = { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: wasmFlags };
    rmSync(join(root, wasmFolder), { recursive: true, force: true });
    const { code } = await run('wasm', 'the core for browsers, into pkg/', wasmCommand, { env });
    if (code !== 0) return false;
    for (const name of wasmFiles) copyFileSync(join(root, wasmFolder, name), join(root, 'pkg', name));
    return true;
  });
}

/** The page: `www/dist/`. */
export function buildPage() {
  if (!existsSync(join(root, 'www', 'package.json'))) {
    console.log('▸ page: there is no www/package.json');
    return Promise.resolve(false);
  }
  const inputs = digest(['www', 'pkg/fenqun.js', 'pkg/fenqun_bg.wasm', 'pkg/definition.d.ts']);
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
