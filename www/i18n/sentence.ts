// The sentence of a definition from the pieces of the core. Twin of `src/rule/sentence/render.rs`: what the phrases of the
// catalogue mean stands there, and a test compares the two.
import type { Listing, Phrase, Quotable, TableWord, Token } from '../../pkg/definition.js';
import type { Lang } from './lang.js';
import { sentenceEn } from './sentence.en.js';
import { sentenceZh } from './sentence.zh-CN.js';

interface Words {
  readonly chinese: boolean;
  readonly phrases: Readonly<Record<string, string>>;
}

const ZH: Words = { chinese: true, phrases: sentenceZh };
const EN: Words = { chinese: false, phrases: sentenceEn };

const phraseOf = (words: Words, key: string): string | undefined => (Object.hasOwn(words.phrases, key) ? words.phrases[key] : undefined);

/** Where a Han character meets a Latin letter or a digit, Chinese has a blank. */
function join(left: string, right: string, words: Words): string {
  const meets = words.chinese && (/[\u3400-\u4dbf\u4e00-\u9fff]$/.test(left) && /^[0-9A-Za-z-]/.test(right) || /[0-9A-Za-z]$/.test(left) && /^[\u3400-\u4dbf\u4e00-\u9fff]/.test(right));
  return `${left}${meets ? ' ' : ''}${right}`;
}

function quoted(text: string, bare: boolean, words: Words): string {
  return bare && !words.chinese ? text : `“${text}”`;
}

function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const apart = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? apart : `${apart}.${fraction}`;
}

function table(word: TableWord, words: Words): string {
  const known = phraseOf(words, `table.${word.name}.${word.form}`);
  if (known !== undefined) return known;
  const form = phraseOf(words, `table.other.${word.form}`) ?? '{name}';
  return form.split('{name}').join(quoted(word.name, word.bare, words));
}

/** The text with its places filled; `undefined` when one of them is empty. */
function fill(form: string, phrase: Phrase, words: Words): { readonly text: string; readonly full: boolean } {
  let text = '';
  let full = true;
  for (const [part, place, optional] of form.matchAll(/[^{[]+|\{([^}]*)\}|\[([^\]]*)\]/g)) {
    if (place !== undefined) {
      const said = render(phrase.with[place] ?? [], words);
      if (said === '') full = false;
      text = join(text, said, words);
    } else if (optional !== undefined) {
      const inner = fill(optional, phrase, words);
      if (inner.full) text = join(text, inner.text, words);
    } else text = join(text, part, words);
  }
  return { text, full };
}

function said(phrase: Phrase, words: Words): string {
  const form = phraseOf(words, phrase.key);
  if (form === undefined) return phrase.key.slice(phrase.key.lastIndexOf('.') + 1);
  const bar = form.indexOf('|');
  if (bar < 0) return fill(form, phrase, words).text;
  const n = phrase.with['n'];
  const first = n?.length === 1 ? n[0] : undefined;
  const one = first !== undefined && 'number' in first && first.number === '1';
  return fill(one ? form.slice(0, bar) : form.slice(bar + 1), phrase, words).text;
}

function listed(listing: Listing, words: Words): string {
  const forms = (phraseOf(words, listing.join) ?? ', ').split('|');
  const between = forms[0] ?? ', ';
  const last = forms[1] ?? between;
  const two = forms[2] ?? last;
  const n = listing.items.length;
  let text = '';
  for (const [i, item] of listing.items.entries()) {
    const ends = i + 1 === n && listing.more === 0;
    if (i > 0) text = join(text, ends ? (n === 2 ? two : last) : between, words);
    text = join(text, render(item, words), words);
  }
  if (listing.more > 0) {
    const shown = (value: number): string => piece({ number: String(value) }, words);
    const more = phraseOf(words, `${listing.join}.more`) ?? '…';
    text = join(text, more.replace('{n}', shown(listing.more)).replace('{all}', shown(listing.more + n)), words);
  }
  return text;
}

const quotable = (value: Quotable, words: Words): string => quoted(value.text, value.bare, words);

function piece(token: Token, words: Words): string {
  if ('say' in token) return said(token.say, words);
  if ('list' in token) return listed(token.list, words);
  if ('field' in token) return phraseOf(words, `field.${token.field.toLowerCase()}`) ?? token.field;
  if ('table' in token) return table(token.table, words);
  if ('text' in token) return quotable(token.text, words);
  if ('number' in token) return words.chinese ? token.number : grouped(token.number);
  return token.plain;
}

function render(tokens: readonly Token[], words: Words): string {
  return tokens.reduce((text, token) => join(text, piece(token, words), words), '');
}

/** The text of the pieces of a sentence. */
export function renderSentence(tokens: readonly Token[], lang: Lang): string {
  return render(tokens, lang === 'en' ? EN : ZH);
}
