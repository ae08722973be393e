import { css } from 'lit';

/** A dialog along the right edge of the window. */
export const drawerStyles = css`
  dialog.drawer { width: min(640px, 100vw); max-width: none; height: 100vh; height: 100dvh; max-height: none; margin: 0 0 0 auto; border-width: 0 0 0 1px; border-radius: 0; }
  .frame { display: grid; grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr); height: 100%; }
  .top { display: flex; align-items: center; gap: 4px 12px; padding: 12px 12px 4px 20px; }
  .top h2 { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .top .count { white-space: nowrap; }
  .top .icon { margin-inline-start: auto; }
  .tabs { display: flex; gap: 4px; padding: 0 16px; border-bottom: 1px solid var(--fq-line); overflow-x: auto; }
  .tab { border: 0; border-radius: 0; background: none; padding: 0 8px; min-height: 36px; border-bottom: 2px solid transparent; }
  .tab[aria-selected='true'] { border-bottom-color: var(--fq-accent); color: var(--fq-accent-strong); font-weight: 600; }
  .panel { padding: 16px 20px 24px; overflow: auto; }
  .said { display: flex; align-items: center; gap: 6px; padding: 8px 20px; border-top: 1px solid var(--fq-line); color: var(--fq-accent-strong); }
  .said:empty { display: none; }
  @media (pointer: coarse) { .tab { min-height: 44px; } }
`;
