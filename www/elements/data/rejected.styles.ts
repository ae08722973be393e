import { css } from 'lit';

export const rejectedStyles = css`
  :host { display: grid; gap: 8px; }
  .bar { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; }
  .bar .space { flex: 1; }
  .scroll { max-height: 360px; border: 1px solid var(--fq-line); border-radius: var(--fq-radius); }
  thead th { position: sticky; top: 0; background: var(--fq-surface); }
  td.text { font-family: var(--fq-mono); font-size: var(--fq-size-s); white-space: pre; }
  td.why { min-width: 140px; }
`;
