import { css } from 'lit';

export const conditionStyles = css`
  .where { margin-inline-start: 8px; margin-bottom: 4px; }
  .limit { display: flex; flex-wrap: wrap; gap: 0 4px; margin: 0 0 4px 20px; }
  .limit button { color: var(--fq-muted); }
  .line-text { line-height: var(--fq-control); }
  @container (max-width: 620px) { .where, .limit { margin-inline-start: 0; } }
`;
