// Settings that are more than one control: levels and cells of RFM, bands of a plan.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { PlanBand, RfmCell, RfmCuts, RfmMethod, RfmParams, ScoreEntry, ScoreReport } from '../../../../pkg/definition.js';
import { count } from '../../../i18n/format.js';
import type { Lang } from '../../../i18n/lang.js';
import type { FieldWords, ScoreFormsMessages } from '../../../i18n/score-forms.js';
import { icons } from '../../base/icons.js';
import { select } from '../../base/select.js';
import { typed } from '../../base/typed.js';
import { readNumber } from '../../builder/number.js';
import { type Params, type PartName, sameJson } from './description.js';

/** What was read: a value, or what to do. */
export type Reading = { readonly value: unknown } | { readonly problem: string };

/** What a form lends to the settings that it is made of. */
export interface Inputs {
  readonly lang: Lang;
  readonly m: ScoreFormsMessages;
  readonly params: Params;
  readonly defaults: Params;
  readonly entries: readonly ScoreEntry[];
  readonly entry: ScoreEntry | undefined;
  readonly set: (key: string, value: unknown) => void;
  readonly patch: (change: Params) => void;
  readonly input: (key: string, label: string, shown: string, take: (text: string) => void, options?: { long?: boolean }) => TemplateResult;
  readonly type: (key: string, text: string, read: (text: string) => Reading, set: (value: unknown) => void) => void;
  readonly problem: (key: string) => TemplateResult | typeof nothing;
  readonly note: (key: string, def?: string, changed?: boolean, reset?: () => void) => TemplateResult;
  readonly words: (key: string) => FieldWords;
}

const PARTS = ['r', 'f', 'm'] as const;
const UNITS = { r: 'days', f: 'orders', m: 'money' } as const;
type MethodName = 'quantiles' | 'thresholds' | 'ranks' | 'stored';
type CellName = 'mean' | 'median' | 'level' | 'fixed';
const METHODS: readonly MethodName[] = ['quantiles', 'thresholds', 'ranks', 'stored'];
const CELLS: readonly CellName[] = ['mean', 'median', 'level', 'fixed'];
/** High and low of R, F and M, in the order of the names. */
const CODES = ['HHH', 'HLH', 'LHH', 'LLH', 'HHL', 'HLL', 'LHL', 'LLL'];
/** What thresholds begin with where no run has said better: five levels. */
const STARTS: RfmCuts = { r: [7, 30, 90, 180], f: [2, 3, 5, 10], m: [100, 500, 1000, 3000] };

const methodName = (method: RfmMethod): MethodName => METHODS.find((name) => name in method) ?? 'quantiles';
const cellName = (cell: RfmCell): CellName => (typeof cell === 'string' ? cell : 'level' in cell ? 'level' : 'fixed');

/** The cuts between levels of a run; `undefined` where it has none. */
export function cutsOf(report: ScoreReport | undefined): RfmCuts | undefined {
  if (report === undefined) return undefined;
  const of = (part: string): readonly number[] => report.cuts.find((cut) => cut.part === part)?.values ?? [];
  const constant = report.notes.filter((note) => note.template === 'warn.zero_variance').flatMap((note) => note.params['part'] ?? []);
  const cuts = { r: [...of('r')], f: [...of('f')], m: [...of('m')], ...(constant.length > 0 && { constant }) };
  return cuts.r.length + cuts.f.length + cuts.m.length === 0 ? undefined : cuts;
}

function readList(m: ScoreFormsMessages): (text: string) => Reading {
  return (text) => {
    const parts = text.split(/[,，、;；\s]+/).filter((part) => part !== '');
    const values = parts.map((part) => readNumber(part, false));
    if (values.length === 0 || !values.every((value) => typeof value === 'number')) return { problem: m.problem.list };
    if (values.length > 9) return { problem: m.problem.levels };
    return values.every((value, at) => at === 0 || value > Number(values[at - 1])) ? { value: values } : { problem: m.problem.ascending };
  };
}

function readWithin(m: ScoreFormsMessages, least: number, most: number, whole: boolean): (text: string) => Reading {
  return (text) => {
    const value = readNumber(text, false);
    if (typeof value !== 'number' || (whole && !Number.isInteger(value))) return { problem: whole ? m.problem.whole : m.problem.number };
    return value >= least && value <= most ? { value } : { problem: m.problem.between(String(least), String(most)) };
  };
}

