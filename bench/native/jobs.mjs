// What each program is asked: the files, how often to ask, and the questions in its own language.
import { ALL, DAY, NOW, OVERLAP, PARAMETERS, TAGS_BELOW } from '../definitions.mjs';
import { ALL_TAGS, documentOf, EVERYBODY, MOST_CELLS, overlapDocuments, QUINTILES, QUINTILES_CELL, rules } from '../engines/fenqun/rules.mjs';
import { importStatements } from '../lib/duckdb.mjs';
import { questionsInSql } from '../lib/sql.mjs';
import { RUNS } from '../summary.mjs';
import * as clickhouse from './clickhouse.mjs';

/** Threads of the peers; fenqun has one. */
const THREADS = 2;

const json = (value) => JSON.stringify(value);
const definition = (rule) => json(documentOf(rule));

function inDefinitions(id) {
  if (id === 'q11') return { score: { score: json(QUINTILES), of: definition(EVERYBODY), column: QUINTILES_CELL, bars: MOST_CELLS } };
  if (id === 'f1') return { facet: { of: definition(rules.q4), city: 'city', tag: '$tags', bars: ALL_TAGS } };
  if (id === 'o1') return { overlap: overlapDocuments().map(json) };
  return { size: definition(rules[id]) };
}

function duckdb({ contacts, orders }) {
  const load = importStatements(contacts, orders);
  return { import: { contacts_ms: [load.contacts], tags_ms: load.tags, orders_ms: [load.orders] }, sql: questionsInSql('duckdb') };
}

const JOBS = {
  fenqun: () => ({ questions: ALL.map((id) => [id, inDefinitions(id)]) }),
  duckdb,
  polars: () => ({ parameters: PARAMETERS, now: NOW, day: DAY, tags_below: TAGS_BELOW, overlap: OVERLAP }),
  chdb: ({ contacts, orders }) => ({
    settings: clickhouse.SETTINGS, import: clickhouse.importStatements(contacts, orders), sql: questionsInSql('clickhouse'),
  }),
};

/** fenqun first. */
export const ENGINES = Object.keys(JOBS);

/** The job of an engine, as JSON on the standard input of its program. */
export function jobOf(engine, files) {
  if (!JOBS[engine]) throw new Error(`no engine is called ${engine}; there are ${ENGINES.join(', ')}`);
  return { ...files, runs: RUNS, threads: THREADS, questions: ALL, ...JOBS[engine](files) };
}
