import { css } from 'lit';

export const dataStyles = css`
  :host { display: grid; gap: 16px; align-content: start; }
  .head { display: flex; flex-wrap: wrap; align-items: end; gap: 12px 16px; }
  .head .words { flex: 1 1 320px; display: grid; gap: 2px; }
  .next { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px 16px; padding: 8px 8px 8px 16px; border-radius: var(--fq-radius); background: var(--fq-accent-weak); }
  .next { min-height: 46px; }
  .next.idle { background: var(--fq-sunken); color: var(--fq-muted); }
  .next.look { background: var(--fq-warn-weak); }
  .list { display: grid; gap: 12px; }
  .panel { padding: 12px 16px; min-width: 0; }
  .panel > summary { min-height: 24px; }
  .panel > summary h2 { display: inline; font-size: var(--fq-size-l); }
  .panel > :not(summary) { margin-top: 12px; }
  dialog .actions { margin-top: 4px; }
`;
