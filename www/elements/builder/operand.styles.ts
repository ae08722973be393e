import { css } from 'lit';
import { chipStyles } from './chips.styles.js';

export const operandStyles = css`
  ${chipStyles}
  :host { display: inline-flex; flex-wrap: wrap; align-items: center; gap: 4px 6px; min-width: 0; max-width: 100%; }
  fq-suggest { width: 180px; }
  .checks { display: inline-flex; gap: 12px; }
  select { field-sizing: content; }
  fq-menu { color: var(--fq-muted); margin-inline-start: -4px; }
  :host(:has(fq-advanced, fq-reference)) { flex: 1 1 auto; }
`;
