import { css } from 'lit';

export const scoresStyles = css`
  :host { display: grid; gap: 16px; min-width: 0; }
  .models { display: grid; gap: 8px; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); }
  .models button { display: grid; grid-template-columns: minmax(0, 1fr); justify-items: start; gap: 2px; width: 100%; height: 100%; min-height: 64px; padding: 8px 12px; text-align: start; white-space: normal; align-content: start; }
  .models .name { font-weight: 600; display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; }
  .top { display: grid; gap: 2px; }
  .panel { display: grid; gap: 16px; padding: 16px; min-width: 0; }
  .head { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; justify-content: space-between; }
  .title { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; min-width: 0; flex: 1 1 220px; }
  .title input { min-width: 0; width: auto; max-width: 100%; padding-inline: 6px; margin-inline-start: -7px; border-color: transparent; background: transparent; font-size: var(--fq-size-l); font-weight: 600; field-sizing: content; min-inline-size: 120px; }
  .title input:hover, .title input:focus { border-color: var(--fq-line-strong); }
  .needs { display: grid; gap: 4px; }
  .needs ul { display: flex; flex-wrap: wrap; gap: 4px 20px; }
  .needs li { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; }
  .badge { gap: 4px; white-space: normal; }
  .badge svg.i { width: 12px; height: 12px; }
  .settings { padding: 12px 16px; border: 1px solid var(--fq-line); border-radius: var(--fq-radius); min-width: 0; }
  .settings > summary > h3, .settings > summary > span { display: inline; margin-inline-end: 8px; }
  .settings > .inside { gap: 20px; padding-top: 16px; }
  textarea { width: 100%; min-height: 220px; font-family: var(--fq-mono); font-size: 13px; line-height: 18px; }
  details > .inside { display: grid; gap: 8px; padding-top: 8px; grid-template-columns: minmax(0, 1fr); }
  .work { display: flex; gap: 12px; align-items: center; }
  .work progress { flex: 1; }
  .what { display: none; }
  @media (max-width: 720px) {
    .panel, .settings { padding: 12px; }
    .models { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
    .models button { min-height: 44px; align-content: center; }
    .models .about { display: none; }
    .what { display: block; }
  }
`;

export const keptStyles = css`
  :host { display: grid; gap: 8px; min-width: 0; }
  .head { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; justify-content: space-between; }
  li { display: grid; grid-template-columns: minmax(0, 260px) minmax(0, 1fr) auto auto; gap: 0 12px; align-items: center; padding: 4px 8px 4px 12px; border-top: 1px solid var(--fq-line); }
  li:first-child { border-top: 0; }
  li.chosen { background: var(--fq-accent-weak); }
  .name { justify-content: start; min-width: 0; padding: 0; border: 0; background: none; font-weight: 600; white-space: normal; text-align: start; }
  .name:hover { text-decoration: underline; text-underline-offset: 2px; }
  .why { grid-column: 1 / -1; color: var(--fq-warn); padding-bottom: 4px; }
  .badge { gap: 4px; }
  .badge svg.i { width: 12px; height: 12px; }
  @media (max-width: 720px) {
    li { grid-template-columns: minmax(0, 1fr) auto auto; }
    .facts { grid-column: 1 / -1; grid-row: 2; padding-bottom: 4px; }
  }
`;

export const reportStyles = css`
  :host { display: grid; gap: 16px; min-width: 0; }
  section { display: grid; gap: 6px; min-width: 0; align-content: start; }
  .notes { display: grid; gap: 4px; }
  .notes li.warn { color: var(--fq-warn); }
  .scroll { border: 1px solid var(--fq-line); border-radius: var(--fq-radius); }
  .two { display: grid; gap: 16px; grid-template-columns: minmax(0, 1fr); }
  @media (min-width: 1000px) { .two { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
  .grid { border-spacing: 0; }
  .shades { display: flex; align-items: center; gap: 4px; }
  .shades i.cell { display: block; width: 24px; min-width: 0; min-height: 12px; height: 12px; border: 1px solid var(--fq-line); border-radius: 2px; }
  .grid th, .grid td { padding: 2px; border: 0; vertical-align: middle; text-align: center; }
  .grid th { padding: 4px 8px; white-space: nowrap; color: var(--fq-text); }
  .grid tbody tr:hover { background: none; }
  .cell { position: relative; overflow: hidden; width: 100%; min-width: 44px; min-height: 40px; padding: 0 6px; border-color: var(--fq-line); }
  .cell::before { content: ''; position: absolute; inset: 0; background: var(--fq-accent); opacity: 0; }
  .cell.l1::before { opacity: 0.06; }
  .cell.l2::before { opacity: 0.13; }
  .cell.l3::before { opacity: 0.2; }
  .cell.l4::before { opacity: 0.28; }
  .cell.l5::before { opacity: 0.38; }
  .cell > span { position: relative; }
  .cell:disabled { color: var(--fq-muted); background: var(--fq-surface); }
  .bars td.bar { width: 40%; min-width: 80px; vertical-align: middle; }
  .track { height: 10px; border-radius: 2px; background: var(--fq-sunken); overflow: hidden; }
  .track > i { display: block; height: 100%; width: var(--part); background: var(--fq-accent); }
  .track > i.other { background: var(--fq-warn-mark); }
  @media (max-width: 720px) {
    .cell { min-width: 44px; padding: 0 2px; }
    .grid th { padding: 4px; }
    .bars td.bar { width: 20%; min-width: 32px; }
    .bars :is(th, td) { padding-inline: 4px; }
  }
  td button.link { white-space: normal; text-align: start; }
  tbody th { color: var(--fq-text); font-size: var(--fq-size); line-height: 20px; }
  details > .inside { padding-top: 8px; }
`;
