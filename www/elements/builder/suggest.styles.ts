import { css } from 'lit';

export const suggestStyles = css`
  :host { display: inline-flex; min-width: 0; max-width: 100%; }
  .anchor { width: 100%; }
  input { width: 100%; min-width: 0; }
`;
