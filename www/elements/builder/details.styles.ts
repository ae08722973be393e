import { css } from 'lit';

export const detailsStyles = css`
  :host { display: grid; gap: 2px; min-width: 0; }
  input.name { width: 100%; border-color: transparent; background: transparent; font-size: var(--fq-size-l); font-weight: 600; padding: 0 8px; margin-inline-start: -8px; min-height: 36px; }
  input.name:hover { border-color: var(--fq-line); }
  input.name:focus { border-color: var(--fq-accent); background: var(--fq-surface); }
  summary { color: var(--fq-muted); font-size: var(--fq-size-s); line-height: 24px; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
  summary:hover { color: var(--fq-text); }
  .fields { display: flex; flex-wrap: wrap; gap: 8px 16px; padding: 8px 0 12px; }
  .fields .wide { flex-basis: 100%; }
  .pair { display: inline-flex; flex-wrap: wrap; gap: 4px; }
  textarea { width: 100%; resize: vertical; }
  .message { display: flex; gap: 6px; font-size: var(--fq-size-s); line-height: 16px; }
  .message svg { width: 14px; height: 14px; }
`;
