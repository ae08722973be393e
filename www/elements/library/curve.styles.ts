import { css } from 'lit';

export const curveStyles = css`
  svg[part='chart'] { display: block; width: 100%; height: auto; overflow: visible; }
  .grid { stroke: var(--fq-line); stroke-width: 1; }
  .tick { fill: var(--fq-muted); font-size: 12px; font-family: var(--fq-font); font-variant-numeric: tabular-nums; }
  .line { fill: none; stroke: var(--fq-accent); stroke-width: 2; stroke-linejoin: round; }
  .dot { fill: var(--fq-accent); }
  @media (max-width: 600px) { .tick { font-size: 17px; } }
`;
