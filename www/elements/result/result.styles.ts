import { css } from 'lit';

export const resultStyles = css`
  :host { display: grid; gap: 8px; align-content: start; min-width: 0; position: relative; }
  .progress { position: absolute; inset: -1px 0 auto; height: 2px; overflow: hidden; }
  .progress.moving::before { content: ''; position: absolute; inset: 0 auto 0 0; width: 30%; background: var(--fq-accent); animation: move 1.1s linear infinite; }
  @keyframes move { from { transform: translateX(-100%); } to { transform: translateX(340%); } }
  .top { display: flex; align-items: center; justify-content: space-between; gap: 8px; min-width: 0; }
  .number { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 8px; min-width: 0; }
  .count { font-size: var(--fq-size-number); line-height: 48px; font-weight: 600; letter-spacing: -0.01em; }
  .unit { font-size: var(--fq-size-l); }
  .share { color: var(--fq-muted); font-size: var(--fq-size-l); font-variant-numeric: tabular-nums; }
  .rest { display: grid; gap: 10px; align-content: start; min-width: 0; }
  .view { min-width: 0; }
  :host([fill]) { height: 100%; grid-template-rows: auto minmax(0, 1fr); }
  :host([fill]) .rest { grid-template-rows: auto auto auto minmax(260px, 1fr); align-content: stretch; min-height: 0; }
  :host([fill]) .view { min-height: 0; overflow: hidden auto; --fq-members-height: auto; }
  :host([fill]) fq-members { height: 100%; }
  .sentence { color: var(--fq-muted); margin-bottom: 4px; line-height: 16px; overflow-wrap: anywhere; max-height: 80px; overflow-y: auto; scrollbar-width: thin; }
  .reach { font-variant-numeric: tabular-nums; margin-bottom: 2px; }
  .facts { display: flex; flex-wrap: wrap; gap: 2px 12px; font-variant-numeric: tabular-nums; }
  .note { min-height: 16px; display: flex; gap: 6px; align-items: center; }
  .note svg { width: 14px; height: 14px; }
  .do { display: flex; flex-wrap: wrap; gap: 8px; }
  .segmented { justify-self: start; background: var(--fq-surface); }
  :host([bar]) .count { font-size: 24px; line-height: 32px; }
  :host([bar]) .unit, :host([bar]) .share { font-size: var(--fq-size); }
  @media (prefers-reduced-motion: reduce) { .progress.moving::before { animation-duration: 4s; } }
`;
