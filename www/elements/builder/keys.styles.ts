import { css } from 'lit';

export const keysStyles = css`
  dl { display: grid; gap: 4px 24px; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); }
  dl > div { display: flex; gap: 12px; align-items: baseline; min-height: 28px; }
  dt { display: flex; gap: 4px; min-width: 96px; }
  kbd { font: inherit; font-size: var(--fq-size-s); padding: 1px 6px; border: 1px solid var(--fq-line-strong); border-radius: 4px; background: var(--fq-sunken); white-space: nowrap; }
`;
