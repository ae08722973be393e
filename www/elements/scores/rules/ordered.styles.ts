import { css } from 'lit';

/** Rows in an order: number, name, what it says, how many, and what moves it. */
export const orderedStyles = css`
  :host { display: grid; gap: 8px; min-width: 0; }
  ol { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0; min-width: 0; border: 1px solid var(--fq-line); border-radius: var(--fq-radius); background: var(--fq-surface); }
  li { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; min-width: 0; padding: 8px 12px; border-top: 1px solid var(--fq-line); }
  li:first-child { border-top: 0; }
  li.open { background: var(--fq-bg); }
  .line { display: grid; gap: 4px 12px; align-items: start; grid-template-columns: 20px minmax(120px, 200px) minmax(0, 1fr) minmax(96px, auto) auto; min-width: 0; }
  .place { line-height: var(--fq-control); color: var(--fq-muted); text-align: right; }
  .line > input { width: 100%; min-width: 0; font-weight: 600; }
  .says { padding-block: 5px; min-width: 0; overflow-wrap: anywhere; }
  button.says { appearance: none; min-height: 0; display: block; border: 0; padding-inline: 0; background: none; text-align: start; white-space: normal; color: var(--fq-text); }
  button.says:hover { color: var(--fq-accent-strong); text-decoration: underline; text-underline-offset: 2px; }
  .sizes { display: grid; justify-items: end; gap: 2px; padding-block: 3px; text-align: right; }
  .sizes fq-count { font-size: var(--fq-size-l); font-weight: 600; }
  .acts { display: flex; }
  .rule { display: grid; grid-template-columns: minmax(0, 1fr); gap: 12px; min-width: 0; padding: 4px 0 8px 32px; }
  .problem { display: flex; gap: 4px; padding-left: 32px; color: var(--fq-danger); font-size: var(--fq-size-s); }
  .foot { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; }
  .rest { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; }
  .settings { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: end; }
  .settings > .field { min-width: 0; max-width: 100%; }
  .settings input[type='text'] { width: 80px; }
  .settings .control { display: flex; gap: 6px; align-items: center; }
  @media (max-width: 900px) {
    li { padding: 8px; }
    .line { grid-template-columns: 20px minmax(0, 1fr) auto; }
    .line > .says { grid-column: 2 / -1; grid-row: 2; }
    .line > .sizes { grid-column: 3; grid-row: 1; padding: 0; }
    .line > .acts { grid-column: 2 / -1; grid-row: 3; }
    .rule { padding-left: 0; }
  }
`;
