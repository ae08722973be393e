import { css } from 'lit';

/** Settings in groups: a heading, and fields beside each other as far as they fit. */
export const formStyles = css`
  :host { display: grid; gap: 20px; min-width: 0; }
  fieldset { display: grid; gap: 12px; min-width: 0; margin: 0; padding: 0; border: 0; }
  legend, .legend { padding: 0; margin-bottom: 10px; font-weight: 600; }
  details > summary.legend { margin: 0; width: fit-content; }
  details[open] > summary.legend { margin-bottom: 10px; }
  .fields { display: grid; gap: 16px 20px; grid-template-columns: repeat(auto-fill, minmax(250px, 1fr)); align-items: start; }
  .wide { grid-column: 1 / -1; min-width: 0; }
  .field { gap: 4px; min-width: 0; }
  .control { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; min-width: 0; }
  .control > input[type='text'] { width: 72px; }
  .control > input.long { width: min(100%, 260px); }
  .control select { max-width: 100%; }
  .note { display: flex; flex-wrap: wrap; gap: 0 8px; color: var(--fq-muted); font-size: var(--fq-size-s); line-height: 18px; }
  .note button.link { min-height: 18px; font-size: inherit; }
  .problem { display: flex; gap: 4px; color: var(--fq-danger); font-size: var(--fq-size-s); line-height: 18px; }
  .rows { display: grid; gap: 8px; }
  table { width: auto; min-width: min(100%, 360px); }
  td input[type='text'] { width: 88px; }
  .chips { display: flex; flex-wrap: wrap; gap: 6px; }
  .chip { display: inline-flex; align-items: center; gap: 2px; padding-left: 8px; border: 1px solid var(--fq-line); border-radius: 4px; background: var(--fq-sunken); }
  .three { display: grid; gap: 8px 20px; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); }
  .eight { display: grid; gap: 8px 16px; grid-template-columns: repeat(4, minmax(0, 1fr)); }
  .eight input { width: 100%; }
  @media (max-width: 900px) { .eight { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
  .eight label { display: grid; gap: 2px; }
  @media (pointer: coarse) { .note button.link { min-height: 44px; } }
`;
