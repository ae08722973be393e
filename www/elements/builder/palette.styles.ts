import { css } from 'lit';

export const paletteStyles = css`
  dialog { margin-top: 12vh; width: min(520px, calc(100vw - 32px)); }
  .box { padding: 8px; }
  .scroll { max-height: 50vh; overflow-y: auto; }
  .badge { min-width: 40px; justify-content: center; }
`;