/** Scores whose cuts another one can take over. */
function sources({ entries }: Inputs): readonly ScoreEntry[] {
  return entries.filter((entry) => entry.definition.model === 'rfm' && cutsOf(entry.report) !== undefined);
}

function startMethod(name: MethodName, i: Inputs): Params {
  const { method, cell } = i.params as unknown as RfmParams;
  const levels = 'quantiles' in method ? method.quantiles : 'ranks' in method ? method.ranks : 5;
  const cuts = cutsOf(i.entry?.report) ?? cutsOf(sources(i)[0]?.report);
  switch (name) {
    case 'quantiles': return { method: { quantiles: levels } };
    case 'ranks': return { method: { ranks: levels }, ...(cellName(cell) !== 'level' && { cell: { level: Math.floor(levels / 2) + 1 } }) };
    case 'thresholds': {
      const { constant: _, ...from } = cuts !== undefined && PARTS.every((part) => cuts[part].length > 0) ? cuts : STARTS;
      return { method: { thresholds: from } };
    }
    case 'stored': return { method: { stored: cuts ?? { r: [], f: [], m: [] } } };
  }
}

function levels(i: Inputs, name: 'quantiles' | 'ranks', value: number): TemplateResult {
  const key = 'method/levels';
  return html`${i.input(key, i.m.rfm.levels, String(value), (text) => { i.type(key, text, readWithin(i.m, 2, 10, true), (next) => { i.set('method', { [name]: next }); }); })}<span>${i.m.units['levels']}</span>${i.problem(key)}`;
}

function thresholds(i: Inputs, values: RfmCuts): TemplateResult {
  return html`<span class="note">${i.m.rfm.thresholds}</span><div class="three">${PARTS.map((part) => {
    const key = `method/${part}`;
    return html`<div class="field"><span class="label">${i.m.rfm.parts[part]}</span><span class="control">${i.input(key, i.m.rfm.parts[part], values[part].join(', '), (text) => {
      i.type(key, text, readList(i.m), (next) => { i.set('method', { thresholds: { ...values, [part]: next } }); });
    }, { long: true })}<span>${i.m.units[UNITS[part]]}</span></span>${i.problem(key)}</div>`;
  })}</div>`;
}

function stored(i: Inputs, values: RfmCuts): TemplateResult {
  const from = sources(i);
  if (from.length === 0 && values.r.length + values.f.length + values.m.length === 0) return html`<span class="problem" data-key="method/stored">${i.m.rfm.storedNone}</span>`;
  const rounded = (cuts: RfmCuts | undefined): unknown => cuts && PARTS.map((part) => cuts[part].map((value) => value.toPrecision(12)));
  const chosen = from.find((entry) => sameJson(rounded(cutsOf(entry.report)), rounded(values)))?.definition.id ?? '';
  const choices = [...(chosen === '' ? [{ value: '', label: i.m.pick }] : []), ...from.map((entry) => ({ value: entry.definition.id, label: entry.definition.name }))];
  return html`<div class="rows">${from.length === 0 ? nothing : select({ label: i.m.rfm.storedFrom, value: chosen, choices, change: (id) => {
      const cuts = cutsOf(from.find((entry) => entry.definition.id === id)?.report);
      if (cuts !== undefined) i.set('method', { stored: cuts });
    } })}
    <span class="note">${PARTS.map((part) => html`<span>${i.m.rfm.parts[part]} ${values[part].map((value) => new Intl.NumberFormat(i.lang, { maximumFractionDigits: 2 }).format(value)).join(' · ')} ${i.m.units[UNITS[part]]}</span>`)}</span></div>`;
}

