// Builds the wasm core into pkg/ and the page into www/dist/; what is up to date is left alone.
//
//   node scripts/build.mjs [wasm|page]
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { digest, root, run, whenChanged } from './steps.mjs';

const wasmFlags = '-C target-feature=+simd128';
const wasmCommand = [
  'wasm-pack', 'build', '--mode', 'no-install', '--target', 'web', '--release', '--out-dir', 'pkg', '--out-name', 'fenqun', '--no-pack',
];

/** The core: `pkg/fenqun.js`, `pkg/fenqun_bg.wasm` and their types. Tracked files of `pkg/` stay as they are. */
export function buildWasm() {
  const inputs = digest(['src', 'Cargo.toml', 'Cargo.lock', 'www/package-lock.json'], wasmFlags, ...wasmCommand);
  return whenChanged('wasm', inputs, ['pkg/fenqun.js', 'pkg/fenqun_bg.wasm'], async () => {
    const env = { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: wasmFlags };
    const { code } = await run('wasm', 'the core for browsers, into pkg/', wasmCommand, { env });
    // wasm-pack hides the whole folder from git and npm; the project's own rules say what belongs.
    rmSync(join(root, 'pkg', '.gitignore'), { force: true });
    return code === 0;
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
