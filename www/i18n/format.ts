// Numbers, sizes and times in the language of an element.
import type { Lang } from './lang.js';

const cache = new Map<string, Intl.NumberFormat>();

function format(lang: Lang, key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const id = `${lang} ${key}`;
  let found = cache.get(id);
  if (!found) {
    found = new Intl.NumberFormat(lang, options);
    cache.set(id, found);
  }
  return found;
}

/** `1,496`. */
export function count(lang: Lang, value: number): string {
  return format(lang, 'count', { maximumFractionDigits: 0 }).format(value);
}

/** `1.5%`; small shares keep two significant digits, and what is not all is never shown as 100%. */
export function share(lang: Lang, part: number, whole: number): string {
  if (whole === 0) return format(lang, 'share0', { style: 'percent', maximumFractionDigits: 0 }).format(0);
  const ratio = part / whole;
  if (ratio > 0 && ratio < 0.001) return format(lang, 'share-s', { style: 'percent', maximumSignificantDigits: 2 }).format(ratio);
  const shown = ratio < 1 ? Math.min(ratio, 0.999) : ratio;
  return format(lang, 'share', { style: 'percent', maximumFractionDigits: 1 }).format(shown);
}

/** `12.4 MB`, in powers of 1024. */
export function bytes(lang: Lang, value: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let rest = value;
  let unit: (typeof units)[number] = 'byte';
  for (const next of units.slice(1)) {
    if (rest < 1024) break;
    rest /= 1024;
    unit = next;
  }
  const digits = rest < 100 && unit !== 'byte' ? 1 : 0;
  return format(lang, `bytes ${unit} ${digits}`, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits }).format(rest);
}
