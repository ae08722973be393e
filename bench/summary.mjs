// How often a question is asked, and what is kept of the times.
import { loadavg } from 'node:os';

/** The first call, two more, then `least` to `most` calls: no more than `least` once `budgetMs` are spent, none after `limitMs`. */
export const RUNS = { least: 20, most: 50, budgetMs: 1500, limitMs: 30_000 };

export const round = (number, digits = 3) => Number(number.toFixed(digits));

/** Load averages of the machine over 1, 5 and 15 minutes. */
export const load = () => loadavg().map((average) => round(average, 2));

/** The value below which the part `p` of sorted numbers lies. */
const quantile = (sorted, p) => sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)];

/** Times in ms to so many digits. */
export function summary({ value, cold, times }, digits = 3) {
  if (value === null) return { unsupported: true };
  const ms = (time) => round(time, digits);
  const sorted = [...times].sort((a, b) => a - b);
  const measured = sorted.length > 0 ? sorted : [cold];
  return {
    cold: ms(cold), min: ms(measured[0]), median: ms(quantile(measured, 0.5)), p95: ms(quantile(measured, 0.95)),
    runs: times.length, times: times.map(ms), value,
  };
}

/** A line about a question on the console. */
export function tell(id, { unsupported, error, cold, median, p95, runs, value }) {
  if (unsupported || error) console.log(`  ${id.padEnd(4)} ${error ?? 'not supported'}`);
  else console.log(`  ${id.padEnd(4)} median ${median} ms, p95 ${p95}, first ${cold}, ${runs} runs${typeof value === 'number' ? `: ${value}` : ''}`);
}
