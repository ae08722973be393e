// Reads bench/results/<engine>-<size>.json, checks that the engines agree, and writes bench/results/tables.md.
//
//   node bench/report.mjs     ends with 1 when engines disagree
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LABELS } from './engines.mjs';
import { results as folder } from './home.mjs';
import { agreement, tellDisagreement } from './report/agreement.mjs';
import { answersTable, ratiosTable, shippedTable, startTable, timesTable } from './report/tables.mjs';

const OURS = 'fenqun';

function readResults() {
  const files = readdirSync(folder).filter((name) => /^(?!native-).*-\d+\.json$/.test(name));
  const results = files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  return results.sort((a, b) => a.size - b.size || LABELS.indexOf(a.engine) - LABELS.indexOf(b.engine));
}

/** Once per engine, by the last result that has them. */
function shippedRows(results) {
  const byEngine = new Map(results.filter((result) => result.shipped).map((result) => [result.engine, result]));
  return [...byEngine.values()].map(({ engine, files, shipped }) => ({ engine, files, bytes: shipped }));
}

function sectionsOf(results, size) {
  const of = results.filter((result) => result.size === size);
  const ours = of.find(({ engine }) => engine === OURS);
  const peers = of.filter(({ engine }) => !engine.startsWith(OURS));
  const agreed = agreement(of);
  const title = `${size.toLocaleString('en')} contacts`;
  const sections = [
    [`${title}: answers`, answersTable(agreed)],
    [`${title}: start, import, memory of the page's process`, startTable(of)],
    [`${title}: median ms`, timesTable(of, 'median')],
    ...(ours ? [[`${title}: time of fenqun ÷ time of the peer (medians)`, ratiosTable(ours, peers)]] : []),
    [`${title}: smallest ms`, timesTable(of, 'min')],
    [`${title}: 95th percentile ms`, timesTable(of, 'p95')],
    [`${title}: first call ms`, timesTable(of, 'cold')],
  ];
  return { sections, disagreements: agreed.filter(({ others }) => others.length > 0).map((of_) => ({ size, ...of_ })) };
}

/** Writes the tables; true when all engines agree. */
export function report() {
  const results = readResults();
  const sizes = [...new Set(results.map(({ size }) => size))].map((size) => sectionsOf(results, size));
  const sections = [['Shipped bytes', shippedTable(shippedRows(results))], ...sizes.flatMap((size) => size.sections)];
  writeFileSync(join(folder, 'tables.md'), sections.map(([title, text]) => `## ${title}\n\n${text}`).join('\n'));
  const disagreements = sizes.flatMap((size) => size.disagreements);
  for (const disagreement of disagreements) tellDisagreement(disagreement);
  console.log(`tables in ${join(folder, 'tables.md')}${disagreements.length === 0 ? '; all engines agree' : ''}`);
  return disagreements.length === 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) process.exit(report() ? 0 : 1);