function method(i: Inputs): TemplateResult {
  const { method: value } = i.params as unknown as RfmParams;
  const { label } = i.words('method');
  const name = methodName(value);
  const def = (i.defaults as unknown as RfmParams).method;
  const isDefault = sameJson(value, def);
  return html`<div class="field ${name === 'quantiles' || name === 'ranks' ? '' : 'wide'}"><span class="label">${label}</span><span class="control" data-key="method">
      ${select({ label, value: name, choices: METHODS.map((one) => ({ value: one, label: i.m.choice[`method.${one}`] ?? one })), change: (next) => { i.patch(startMethod(next, i)); } })}
      ${'quantiles' in value ? levels(i, 'quantiles', value.quantiles) : 'ranks' in value ? levels(i, 'ranks', value.ranks) : nothing}</span>
    ${'thresholds' in value ? thresholds(i, value.thresholds) : 'stored' in value ? stored(i, value.stored) : nothing}
    ${i.note('method', 'quantiles' in def ? `${count(i.lang, def.quantiles)} ${i.m.units['levels'] ?? ''}` : '', !isDefault, () => { i.set('method', def); })}</div>`;
}

function cell(i: Inputs): TemplateResult {
  const params = i.params as unknown as RfmParams;
  const { cell: value } = params;
  const { label } = i.words('cell');
  const ranked = 'ranks' in params.method;
  const def = (i.defaults as unknown as RfmParams).cell;
  const cuts = (part: string): number => i.entry?.report?.cuts.find((cut) => cut.part === `cell.${part}`)?.values[0] ?? { r: 30, f: 2, m: 500 }[part] ?? 0;
  const start: Readonly<Record<CellName, RfmCell>> = { mean: 'mean', median: 'median', level: { level: 3 }, fixed: { fixed: { r: cuts('r'), f: cuts('f'), m: cuts('m') } } };
  return html`<div class="field ${cellName(value) === 'fixed' ? 'wide' : ''}"><span class="label">${label}</span><span class="control">
      ${select({ label, value: cellName(value), choices: CELLS.filter((one) => !ranked || one === 'level').map((one) => ({ value: one, label: i.m.choice[`cell.${one}`] ?? one })), change: (next) => { i.set('cell', start[next]); } })}
      ${typeof value === 'object' && 'level' in value ? html`${i.input('cell/level', i.m.rfm.level, String(value.level), (text) => { i.type('cell/level', text, readWithin(i.m, 1, 10, true), (next) => { i.set('cell', { level: next }); }); })}<span>${i.m.rfm.level}</span>${i.problem('cell/level')}` : nothing}</span>
    ${typeof value === 'object' && 'fixed' in value ? html`<div class="three">${PARTS.map((part) => html`<div class="field"><span class="label">${i.m.rfm.highFrom[part]}</span><span class="control">${i.input(`cell/${part}`, i.m.rfm.highFrom[part], String(value.fixed[part]), (text) => {
      i.type(`cell/${part}`, text, readWithin(i.m, 0, 1e12, false), (next) => { i.set('cell', { fixed: { ...value.fixed, [part]: next } }); });
    })}<span>${i.m.units[UNITS[part]]}</span></span>${i.problem(`cell/${part}`)}</div>`)}</div>` : nothing}
    ${ranked ? html`<span class="note">${i.m.rfm.ranksByLevel}</span>` : i.note('cell', typeof def === 'string' ? i.m.choice[`cell.${def}`] ?? '' : '', !sameJson(value, def), () => { i.set('cell', def); })}</div>`;
}

function names(i: Inputs): TemplateResult {
  const { names: own } = i.params as unknown as RfmParams;
  const given = i.entry?.report?.groups.filter((group) => group.part === 'cell' && group.value !== '').map((group) => group.value) ?? [];
  const base = own ?? (given.length === 8 ? given : STANDARD[i.lang]);
  const { rfm } = i.m;
  const spoken = (code: string): string => PARTS.map((part, at) => `${part.toUpperCase()} ${code[at] === 'H' ? rfm.high : rfm.low}`).join(' · ');
  return html`<div class="field wide" data-key="names"><span class="label">${i.words('names').label}</span>
    <div class="eight">${CODES.map((code, at) => html`<label><span class="note">${spoken(code)}</span><input type="text" autocomplete="off" .value=${typed(base[at] ?? '')} aria-label=${rfm.cell(spoken(code))}
      @change=${(event: Event) => { if (event.target instanceof HTMLInputElement) { const { value } = event.target; i.set('names', base.map((name, place) => (place === at ? value.trim() : name))); } }}></label>`)}</div>
    <span class="note">${rfm.namesHint}${own === undefined || sameJson(own, i.defaults['names']) ? nothing : html`<button type="button" class="link" aria-label=${i.m.reset(i.words('names').label)} @click=${() => { i.set('names', i.defaults['names']); }}>${i.m.resetText}</button>`}</span>${i.problem('names')}</div>`;
}

