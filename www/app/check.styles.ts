import { css } from 'lit';

export const checkStyles = css`
  :host { display: inline-flex; flex-wrap: wrap; align-items: center; gap: 2px 8px; min-width: 0; }
  .line { display: inline-flex; align-items: center; gap: 6px; color: var(--fq-muted); }
  .line svg.i { color: var(--fq-accent); }
  dialog td, dialog th { padding: 4px 8px 4px 0; }
  .verdict { display: inline-flex; align-items: center; gap: 6px; }
  .verdict.blocked svg.i { color: var(--fq-accent); }
  .verdict.open { color: var(--fq-warn); }
`;
