import { css } from 'lit';

export const qualityStyles = css`
  :host { display: grid; gap: 16px; min-width: 0; }
  section { display: grid; gap: 6px; min-width: 0; }
  .scroll { border: 1px solid var(--fq-line); border-radius: var(--fq-radius); }
  table { width: 100%; }
  thead th { background: var(--fq-sunken); white-space: nowrap; }
  tbody tr:last-child > * { border-bottom: 0; }
  tbody th { color: var(--fq-text); font-size: var(--fq-size); line-height: 20px; min-width: 96px; }
  td { white-space: nowrap; }
  .identities :is(th, td) { vertical-align: middle; }
  .identities button { min-height: 24px; }
  td .more { display: block; max-width: 260px; overflow: hidden; text-overflow: ellipsis; }
  p[role='status']:empty { position: absolute; }
  .some { color: var(--fq-warn); font-weight: 600; }
  .findings { display: grid; gap: 4px; }
  .findings li { display: flex; gap: 8px; align-items: baseline; }
  .findings .badge { flex: none; min-width: 44px; justify-content: center; }
  .bar { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; }
  .bar > p { flex: 1 1 320px; }
  .list { display: grid; gap: 0; border-top: 1px solid var(--fq-line); }
  .list > li { display: flex; flex-wrap: wrap; align-items: start; justify-content: space-between; gap: 4px 16px; padding: 8px 0; border-bottom: 1px solid var(--fq-line); }
  .list > li > .what { flex: 1 1 320px; display: grid; gap: 2px; min-width: 0; overflow-wrap: anywhere; }
  .rows { display: grid; gap: 2px; }
  .rows li { display: flex; flex-wrap: wrap; gap: 2px 12px; }
  details > .inside { display: grid; gap: 8px; padding-top: 8px; }
`;
