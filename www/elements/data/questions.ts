// What only a person can decide, as a question with its answers.
import { html, nothing, type TemplateResult } from 'lit';
import type { Ask, ColumnPlan, FilePlan } from '../../../pkg/definition.js';
import type { Lang } from '../../i18n/lang.js';
import { type ReadingMessages, readingMessages } from '../../i18n/reading.js';
import { count } from '../../i18n/format.js';
import { centuries, yearIn } from './centuries.js';
import { wordsText } from './words.js';
import type { Correction } from './tasks.js';

/** The control of a column that has the answer too. */
const CONTROLS = { date_order: 'date_order', decimal_sign: 'decimal_comma', century: 'century_from', unknown: 'unknown' } as const satisfies Record<Ask, keyof ColumnPlan>;

interface Answer {
  readonly text: string;
  readonly values: Partial<ColumnPlan>;
}

const SHORT_YEAR = /^\D*\d{1,2}\D+\d{1,2}\D+(\d{2})(?!\d)/;
const AMBIGUOUS = /(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?\d{2,4}/;

/** Answers of a column that has a question; of the same sentence for every one that reads it. */
function answersOf(lang: Lang, column: ColumnPlan): { readonly sentence: string; readonly answers: readonly Answer[] } {
  const { ask: m } = readingMessages(lang);
  if (column.ask === 'date_order') {
    const example = column.examples.find((text) => { const [, a, b] = AMBIGUOUS.exec(text) ?? []; return a !== undefined && Number(a) !== Number(b); }) ?? column.examples[0] ?? '';
    const [, first, second] = AMBIGUOUS.exec(example) ?? [];
    const day = (month: string | undefined, of: string | undefined, order: string): string => (month === undefined || of === undefined ? order : m.day(Number(month), Number(of)));
    return {
      sentence: m.date(column.name, example),
      answers: [
        { text: day(first, second, m.monthFirst), values: { date_order: 'month_first' } },
        { text: day(second, first, m.dayFirst), values: { date_order: 'day_first' } },
      ],
    };
  }
  if (column.ask === 'decimal_sign') {
    const example = column.examples.find((text) => /[.,]/.test(text)) ?? '';
    const number = (text: string): string => new Intl.NumberFormat(lang, { maximumFractionDigits: 9 }).format(Number(text.replaceAll(/[^\d.-]/g, '')));
    return {
      sentence: m.decimal(column.name, example),
      answers: [
        { text: number(example.replaceAll(',', '')), values: {} },
        { text: number(example.replaceAll('.', '').replace(',', '.')), values: { decimal_comma: true } },
      ],
    };
  }
  return column.ask === 'unknown' ? unknown(m, lang, column) : century(m, column);
}

/** Whether a word such as 未知 is a value of its own. */
function unknown(m: ReadingMessages['ask'], lang: Lang, column: ColumnPlan): { readonly sentence: string; readonly answers: readonly Answer[] } {
  const found = column.unknown ?? { words: [], cells: 0, missing: false };
  return {
    sentence: m.unknown(column.name, wordsText(found.words, lang === 'en'), count(lang, found.cells)),
    answers: [
      { text: m.unknownMissing, values: { unknown: { ...found, missing: true } } },
      { text: m.unknownValue, values: { unknown: { ...found, missing: false } } },
    ],
  };
}

/** Which hundred years are meant, shown on a date of the column. */
function century(m: ReadingMessages['ask'], column: ColumnPlan): { readonly sentence: string; readonly answers: readonly Answer[] } {
  const example = column.examples.find((text) => SHORT_YEAR.test(text)) ?? column.examples[0] ?? '';
  const [, digits] = SHORT_YEAR.exec(example) ?? [];
  const answers = centuries(column.century_from).map((from) => ({ text: m.years(from, digits === undefined ? undefined : yearIn(from, Number(digits))), values: { century_from: from } }));
  return { sentence: m.century(column.name, example), answers };
}

/** What is still open when a question of a column is answered: dates without an order can have short years too. */
export function askBehind(column: ColumnPlan): ColumnPlan['ask'] {
  return column.ask === 'date_order' && column.century_from !== undefined ? 'century' : undefined;
}

/** The plan with an answer: the question is gone. */
function answered(plan: FilePlan, index: number, values: Partial<ColumnPlan>): FilePlan {
  const columns = plan.columns.map((column, at): ColumnPlan => {
    if (at !== index) return column;
    const { ask: _ask, ...rest } = column;
    const ask = askBehind(column);
    return { ...rest, ...(ask !== undefined && { ask }), ...values };
  });
  return { ...plan, columns };
}

/** The open questions of a plan. */
export function openQuestions(plan: FilePlan): readonly number[] {
  return plan.columns.flatMap((column, index) => (column.ask !== undefined && column.role !== 'ignore' ? [index] : []));
}

/** The questions of a file. */
export function questions(lang: Lang, plan: FilePlan, disabled: boolean, correct: (correction: Correction) => void): TemplateResult | typeof nothing {
  const { ask: m } = readingMessages(lang);
  const open = openQuestions(plan);
  if (open.length === 0) return nothing;
  return html`<section class="notice warn questions" aria-label=${m.title}>
    ${open.map((index) => {
      const column = plan.columns[index];
      if (!column) return nothing;
      const { sentence, answers } = answersOf(lang, column);
      return html`<div class="question"><span>${sentence}</span>${answers.map(({ text, values }) => html`<button type="button" ?disabled=${disabled} aria-label=${m.answer(text, column.name)}
        @click=${() => correct({ plan: answered(plan, index, values), control: `columns.${index}.${CONTROLS[column.ask ?? 'date_order']}`, again: false })}>${text}</button>`)}</div>`;
    })}</section>`;
}
