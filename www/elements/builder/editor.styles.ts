import { css } from 'lit';
import { chipStyles } from './chips.styles.js';

/** The inline editors of a condition: controls in the order of a sentence. */
export const editorStyles = css`
  ${chipStyles}
  :host { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 6px; min-width: 0; }
  select { max-width: 200px; field-sizing: content; }
  .stale-mark { display: inline-flex; color: var(--fq-warn-mark); }
  select.soft { color: var(--fq-muted); border-color: var(--fq-line); }
  .line { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 6px; min-width: 0; flex-basis: 100%; }
`;

/** Editors that are loaded on demand. */
export const lazyStyles = css`
  .checks { display: inline-flex; flex-wrap: wrap; gap: 0 12px; }
  .setting { display: inline-flex; flex-wrap: wrap; align-items: center; gap: 4px 6px; min-width: 0; }
  details.more { min-width: 0; }
  details.more[open] { flex-basis: 100%; }
  details.more > summary { display: inline-flex; align-items: center; width: fit-content; padding: 0 8px; border-radius: 4px; color: var(--fq-muted); font-size: var(--fq-size-s); list-style: none; }
  details.more > summary::-webkit-details-marker { display: none; }
  details.more > summary::after { content: ''; width: 5px; height: 5px; margin-inline-start: 6px; border: solid currentColor; border-width: 0 1.5px 1.5px 0; rotate: 45deg; translate: 0 -1px; }
  details.more[open] > summary::after { rotate: 225deg; translate: 0 2px; }
  details.more > summary:hover { color: var(--fq-text); background: var(--fq-sunken); }
  details.more[open] > summary { margin-inline-start: -8px; }
  details.more > .inside { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 16px; padding: 4px 0; }
  .pair { display: inline-flex; flex-wrap: wrap; align-items: center; gap: 4px 6px; min-width: 0; }
`;
