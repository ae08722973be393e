import { css } from 'lit';

export const dropStyles = css`
  :host { display: block; }
  :host([compact]) { display: inline-block; }
  .area {
    display: grid; gap: 20px; justify-items: center; padding: 40px 24px;
    border: 1.5px dashed var(--fq-line-strong); border-radius: calc(var(--fq-radius) * 2); background: var(--fq-surface);
  }
  .area.over { border-color: var(--fq-accent); border-style: solid; background: var(--fq-accent-weak); }
  .choice { display: flex; flex-wrap: wrap; align-items: center; justify-content: center; gap: 8px 12px; }
  .choice button { min-height: 36px; padding: 0 20px; }
`;
