import { css } from 'lit';

export const momentStyles = css`
  :host { display: inline-flex; flex-wrap: wrap; gap: 4px; }
`;
