import type { TextMessages } from './text-panel.js';

/** Chinese. */
export const textPanelZh: TextMessages = {
  view: '文字',
  viewHint: '看这个人群的文字写法，也可以直接改',
  label: '文字写法',
  hint: '改动马上生效；写错时停在上一次正确的条件，Ctrl+Z 可以撤销。',
  sentence: '一句话说明',
  applied: '已生效',
  same: '和条件一致',
  at: (line, column, sentence) => `第${line}行第${column}列：${sentence}`,
  go: '跳到出错的地方',
  copy: { text: '复制文字', json: '复制 JSON', sentence: '复制这句话' },
  copied: { text: '已复制文字写法', json: '已复制 JSON', sentence: '已复制这句话' },
  notCopied: '浏览器不让复制，可以手动选中再复制',
};
