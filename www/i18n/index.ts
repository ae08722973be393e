// The catalogue of the page.
import { en } from './en.js';
import type { Lang } from './lang.js';
import type { Messages } from './messages.js';
import { zh } from './zh-CN.js';

export type { Messages } from './messages.js';

/** The strings in one language. */
export function messages(lang: Lang): Messages {
  return lang === 'en' ? en : zh;
}
