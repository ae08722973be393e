import { css } from 'lit';

export const waterfallStyles = css`
  :host { display: grid; gap: 8px; align-content: start; min-width: 0; }
  :host([stale]) td { color: var(--fq-muted); }
  table { table-layout: fixed; }
  th, td { border: 0; padding: 0; }
  thead th { padding: 0 0 4px; border-bottom: 1px solid var(--fq-line); }
  tbody { border-bottom: 1px solid var(--fq-line); }
  tbody tr:hover { background: none; }
  tbody th { color: var(--fq-text); font-size: var(--fq-size); line-height: 20px; font-weight: 400; padding: 6px 0 2px calc(var(--depth, 0) * 12px); overflow-wrap: anywhere; }
  tbody td { padding-bottom: 6px; line-height: 24px; }
  tbody td:first-child { font-weight: 600; }
  .root .title { font-weight: 600; }
  .go { display: inline; min-height: 24px; padding: 0; border: 0; background: none; text-align: start; white-space: normal; overflow-wrap: anywhere; border-radius: 2px; }
  .go:hover { text-decoration: underline; text-underline-offset: 2px; }
  .track { display: block; height: 3px; margin-top: 3px; background: var(--fq-sunken); border-radius: 2px; overflow: hidden; }
  .bar { display: block; height: 100%; width: var(--w, 0); background: var(--fq-accent); }
  .change { margin-inline-start: 6px; color: var(--fq-muted); font-size: var(--fq-size-s); font-weight: 400; }
  td button.link { font-variant-numeric: tabular-nums; }
  .legend { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px 8px; }
  .legend dt { white-space: nowrap; }
  @media (pointer: coarse) { .go { min-height: 44px; } }
`;
