import { css } from 'lit';

/** Cards below the rule: the limit, parameters, named conditions. */
export const panelStyles = css`
  :host { display: grid; gap: 4px; background: var(--fq-surface); border: 1px solid var(--fq-line); border-radius: var(--fq-radius); padding: 8px 12px 10px; }
  .head { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; min-height: var(--fq-control); }
  .head h2 { font-size: var(--fq-size); line-height: 20px; }
  .head button { margin-inline-start: auto; }
  ul { display: grid; gap: 6px; min-width: 0; }
  li { min-width: 0; }
  .entry { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 6px; min-width: 0; }
  .entry > input[type='text'] { width: 140px; }
  .entry .end { margin-inline-start: auto; display: inline-flex; align-items: center; gap: 4px; }
  fq-chips { flex: 1 1 160px; }
`;
