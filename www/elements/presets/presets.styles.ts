import { css } from 'lit';

export const presetsStyles = css`
  dialog.wide { width: min(860px, calc(100vw - 32px)); height: min(680px, calc(100vh - 48px)); }
  .frame { display: flex; flex-direction: column; gap: 12px; height: 100%; padding: 16px 20px; }
  .top { display: flex; align-items: center; justify-content: space-between; }
  .segmented { align-self: flex-start; flex: none; max-width: 100%; overflow-x: auto; }
  .two { flex: 1; display: grid; grid-template-columns: minmax(200px, 2fr) minmax(0, 3fr); gap: 20px; min-height: 0; }
  .list { overflow-y: auto; border: 1px solid var(--fq-line); border-radius: var(--fq-radius); padding: 4px; }
  .option { display: grid; padding: 5px 8px; border-radius: 4px; cursor: pointer; min-height: 30px; overflow-wrap: anywhere; }
  .option:hover { background: var(--fq-sunken); }
  .option[aria-selected='true'] { background: var(--fq-accent-weak); box-shadow: inset 2px 0 0 var(--fq-accent); }
  .option.off > span:first-child { color: var(--fq-muted); }
  .about { display: grid; gap: 12px; align-content: start; overflow-y: auto; min-width: 0; padding-inline-end: 4px; }
  .about > div[role='status'] { display: grid; gap: 4px; overflow-wrap: anywhere; }
  .big { font-size: var(--fq-size-l); font-weight: 600; }
  .fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(160px, 1fr)); gap: 8px 16px; border: 0; margin: 0; padding: 0; min-width: 0; }
  .field { min-width: 0; }
  .field .line { display: inline-flex; align-items: center; gap: 6px; }
  @media (max-width: 600px) {
    dialog.wide { width: 100vw; max-width: none; height: 100vh; height: 100dvh; max-height: none; border: 0; border-radius: 0; }
    .frame { padding: 12px; gap: 8px; }
    .intro { display: none; }
    .two { grid-template-columns: minmax(0, 1fr); grid-template-rows: minmax(120px, 2fr) minmax(0, 3fr); gap: 8px; }
  }
  @media (pointer: coarse) { .option { min-height: 44px; align-content: center; } }
`;
