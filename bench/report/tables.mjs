// The tables of the report, as markdown.
import { ALL, IN_WORDS } from '../definitions.mjs';
import { geometricMean, ratios } from './ratios.mjs';

export const NONE = '–';

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line), ''].join('\n');
}

const count = (number) => number.toLocaleString('en');
export const seconds = (ms) => (ms === undefined ? NONE : (ms / 1000).toFixed(2));

function milliseconds(ms) {
  if (ms === undefined) return NONE;
  if (ms < 0.1) return ms.toPrecision(2);
  if (ms < 10) return ms.toFixed(2);
  return ms < 100 ? ms.toFixed(1) : ms.toFixed(0);
}

/** An answer in a few words. */
function brief(value) {
  if (typeof value === 'number') return count(value);
  if (Array.isArray(value)) return `${value.length} × ${value.length}, q4 ∩ q6: ${count(value[3][5])}, q1 ∩ q10: ${count(value[0][9])}`;
  const [key, most] = Object.entries(value).sort((a, b) => b[1] - a[1])[0];
  return `${Object.keys(value).length} values, ${key}: ${count(most)}`;
}

export function answersTable(agreed) {
  const rows = agreed.map(({ id, value, engines, others }) => {
    const disagreeing = others.flatMap((other) => other.engines);
    const verdict = disagreeing.length > 0 ? `**other answers: ${disagreeing.join(', ')}**` : 'yes';
    return [id, IN_WORDS[id.split(' ')[0]], brief(value), engines.length, verdict];
  });
  return table(['question', 'asks', 'answer', 'engines', 'all agree'], rows);
}

function peak({ memory }) {
  const peaks = Object.values(memory).map((at) => at.process?.peak ?? 0);
  return Math.max(0, ...peaks) || NONE;
}

function startRow(result) {
  const { engine, ready, import: imported, memory, load, calibration, error } = result;
  const megabytes = imported ? (imported.bytes.contacts + imported.bytes.orders) / 1e6 : 0;
  const speed = imported ? (megabytes / (imported.ms / 1000)).toFixed(0) : NONE;
  const { contacts_ms, tags_ms = 0, orders_ms, index_ms = 0 } = imported?.parts ?? {};
  return [
    engine, ready?.toFixed(0) ?? NONE, imported ? seconds(imported.ms) : `failed: ${error?.slice(0, 60) ?? ''}`,
    seconds(contacts_ms + tags_ms), seconds(orders_ms + index_ms), speed,
    peak(result), memory.imported?.process?.resident ?? NONE, memory.asked?.process?.resident ?? NONE,
    `${load.before[0]} / ${load.after[0]}`, calibration.map(({ median }) => median.toFixed(0)).join(' / '),
  ];
}

export function startTable(results) {
  const head = [
    'engine', 'ready ms', 'import s', 'contacts s', 'orders s', 'MB/s',
    'peak MiB', 'after import MiB', 'after questions MiB', 'load before / after', 'calibration ms',
  ];
  return table(head, results.map(startRow));
}

function cell(question, key) {
  if (!question) return NONE;
  if (question.unsupported) return 'n/a';
  if (question.error) return 'error';
  const few = key === 'median' && question.runs < 20 ? ` (${question.runs} runs)` : '';
  return milliseconds(question[key]) + few;
}

/** `key` is `median`, `min`, `p95` or `cold`. */
export function timesTable(results, key) {
  const rows = ALL.map((id) => [id, ...results.map(({ questions }) => cell(questions[id], key))]);
  return table(['question', ...results.map(({ engine }) => engine)], rows);
}

export const factor = (ratio) => (ratio < 10 ? ratio.toPrecision(2) : ratio.toFixed(0));
const meanOf = (column) => geometricMean(column.map(({ ratio }) => ratio));

/** Time of fenqun ÷ time of each peer. */
export function ratiosTable(ours, peers, clockStepMs) {
  const columns = peers.map((peer) => ratios(ours, peer, clockStepMs));
  const shown = (found) => (found ? factor(found.ratio) : NONE);
  const rows = ALL.map((id) => [id, ...columns.map((column) => shown(column.find((of) => of.id === id)))]);
  const means = columns.map((column) => (column.length === 0 ? NONE : `**${factor(meanOf(column))}** (${column.length})`));
  return table(['question', ...peers.map(({ engine }) => engine)], [...rows, ['geometric mean (questions)', ...means]]);
}

export function shippedTable(rows) {
  const kilobytes = (bytes) => count(Math.round(bytes / 1000));
  const cells = rows.map(({ engine, bytes, files }) => [engine, ...Object.values(bytes).map(kilobytes), files.join(', ')]);
  return table(['engine', 'raw KB', 'gzip KB', 'brotli KB', 'files'], cells);
}
