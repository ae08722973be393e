// Which language a pasted rule is written in.

/** The languages that are read. */
export type RuleFormat = 'json' | 'text' | 'query_builder' | 'json_logic';

/** Our JSON has `fenqun`, a query has `rules`, any other object is JsonLogic; what is not JSON is the text form. */
export function recognise(text: string): RuleFormat {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (!trimmed.startsWith('{') && !trimmed.startsWith('[')) return 'text';
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    // the sentence about broken JSON says where it breaks
    return 'json';
  }
  if (typeof value !== 'object' || value === null) return 'json';
  if ('fenqun' in value) return 'json';
  return 'rules' in value ? 'query_builder' : 'json_logic';
}
