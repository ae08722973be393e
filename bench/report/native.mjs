// Reads bench/results/native-<engine>-<size>.json, checks that the engines agree, and writes bench/results/native.md.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ALL } from '../definitions.mjs';
import { results as folder } from '../home.mjs';
import { ENGINES } from '../native/jobs.mjs';
import { agreement, tellDisagreement } from './agreement.mjs';
import { ratios } from './ratios.mjs';
import { answersTable, factor, NONE, ratiosTable, seconds, table, timesTable } from './tables.mjs';

const [OURS] = ENGINES;

/** Native clocks count nanoseconds. */
const CLOCK_STEP_MS = 1e-6;

function readResults() {
  const files = readdirSync(folder).filter((name) => /^native-.*-\d+\.json$/.test(name));
  const results = files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  return results.sort((a, b) => a.size - b.size || ENGINES.indexOf(a.engine) - ENGINES.indexOf(b.engine));
}

function importRow(result, ours) {
  const { engine, version, threads, import: { ms, bytes, parts }, memory: { imported, asked }, load } = result;
  const megabytes = (bytes.contacts + bytes.orders) / 1e6;
  return [
    engine, version, threads, seconds(ms), seconds(parts.contacts_ms), seconds(parts.tags_ms), seconds(parts.orders_ms),
    (megabytes / (ms / 1000)).toFixed(0), ours && ours !== result ? factor(ours.import.ms / ms) : NONE,
    asked.process?.peak ?? NONE, imported.process?.resident ?? NONE, `${load.before[0]} / ${load.after[0]}`,
  ];
}

function importTable(results, ours) {
  const head = [
    'engine', 'version', 'threads', 'import s', 'contacts s', 'tags s', 'orders s', 'MB/s', 'fenqun ÷ this',
    'peak MiB', 'after import MiB', 'load before / after',
  ];
  return table(head, results.map((result) => importRow(result, ours)));
}

/** What fenqun is not faster at, a peer each. */
function slower(ours, peers) {
  return peers.map((peer) => {
    const questions = ratios(ours, peer, CLOCK_STEP_MS).filter(({ ratio }) => ratio >= 1).map(({ id }) => id);
    return { peer: peer.engine, at: ours.import.ms >= peer.import.ms ? ['import', ...questions] : questions };
  }).filter(({ at }) => at.length > 0);
}

/** Questions that an engine has not answered. */
function unanswered(results) {
  return results.flatMap(({ engine, size, questions }) => ALL.filter((id) => questions[id]?.value === undefined).map((id) => ({ engine, size, id })));
}

function sectionsOf(results, size) {
  const of = results.filter((result) => result.size === size);
  const ours = of.find(({ engine }) => engine === OURS);
  const peers = of.filter((result) => result !== ours);
  const agreed = agreement(of);
  const title = `${size.toLocaleString('en')} contacts, natively`;
  if (ours) for (const { peer, at } of slower(ours, peers)) console.log(`at ${size} contacts fenqun is not faster than ${peer}: ${at.join(', ')}`);
  const sections = [
    [`${title}: answers`, answersTable(agreed)],
    [`${title}: import and memory`, importTable(of, ours)],
    [`${title}: median ms`, timesTable(of, 'median')],
    ...(ours ? [[`${title}: time of fenqun ÷ time of the peer (medians)`, ratiosTable(ours, peers, CLOCK_STEP_MS)]] : []),
    [`${title}: smallest ms`, timesTable(of, 'min')],
    [`${title}: 95th percentile ms`, timesTable(of, 'p95')],
    [`${title}: first call ms`, timesTable(of, 'cold')],
  ];
  return { sections, disagreements: agreed.filter(({ others }) => others.length > 0).map((one) => ({ size, ...one })) };
}

/** Writes the tables; true when every engine has answered every question and all agree. */
export function nativeReport() {
  const results = readResults();
  const sizes = [...new Set(results.map(({ size }) => size))].map((size) => sectionsOf(results, size));
  const sections = sizes.flatMap((size) => size.sections);
  const file = join(folder, 'native.md');
  writeFileSync(file, sections.map(([title, text]) => `## ${title}\n\n${text}`).join('\n'));
  const disagreements = sizes.flatMap((size) => size.disagreements);
  for (const disagreement of disagreements) tellDisagreement(disagreement);
  const missing = unanswered(results);
  for (const { engine, size, id } of missing) console.error(`NO ANSWER at ${size} contacts, ${id}: ${engine}`);
  const agree = disagreements.length === 0 && missing.length === 0;
  console.log(`tables in ${file}${agree ? '; all engines agree' : ''}`);
  return agree;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) process.exit(nativeReport() ? 0 : 1);
