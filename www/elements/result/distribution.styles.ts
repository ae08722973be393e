import { css } from 'lit';

export const distributionStyles = css`
  :host { display: grid; gap: 8px; align-content: start; min-width: 0; position: relative; }
  .head { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; justify-content: space-between; }
  .pick { display: inline-flex; gap: 8px; align-items: center; min-width: 0; }
  .pick > span { white-space: nowrap; }
  .pick select { min-width: 0; field-sizing: content; }
  .bars { display: grid; gap: 6px; min-width: 0; }
  .legend { display: flex; align-items: center; gap: 6px; color: var(--fq-muted); font-size: var(--fq-size-s); }
  .legend .index { margin-inline-start: auto; }
  .key { width: 14px; height: 8px; border-radius: 2px; }
  .key.all { margin-inline-start: 10px; }
  .in { background: var(--fq-accent); }
  .all { background: none; border: 1px solid var(--fq-line-strong); }
  .line { display: grid; grid-template-columns: minmax(64px, 28%) minmax(0, 1fr) 52px 44px; gap: 8px; align-items: center; font-size: var(--fq-size-s); line-height: 14px; }
  .label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .rest .label { color: var(--fq-muted); }
  .tracks { display: grid; gap: 3px; }
  .track { display: block; height: 9px; }
  .bar { display: block; height: 100%; width: var(--w, 0); min-width: 1px; border-radius: 0 2px 2px 0; }
  .bar.zero { visibility: hidden; }
  .shares { display: grid; text-align: end; font-variant-numeric: tabular-nums; gap: 1px; }
  .index { text-align: end; font-variant-numeric: tabular-nums; }
  tbody th { color: inherit; font-size: inherit; line-height: inherit; }
`;
