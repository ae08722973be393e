// The menu of operators: the usual ones first, the others by what they ask.
import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Kind, OperatorInfo } from '../../../pkg/definition.js';
import type { OperatorGroup, SegmentMessages } from '../../i18n/segments.js';

const GROUP: Readonly<Record<string, OperatorGroup>> = {
  contains: 'contains', not_contains: 'contains', contains_any: 'contains', not_contains_any: 'contains', contains_all: 'contains', not_contains_all: 'contains',
  starts_with: 'contains', not_starts_with: 'contains', ends_with: 'contains', not_ends_with: 'contains',
  like: 'shape', not_like: 'shape', matches: 'shape', not_matches: 'shape', length: 'shape', pinyin_starts: 'shape', not_pinyin_starts: 'shape',
  in_range: 'shape', valid: 'shape', not_valid: 'shape',
  in_subtree: 'class', not_in_subtree: 'class', city_tier_in: 'class', rank_ge: 'class', rank_le: 'class',
  top_n: 'others', bottom_n: 'others', top_percent: 'others', bottom_percent: 'others', quantile_in: 'others', zscore: 'others',
  within_km: 'place', in_box: 'place',
  more_than_ago: 'relative', less_than_ago: 'relative', ago_between: 'relative', in_next: 'relative', age: 'relative', diff: 'relative',
  anniversary_in: 'cycle', month_in: 'cycle', weekday_in: 'cycle', day_of_month_in: 'cycle', time_between: 'cycle', in_slot: 'cycle',
  is_set: 'set', is_not_set: 'set',
};
const ORDER: readonly OperatorGroup[] = ['contains', 'relative', 'cycle', 'others', 'class', 'shape', 'place', 'set'];

/** The menu of operators, as a `<select>`. */
export interface OperatorMenu {
  readonly s: SegmentMessages;
  readonly infos: readonly OperatorInfo[];
  readonly name: string;
  readonly kind: Kind;
  readonly disabled: boolean;
  readonly choose: (info: OperatorInfo) => void;
}

/** Draws it; an operator that is not offered is shown as it is. */
export function operatorMenu({ s, infos, name, kind, disabled, choose }: OperatorMenu): TemplateResult {
  const { attribute } = s;
  const option = (info: { readonly name: string }): TemplateResult => html`<option value=${info.name} .selected=${live(info.name === name)}>${attribute.operatorName(info.name, kind)}</option>`;
  const usual = infos.filter((info) => GROUP[info.name] === undefined);
  const groups = ORDER.map((group) => [group, infos.filter((info) => GROUP[info.name] === group)] as const).filter(([, list]) => list.length > 0);
  return html`<select aria-label=${attribute.operator} ?disabled=${disabled} @change=${(event: Event) => {
    const chosen = infos.find((info) => event.target instanceof HTMLSelectElement && info.name === event.target.value);
    if (chosen !== undefined) choose(chosen);
  }}>${infos.some((info) => info.name === name) ? nothing : option({ name })}
    ${usual.map(option)}${groups.map(([group, list]) => html`<optgroup label=${attribute.operatorGroups[group]}>${list.map(option)}</optgroup>`)}</select>`;
}
