import { css } from 'lit';

export const numberStyles = css`
  :host { display: inline-flex; align-items: center; gap: 4px; }
  input { width: 84px; text-align: end; font-variant-numeric: tabular-nums; }
  input.short { width: 56px; }
`;
