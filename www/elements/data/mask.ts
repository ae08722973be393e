// Masks what stands in examples and rejected rows: phone numbers, e-mail addresses, ids. Nothing is sent anywhere; this is
// for the people who look over the shoulder.
import type { Semantic } from '../../../pkg/definition.js';

const EMAIL = /([\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]*(@[\p{L}\p{N}.-]+)/gu;
const LONG_DIGITS = /\d[\d -]{5,}\d/gu;
/** A Chinese mobile number, however it is grouped. */
const MOBILE = /(?:\+?86[ -]?)?\b1[3-9]\d(?:[ -]?\d{4}){2}\b/gu;
const LONG_ID = /[A-Za-z0-9_-]{14,}/gu;

/** The first and last characters of a word with stars between; a short word shows less, never more than two thirds. */
function ends(text: string, head: number, tail: number): string {
  const letters = [...text];
  const fits = 3 * (head + tail) <= 2 * letters.length;
  const third = Math.floor(letters.length / 3);
  const first = fits ? head : Math.min(head, third);
  const last = fits ? tail : Math.min(tail, third);
  return `${letters.slice(0, first).join('')}****${last === 0 ? '' : letters.slice(-last).join('')}`;
}

/** What stands between several numbers of a cell. */
const BETWEEN = /(:::|[;；,，、|\n[\]"']+)/u;

/** A blank or slash between whole numbers, which otherwise stands inside one. */
function betweenNumbers(text: string): RegExp {
  const digits = (part: string): number => part.replace(/\D/gu, '').length;
  const whole = (mark: string): boolean => text.includes(mark) && text.split(mark).every((part) => part === '' || digits(part) >= 10);
  return whole('/') ? /(\/)/u : whole(' ') ? /( )/u : BETWEEN;
}

/** Each number of a cell by itself, one of the mainland without its country code. */
function eachNumber(text: string): string {
  const number = (part: string): string => part.replace(/\S(?:.*\S)?/su, (entry) => ends(entry.replace(/^\+86(?=\d{9,11}$)/u, ''), 3, 4));
  const entries = (part: string): string => part.split(betweenNumbers(part)).map((one, at) => (at % 2 === 0 ? number(one) : one)).join('');
  return text.split(BETWEEN).map((part, at) => (at % 2 === 0 ? entries(part) : part)).join('');
}

/** A cell of a column of this type; of free text only mobile numbers and e-mail addresses are masked. */
export function maskCell(type: Semantic, text: string): string {
  if (type === 'email') return text.includes('@') ? text.replace(EMAIL, '$1***$2') : ends(text, 1, 0);
  if (type === 'phone') return eachNumber(text);
  if (type === 'id') return ends(text, 2, 2);
  if (type === 'text') return text.replace(EMAIL, '$1***$2').replace(MOBILE, (digits) => ends(digits, 3, 4));
  return text;
}

/** Free text, such as a whole record: everything in it that looks like a phone number, an e-mail address or an id. */
export function maskText(text: string): string {
  return text
    .replace(EMAIL, '$1***$2')
    .replace(LONG_DIGITS, (digits) => ends(digits, 3, 4))
    .replace(LONG_ID, (id) => ends(id, 2, 2));
}
