import { css } from 'lit';

/** Chips of values and of tags. */
export const chipStyles = css`
  .chip {
    display: inline-flex; align-items: center; gap: 2px; min-height: 24px; max-width: 100%; padding-inline-start: 8px;
    border-radius: 4px; background: var(--fq-accent-weak); color: var(--fq-text); overflow-wrap: anywhere;
  }
  .chip button.icon { width: 24px; min-height: 24px; color: var(--fq-muted); }
  .chip button.icon:hover { color: var(--fq-text); background: none; }
  .chip button svg { width: 12px; height: 12px; }
  @media (pointer: coarse) { .chip, .chip button.icon { min-height: 44px; } .chip button.icon { width: 44px; } }
`;

export const chipsStyles = css`
  ${chipStyles}
  :host { display: inline-flex; min-width: 0; max-width: 100%; }
  .box { display: flex; flex-wrap: wrap; align-items: center; gap: 4px; min-width: 0; }
  fq-suggest { width: 132px; }
`;
