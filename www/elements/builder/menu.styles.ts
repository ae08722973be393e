import { css } from 'lit';

export const menuStyles = css`
  :host { display: inline-flex; }
  .option { border-radius: 4px; }
  .option:focus-visible { outline-offset: -2px; }
  .option.danger { color: var(--fq-danger); }
  .two { display: grid; gap: 0; text-align: start; }
`;
