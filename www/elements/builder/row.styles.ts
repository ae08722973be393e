import { css } from 'lit';

/** Rows of the builder: what is asked on the left, effect and size in two columns that line up through all levels. */
export const rowStyles = css`
  :host { display: block; min-width: 0; --handle: 24px; }
  .row {
    display: grid; grid-template-columns: var(--handle) minmax(0, 1fr) 100px 76px var(--fq-control); column-gap: 4px; align-items: start;
    padding: 4px 0; border-top: 1px solid var(--fq-line); position: relative;
  }
  .row.over-before { box-shadow: inset 0 2px 0 var(--fq-accent); }
  .row.over-after { box-shadow: inset 0 -2px 0 var(--fq-accent); }
  .handle {
    width: var(--handle); min-width: 24px; min-height: var(--fq-control); padding: 0; border: 0; background: none; cursor: grab; border-radius: 4px;
  }
  .handle span {
    width: 8px; height: 14px; background-image: radial-gradient(circle, var(--fq-line-strong) 1.2px, transparent 1.5px); background-size: 4px 5px;
  }
  .handle:hover span, .handle:focus-visible span { background-image: radial-gradient(circle, var(--fq-accent) 1.2px, transparent 1.5px); }
  .main { min-width: 0; display: grid; gap: 4px; align-content: start; }
  .main.muted { --fq-text: var(--fq-muted); --fq-accent-weak: var(--fq-sunken); }
  select { field-sizing: content; }
  .badges { display: flex; flex-wrap: wrap; gap: 4px; }
  .badges:empty { display: none; }
  .badge svg { width: 12px; height: 12px; }
  .effect, .size { text-align: end; line-height: var(--fq-control); font-variant-numeric: tabular-nums; white-space: nowrap; }
  .effect { display: flex; justify-content: flex-end; gap: 4px; color: var(--fq-muted); font-size: var(--fq-size-s); }
  .mark { width: 24px; color: var(--fq-muted); }
  .mark.warn { color: var(--fq-warn); }
  .mark svg { width: 14px; height: 14px; }
  .effect.none { color: var(--fq-muted); }
  .size { font-size: var(--fq-size); font-weight: 600; }
  .size.idle { color: var(--fq-muted); font-weight: 400; }
  .beside { display: block; font-size: var(--fq-size-s); font-weight: 400; line-height: 16px; color: var(--fq-muted); white-space: normal; overflow-wrap: anywhere; }
  .stale { color: var(--fq-muted); }
  .message { display: flex; align-items: flex-start; gap: 6px; font-size: var(--fq-size-s); line-height: 16px; padding: 2px 0; overflow-wrap: anywhere; }
  .message svg { width: 14px; height: 14px; margin-top: 1px; }
  fq-menu { justify-self: end; }

  @container (max-width: 620px) {
    .row { grid-template-columns: var(--handle) minmax(0, 1fr) 84px var(--fq-control); row-gap: 2px; }
    .row > .effect { grid-column: 2; grid-row: 1; }
    .row > .size { grid-column: 3; grid-row: 1; }
    .row > fq-menu { grid-column: 4; grid-row: 1; }
    .row > .main { grid-column: 1 / -1; grid-row: 2; padding-inline: 4px 8px; }
    .row.head > .main { grid-column: 1 / span 2; grid-row: 1; padding-inline: 4px 0; }
    .row.head > .handle + .main { grid-column: 2; padding-inline: 0; }
    .row.head > .effect { grid-column: 1 / -1; grid-row: 2; padding-inline-end: calc(var(--fq-control) + 4px); line-height: 16px; }
    .row.head > .effect:empty { display: none; }
  }
  @media (pointer: coarse) { :host { --handle: 44px; } .mark { width: 44px; } }
`;