/** The usual names, in the order of the codes. */
export const STANDARD: Readonly<Record<Lang, readonly string[]>> = {
  'zh-CN': ['重要价值客户', '重要发展客户', '重要保持客户', '重要挽留客户', '一般价值客户', '一般发展客户', '一般保持客户', '一般挽留客户'],
  en: ['Champions', 'Big spenders, rare', 'Big spenders, silent', 'Big spenders, leaving', 'Frequent, small baskets', 'New or small', 'Frequent earlier, small', 'Lost, low value'],
};

/** Levels, cells and names of RFM. */
export function rfmPart(part: PartName, i: Inputs): TemplateResult {
  return part === 'method' ? method(i) : part === 'cell' ? cell(i) : names(i);
}

/** Bands of a plan. */
export function bandsPart(i: Inputs): TemplateResult {
  const bands = (i.params['bands'] as readonly PlanBand[] | undefined) ?? [];
  const { plan } = i.m;
  const change = (at: number, band: PlanBand): void => { i.set('bands', bands.map((other, place) => (place === at ? band : other))); };
  const last = bands.at(-1)?.from ?? 0;
  return html`<div class="field wide" data-key="bands"><span class="label">${plan.bands}</span>
    ${bands.length === 0 ? nothing : html`<div class="rows">${bands.map((band, at) => html`<span class="control">
      <input type="text" class="long" autocomplete="off" aria-label=${plan.bandName} .value=${live(band.name)} @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) change(at, { ...band, name: event.target.value }); }}>
      <span>${plan.bandFrom}</span>${i.input(`bands/${at}`, `${plan.bandFrom} (${band.name})`, String(band.from), (text) => { i.type(`bands/${at}`, text, readWithin(i.m, -1e9, 1e9, false), (from) => { change(at, { ...band, from: Number(from) }); }); })}<span>${i.m.units['points']}</span>
      <button type="button" class="quiet icon" aria-label=${plan.removeBand(band.name)} @click=${() => { i.set('bands', bands.filter((_, place) => place !== at)); }}>${icons.trash}</button>${i.problem(`bands/${at}`)}</span>`)}</div>`}
    <span><button type="button" class="quiet" @click=${() => { i.set('bands', [...bands, { name: plan.newBand(bands.length + 1), from: bands.length === 0 ? 0 : last + 10 }]); }}>${icons.plus}${plan.addBand}</button></span>
    <span class="note">${plan.bandsHint}</span>${i.problem('bands')}</div>`;
}

/** Arms of an experiment: a name and a part each. */
export function armsPart(i: Inputs): TemplateResult {
  const arms = (i.params['arms'] as readonly { readonly name: string; readonly weight?: number }[] | undefined) ?? [];
  const { arms: words } = i.m;
  const change = (at: number, arm: { readonly name: string; readonly weight?: number }): void => { i.set('arms', arms.map((other, place) => (place === at ? arm : other))); };
  return html`<div class="field wide" data-key="arms"><span class="label">${i.words('arms').label}</span>
    <div class="rows">${arms.map((arm, at) => html`<span class="control">
      <input type="text" class="long" autocomplete="off" aria-label=${words.name(at + 1)} .value=${live(arm.name)} @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) change(at, { ...arm, name: event.target.value }); }}>
      ${i.input(`arms/${at}`, words.weight(arm.name), String(arm.weight ?? 1), (text) => { i.type(`arms/${at}`, text, readWithin(i.m, 0, 1e12, false), (weight) => { change(at, { ...arm, weight: Number(weight) }); }); })}<span>${words.parts}</span>
      ${arms.length > 1 ? html`<button type="button" class="quiet icon" aria-label=${words.remove(arm.name)} @click=${() => { i.set('arms', arms.filter((_, place) => place !== at)); }}>${icons.trash}</button>` : nothing}${i.problem(`arms/${at}`)}</span>`)}</div>
    <span><button type="button" class="quiet" @click=${() => { i.set('arms', [...arms, { name: words.fresh(arms.length + 1), weight: 1 }]); }}>${icons.plus}${words.add}</button></span>${i.problem('arms')}</div>`;
}
