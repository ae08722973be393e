import { css } from 'lit';

export const fileStyles = css`
  :host { display: block; }
  .card { padding: 12px 16px; display: grid; gap: 8px; }
  header { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px; min-height: var(--fq-control); }
  header h2 { font-size: var(--fq-size-l); min-width: 0; overflow-wrap: anywhere; }
  header .space { flex: 1; }
  .badges { display: flex; flex-wrap: wrap; gap: 4px 6px; }
  .work { display: grid; gap: 6px; }
  .work .line { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 16px; }
  .how { overflow-wrap: anywhere; }
  .notice.template, .notice.asking, .question { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px; }
  .notice.asking > span { flex: 1 1 320px; }
  .questions, .known { gap: 8px; }
  .question > span { overflow-wrap: anywhere; }
  details.part > .inside { display: grid; gap: 16px; }
  .account { color: var(--fq-muted); }
  .account b { color: var(--fq-text); font-weight: 600; }
  details.part { border-top: 1px solid var(--fq-line); padding-top: 6px; }
  details.part > summary { padding: 2px 0; font-weight: 500; }
  details.part > .inside { padding: 8px 0 4px; }
  details.part > summary .badge { margin-left: 8px; font-weight: 400; }
  .failure { display: grid; gap: 8px; }
  .failure .actions { justify-content: start; }
  @media (max-width: 560px) { .card { padding: 12px; } .question > span { flex-basis: 100%; } }
`;
