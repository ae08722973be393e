// The rows of a Parquet file as lines of JSON on standard output, by the page's own reader: `node scripts/parquet-lines.mjs FILE`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const www = new URL('../www/', import.meta.url);
const require = createRequire(new URL('package.json', www));
const { build } = await import(pathToFileURL(require.resolve('vite')));
const [path] = process.argv.slice(2);
if (!path) throw new Error('which file?');
const built = await build({
  configFile: false,
  logLevel: 'silent',
  root: new URL('.', www).pathname,
  build: { write: false, minify: false, ssr: new URL('client/parquet.ts', www).pathname },
  ssr: { noExternal: true },
});
const [chunk] = (Array.isArray(built) ? built[0] : built).output;
const { openParquet } = await import(`data:text/javascript;base64,${Buffer.from(chunk.code).toString('base64')}`);
const parquet = await openParquet(new File([readFileSync(path)], path));
for (let group = 0; group < parquet.groups; group += 1) process.stdout.write(await parquet.lines(group));
