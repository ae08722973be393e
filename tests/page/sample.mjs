// The invented data as a person would count them: plain rows, without the engine's tables or rules.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { records } from './journey.mjs';
import { root } from './tools.mjs';

/** What `loadSample` loads. */
const contactsInSample = 20000;
const seed = 20_250_930;

const rowsOf = (bytes) => {
  const [header, ...rows] = records(new TextDecoder().decode(bytes).replace(/^\uFEFF/, ''));
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at]])));
};

/** The three tables as objects by column. */
export async function sampleTables() {
  const core = await import(pathToFileURL(join(root, 'pkg', 'fenqun_files.js')));
  await core.default({ module_or_path: readFileSync(join(root, 'pkg', 'fenqun_files_bg.wasm')) });
  const engine = new core.Files();
  const table = (kind) => rowsOf(engine.sample(kind, contactsInSample, seed));
  return { contacts: table('contacts'), orders: table('orders'), interactions: table('interactions') };
}

/** How many rows of a table each contact has between two days (both inside), by customer id. */
export function countBetween(rows, time, from, to) {
  const counts = new Map();
  for (const row of rows) {
    const day = row[time].slice(0, 10).replaceAll('/', '-');
    if (day >= from && day <= to) counts.set(row['客户ID'], (counts.get(row['客户ID']) ?? 0) + 1);
  }
  return counts;
}
