// Whether engines gave the same answers.
import { ALL } from '../definitions.mjs';

/** The same text for the same answer, whatever the order of keys. */
export function canonical(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`;
}

const answerOf = (result, id) => result.questions[id]?.value ?? null;

/** Answers to a question, grouped: the most frequent one first. */
function groups(answers) {
  const by = new Map();
  for (const { engine, value } of answers) {
    const key = canonical(value);
    if (!by.has(key)) by.set(key, { value, engines: [] });
    by.get(key).engines.push(engine);
  }
  return [...by.values()].sort((a, b) => b.engines.length - a.engines.length);
}

/** Parts of a facet that an engine gives as a whole; what it gives of the others must be right too. */
function facetAnswers(results, part) {
  const facets = results.map((result) => ({ engine: result.engine, facet: answerOf(result, 'f1') })).filter(({ facet }) => facet?.[part]);
  const whole = facets.filter(({ facet }) => !facet.partial?.includes(part)).map(({ engine, facet }) => ({ engine, value: facet[part] }));
  const agreed = groups(whole)[0]?.value;
  const partial = facets.filter(({ facet }) => facet.partial?.includes(part) && agreed).map(({ engine, facet }) => ({
    engine, value: Object.entries(facet[part]).every(([key, count]) => agreed[key] === count) ? agreed : facet[part],
  }));
  return [...whole, ...partial];
}

function answers(results, id) {
  return results.map((result) => ({ engine: result.engine, value: answerOf(result, id) })).filter(({ value }) => value !== null);
}

/** By question (f1 in two parts): the agreed answer, who gave it, and who gave another one. */
export function agreement(results) {
  const out = [];
  for (const id of ALL) {
    const parts = id === 'f1' ? ['city', 'tag'] : [undefined];
    for (const part of parts) {
      const [first, ...others] = groups(part ? facetAnswers(results, part) : answers(results, id));
      if (first) out.push({ id: part ? `${id} ${part}` : id, value: first.value, engines: first.engines, others });
    }
  }
  return out;
}

/** A line about different answers on the console. */
export function tellDisagreement({ size, id, engines, others }) {
  const groups = [engines, ...others.map((other) => other.engines)].map((group) => group.join(', '));
  console.error(`DISAGREEMENT at ${size} contacts, ${id}: ${groups.join(' | ')}`);
}
