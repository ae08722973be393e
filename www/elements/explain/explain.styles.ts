import { css } from 'lit';

export const explainStyles = css`
  :host { display: grid; gap: 10px; align-content: start; min-width: 0; }
  .back { justify-self: start; margin-inline-start: -8px; }
`;
