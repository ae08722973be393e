import { css } from 'lit';

export const libraryStyles = css`
  :host { display: grid; gap: 8px; align-content: start; min-width: 0; }
  .head { display: flex; align-items: center; justify-content: space-between; }
  .starts { display: flex; flex-wrap: wrap; gap: 8px; }
  .starts button { flex: 1 1 150px; }
  ul { display: grid; gap: 0; min-width: 0; }
  li { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; border-radius: var(--fq-radius); }
  li:hover, li:focus-within { background: var(--fq-sunken); }
  li.current { background: var(--fq-accent-weak); }
  li > input { grid-column: 1 / -1; }
  .rename { width: 100%; }
  .folder-head { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; border-radius: var(--fq-radius); }
  .folder-head:hover, .folder-head:focus-within { background: var(--fq-sunken); }
  .open { justify-content: space-between; text-align: start; min-width: 0; width: 100%; }
  .open:hover { background: none; }
  .name { overflow: hidden; text-overflow: ellipsis; min-width: 0; }
  .folder { width: 100%; justify-content: flex-start; color: var(--fq-muted); }
  .folder .size { margin-inline-start: auto; }
  .size { color: var(--fq-muted); font-variant-numeric: tabular-nums; }
  .dot { display: inline-block; width: 7px; height: 7px; border-radius: 50%; margin-inline-start: 6px; background: var(--fq-warn-mark); vertical-align: 1px; }
  input[type='search'] { width: 100%; }
`;
