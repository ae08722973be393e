// The whole benchmark: installs the peers, makes the data once, builds the bundles, runs the engines, writes the tables.
//
//   node bench/bench.mjs              (make bench)
//   ENGINES=handjs,fenqun SIZES=100000 node bench/bench.mjs
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { engineOf, LABELS } from './engines.mjs';
import { generateMissing } from './generate.mjs';
import { here, home, isCopy, listed, results } from './home.mjs';
import { report } from './report.mjs';
import { shipped } from './report/shipped.mjs';
import { run } from './run.mjs';
import { serve } from './server.mjs';

/** Not among all of them: for questions about the engine's own memory of sets. */
const ON_REQUEST = new Set(['fenqun-kept']);

function install() {
  const lock = 'package-lock.json';
  const installed = join(home, 'installed.json');
  if (isCopy(installed, join(here, lock))) return;
  console.log(`the packages of the peers, into ${home}`);
  for (const name of ['package.json', lock]) copyFileSync(join(here, name), join(home, name));
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: home, stdio: 'inherit' });
  copyFileSync(join(here, lock), installed);
}

const engines = listed('ENGINES', LABELS.filter((label) => !ON_REQUEST.has(label))).map(engineOf);
const sizes = listed('SIZES', ['100000', '1000000']).map(Number);
mkdirSync(home, { recursive: true });
mkdirSync(results, { recursive: true });
install();
for (const size of sizes) generateMissing(size);
await build([...new Set(engines.map(({ adapter }) => adapter))]);

const server = await serve();
for (const size of sizes) {
  for (const engine of engines) {
    const result = await run(engine, size, server);
    if (result.files) result.shipped = shipped(result.files);
    writeFileSync(join(results, `${engine.label}-${size}.json`), `${JSON.stringify(result)}\n`);
  }
}
server.close();
process.exit(report() ? 0 : 1);
