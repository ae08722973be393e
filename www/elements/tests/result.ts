import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Document, MeanPair, RatePair, TestMethod, TestReport } from '../../../pkg/definition.js';
import { share as partOf } from '../../i18n/format.js';
import { sayScore } from '../../i18n/scores.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { fieldLabel } from '../base/labels.js';
import { select } from '../base/select.js';
import { vars } from '../builder/element.js';
import { TestStep } from './step.js';

type Source = 'typed' | 'data';

/** An arm as it is typed. */
interface Counted {
  readonly name: string;
  readonly contacts: number;
  readonly conversions: number;
  readonly weight: number;
}

/** Different values up to which a column can be one of arms. */
const MOST_ARMS = 20;
const LEVELS = ['0.9', '0.95', '0.99'] as const;
/** What is left free at both ends of a drawing, of its width. */
const MARGIN = 0.08;

/** Where an effect and its interval stand on an axis that has 0 on it, in percent of its width. */
export function onAxis(effect: Pick<RatePair | MeanPair, 'difference' | 'interval'>): { readonly zero: number; readonly low: number; readonly high: number; readonly at: number } {
  const at = effect.difference ?? 0;
  const { low, high } = effect.interval ?? { low: at, high: at };
  const [least, most] = [Math.min(0, low, at), Math.max(0, high, at)];
  const wide = most - least === 0 ? 1 : most - least;
  const place = (value: number): number => 100 * (MARGIN + (1 - 2 * MARGIN) * ((value - least) / wide));
  return { zero: place(0), low: place(low), high: place(high), at: place(at) };
}

/** What a test says: the verdict in words, rates, and the difference with its interval. A broken split hides the winner. */
export class FqTestResult extends TestStep {
  static override properties: PropertyDeclarations = {
    ...TestStep.properties, source: { state: true }, arms: { state: true }, column: { state: true }, conversion: { state: true }, value: { state: true }, method: { state: true }, answer: { state: true },
  };

  private source: Source = 'typed';
  private arms: readonly Counted[] = [];
  /** The column of arms. */
  private column = '';
  /** The segment of those who converted. */
  private conversion = '';
  /** The column of numbers that is compared. */
  private value = '';
  private method: TestMethod = { confidence: 0.95, early: false };
  private answer: TestReport | undefined = undefined;

  protected override willUpdate(changes: PropertyValues): void {
    const { assign } = this.m;
    if (this.arms.length === 0) this.arms = [{ name: assign.control, contacts: 1000, conversions: 50, weight: 1 }, { name: assign.treatment(1), contacts: 1000, conversions: 50, weight: 1 }];
    const columns = this.columns;
    if (changes.has('schema') && !columns.some((column) => column.name === this.column)) this.column = (columns.find((column) => column.score?.part === 'arm') ?? columns[0])?.name ?? '';
    if (['source', 'arms', 'column', 'conversion', 'value', 'method', 'engine', 'version', 'segments'].some((name) => changes.has(name))) void this.read();
  }

  private get columns() {
    return (this.schema?.fields ?? []).filter((field) => field.kind === 'text' && (field.distinct ?? MOST_ARMS + 1) <= MOST_ARMS && (field.distinct ?? 0) >= 2);
  }

  /** What is wrong with the typed numbers. */
  private get wrong(): string | undefined {
    const names = this.arms.map((arm) => arm.name.trim());
    if (names.includes('')) return this.m.problem.name;
    if (new Set(names).size < names.length) return this.m.problem.twice;
    return this.arms.some((arm) => arm.conversions > arm.contacts) ? this.m.problem.more : undefined;
  }

  private async read(): Promise<void> {
    const { engine, method } = this;
    if (engine === undefined) return;
    if (this.source === 'typed') {
      if (this.wrong === undefined) await this.ask(() => engine.testResult({ arms: this.arms.map((arm) => ({ ...arm, name: arm.name.trim() })), control: 0, method }), (answer) => { this.answer = answer; });
      return;
    }
    if (this.column === '' || (this.conversion === '' && this.value === '')) {
      this.answer = undefined;
      return;
    }
    const conversion: Document = { fenqun: 1, name: '', zone: 'Asia/Shanghai', week_start: 'monday', as_of: 'data', rule: { segment: { id: this.conversion } } };
    const query = { arms: { column: { field: this.column } }, method, ...(this.conversion !== '' && { conversion }), ...(this.value !== '' && { value: this.value }) };
    await this.ask(() => engine.testOf(query), ({ report }) => { this.answer = report; });
  }

  private put(at: number, arm: Counted): void {
    this.arms = this.arms.map((other, place) => (place === at ? arm : other));
  }

