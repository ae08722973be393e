import { css } from 'lit';

/** Popups, lists of options and chips. */
export const popupStyles = css`
  .anchor { position: relative; display: inline-flex; max-width: 100%; min-width: 0; }
  .popup {
    position: absolute; z-index: 20; left: 0; top: 0;
    transform: translate(var(--popup-x, 0), var(--popup-y, 36px));
    min-width: 180px; max-width: min(420px, calc(100vw - 24px));
    background: var(--fq-surface); border: 1px solid var(--fq-line-strong); border-radius: var(--fq-radius);
    box-shadow: var(--fq-shadow); padding: 4px;
  }
  .popup .scroll { max-height: min(320px, 50vh); overflow-y: auto; overscroll-behavior: contain; }
  .option {
    display: flex; align-items: center; gap: 8px; min-height: 28px; padding: 3px 8px; border-radius: 4px; cursor: pointer;
    width: 100%; border: 0; background: none; justify-content: flex-start; text-align: start; white-space: normal; overflow-wrap: anywhere;
    scroll-margin: 24px;
  }
  .option:hover, .option.active { background: var(--fq-sunken); color: inherit; }
  .option.active { box-shadow: inset 2px 0 0 var(--fq-accent); }
  .option[aria-disabled='true'] { color: var(--fq-muted); cursor: default; }
  .option .end { margin-inline-start: auto; padding-inline-start: 12px; color: var(--fq-muted); font-size: var(--fq-size-s); white-space: nowrap; }
  .section { padding: 8px 8px 2px; color: var(--fq-muted); font-size: var(--fq-size-s); line-height: 16px; }
  .hint { padding: 6px 8px; color: var(--fq-muted); font-size: var(--fq-size-s); line-height: 16px; }
  .searchbox { position: relative; display: flex; align-items: center; margin-bottom: 4px; }
  .searchbox svg { position: absolute; left: 8px; color: var(--fq-muted); pointer-events: none; }
  .searchbox input { width: 100%; padding-left: 30px; }
  @media (pointer: coarse) { .option { min-height: 44px; } }
`;
