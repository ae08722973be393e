import { css } from 'lit';

export const findPersonStyles = css`
  :host { display: grid; gap: 2px; min-width: 0; }
  .searchbox { margin-bottom: 0; }
  .list { border: 1px solid var(--fq-line); border-radius: var(--fq-radius); padding: 4px; }
  ul { max-height: 220px; overflow-y: auto; }
`;
