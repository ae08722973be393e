// The engines by label: which adapter, its options, and where it runs.

/** In a worker of the harness unless the engine brings one of its own; with bytes unless it takes files. */
const ENGINES = {
  fenqun: { adapter: 'fenqun', where: 'page', files: true },
  'fenqun-kept': { adapter: 'fenqun', options: 'kept', where: 'page', files: true },
  handjs: { adapter: 'handjs' },
  'duckdb-eh-norm': { adapter: 'duckdb', options: 'eh-norm', where: 'page' },
  'duckdb-eh-list': { adapter: 'duckdb', options: 'eh-list', where: 'page' },
  'duckdb-coi-norm': { adapter: 'duckdb', options: 'coi-norm', where: 'page' },
  sqlite: { adapter: 'sqlite' },
  arquero: { adapter: 'arquero' },
  crossfilter: { adapter: 'crossfilter' },
  perspective: { adapter: 'perspective', where: 'page' },
};

export const LABELS = Object.keys(ENGINES);

/** What runs under a label. */
export function engineOf(label) {
  const engine = ENGINES[label];
  if (!engine) throw new Error(`no engine is called ${label}; there are ${LABELS.join(', ')}`);
  return { label, options: '', where: 'worker', files: false, ...engine };
}
