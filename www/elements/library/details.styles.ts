import { css } from 'lit';

export const detailsStyles = css`
  :host { display: grid; gap: 12px; align-content: start; min-width: 0; }
  .form { display: grid; gap: 12px; }
  .form .end { justify-self: end; }
  .field { min-width: 0; }
  .field input, .field textarea { width: 100%; }
  textarea { resize: vertical; }
  .plain li { padding: 2px 0; overflow-wrap: anywhere; }
  .version { border-top: 1px solid var(--fq-line); padding: 4px 0; }
  .version .line { display: flex; flex-wrap: wrap; align-items: center; gap: 0 8px; min-height: 36px; }
  .version strong { overflow-wrap: anywhere; min-width: 0; }
  .buttons { margin-inline-start: auto; display: inline-flex; gap: 4px; }
  .diff { max-height: 320px; overflow: auto; border: 1px solid var(--fq-line); border-radius: var(--fq-radius); padding: 6px 0; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 20px; }
  .diff > div { padding: 0 10px; }
  .diff .added { background: var(--fq-accent-weak); }
  .diff .removed { background: var(--fq-danger-weak); }
  .take { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 8px; align-items: end; }
  .pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px; }
  .parts { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 8px; }
  .part { display: grid; justify-items: start; gap: 0; padding: 8px 12px; min-height: 56px; }
  .part[aria-expanded='true'] { border-color: var(--fq-accent); background: var(--fq-accent-weak); }
  .part .big { font-size: var(--fq-size-xl); line-height: 28px; font-weight: 600; }
  .head { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; justify-content: space-between; }
`;
