import { css } from 'lit';

export const welcomeStyles = css`
  :host { display: grid; gap: 32px; justify-items: center; align-content: center; padding: 32px 0 48px; }
  h1 { font-size: 26px; line-height: 36px; text-align: center; text-wrap: balance; }
  fq-drop { width: min(760px, 100%); }
  .here { display: grid; gap: 4px; justify-items: center; text-align: center; }
  .here strong { font-size: var(--fq-size-l); line-height: 24px; font-weight: 600; }
  .choice { display: inline-flex; align-items: center; gap: 12px; color: var(--fq-muted); }
  .choice button { min-height: 36px; color: var(--fq-text); }
  ol { display: grid; grid-template-columns: repeat(3, 1fr); gap: 24px; width: min(760px, 100%); }
  li { display: grid; grid-template-columns: auto 1fr; gap: 2px 10px; align-content: start; }
  li .n { grid-row: 1 / 3; color: var(--fq-accent); font-size: var(--fq-size-xl); line-height: 24px; font-weight: 600; }
  li strong { font-weight: 600; line-height: 24px; }
  .end { display: grid; gap: 4px; justify-items: center; text-align: center; }
  @media (max-width: 720px) {
    :host { gap: 24px; padding: 16px 0 32px; }
    h1 { font-size: 22px; line-height: 30px; }
    ol { grid-template-columns: 1fr; gap: 12px; }
  }
`;
