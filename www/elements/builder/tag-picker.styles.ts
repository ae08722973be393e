import { css } from 'lit';

export const tagPickerStyles = css`
  :host { display: inline-flex; }
  .popup { width: 320px; }
  .tag { display: flex; align-items: center; padding-inline-start: calc(var(--depth, 0) * 20px); border-radius: 4px; }
  .tag:hover { background: var(--fq-sunken); }
  .tag .check { flex: 1; min-width: 0; min-height: 28px; overflow-wrap: anywhere; cursor: pointer; }
  .fold { width: 24px; min-height: 24px; flex: none; }
  .fold svg { width: 12px; height: 12px; }
  .end { margin-inline-start: auto; padding: 0 8px; color: var(--fq-muted); font-variant-numeric: tabular-nums; }
  .foot { display: flex; justify-content: flex-end; border-top: 1px solid var(--fq-line); margin-top: 4px; padding-top: 4px; }
  @media (pointer: coarse) { .tag .check { min-height: 44px; } .fold { width: 44px; min-height: 44px; } }
`;
