import { css } from 'lit';

export const importSheetStyles = css`
  :host { display: grid; gap: 12px; }
  .settings { display: flex; flex-wrap: wrap; gap: 12px 16px; align-items: start; }
  .settings .field { min-width: 128px; max-width: 260px; }
  .settings .field > select { width: 100%; }
  .settings input[type='number'] { width: 96px; }
  fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
  legend { padding: 0; margin-bottom: 2px; color: var(--fq-muted); font-size: var(--fq-size-s); line-height: 16px; }
  .hint { color: var(--fq-muted); font-size: var(--fq-size-s); line-height: 16px; }
  .settings .line { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; }
  .settings .fact .stated { min-height: var(--fq-control); display: flex; align-items: center; }
  .rules > .settings { padding: 8px 0; }
  .problem { grid-column: 1 / -1; max-width: 60ch; }
  .bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px 16px; }
  .bar h3 { flex: none; }
  .status { min-height: 20px; flex: 1; text-align: right; }

  progress.idle { visibility: hidden; }
  .columns { border-top: 1px solid var(--fq-line); }
  .row {
    display: grid; gap: 4px 12px; align-items: start; padding: 6px 0; border-bottom: 1px solid var(--fq-line);
    grid-template-columns: minmax(110px, 1.1fr) minmax(120px, 1.1fr) 160px minmax(132px, 0.9fr) 124px minmax(160px, 2fr);
  }
  .row.head { padding: 6px 0 4px; color: var(--fq-muted); font-size: var(--fq-size-s); line-height: 16px; }
  .row.ignored > :not(.role) { opacity: 0.75; }
  .row input, .row select { width: 100%; }
  .row label.check { color: var(--fq-text); }
  .row label.check input { width: 16px; }
  .raw { display: flex; gap: 8px; padding-top: 5px; overflow-wrap: anywhere; }
  .raw .n { flex: none; min-width: 20px; color: var(--fq-muted); font-size: var(--fq-size-s); text-align: right; }
  .stack { display: grid; gap: 4px; }
  .share { display: grid; gap: 2px; padding-top: 5px; }
  .share .percent { display: flex; align-items: baseline; justify-content: space-between; gap: 8px; }
  .share svg.meter { display: block; width: 100%; height: 4px; border-radius: 2px; overflow: hidden; }
  .meter .track { fill: var(--fq-line); }
  .meter .value { fill: var(--fq-accent); }
  .low .meter .value { fill: var(--fq-warn-mark); }
  .low .percent strong { color: var(--fq-warn); }
  .percent strong { font-weight: 600; }
  .percent svg.i { width: 14px; height: 14px; align-self: center; }
  .examples { display: flex; flex-wrap: wrap; gap: 2px 6px; padding-top: 5px; min-width: 0; }
  .examples li { max-width: 100%; padding: 0 6px; border-radius: 4px; background: var(--fq-sunken); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .failed, .left-out { grid-column: 2 / -1; }
  .failed ul { display: grid; gap: 2px; padding: 2px 0 4px 16px; }
  .failed li, .left-out { overflow-wrap: anywhere; }
  .options { display: grid; gap: 8px; padding: 4px 0 8px; }
  .skipped ol { display: grid; gap: 4px; padding: 4px 0 4px 16px; }
  .skipped li { overflow-wrap: anywhere; }
  .row .label { display: none; }

  @media (max-width: 1080px) {
    .row { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); padding: 12px 0; }
    .row.head { display: none; }
    .raw, .examples, .failed, .left-out { grid-column: 1 / -1; }
    .raw { font-weight: 600; }
    .raw .n { text-align: left; }
    .row .label { display: block; color: var(--fq-muted); font-size: var(--fq-size-s); line-height: 16px; }
    .share { padding-top: 0; }
  }
  @media (max-width: 560px) { .settings .field { flex: 1 1 40%; min-width: 0; } .settings select, .settings .field > input { width: 100%; } .segmented > label { padding: 0 8px; } }
`;
