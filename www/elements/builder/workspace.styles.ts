import { css } from 'lit';

export const workspaceStyles = css`
  :host { display: grid; grid-template-rows: auto minmax(0, 1fr); min-width: 0; }
  /* where the result is a bar, it stays at the bottom of the box even below a short rule */
  .columns { display: grid; gap: 20px; grid-template-columns: minmax(0, 1fr); grid-template-rows: auto; align-items: start; align-content: space-between; }
  .library, .builder, .result { min-width: 0; }
  .builder { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; align-content: start; }
  .tools { display: flex; align-items: center; gap: 2px; min-height: var(--fq-control); margin-inline-start: -8px; }
  .state { margin-inline-start: auto; min-width: 0; padding-inline-end: 8px; text-align: end; text-wrap: balance; word-break: keep-all; }
  @media (max-width: 480px) { .help { display: none; } }
  .library { padding: 12px; background: var(--fq-surface); border: 1px solid var(--fq-line); border-radius: var(--fq-radius); }

  .result {
    position: sticky; bottom: var(--fq-dock, 0px); z-index: 12; margin: 0 -12px; padding: 6px 12px calc(6px + env(safe-area-inset-bottom));
    background: var(--fq-surface); border-top: 1px solid var(--fq-line-strong); max-height: 82vh; overflow: auto;
  }
  .result.opened { height: 82vh; }

  @media (min-width: 1200px) {
    .columns { align-content: start; grid-template-columns: minmax(0, 1fr) minmax(380px, 36%); }
    .columns.with-library { grid-template-columns: 208px minmax(0, 1fr) minmax(360px, 31%); }
    .library { position: sticky; top: calc(var(--fq-head, 48px) + 12px); max-height: calc(100vh - var(--fq-head, 48px) - 32px); overflow: auto; padding: 8px 8px 12px; }
    .result {
      max-height: none; top: calc(var(--fq-head, 48px) + 12px); bottom: auto; z-index: 1; margin: 0; padding: 12px 16px 16px; height: calc(100vh - var(--fq-head, 48px) - 24px);
      border: 1px solid var(--fq-line); border-radius: var(--fq-radius);
    }
  }
`;