  private typed(): TemplateResult {
    const { result, assign, problem } = this.m;
    const cell = (at: number, arm: Counted, key: 'contacts' | 'conversions' | 'weight', label: string): TemplateResult => html`<td>${this.number(`${key}-${at}`, result.of(label, arm.name), arm[key], { least: 0, most: 1e12, whole: key !== 'weight', problem: problem.number }, (value) => { this.put(at, { ...arm, [key]: value }); })}</td>`;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${result.typed}><table><thead><tr><th scope="col">${result.arm}</th><th scope="col">${result.contacts}</th><th scope="col">${result.conversions}</th><th scope="col">${result.weight}</th><td></td></tr></thead>
      <tbody>${this.arms.map((arm, at) => html`<tr><td><span class="control"><input type="text" class="name" autocomplete="off" aria-label=${result.armName(at + 1)} .value=${live(arm.name)} @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.put(at, { ...arm, name: event.target.value }); }}>${at === 0 ? html`<span class="badge">${result.control}</span>` : nothing}</span></td>
        ${cell(at, arm, 'contacts', result.contacts)}${cell(at, arm, 'conversions', result.conversions)}${cell(at, arm, 'weight', result.weight)}
        <td>${this.arms.length > 2 ? html`<button type="button" class="quiet icon" aria-label=${assign.remove(arm.name)} @click=${() => { this.bad = new Map(); this.arms = this.arms.filter((_, place) => place !== at); }}>${icons.trash}</button>` : nothing}</td></tr>`)}</tbody></table></div>
      <span><button type="button" class="quiet" ?disabled=${this.arms.length >= MOST_ARMS} @click=${() => { this.arms = [...this.arms, { name: assign.treatment(this.arms.length), contacts: 1000, conversions: 50, weight: 1 }]; }}>${icons.plus}${result.add}</button></span>
      ${this.wrong === undefined ? nothing : html`<span class="problem" role="alert">${this.wrong}</span>`}`;
  }

  private fromData(): TemplateResult {
    const { result } = this.m;
    const { columns } = this;
    if (columns.length === 0) return html`<p class="muted">${result.noColumn}</p>`;
    const numbers = (this.schema?.fields ?? []).filter((field) => field.kind === 'number');
    return html`<div class="fields">
      ${this.field(result.column, select({ label: result.column, value: this.column, choices: columns.map((column) => ({ value: column.name, label: fieldLabel(column, this.locale) })), change: (field) => { this.column = field; } }))}
      ${this.field(result.converted, this.segment(result.converted, this.conversion, result.noSegment, (id) => { this.conversion = id; }))}
      ${this.field(result.value, select({ label: result.value, value: this.value, choices: [{ value: '', label: result.noValue }, ...numbers.map((column) => ({ value: column.name, label: fieldLabel(column, this.locale) }))], change: (value) => { this.value = value; } }))}</div>`;
  }

  /** A difference, with its sign. */
  private signed(value: number, isRate: boolean): string {
    return new Intl.NumberFormat(this.locale, { maximumFractionDigits: 2, signDisplay: 'exceptZero' }).format(isRate ? value * 100 : value);
  }

  /** The same in its unit. */
  private inUnit(text: string, isRate: boolean): string {
    return isRate ? this.m.result.points(text) : text;
  }

  private effect(effect: RatePair | MeanPair, isRate: boolean, confidence: string): TemplateResult {
    const { result } = this.m;
    const { zero, low, high, at } = onAxis(effect);
    const { interval, difference, relative_uplift: relative } = effect;
    const ends = interval === null ? '' : this.inUnit(result.fromTo(this.signed(interval.low, isRate), this.signed(interval.high, isRate)), isRate);
    return html`<div class="axis" aria-hidden="true" ${vars({ '--zero': `${zero}%`, '--low': `${low}%`, '--wide': `${Math.max(0.3, high - low)}%`, '--at': `${at}%` })}>${difference === null ? nothing : html`<span class="span"></span><span class="at"></span>`}</div>
      <div class="ends" aria-hidden="true"><span ${vars({ '--at': `${zero}%` })}>${result.zero}</span></div>
      <p>${difference === null ? nothing : html`<strong>${this.inUnit(this.signed(difference, isRate), isRate)}</strong>${relative === null ? nothing : html` <span class="muted">${result.relative(new Intl.NumberFormat(this.locale, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(relative))}</span>`}`}
        ${ends === '' ? nothing : html` · ${result.interval(confidence)} ${ends}`} · ${result.p} ${effect.adjusted_p < 0.0001 ? '< 0.0001' : new Intl.NumberFormat(this.locale, { maximumFractionDigits: 4 }).format(effect.adjusted_p)}</p>`;
  }

  private pair(answer: TestReport, pair: TestReport['pairs'][number], confidence: string): TemplateResult {
    const { result } = this.m;
    const name = (at: number): string => answer.arms[at]?.name ?? '';
    const effects = [...(pair.rates === undefined ? [] : [[pair.rates, true] as const]), ...(pair.means === undefined ? [] : [[pair.means, false] as const])];
    return html`<div class="pair"><h3>${result.versus(name(pair.arm), name(answer.control))}</h3>
      ${effects.map(([effect, isRate]) => this.effect(effect, isRate, confidence))}
      ${pair.rates === undefined ? nothing : html`<p class="muted small">${result.chance(name(pair.arm), partOf(this.locale, pair.rates.bayes.b_better, 1))}</p>`}</div>`;
  }

  /** The verdict; with a broken split that stands in its place. */
  private verdicts(answer: TestReport): TemplateResult {
    const { result } = this.m;
    if (answer.split.alarm) return html`<div class="notice bad" role="alert"><strong>${result.alarm}</strong><span>${result.alarmWhy}</span></div>`;
    const name = (at: number): string => answer.arms[at]?.name ?? '';
    const winner = answer.winner === undefined ? undefined : name(answer.winner);
    const said = answer.pairs.map((pair) => result.verdict[pair.rates?.verdict ?? pair.means?.verdict ?? 'cannot_tell'](name(pair.arm), name(answer.control)));
    return html`<div class="answer verdicts" role="status">${winner === undefined ? nothing : html`<span class="head">${result.winner(winner)}</span>`}${said.map((text) => html`<span class=${winner === undefined ? 'head' : ''}>${text}</span>`)}</div>`;
  }

  private answered(answer: TestReport): TemplateResult {
    const { result } = this.m;
    const confidence = this.share(answer.confidence, 1);
    const [rates, means] = [answer.arms.some((arm) => arm.rate !== null), answer.arms.some((arm) => arm.mean !== null)];
    const beside = answer.notes.filter((note) => note.template !== 'test.pair' && note.template !== 'test.pair_means' && note.template !== 'test.winner' && note.template !== 'test.no_winner' && note.template !== 'test.split_broken');
    return html`${this.verdicts(answer)}
      <section><h3>${result.table}</h3><div class="scroll" tabindex="0" role="region" aria-label=${result.table}><table><thead><tr><th scope="col">${result.arm}</th><th scope="col" class="num">${result.contacts}</th>${answer.split.alarm ? html`<th scope="col" class="num">${result.expected}</th>` : nothing}
          ${rates ? html`<th scope="col" class="num">${result.conversions}</th><th scope="col" class="num">${result.rate}</th><th scope="col" class="num">${result.interval(confidence)}</th>` : nothing}${means ? html`<th scope="col" class="num">${result.mean}</th>` : nothing}</tr></thead>
        <tbody>${answer.arms.map((arm, at) => html`<tr><th scope="row">${arm.name}</th><td class="num">${this.n(arm.contacts)}</td>${answer.split.alarm ? html`<td class="num">${this.n(answer.split.expected[at] ?? 0)}</td>` : nothing}
          ${rates ? html`<td class="num">${arm.conversions === null ? '–' : this.n(arm.conversions)}</td><td class="num">${arm.rate === null ? '–' : this.share(arm.rate)}</td><td class="num">${arm.interval === null ? '–' : result.fromTo(this.share(arm.interval.low), this.share(arm.interval.high))}</td>` : nothing}
          ${means ? html`<td class="num">${arm.mean === null ? '–' : new Intl.NumberFormat(this.locale, { maximumFractionDigits: 2 }).format(arm.mean)}</td>` : nothing}</tr>`)}</tbody></table></div></section>
      ${answer.split.alarm ? nothing : html`<section class="pairs">${answer.pairs.map((pair) => this.pair(answer, pair, confidence))}</section>`}
      ${beside.length === 0 ? nothing : html`<details><summary>${result.details}</summary><ul>${beside.map((note) => html`<li>${sayScore(this.locale, note)}</li>`)}</ul></details>`}`;
  }

  protected override render(): TemplateResult {
    const { result } = this.m;
    const { answer } = this;
    const level = String(this.method.confidence ?? 0.95);
    const source = (value: Source, text: string): TemplateResult => html`<label><input type="radio" name="source" .checked=${live(this.source === value)} @change=${() => { this.source = value; this.answer = undefined; }}>${text}</label>`;
    const shows = answer !== undefined && this.failure === undefined && (this.source === 'data' || (this.wrong === undefined && this.bad.size === 0));
    return html`<div><div class="segmented" role="radiogroup" aria-label=${result.source}>${source('typed', result.typed)}${source('data', result.data)}</div></div>
      ${this.source === 'typed' ? this.typed() : this.fromData()}
      <div class="fields">${this.field(result.confidence, select({ label: result.confidence, value: level, choices: LEVELS.map((value) => ({ value, label: this.share(Number(value)) })), change: (value) => { this.method = { ...this.method, confidence: Number(value) }; } }))}
        <div class="field"><label class="check"><input type="checkbox" .checked=${live(this.method.early === true)} @change=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.method = { ...this.method, early: event.target.checked }; }}>${result.early}</label><span class="note">${result.earlyHint}</span></div></div>
      ${this.failed()}
      ${shows ? this.answered(answer) : nothing}`;
  }
}

define('fq-test-result', FqTestResult);
