import { css } from 'lit';

export const appStyles = css`
  :host { display: grid; grid-template: auto 1fr / 76px minmax(0, 1fr); min-height: 100vh; min-height: 100dvh; background: var(--fq-bg); }
  .skip { position: absolute; left: 8px; top: -60px; z-index: 30; }
  .skip:focus { top: 8px; }

  .top { grid-column: 1 / -1; display: flex; align-items: center; gap: 4px 20px; flex-wrap: wrap; padding: 6px 16px 6px 0; background: var(--fq-surface); border-bottom: 1px solid var(--fq-line); position: sticky; top: 0; z-index: 20; }
  .brand { flex: none; width: 76px; text-align: center; font-size: var(--fq-size-l); font-weight: 700; color: var(--fq-accent); }
  .summary { white-space: nowrap; margin-left: -20px; padding-left: 20px; }
  .top .space { flex: 1; }
  .langs { display: inline-flex; flex: none; }
  .langs button { min-height: 28px; padding: 0 8px; }

  nav { background: var(--fq-surface); border-right: 1px solid var(--fq-line); }
  nav ul { position: sticky; top: 48px; display: grid; gap: 4px; padding: 12px 4px; }
  nav a { display: grid; justify-items: center; gap: 2px; padding: 8px 0; border-radius: var(--fq-radius); color: var(--fq-muted); text-decoration: none; font-size: var(--fq-size-s); line-height: 16px; }
  nav a svg.i { width: 20px; height: 20px; stroke-width: 1.3; }
  nav a:hover { background: var(--fq-sunken); color: var(--fq-text); }
  nav a[aria-current='page'] { background: var(--fq-accent-weak); color: var(--fq-accent-strong); font-weight: 600; }

  main { min-width: 0; padding: 20px 24px 32px; display: flex; flex-direction: column; gap: 12px; }
  main > * { flex: none; }
  fq-workspace { flex: 1 0 auto; }
  main:focus { outline: none; }
  .narrow { width: min(1240px, 100%); margin-inline: auto; }
  .first { min-height: calc(100dvh - 110px); display: grid; }
  .banner { display: flex; align-items: center; justify-content: space-between; gap: 12px; }
  main.working { padding-block: 12px; }
  @media (max-width: 1199px) { main.working { padding-bottom: 0; } }
  .empty { display: grid; gap: 12px; justify-items: center; padding: 64px 16px; text-align: center; }
  .work { display: flex; align-items: center; gap: 12px; }
  .over { position: fixed; inset: 8px; z-index: 40; display: grid; place-items: center; border: 2px dashed var(--fq-accent); border-radius: 12px; background: var(--fq-accent-weak); color: var(--fq-accent-strong); font-size: var(--fq-size-xl); opacity: 0.96; pointer-events: none; }

  @media (max-width: 720px) {
    :host { grid-template: auto 1fr auto / minmax(0, 1fr); --fq-dock: calc(53px + env(safe-area-inset-bottom)); --fq-head: 0px; }
    .top { padding: 6px 12px; gap: 2px 12px; position: static; }
    .brand { width: auto; }
    .top fq-check { order: 3; flex: 1 0 100%; }
    main { padding: 12px 12px 24px; }
    nav { position: sticky; bottom: 0; z-index: 20; order: 3; border-right: 0; border-top: 1px solid var(--fq-line); padding-bottom: env(safe-area-inset-bottom); }
    nav ul { position: static; grid-auto-flow: column; grid-auto-columns: 1fr; padding: 4px 8px; }
    nav a { padding: 4px 0; min-height: 44px; align-content: center; }
  }
`;
