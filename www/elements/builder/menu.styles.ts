import { css } from 'lit';

export const menuStyles = css`
  :host { display: inline-flex; }
  .popup[popover] { position: fixed; inset: 0 auto auto 0; margin: 0; color: inherit; max-height: calc(100vh - 16px); overflow-y: auto; }
  .option { border-radius: 4px; }
  .option:focus-visible { outline-offset: -2px; }
  .option.danger { color: var(--fq-danger); }
  .two { display: grid; gap: 0; text-align: start; }
`;
