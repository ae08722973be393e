import { css } from 'lit';

export const builderStyles = css`
  :host { display: block; min-width: 0; container-type: inline-size; }
  .box { display: grid; gap: 12px; min-width: 0; }
  .tree { background: var(--fq-surface); border: 1px solid var(--fq-line); border-radius: var(--fq-radius); padding: 4px 4px 8px 8px; min-width: 0; }
  .more { margin-inline-start: 4px; }
`;
