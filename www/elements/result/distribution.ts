import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Bar, Distribution, Document, FieldInfo, Schema, SizeReport } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { share } from '../../i18n/format.js';
import { membersMessages } from '../../i18n/members.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { labelOf } from '../base/labels.js';
import { dayText, endOfSame, periodText } from '../builder/dates.js';
import { SegmentElement, vars } from '../builder/element.js';
import { distributionStyles } from './distribution.styles.js';

const TAGS = '$tags';

interface Line {
  readonly label: string;
  readonly bar: Bar;
  readonly rest: boolean;
}

/**
 * How a column is distributed inside the segment and over everybody: bars with a table twin.
 *
 * @csspart bars - The bars.
 * @csspart table - The same as a table.
 */
export class FqDistribution extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    document: { attribute: false },
    schema: { attribute: false },
    report: { attribute: false },
    field: { type: String },
    answer: { state: true },
    failure: { state: true },
    tabular: { state: true },
  };
  static override styles = [controls, distributionStyles];

  engine: Engine | undefined = undefined;
  document: Document | undefined = undefined;
  schema: Schema | undefined = undefined;
  /** The newest answer; a new one reads the distribution again. */
  report: SizeReport | undefined = undefined;
  /** The column; the first that says something when empty. */
  field = '';

  private answer: Distribution | undefined = undefined;
  private failure: unknown = undefined;
  private tabular = false;
  private turn = 0;

  private get fields(): readonly FieldInfo[] {
    return (this.schema?.fields ?? []).filter((field) => field.kind !== 'tags' && !field.sensitive && field.type !== 'name');
  }

  /** The names that can be asked for: columns, then the tags. */
  private get names(): readonly string[] {
    const names = this.fields.map((field) => field.name);
    return (this.schema?.tags ?? 0) > 0 ? [...names, TAGS] : names;
  }

  private get chosen(): string | undefined {
    const { fields, names } = this;
    if (names.includes(this.field)) return this.field;
    return (fields.find((field) => field.kind === 'gender' || field.type === 'geo') ?? fields[0])?.name ?? names[0];
  }

  private name(name: string): string {
    return name === TAGS ? membersMessages(this.locale).tagsColumn : labelOf(this.schema, name, this.locale);
  }

  protected override willUpdate(changes: PropertyValues): void {
    if (changes.has('report') || changes.has('field') || changes.has('engine') || changes.has('schema') || changes.has('lang')) void this.read();
  }

  private async read(): Promise<void> {
    const { engine, document, report, chosen } = this;
    const turn = ++this.turn;
    if (engine === undefined || document === undefined || report === undefined || chosen === undefined || report.population === 0) return;
    try {
      const answer = await engine.distribution(document, chosen, this.s.words);
      if (turn !== this.turn) return;
      this.answer = answer;
      this.failure = undefined;
    } catch (thrown) {
      if (turn === this.turn) this.failure = thrown;
    }
  }

  private value(text: string, field: FieldInfo | undefined): string {
    if (field === undefined) return text;
    if (field.kind === 'date' || field.kind === 'datetime') return dayText(this.locale, text, field.kind === 'datetime');
    if (field.kind === 'number' && /^-?\d+(\.\d+)?$/.test(text)) {
      const options: Intl.NumberFormatOptions = field.type === 'percent' ? { style: 'percent', maximumFractionDigits: 2 } : { maximumFractionDigits: 6 };
      return new Intl.NumberFormat(this.locale, options).format(Number(text));
    }
    return text;
  }

  /** The name of a bar. The first also takes what lies below it and the last what lies above; the others are shown up to the last value inside. */
  private label(bars: readonly Bar[], at: number, field: FieldInfo | undefined): string {
    const { distribution } = this.s;
    const bar = bars[at];
    if (bar === undefined) return '';
    const from = this.value(bar.value, field);
    if (!bar.range || field === undefined) return from;
    if (field.kind === 'date' || field.kind === 'datetime') return this.period(bars, at) ?? from;
    if (bar.to === undefined) return distribution.from(from);
    if (at === 0) return distribution.below(this.value(bar.to, field));
    const scale = field.scale ?? 0;
    const last = (Number(bar.to) - 10 ** -scale).toFixed(scale);
    return Number(last) === Number(bar.value) ? from : distribution.range(from, this.value(last, field));
  }

  /** Bars of days, weeks, months … are all as long as the first one, and nothing lies outside of them. */
  private period(bars: readonly Bar[], at: number): string | undefined {
    const [first] = bars;
    const bar = bars[at];
    if (first?.to === undefined || bar === undefined) return undefined;
    const end = bar.to ?? endOfSame(first.value, first.to, bar.value);
    return end === undefined ? undefined : periodText(this.locale, bar.value, end);
  }

  private lines(answer: Distribution, field: FieldInfo | undefined): readonly Line[] {
    const { distribution } = this.s;
    const lines: Line[] = answer.bars.map((bar, at) => ({
      label: this.label(answer.bars, at, field),
      bar,
      rest: false,
    }));
    if (answer.other.everybody > 0) lines.push({ label: distribution.other, bar: answer.other, rest: true });
    if (answer.missing.everybody > 0) lines.push({ label: distribution.missing, bar: answer.missing, rest: true });
    return lines;
  }

  private index(bar: Bar, answer: Distribution): string {
    if (answer.inside === 0 || bar.everybody === 0 || answer.everybody === 0) return '–';
    return this.s.number(Math.round((bar.inside / answer.inside / (bar.everybody / answer.everybody)) * 100));
  }

  private bars(lines: readonly Line[], answer: Distribution): TemplateResult {
    const { distribution } = this.s;
    const part = (n: number, of: number): number => (of === 0 ? 0 : n / of);
    const most = Math.max(0.0001, ...lines.map(({ bar }) => Math.max(part(bar.inside, answer.inside), part(bar.everybody, answer.everybody))));
    const width = (value: number): string => `${(100 * value) / most}%`;
    return html`<div class="bars" part="bars" aria-hidden="true">
      <div class="legend"><span class="key in"></span>${distribution.inside}<span class="key all"></span>${distribution.everybody}<span class="index">${distribution.index}</span></div>
      ${lines.map(({ label, bar, rest }) => html`<div class="line ${rest ? 'rest' : ''}">
        <span class="label" title=${label}>${label}</span>
        <span class="tracks"><span class="track"><span class="bar in ${bar.inside === 0 ? 'zero' : ''}" ${vars({ '--w': width(part(bar.inside, answer.inside)) })}></span></span><span class="track"><span class="bar all ${bar.everybody === 0 ? 'zero' : ''}" ${vars({ '--w': width(part(bar.everybody, answer.everybody)) })}></span></span></span>
        <span class="shares"><span>${share(this.locale, bar.inside, answer.inside)}</span><span class="muted">${share(this.locale, bar.everybody, answer.everybody)}</span></span>
        <span class="index">${this.index(bar, answer)}</span>
      </div>`)}
    </div>`;
  }

  private table(lines: readonly Line[], answer: Distribution): TemplateResult {
    const { distribution, number } = this.s;
    const caption = distribution.caption(this.name(answer.field));
    return html`<div class=${this.tabular ? 'scroll' : 'visually-hidden'} part="table" role="region" tabindex=${this.tabular ? 0 : nothing} aria-label=${caption}>
      <table><caption class="visually-hidden">${caption}</caption>
      <thead><tr><th scope="col">${distribution.value}</th><th scope="col" class="num">${distribution.inside}</th><th scope="col" class="num">%</th><th scope="col" class="num">${distribution.everybody}</th><th scope="col" class="num">%</th><th scope="col" class="num" title=${distribution.indexHint}>${distribution.index}</th></tr></thead>
      <tbody>${lines.map(({ label, bar }) => html`<tr><th scope="row">${label}</th><td class="num">${number(bar.inside)}</td><td class="num">${share(this.locale, bar.inside, answer.inside)}</td><td class="num">${number(bar.everybody)}</td><td class="num">${share(this.locale, bar.everybody, answer.everybody)}</td><td class="num">${this.index(bar, answer)}</td></tr>`)}</tbody></table></div>`;
  }

  protected override render(): TemplateResult {
    const { distribution } = this.s;
    const { chosen, answer } = this;
    if (chosen === undefined) return html`<p class="muted">${distribution.noColumns}</p>`;
    const lines = answer === undefined ? [] : this.lines(answer, this.fields.find((field) => field.name === answer.field));
    return html`<div class="head">
        <label class="pick"><span class="muted small">${distribution.column}</span><select @change=${(event: Event) => { if (event.target instanceof HTMLSelectElement) this.field = event.target.value; }}>
          ${this.names.map((name) => html`<option value=${name} .selected=${live(name === chosen)}>${this.name(name)}</option>`)}</select></label>
        <button type="button" class="quiet" aria-pressed=${this.tabular ? 'true' : 'false'} @click=${() => { this.tabular = !this.tabular; }}>${this.tabular ? distribution.asBars : distribution.asTable}</button>
      </div>
      ${this.failure === undefined ? nothing : html`<p class="notice bad">${errorSentence(this.locale, this.failure, 'none')}</p>`}
      ${answer === undefined ? html`<p class="muted">${this.s.loading}</p>` : html`${this.tabular ? nothing : this.bars(lines, answer)}${this.table(lines, answer)}
        <p class="muted small">${answer.field === TAGS ? this.s.both(distribution.tagsHint, distribution.indexHint) : distribution.indexHint}</p>`}`;
  }
}

define('fq-distribution', FqDistribution);
