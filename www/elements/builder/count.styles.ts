import { css } from 'lit';

export const countStyles = css`
  :host { display: inline-block; font-variant-numeric: tabular-nums; color: inherit; }
  span { box-shadow: none; }
  :host([changed]) span { box-shadow: 0 2px 0 0 var(--fq-accent); }
  :host([stale]) span { color: var(--fq-muted); }
`;
