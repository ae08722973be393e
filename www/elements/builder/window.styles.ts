import { css } from 'lit';

export const windowStyles = css`
  :host { display: inline-flex; flex-wrap: wrap; align-items: center; gap: 4px 6px; min-width: 0; max-width: 100%; }
  .dates { color: var(--fq-muted); font-size: var(--fq-size-s); font-variant-numeric: tabular-nums; }
  select { field-sizing: content; min-width: 0; }
`;
