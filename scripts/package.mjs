// Completes pkg/ as it is published: the client and the elements as modules with their types, beside the wasm core.
//
//   node scripts/package.mjs
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWasm, wasmFiles } from './build.mjs';
import { digest, root, run, whenChanged } from './steps.mjs';

const www = join(root, 'www');
const pkg = join(root, 'pkg');

/** Folders of `www` whose declarations are published; the page itself is not. */
const published = ['client', 'elements', 'i18n'];

async function buildModules() {
  const require = createRequire(join(www, 'package.json'));
  const { build } = await import(pathToFileURL(require.resolve('vite')).href);
  const output = { chunkFileNames: 'client/chunks/[name]-[hash].js', assetFileNames: '[name][extname]' };
  const entries = Object.entries({ 'client/index': 'client/index.ts', 'elements/index': 'elements/index.ts' });
  await build({
    root: www,
    configFile: join(www, 'vite.config.ts'),
    logLevel: 'error',
    publicDir: false,
    worker: { format: 'es', rollupOptions: { output: { ...output, entryFileNames: 'client/worker.js' } } },
    build: {
      outDir: pkg,
      emptyOutDir: false,
      rollupOptions: {
        input: Object.fromEntries(entries.filter(([, path]) => existsSync(join(www, path))).map(([name, path]) => [name, join(www, path)])),
        preserveEntrySignatures: 'strict',
        output: { ...output, entryFileNames: '[name].js' },
      },
    },
  });
}

/** Declarations name `pkg/definition.js` from inside `www`; in the package it is one folder nearer. */
async function buildDeclarations() {
  const folder = mkdtempSync(join(www, '.tmp-types-'));
  try {
    const tsc = join(www, 'node_modules', '.bin', 'tsc');
    const command = [tsc, '--noEmit', 'false', '--emitDeclarationOnly', '--declaration', '--rootDir', '..', '--outDir', folder];
    const { code } = await run('declarations', 'types of the package', command, { cwd: www });
    if (code !== 0) return false;
    const made = join(folder, 'www');
    for (const name of readdirSync(made, { recursive: true })) {
      const path = name.replaceAll('\\', '/');
      if (!path.endsWith('.d.ts') || !published.includes(path.split('/')[0])) continue;
      const text = readFileSync(join(made, name), 'utf8').replaceAll(/\.\.\/((?:\.\.\/)*)pkg\//g, '$1');
      mkdirSync(dirname(join(pkg, name)), { recursive: true });
      writeFileSync(join(pkg, name), text);
    }
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes every file of the package; what is up to date is left alone. */
export async function packageFiles() {
  if (!(await buildWasm())) return false;
  const inputs = digest(['www', ...wasmFiles.map((name) => `pkg/${name}`), 'pkg/definition.d.ts', 'scripts/package.mjs', 'LICENSE-MIT', 'LICENSE-APACHE']);
  return whenChanged('package', inputs, ['pkg/client/index.js'], async () => {
    for (const name of published) rmSync(join(pkg, name), { recursive: true, force: true });
    await buildModules();
    if (!(await buildDeclarations())) return false;
    for (const name of ['LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(join(root, name), join(pkg, name));
    return true;
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (!(await packageFiles())) process.exit(1);
  console.log(`the package is in ${relative(process.cwd(), pkg) || '.'}`);
}
