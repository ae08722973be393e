import { css } from 'lit';

export const textStyles = css`
  :host { display: grid; gap: 8px; align-content: start; min-width: 0; background: var(--fq-surface); border: 1px solid var(--fq-line); border-radius: var(--fq-radius); padding: 12px 16px 16px; }
  .said p { overflow-wrap: anywhere; }
  label { font-weight: 600; }
  .editor { position: relative; display: grid; min-width: 0; background: var(--fq-surface); border-radius: var(--fq-radius); }
  .editor > * { grid-area: 1 / 1; font-family: var(--fq-mono); font-size: 13px; line-height: 20px; white-space: pre-wrap; overflow-wrap: anywhere; padding: 8px; tab-size: 2; }
  .mirror { border: 1px solid transparent; color: transparent; overflow: hidden; pointer-events: none; min-height: 0; height: 100%; position: absolute; inset: 0; }
  .mirror mark { color: transparent; background: var(--fq-danger-weak); text-decoration: underline wavy var(--fq-danger); text-decoration-skip-ink: none; text-underline-offset: 3px; }
  textarea { position: relative; width: 100%; resize: vertical; background: transparent; }
  textarea[aria-invalid='true'] { border-color: var(--fq-danger); }
  .message { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 2px 6px; font-size: var(--fq-size-s); line-height: 20px; overflow-wrap: anywhere; }
  .message svg { width: 14px; height: 14px; margin-top: 3px; }
  .message span { min-width: 0; }
  .message button { min-height: 20px; font-size: var(--fq-size-s); }
  .copies { display: flex; flex-wrap: wrap; gap: 8px; }
`;
