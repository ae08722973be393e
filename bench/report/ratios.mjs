// fenqun against each peer over the questions that both answer.
import { ALL } from '../definitions.mjs';

/** The step of the browser's clock in an isolated page; a time below it counts as one step. */
const CLOCK_STEP_MS = 0.005;

const medianOf = (result, id, clockStepMs) => {
  const median = result.questions[id]?.median;
  return median === undefined ? undefined : Math.max(median, clockStepMs);
};

/** Time of `ours` ÷ time of `peer`, by question; below 1 ours is faster. */
export function ratios(ours, peer, clockStepMs = CLOCK_STEP_MS) {
  const pairs = ALL.map((id) => [id, medianOf(ours, id, clockStepMs), medianOf(peer, id, clockStepMs)]);
  return pairs.filter(([, a, b]) => a !== undefined && b !== undefined).map(([id, a, b]) => ({ id, ratio: a / b }));
}

export function geometricMean(numbers) {
  return Math.exp(numbers.reduce((sum, number) => sum + Math.log(number), 0) / numbers.length);
}
