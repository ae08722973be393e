// Sentences for errors: what is wrong, where, and what to do.
import type { Code, Location } from '../../pkg/definition.js';
import type { ClientCode } from '../client/api.js';
import { errorsEn } from './errors.en.js';
import { errorsZh } from './errors.zh-CN.js';
import type { Lang } from './lang.js';

/** Every kind of error that a page can meet. */
export type AnyCode = Code | ClientCode;

/** The values of a sentence; a name that is missing reads as an ellipsis. */
export type Params = (name: string) => string;

/** The sentences of one language. */
export interface ErrorMessages {
  readonly sentences: Readonly<Record<AnyCode, (value: Params) => string>>;
  /** `orders.csv, row 3, column 金额`; nothing when no place is known. */
  readonly place: (location: Location) => string;
  /** Place and sentence together. */
  readonly placed: (place: string, sentence: string) => string;
  /** What went wrong outside of the engine. */
  readonly other: (message: string) => string;
}

/** What is needed of an error: `FenqunError` and the errors of a size report have it. */
export interface ErrorLike {
  readonly code: AnyCode;
  readonly location: Location;
  readonly params: { readonly [key in string]: string };
}

/** The messages in one language. */
export function errorMessages(lang: Lang): ErrorMessages {
  return lang === 'en' ? errorsEn : errorsZh;
}

function isErrorLike(thrown: unknown): thrown is ErrorLike {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'params' in thrown && 'location' in thrown;
}

/** Whether somebody cancelled: no error to show. */
export function isCancelled(thrown: unknown): boolean {
  return isErrorLike(thrown) && thrown.code === 'cancelled';
}

/** The sentence for whatever was thrown. `place` says where: with the file, row and column (`full`), without the file
 * (`inside`, beside the file's own name), or not at all (`none`, beside the thing itself). */
export function errorSentence(lang: Lang, thrown: unknown, place: 'full' | 'inside' | 'none' = 'full'): string {
  const texts = errorMessages(lang);
  if (!isErrorLike(thrown)) return texts.other(thrown instanceof Error ? thrown.message : String(thrown));
  const write = texts.sentences[thrown.code] as ((value: Params) => string) | undefined;
  const sentence = write ? write((name) => thrown.params[name] ?? '…') : texts.other(thrown.code);
  if (place === 'none') return sentence;
  const { file, ...inside } = thrown.location;
  const where = texts.place(place === 'inside' || file === undefined ? inside : { file, ...inside });
  return where === '' ? sentence : texts.placed(where, sentence);
}
