import { css } from 'lit';

export const importDialogStyles = css`
  textarea { width: 100%; resize: vertical; }
  input[type='file'] { padding: 4px 8px; width: 100%; }
`;
