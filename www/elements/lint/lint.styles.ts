import { css } from 'lit';

export const lintStyles = css`
  :host { display: block; min-width: 0; container-type: inline-size; }
  section { padding: 4px 12px 8px; }
  h3 { display: flex; align-items: center; gap: 6px; color: var(--fq-muted); font-weight: 500; font-size: var(--fq-size-s); line-height: 24px; }
  h3 svg { width: 14px; height: 14px; }
  li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 2px 8px; align-items: start; padding: 3px 0; }
  li:focus { background: var(--fq-accent-weak); border-radius: 4px; outline: 2px solid var(--fq-focus); outline-offset: 1px; }
  .say { line-height: 24px; font-size: var(--fq-size-s); overflow-wrap: anywhere; }
  .where { font-weight: 600; margin-inline-end: 4px; }
  .badge { margin-top: 2px; }
  .do { display: inline-flex; flex-wrap: wrap; gap: 0 4px; justify-content: flex-end; }
  .do button { min-height: 24px; color: var(--fq-accent); font-size: var(--fq-size-s); white-space: normal; text-align: end; }
  @container (max-width: 560px) { li { grid-template-columns: auto minmax(0, 1fr); } .do { grid-column: 2; justify-content: flex-start; } .do button { padding: 0 8px 0 0; text-align: start; } }
  @media (pointer: coarse) { .do button { min-height: 44px; } }
`;
