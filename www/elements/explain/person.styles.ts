import { css } from 'lit';

export const personStyles = css`
  :host { display: grid; gap: 8px; align-content: start; min-width: 0; }
  .verdict { display: flex; gap: 6px; align-items: center; }
  .verdict.in { color: var(--fq-accent-strong); }
  .verdict.out { color: var(--fq-warn); }
  li { display: grid; grid-template-columns: 20px minmax(0, 1fr); gap: 4px; padding: 5px 0 5px calc(var(--depth, 0) * 12px); border-top: 1px solid var(--fq-line); }
  .mark svg { width: 16px; height: 16px; margin-top: 4px; }
  .yes .mark { color: var(--fq-accent); }
  .no .mark { color: var(--fq-danger); }
  .idle { color: var(--fq-muted); }
  .text { min-width: 0; overflow-wrap: anywhere; line-height: 24px; }
  .title { font-weight: 600; }
  .go { display: inline; min-height: 24px; padding: 0; border: 0; background: none; text-align: start; white-space: normal; overflow-wrap: anywhere; border-radius: 2px; }
  .go:hover { text-decoration: underline; text-underline-offset: 2px; }
  .value { display: block; color: var(--fq-muted); }
  .badge { margin-inline-start: 4px; }
  @media (pointer: coarse) { .go { min-height: 44px; } }
`;
