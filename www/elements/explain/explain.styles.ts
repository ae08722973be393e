import { css } from 'lit';

export const explainStyles = css`
  :host { display: grid; gap: 10px; align-content: start; min-width: 0; }
  :host([listing]) { height: 100%; min-height: 320px; grid-template-rows: auto auto minmax(0, 1fr); align-content: stretch; }
  fq-members { --fq-members-height: auto; }
  .back { justify-self: start; margin-inline-start: -8px; }
`;
