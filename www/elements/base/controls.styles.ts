import { css } from 'lit';

/** Buttons, inputs, tables, dialogs and text styles; every element puts it first in its `styles`. */
export const controls = css`
  :host {
    box-sizing: border-box;
    color: var(--fq-text);
    font: var(--fq-size) / var(--fq-line-height) var(--fq-font);
    font-variant-numeric: tabular-nums;
    text-autospace: normal;
  }
  :host([hidden]),
  [hidden] { display: none !important; }
  *, *::before, *::after { box-sizing: border-box; }

  h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  h1 { font-size: var(--fq-size-xl); line-height: 28px; font-weight: 600; }
  h2 { font-size: var(--fq-size-l); line-height: 24px; font-weight: 600; }
  h3 { font-size: var(--fq-size); line-height: 20px; font-weight: 600; }
  a { color: var(--fq-accent); text-underline-offset: 2px; }
  code, .mono { font-family: var(--fq-mono); font-size: 0.93em; }

  :focus { outline: none; }
  :focus-visible { outline: 2px solid var(--fq-focus); outline-offset: 1px; border-radius: 4px; }

  button, .button {
    appearance: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: var(--fq-control);
    min-width: 24px;
    padding: 0 12px;
    border: 1px solid var(--fq-line-strong);
    border-radius: var(--fq-radius);
    background: var(--fq-surface);
    color: inherit;
    font: inherit;
    font-variant-numeric: inherit;
    white-space: nowrap;
    text-decoration: none;
    cursor: pointer;
  }
  button:hover, .button:hover { border-color: var(--fq-accent); color: var(--fq-accent-strong); }
  button:active { background: var(--fq-sunken); }
  button:disabled { color: var(--fq-muted); border-color: var(--fq-line); background: var(--fq-sunken); cursor: default; }
  button.primary, .button.primary { background: var(--fq-accent); border-color: var(--fq-accent); color: var(--fq-on-accent); font-weight: 600; }
  button.primary:hover, .button.primary:hover { background: var(--fq-accent-strong); border-color: var(--fq-accent-strong); color: var(--fq-on-accent); }
  button.primary:disabled { background: var(--fq-sunken); border-color: var(--fq-line); color: var(--fq-muted); }
  button.quiet, .button.quiet { border-color: transparent; background: transparent; padding: 0 8px; }
  button.quiet:hover { background: var(--fq-sunken); }
  button.icon { padding: 0; width: var(--fq-control); flex: none; }
  button.danger { color: var(--fq-danger); }
  button.danger:hover { border-color: var(--fq-danger); }
  button.link {
    min-height: 24px; padding: 0; border: 0; background: none; color: var(--fq-accent);
    text-decoration: underline; text-underline-offset: 2px;
  }
  button[aria-pressed='true'] { background: var(--fq-accent-weak); border-color: var(--fq-accent); color: var(--fq-accent-strong); }
  svg.i { width: 16px; height: 16px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }

  input, select, textarea {
    min-height: var(--fq-control);
    padding: 0 8px;
    border: 1px solid var(--fq-line-strong);
    border-radius: var(--fq-radius);
    background: var(--fq-surface);
    color: inherit;
    font: inherit;
    font-variant-numeric: inherit;
    max-width: 100%;
  }
  textarea { padding: 6px 8px; }
  select { padding-right: 4px; }
  input::placeholder, textarea::placeholder { color: var(--fq-muted); opacity: 1; }
  input:disabled, select:disabled { color: var(--fq-muted); border-color: var(--fq-line); background: var(--fq-sunken); }
  input[aria-invalid='true'], select[aria-invalid='true'] { border-color: var(--fq-danger); }
  input[type='checkbox'], input[type='radio'] { width: 16px; height: 16px; min-height: 0; margin: 0; accent-color: var(--fq-accent); flex: none; }
  label.check { display: inline-flex; align-items: center; gap: 8px; min-height: 24px; }
  .field { display: grid; gap: 2px; align-content: start; }
  .field > label, .field > .label { color: var(--fq-muted); font-size: var(--fq-size-s); line-height: 16px; }

  .segmented { display: inline-flex; border: 1px solid var(--fq-line-strong); border-radius: var(--fq-radius); padding: 0; margin: 0; min-width: 0; }
  .segmented > label { position: relative; display: inline-flex; align-items: center; justify-content: center; min-height: calc(var(--fq-control) - 2px); padding: 0 12px; white-space: nowrap; cursor: pointer; }
  .segmented > label + label { border-left: 1px solid var(--fq-line-strong); }
  .segmented input { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; cursor: inherit; }
  .segmented > label:has(input:checked) { background: var(--fq-accent-weak); color: var(--fq-accent-strong); font-weight: 600; }
  .segmented > label.checked { background: var(--fq-accent-weak); color: var(--fq-accent-strong); font-weight: 600; }
  .segmented > label:focus-within { outline: 2px solid var(--fq-focus); outline-offset: 1px; }

  table { border-collapse: collapse; width: 100%; }
  th { text-align: left; font-weight: 500; color: var(--fq-muted); font-size: var(--fq-size-s); line-height: 16px; }
  th, td { padding: 5px 8px; border-bottom: 1px solid var(--fq-line); vertical-align: top; }
  tbody tr:hover { background: var(--fq-sunken); }
  td.num, th.num { text-align: right; white-space: nowrap; }
  .scroll { overflow: auto; overscroll-behavior-x: contain; }
  .num { font-variant-numeric: tabular-nums; }

  dialog {
    width: min(560px, calc(100vw - 32px));
    max-height: calc(100vh - 48px);
    padding: 0;
    border: 1px solid var(--fq-line);
    border-radius: calc(var(--fq-radius) + 2px);
    background: var(--fq-surface);
    color: inherit;
    box-shadow: var(--fq-shadow);
  }
  dialog::backdrop { background: rgb(16 32 31 / 45%); }
  dialog > .body, dialog > form { display: grid; gap: 16px; padding: 20px 24px; }
  .actions { display: flex; flex-wrap: wrap; gap: 8px; justify-content: flex-end; }

  .card { background: var(--fq-surface); border: 1px solid var(--fq-line); border-radius: var(--fq-radius); }
  .muted { color: var(--fq-muted); }
  .small { font-size: var(--fq-size-s); line-height: 16px; }
  .warn { color: var(--fq-warn); }
  .bad { color: var(--fq-danger); }
  .badge { display: inline-flex; align-items: center; min-height: 20px; padding: 0 6px; border-radius: 4px; background: var(--fq-sunken); color: var(--fq-muted); font-size: var(--fq-size-s); white-space: nowrap; }
  .badge.accent { background: var(--fq-accent-weak); color: var(--fq-accent-strong); }
  .badge.warn { background: var(--fq-warn-weak); color: var(--fq-warn); }
  .badge.bad { background: var(--fq-danger-weak); color: var(--fq-danger); }
  .notice { display: grid; gap: 4px; padding: 8px 12px; border-radius: var(--fq-radius); border-left: 3px solid var(--fq-line-strong); background: var(--fq-sunken); overflow-wrap: anywhere; }
  .notice.bad { border-color: var(--fq-danger); background: var(--fq-danger-weak); color: var(--fq-text); }
  .notice.warn { border-color: var(--fq-warn-mark); background: var(--fq-warn-weak); color: var(--fq-text); }

  progress { appearance: none; display: block; width: 100%; height: 4px; border: 0; border-radius: 2px; overflow: hidden; background: var(--fq-line); color: var(--fq-accent); }
  progress::-webkit-progress-bar { background: var(--fq-line); }
  progress::-webkit-progress-value { background: var(--fq-accent); }
  progress::-moz-progress-bar { background: var(--fq-accent); }

  summary { min-height: 24px; cursor: pointer; }
  .visually-hidden { position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; border: 0; }

  @media (pointer: coarse) { button.link, summary, label.check { min-height: 44px; } }
`;
