import { css } from 'lit';

export const groupStyles = css`
  .line { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; min-height: var(--fq-control); }
  .row.root { border-top: 0; }
  .title { font-weight: 600; line-height: var(--fq-control); }
  select.kind { font-weight: 600; color: var(--fq-accent); border-color: var(--fq-line); background: var(--fq-surface); }
  .body { margin-inline-start: 11px; padding-inline-start: 12px; border-inline-start: 2px solid var(--fq-line); }
  .body:focus-within { border-color: var(--fq-accent); }
  .adds { display: flex; flex-wrap: wrap; gap: 4px; padding: 2px 0 4px; margin-inline-start: 20px; color: var(--fq-muted); }
  .adds > button.quiet { color: var(--fq-text); }
  .off > .body { --fq-text: var(--fq-muted); --fq-accent-weak: var(--fq-sunken); border-inline-start-style: dashed; }
  .empty { display: grid; gap: 2px; padding: 12px 0 8px 28px; border-top: 1px solid var(--fq-line); }
  @container (max-width: 620px) { .body { margin-inline-start: 3px; padding-inline-start: 5px; } .adds { margin-inline-start: 0; } .empty { padding-inline-start: 8px; } }
`;
