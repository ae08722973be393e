// fenqun and its peers natively, one after another on the same data: builds, installs, runs, compares, writes the tables.
//
//   node bench/native.mjs              (make bench-native)
//   ENGINES=fenqun,duckdb SIZES=100000 node bench/native.mjs
import { createReadStream, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { generateMissing } from './generate.mjs';
import { listed, results } from './home.mjs';
import { matrixOfMasks } from './lib/masks.mjs';
import { ENGINES, jobOf } from './native/jobs.mjs';
import { prepare, runProgram } from './native/programs.mjs';
import { nativeReport } from './report/native.mjs';
import { load, round, summary, tell } from './summary.mjs';

/** Times in ms to a tenth of a microsecond. */
const DIGITS = 4;

/** The answer in the pairs of a key (null for a mere count) and a number that a peer gives. */
function answerOf(id, rows) {
  const counts = (pairs) => Object.fromEntries(pairs.map(([key, count]) => [key, Number(count)]));
  if (id === 'o1') return matrixOfMasks(rows.map(([mask, contacts]) => [Number(mask), Number(contacts)]));
  if (id === 'q11') return counts(rows);
  if (id === 'f1') return { city: counts(rows.city), tag: counts(rows.tag) };
  return Number(rows[0][0]);
}

/** Brings a file into the memory of the system. */
async function warm(file) {
  for await (const piece of createReadStream(file, { highWaterMark: 8 << 20 })) if (piece.length === 0) return;
}

/** Puts what a program tells into the result. */
function note(result, { step, ...told }) {
  if (step === 'question') {
    const { id, measured } = told;
    result.questions[id] = summary({ ...measured, value: measured.value ?? answerOf(id, measured.rows) }, DIGITS);
    tell(id, result.questions[id]);
  } else if (step === 'imported') {
    Object.assign(result.import, { ms: told.ms, parts: told.parts });
    result.memory.imported = { process: told.memory };
    console.log(`  import in ${round(told.ms, 0)} ms`);
  } else if (step === 'ready') {
    Object.assign(result, { version: told.version, threads: told.threads });
  } else {
    result.memory.asked = { process: told.memory };
  }
}

async function run(engine, command, size, files) {
  console.log(`${engine}, natively, ${size} contacts`);
  for (const file of Object.values(files)) await warm(file);
  const bytes = { contacts: statSync(files.contacts).size, orders: statSync(files.orders).size };
  const result = {
    engine, size, date: new Date().toISOString(), processor: cpus()[0].model, processors: cpus().length,
    load: { before: load() }, import: { bytes }, memory: {}, questions: {},
  };
  await runProgram(command, jobOf(engine, files), (told) => note(result, told));
  result.load.after = load();
  writeFileSync(join(results, `native-${engine}-${size}.json`), `${JSON.stringify(result)}\n`);
}

const engines = listed('ENGINES', ENGINES);
const sizes = listed('SIZES', ['100000', '1000000']).map(Number);
mkdirSync(results, { recursive: true });
const commands = engines.map((engine) => [engine, prepare(engine)]);
for (const size of sizes) {
  const files = generateMissing(size);
  for (const [engine, command] of commands) await run(engine, command, size, files);
}
process.exit(nativeReport() ? 0 : 1);
