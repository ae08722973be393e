import { css } from 'lit';
import { chipStyles } from './chips.styles.js';

/** The inline editors of a condition: controls in the order of a sentence. */
export const editorStyles = css`
  ${chipStyles}
  :host { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 6px; min-width: 0; }
  select { max-width: 200px; field-sizing: content; }
  select.soft { color: var(--fq-muted); border-color: var(--fq-line); }
  .line { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 6px; min-width: 0; flex-basis: 100%; }
`;
