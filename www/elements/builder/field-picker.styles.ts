import { css } from 'lit';

export const fieldPickerStyles = css`
  :host { display: inline-flex; min-width: 0; max-width: 100%; }
  .pick { justify-content: space-between; padding: 0 6px 0 10px; max-width: 100%; min-width: 0; font-weight: 500; }
  .pick span { overflow: hidden; text-overflow: ellipsis; }
  .pick svg { width: 12px; height: 12px; color: var(--fq-muted); }
  .pick.blank { color: var(--fq-muted); font-weight: 400; }
  .popup { width: 320px; }
  .kind { margin-inline-start: 8px; white-space: nowrap; color: var(--fq-muted); font-size: var(--fq-size-s); }
`;
