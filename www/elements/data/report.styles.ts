import { css } from 'lit';

export const reportStyles = css`
  :host { display: grid; gap: 12px; }
  .equation { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 12px; }
  .term { display: grid; }
  .term dt { color: var(--fq-muted); font-size: var(--fq-size-s); line-height: 16px; }
  .term dd { font-size: var(--fq-size-xl); line-height: 28px; font-weight: 600; }
  .term.some dd { color: var(--fq-warn); }
  .sign { color: var(--fq-muted); font-size: var(--fq-size-l); align-self: end; line-height: 28px; }
  .facts { display: grid; gap: 4px; }
  .facts li { display: grid; grid-template-columns: minmax(64px, auto) 1fr; gap: 12px; align-items: baseline; max-width: 720px; }
  .facts .n { text-align: right; font-weight: 600; }
  @media (max-width: 560px) {
    .equation { gap: 4px 6px; justify-content: space-between; }
    .term dd { font-size: var(--fq-size-l); line-height: 24px; }
    .sign { font-size: var(--fq-size); line-height: 24px; }
  }
  section { display: grid; gap: 6px; }
  h3 { margin: 0; font-size: var(--fq-size-s); line-height: 16px; font-weight: 500; color: var(--fq-muted); }
`;
