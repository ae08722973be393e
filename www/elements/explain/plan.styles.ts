import { css } from 'lit';

export const planStyles = css`
  :host { display: block; min-width: 0; }
  ul { margin: 0; padding: 0; list-style: none; }
  li { padding: 6px 0; border-bottom: 1px solid var(--fq-line); overflow-wrap: anywhere; }
  li > p { margin: 0; line-height: 20px; }
  .read { color: var(--fq-muted); font-size: var(--fq-size-s); font-variant-numeric: tabular-nums; }
`;
