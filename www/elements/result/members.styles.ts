import { css } from 'lit';

export const membersStyles = css`
  :host { display: grid; grid-template-rows: auto auto minmax(0, 1fr) auto; gap: 4px; min-width: 0; min-height: 0; }
  .bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 4px; min-height: var(--fq-control); }
  .where { margin-inline-end: auto; color: var(--fq-muted); font-size: var(--fq-size-s); font-variant-numeric: tabular-nums; }
  .position { grid-row: 4; display: flex; align-items: center; min-height: var(--fq-control); }
  .popup { min-width: 220px; }
  .popup fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
  .scroller { grid-row: 3; overflow: auto; height: var(--fq-members-height, 360px); border: 1px solid var(--fq-line); border-radius: var(--fq-radius); background: var(--fq-surface); overscroll-behavior: contain; }
  .content { position: relative; min-height: 100%; height: var(--height); width: max-content; min-width: 100%; }
  table { position: relative; top: var(--shift, 0); width: max-content; min-width: 100%; border-collapse: separate; border-spacing: 0; }
  th, td { height: 32px; padding: 0 10px; white-space: nowrap; max-width: 260px; overflow: hidden; text-overflow: ellipsis; vertical-align: middle; border-bottom: 1px solid var(--fq-line); }
  thead th { position: sticky; top: 0; background: var(--fq-sunken); z-index: 1; }
  th .badge { margin-inline-start: 6px; min-height: 16px; background: none; gap: 2px; padding: 0; }
  th .badge svg { width: 11px; height: 11px; }
  td.why { padding: 0 6px; }
  td.why button { font-size: var(--fq-size-s); min-height: 24px; }
  .no { color: var(--fq-muted); }
  .content.none { width: auto; }
  .empty { padding: 24px 16px; white-space: normal; }
`;
