// What columns are called on the page: those of a score by its name and the label of the part, the others by their own name.
import type { FieldInfo, Schema, ScoreEntry, ScoreField, StaleReason } from '../../../pkg/definition.js';
import type { Lang } from '../../i18n/lang.js';

/** A column of a score with what the list of scores knows about it. */
interface KnownScore extends ScoreField {
  /** What the score is called; its id where nobody has said. */
  readonly name?: string;
  /** Why it has to be run again. */
  readonly why?: readonly StaleReason[];
}

type Named = Pick<FieldInfo, 'name'> & { readonly score?: KnownScore };

/** The schema with the names of the scores, which `Engine.scores` tells, in the columns that they write. */
export function withScoreNames(schema: Schema, entries: readonly ScoreEntry[]): Schema {
  if (entries.length === 0) return schema;
  const known = new Map(entries.map((entry) => [entry.definition.id, entry]));
  const fields = schema.fields.map((field) => {
    const entry = field.score === undefined ? undefined : known.get(field.score.id);
    return field.score === undefined || entry === undefined ? field : { ...field, score: { ...field.score, name: entry.definition.name, why: entry.stale } };
  });
  return { ...schema, fields };
}

/** What a column is called: `RFM · R 分（最近）` for one of a score. */
export function fieldLabel(field: Named, lang: Lang): string {
  const { score } = field;
  if (score === undefined) return field.name;
  const part = lang === 'en' ? score.en : score.zh;
  const name = score.name ?? score.id;
  return name === part ? part : `${name} · ${part}`;
}

/** The same by the name of the column; a name that no column has stays as it is. */
export function labelOf(schema: Schema | undefined, name: string, lang: Lang): string {
  const field = schema?.fields.find((one) => one.name === name);
  return field === undefined ? name : fieldLabel(field, lang);
}

/** Why the column is not what running its score now would write; `undefined` while it is. */
export function staleOf(field: Named | undefined): { readonly score: string; readonly why: readonly StaleReason[] } | undefined {
  const { score } = field ?? {};
  return score?.stale === true ? { score: score.name ?? score.id, why: score.why ?? [] } : undefined;
}

/** A sentence with the names of columns of scores replaced by what they are called. */
export function inWords(text: string, schema: Schema | undefined, lang: Lang): string {
  const scored = (schema?.fields ?? []).filter((field) => field.score !== undefined && text.includes(field.name));
  return scored.reduce((said, field) => said.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}_.“"-])${field.name.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\p{L}\\p{N}_”"-])`, 'gu'), () => fieldLabel(field, lang)), text);
}
