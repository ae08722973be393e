import { css } from 'lit';

export const exportDialogStyles = css`
  fieldset { border: 0; margin: 0; padding: 0; min-width: 0; display: grid; gap: 4px; }
  legend { padding: 0; font-weight: 600; }
  .line { display: flex; gap: 16px; }
  .columns { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: 2px 16px; max-height: 240px; overflow: auto; border: 1px solid var(--fq-line); border-radius: var(--fq-radius); padding: 8px 12px; }
  .columns label { overflow-wrap: anywhere; }
  .badge svg { width: 11px; height: 11px; }
  .hint { display: block; }
  .confirm { gap: 8px; }
`;
