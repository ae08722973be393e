import type { TextMessages } from './text-panel.js';

/** English. */
export const textPanelEn: TextMessages = {
  view: 'Text',
  viewHint: 'See this segment as text, and edit it there',
  label: 'Text form',
  hint: 'Changes apply at once; with a mistake the last correct conditions stay. Ctrl+Z takes back.',
  sentence: 'In one sentence',
  applied: 'Applied',
  same: 'The same as the conditions',
  at: (line, column, sentence) => `Line ${line}, column ${column}: ${sentence}`,
  go: 'Go to the mistake',
  copy: { text: 'Copy text', json: 'Copy JSON', sentence: 'Copy sentence' },
  copied: { text: 'Text copied', json: 'JSON copied', sentence: 'Sentence copied' },
  notCopied: 'The browser does not allow copying; select the text and copy it yourself',
};
