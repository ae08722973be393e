import { css } from 'lit';

export const previewStyles = css`
  :host { display: grid; gap: 6px; min-width: 0; }
  .scroll { max-width: 100%; border: 1px solid var(--fq-line); border-radius: var(--fq-radius); }
  table { width: max-content; min-width: 100%; }
  th, td { max-width: 240px; min-width: 72px; }
  thead th { background: var(--fq-sunken); color: var(--fq-text); vertical-align: bottom; }
  thead .type { display: block; color: var(--fq-muted); font-weight: 400; }
  tr > :first-child { min-width: 0; width: 1px; }
  tbody th { white-space: nowrap; font-weight: 400; }
  tbody tr:last-child > * { border-bottom: 0; }
  .value, .before { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .before { color: var(--fq-muted); font-size: var(--fq-size-s); line-height: 16px; }
  td.failed { background: var(--fq-warn-weak); }
  td.failed .value { color: var(--fq-warn); }
  td.failed .before { color: var(--fq-text); }
  td.ignored { color: var(--fq-muted); }
  .value.none { color: var(--fq-muted); }
  .rejected { display: grid; gap: 2px; padding: 4px 0 0 16px; }
`;
