import { css } from 'lit';

export const stepsStyles = css`
  :host { display: grid; gap: 4px; justify-items: start; }
  ol { display: grid; gap: 4px; width: 100%; min-width: 0; }
  li { min-width: 0; }
  .step { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 6px; }
  .tools { display: inline-flex; margin-inline-start: auto; }
  .where { margin-inline-start: 12px; }
`;
