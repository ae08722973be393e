// Which of the two languages is spoken.

/** The languages of the page. */
export type Lang = 'zh-CN' | 'en';

/** Both, in the order of the switch. */
export const LANGS: readonly Lang[] = ['zh-CN', 'en'];

function known(tag: string | null | undefined): Lang | undefined {
  const lower = (tag ?? '').toLowerCase();
  if (lower === 'zh' || lower.startsWith('zh-')) return 'zh-CN';
  if (lower === 'en' || lower.startsWith('en-')) return 'en';
  return undefined;
}

/** The language of an element: its own tag, else that of the document, else Chinese. */
export function pageLang(tag: string): Lang {
  return known(tag) ?? known(document.documentElement.lang) ?? 'zh-CN';
}

/** The language of a visit: `?lang=`, else the first browser language that is known, else Chinese. */
export function visitLang(search: string, browser: readonly string[]): Lang {
  const asked = known(new URLSearchParams(search).get('lang'));
  if (asked) return asked;
  for (const tag of browser) {
    const lang = known(tag);
    if (lang) return lang;
  }
  return 'zh-CN';
}
