// Dates and times as people read them. The engine writes wall-clock time of the document's zone with an offset;
// only the wall clock is shown.
import type { ResolvedWindow } from '../../../pkg/definition.js';
import type { Lang } from '../../i18n/lang.js';

interface Wall {
  /** The wall clock as if it were UTC, in milliseconds. */
  readonly at: number;
  readonly midnight: boolean;
}

const SHAPE = /^(\d{4,})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?)?/;

function wall(text: string): Wall | undefined {
  const found = SHAPE.exec(text);
  if (found === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map((part) => Number(part ?? 0));
  return { at: Date.UTC(year, month - 1, day, hour, minute, second), midnight: hour === 0 && minute === 0 && second === 0 && found[7] === undefined };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(lang: Lang, at: number, year: boolean, time: boolean): string {
  const key = `${lang}${year}${time}`;
  let found = formats.get(key);
  if (found === undefined) {
    const date: Intl.DateTimeFormatOptions = { month: lang === 'en' ? 'short' : 'long', day: 'numeric', timeZone: 'UTC' };
    found = new Intl.DateTimeFormat(lang, {
      ...date,
      ...(year ? { year: 'numeric' } : {}),
      ...(time ? { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } : {}),
    });
    formats.set(key, found);
  }
  return found.format(at);
}

/** `2025年9月30日`, with the time when it is not midnight; the text itself when it is no time. */
export function dayText(lang: Lang, text: string, time = false): string {
  const found = wall(text);
  return found === undefined ? text : format(lang, found.at, true, time && !found.midnight);
}

/** The end of a span as the last day inside it, or as a time when it does not end at midnight: `2025年9月30日`. */
export function untilText(lang: Lang, text: string): string {
  const found = wall(text);
  if (found === undefined) return text;
  return found.midnight ? format(lang, found.at - 1, true, false) : format(lang, found.at, true, true);
}

/** Both ends of a resolved window: `7月3日` and `9月30日`, with the year where it is not that of `asOf`. */
export function windowTexts(lang: Lang, window: ResolvedWindow, asOf: string): { from: string | undefined; to: string | undefined } {
  const from = window.from === undefined ? undefined : wall(window.from);
  const to = window.to === undefined ? undefined : wall(window.to);
  const shown = wall(asOf)?.at;
  const current = shown === undefined ? undefined : new Date(shown - 1).getUTCFullYear();
  const years = [from, to === undefined ? undefined : { at: to.at - 1 }].filter((w) => w !== undefined).map((w) => new Date(w.at).getUTCFullYear());
  const year = years.some((y) => y !== current);
  const time = (from !== undefined && !from.midnight) || (to !== undefined && !to.midnight);
  return {
    from: from === undefined ? window.from : format(lang, from.at, year, time),
    to: to === undefined ? window.to : format(lang, time ? to.at : to.at - 1, year, time),
  };
}

const spans = new Map<string, Intl.DateTimeFormat>();

function spanFormat(lang: Lang, finest: 'day' | 'month' | 'year'): Intl.DateTimeFormat {
  const key = `${lang}${finest}`;
  let found = spans.get(key);
  if (found === undefined) {
    const name = lang === 'en' ? 'short' : 'long';
    found = new Intl.DateTimeFormat(lang, {
      year: 'numeric', ...(finest === 'year' ? {} : { month: name }), ...(finest === 'day' ? { day: 'numeric' } : {}), timeZone: 'UTC',
    });
    spans.set(key, found);
  }
  return found;
}

/** Months between two firsts of a month. */
function monthsBetween(from: Date, to: Date): number | undefined {
  if (from.getUTCDate() !== 1 || to.getUTCDate() !== 1) return undefined;
  return (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
}

/** Whole days, months or years as such: `2023年10月`, `Jan – Mar 2020`; `undefined` of other spans. `end` is the first moment outside. */
export function periodText(lang: Lang, start: string, end: string): string | undefined {
  const from = wall(start);
  const to = wall(end);
  if (from === undefined || to === undefined || !from.midnight || !to.midnight || to.at <= from.at) return undefined;
  const [first, after] = [new Date(from.at), new Date(to.at)];
  const count = monthsBetween(first, after);
  const years = count !== undefined && count % 12 === 0 && first.getUTCMonth() === 0;
  return spanFormat(lang, years ? 'year' : count === undefined ? 'day' : 'month').formatRange(from.at, to.at - 1);
}

/** Where a span ends that starts at `start` and is as long as the one from `from` to `to`, in days or months. */
export function endOfSame(from: string, to: string, start: string): string | undefined {
  const [a, b, c] = [wall(from), wall(to), wall(start)];
  if (a === undefined || b === undefined || c === undefined) return undefined;
  const count = monthsBetween(new Date(a.at), new Date(b.at));
  const end = new Date(c.at);
  if (count === undefined) end.setTime(c.at + b.at - a.at);
  else end.setUTCMonth(end.getUTCMonth() + count);
  return end.toISOString().slice(0, 10);
}

/** The last day inside a span that ends there: the day before midnight, else the day itself. */
export function lastDay(text: string): string {
  const found = wall(text);
  return found === undefined ? '' : new Date(found.midnight ? found.at - 1 : found.at).toISOString().slice(0, 10);
}

/** The date part, for `<input type=date>`. */
export function datePart(text: string): string {
  const found = SHAPE.exec(text);
  return found === null ? '' : `${found[1]}-${found[2]}-${found[3]}`;
}

/** The time part `12:30:00`, for `<input type=time>`; empty when there is none. */
export function timePart(text: string): string {
  const found = SHAPE.exec(text);
  return found?.[4] === undefined ? '' : `${found[4]}:${found[5]}:${found[6] ?? '00'}`;
}
