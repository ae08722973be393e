// The strings of a definition as a sentence and as text. `text-panel.zh-CN.ts` is the source.
import type { Lang } from './lang.js';
import { textPanelEn } from './text-panel.en.js';
import { textPanelZh } from './text-panel.zh-CN.js';

/** What can be copied. */
export type CopyKind = 'text' | 'json' | 'sentence';

/** Every string of the text view, by language. */
export interface TextMessages {
  readonly view: string;
  readonly viewHint: string;
  readonly label: string;
  readonly hint: string;
  readonly sentence: string;
  readonly applied: string;
  readonly same: string;
  readonly at: (line: string, column: string, sentence: string) => string;
  readonly go: string;
  readonly copy: Readonly<Record<CopyKind, string>>;
  readonly copied: Readonly<Record<CopyKind, string>>;
  readonly notCopied: string;
}

/** The strings in one language. */
export function textMessages(lang: Lang): TextMessages {
  return lang === 'en' ? textPanelEn : textPanelZh;
}
