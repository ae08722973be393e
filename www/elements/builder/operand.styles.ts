import { css } from 'lit';

export const operandStyles = css`
  :host { display: inline-flex; flex-wrap: wrap; align-items: center; gap: 4px 6px; min-width: 0; max-width: 100%; }
  fq-suggest { width: 180px; }
  .checks { display: inline-flex; gap: 12px; }
  select { field-sizing: content; }
`;
