import { css } from 'lit';

export const toastStyles = css`
  :host { position: fixed; z-index: 60; left: 0; right: 0; bottom: calc(var(--fq-dock, 0px) + 20px); display: grid; justify-items: center; pointer-events: none; }
  /* above the bar of the result */
  @media (max-width: 1199px) { :host { bottom: calc(var(--fq-dock, 0px) + 64px); } }
  .toast {
    display: flex; align-items: center; gap: 12px; max-width: min(560px, calc(100vw - 32px)); padding: 4px 4px 4px 16px; pointer-events: auto;
    border: 1px solid var(--fq-line-strong); border-radius: var(--fq-radius); background: var(--fq-surface); box-shadow: var(--fq-shadow); overflow-wrap: anywhere;
  }
  .toast > :first-child { min-width: 0; }
  .toast button { flex: none; }
  .toast.bad { border-color: var(--fq-danger); }
`;
