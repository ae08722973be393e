import { css } from 'lit';

export const conditionStyles = css`
  .where { margin-inline-start: 28px; padding-inline-start: 12px; border-inline-start: 2px solid var(--fq-line); margin-bottom: 4px; }
  .where + *, div > button.quiet.small { color: var(--fq-muted); }
  :host > div > button.small, div > button.quiet.small { margin-inline-start: 28px; }
  .line-text { line-height: var(--fq-control); }
  @container (max-width: 620px) { .where { margin-inline-start: 8px; padding-inline-start: 8px; } }
`;
