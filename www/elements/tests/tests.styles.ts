import { css } from 'lit';

export const testsStyles = css`
  :host { display: grid; gap: 16px; min-width: 0; }
  .top { display: grid; gap: 2px; }
  .steps { display: grid; gap: 8px; grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .steps button { display: grid; grid-template-columns: minmax(0, 1fr); justify-items: start; gap: 2px; width: 100%; height: 100%; padding: 8px 12px; text-align: start; white-space: normal; }
  .steps .name { font-weight: 600; }
  @media (max-width: 720px) { .steps .what { display: none; } .steps button { justify-items: center; } }
`;

export const stepStyles = css`
  :host { display: grid; gap: 16px; min-width: 0; padding: 16px; background: var(--fq-surface); border: 1px solid var(--fq-line); border-radius: var(--fq-radius); }
  section { display: grid; gap: 8px; min-width: 0; }
  .fields { display: grid; gap: 16px 20px; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); align-items: start; }
  .control { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; }
  .control input[type='text'], td input[type='text'] { width: 88px; }
  .control input[type='text'].name { width: 200px; min-width: 96px; max-width: 100%; }
  tbody th { color: var(--fq-text); font-size: var(--fq-size); line-height: 20px; }
  .note { color: var(--fq-muted); font-size: var(--fq-size-s); line-height: 18px; }
  .problem { color: var(--fq-danger); font-size: var(--fq-size-s); line-height: 18px; }
  .answer { display: grid; gap: 4px; padding: 16px; border-radius: var(--fq-radius); background: var(--fq-accent-weak); }
  .answer .number { font-size: var(--fq-size-number); line-height: 48px; font-weight: 600; }
  .verdicts { display: grid; gap: 4px; }
  .verdicts .head { font-size: var(--fq-size-xl); line-height: 28px; font-weight: 600; }
  .scroll { border: 1px solid var(--fq-line); border-radius: var(--fq-radius); }
  .scroll td { vertical-align: middle; }
  .acts { display: flex; flex-wrap: wrap; gap: 4px 12px; justify-content: flex-end; }
  .pairs { display: grid; gap: 16px; }
  .pair { display: grid; gap: 4px; min-width: 0; }
  .axis { position: relative; height: 44px; border-block: 1px solid var(--fq-line); background: linear-gradient(var(--fq-line-strong), var(--fq-line-strong)) var(--zero) 0 / 1px 100% no-repeat; }
  .axis .span { position: absolute; top: 17px; height: 10px; inset-inline-start: var(--low); width: var(--wide); border-radius: 2px; background: var(--fq-accent); opacity: 0.45; }
  .axis .at { position: absolute; top: 12px; width: 4px; height: 20px; margin-inline-start: -2px; inset-inline-start: var(--at); background: var(--fq-accent-strong); }
  .ends { position: relative; height: 18px; color: var(--fq-muted); font-size: var(--fq-size-s); }
  .ends > span { position: absolute; white-space: nowrap; translate: -50% 0; inset-inline-start: clamp(48px, var(--at), calc(100% - 48px)); }
  @media (max-width: 720px) { :host { padding: 12px; } td .control input[type='text'].name { width: 112px; } }
`;
