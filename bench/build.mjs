// Bundles the adapters and puts beside them what engines fetch: node bench/build.mjs [adapter ...]
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundles, here, packages, project, requireFromHome } from './home.mjs';

/** Files that engines fetch by themselves: where each package has them, and their name beside the bundle if it is another. */
const FETCHED = {
  duckdb: [
    ...['eh', 'coi'].flatMap((kind) => [`duckdb-${kind}.wasm`, `duckdb-browser-${kind}.worker.js`]),
    'duckdb-browser-coi.pthread.worker.js',
  ].map((file) => [`@duckdb/duckdb-wasm/dist/${file}`]),
  handjs: [['roaring-wasm/index.wasm', 'roaring.wasm']],
  perspective: [
    ['@perspective-dev/client/dist/wasm/perspective-js.wasm'],
    ['@perspective-dev/server/dist/wasm/perspective-server.wasm'],
    ['@perspective-dev/client/dist/cdn/perspective-server.worker.js'],
  ],
  sqlite: [['@sqlite.org/sqlite-wasm/dist/sqlite3.wasm']],
};

const adapters = () => readdirSync(join(here, 'engines')).filter((name) => name.endsWith('.mjs')).map((name) => basename(name, '.mjs'));

async function bundle(adapter) {
  await requireFromHome('esbuild').build({
    entryPoints: [join(here, 'engines', `${adapter}.mjs`)],
    outfile: join(bundles, `${adapter}.js`),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['browser'],
    target: 'es2022',
    nodePaths: [packages],
    external: ['/dist/*', 'node:*', 'fs', 'path', 'url', 'module', 'worker_threads'],
    logLevel: 'warning',
  });
}

/** The package of this project as it is published, but for its elements. */
function copyPackage() {
  const from = join(project, 'pkg');
  const to = join(bundles, 'fenqun');
  for (const part of ['client', 'fenqun_bg.wasm', 'fenqun_later_bg.wasm', 'fenqun_scalar_bg.wasm', 'fenqun_scalar_later_bg.wasm', 'fenqun_files_bg.wasm']) {
    if (!existsSync(join(from, part))) throw new Error(`pkg/${part} is missing: make package`);
    rmSync(join(to, part), { recursive: true, force: true });
    cpSync(join(from, part), join(to, part), { recursive: true });
  }
}

/** Makes the bundles of these adapters. */
export async function build(wanted = adapters()) {
  mkdirSync(bundles, { recursive: true });
  for (const adapter of wanted) {
    await bundle(adapter);
    for (const [from, to = basename(from)] of FETCHED[adapter] ?? []) copyFileSync(join(packages, from), join(bundles, to));
    if (adapter === 'fenqun') copyPackage();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const wanted = process.argv.slice(2);
  await build(wanted.length > 0 ? wanted : undefined);
}
