// Line icons of 16 × 16, drawn with the colour of the text. They never stand alone for a meaning: the control has a name.
import { html, type TemplateResult } from 'lit';

function icon(d: string): TemplateResult {
  return html`<svg class="i" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d=${d}></path></svg>`;
}

export const icons = {
  data: icon('M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 6.5v6'),
  people: icon('M6 7.5a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5zM1.75 13c0-2.2 1.9-3.5 4.25-3.5s4.25 1.3 4.25 3.5M10.75 7.25a2 2 0 1 0-.6-3.9M11.75 9.6c1.5.35 2.5 1.5 2.5 3.15'),
  score: icon('M2.5 13.5h11M4 13.5v-4M8 13.5v-10M12 13.5v-7'),
  test: icon('M6 2.5v4L2.75 12.5a.75.75 0 0 0 .7 1h9.1a.75.75 0 0 0 .7-1L10 6.5v-4M5 2.5h6M4.75 9.5h6.5'),
  plus: icon('M8 3.5v9M3.5 8h9'),
  close: icon('M4 4l8 8M12 4l-8 8'),
  check: icon('M3 8.5l3.25 3.25L13 5'),
  warn: icon('M8 2.5l6 11H2zM8 6.5v3.25M8 11.5v.25'),
  down: icon('M4 6l4 4 4-4'),
  right: icon('M6 4l4 4-4 4'),
  left: icon('M10 4L6 8l4 4'),
  up: icon('M4 10l4-4 4 4'),
  more: icon('M3.5 8h.01M8 8h.01M12.5 8h.01'),
  trash: icon('M2.75 4.5h10.5M6 4.5V3h4v1.5M4 4.5l.6 8.5h6.8l.6-8.5M6.75 7v3.5M9.25 7v3.5'),
  copy: icon('M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3'),
  download: icon('M8 2.5v8M4.75 7.5L8 10.75 11.25 7.5M2.5 13.5h11'),
  upload: icon('M8 10.5v-8M4.75 5.75L8 2.5l3.25 3.25M2.5 13.5h11'),
  search: icon('M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.4 10.4l3.1 3.1'),
  lock: icon('M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5'),
  undo: icon('M5.5 3L2.5 6l3 3M2.5 6h6.75a3.75 3.75 0 0 1 0 7.5H6'),
  redo: icon('M10.5 3l3 3-3 3M13.5 6H6.75a3.75 3.75 0 0 0 0 7.5H10'),
  swap: icon('M3 5.5h9.5M9.75 2.75L12.5 5.5 9.75 8.25M13 10.5H3.5M6.25 7.75L3.5 10.5l2.75 2.75'),
  mute: icon('M2 8s2.25-4 6-4 6 4 6 4-2.25 4-6 4-6-4-6-4zM3 13L13 3'),
  eye: icon('M2 8s2.25-4 6-4 6 4 6 4-2.25 4-6 4-6-4-6-4zM8 9.75a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5z'),
  shield: icon('M8 2l5 1.75V8c0 3-2.25 5-5 6-2.75-1-5-3-5-6V3.75z'),
} as const;
