import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { EventInfo, FieldInfo, Schema, ScoreEntry, ScoreModel, SegmentEntry } from '../../../../pkg/definition.js';
import type { Engine } from '../../../client/api.js';
import { count } from '../../../i18n/format.js';
import { type FieldWords, scoreFormsMessages, type ScoreFormsMessages } from '../../../i18n/score-forms.js';
import { controls } from '../../base/controls.styles.js';
import { define } from '../../base/element.js';
import { icons } from '../../base/icons.js';
import { select } from '../../base/select.js';
import { lastDay, untilText } from '../../builder/dates.js';
import { SegmentElement } from '../../builder/element.js';
import { readNumber, writeNumber } from '../../builder/number.js';
import { bound, numberProblem, type Problem, problemsOf } from './check.js';
import { type Field, type FieldGroup, FORMS, type Params, sameJson, withParam } from './description.js';
import { formStyles } from './form.styles.js';
import { bandsPart, type Inputs, rfmPart } from './parts.js';
import './weights.js';
import '../../builder/moment.js';

/** What changed in the settings. */
export interface SettingsDetail {
  readonly params: Params;
  readonly as_of: string;
  readonly zone: string;
}

type NumberField = Extract<Field, { kind: 'number' }>;

/**
 * The settings of a score, made from the description of its model. What is typed and does not fit stays where it is with a
 * sentence beside it; `problems` lists them.
 *
 * @fires fq-settings - {@link SettingsDetail} on every change.
 */
export class FqScoreForm extends SegmentElement {
  static override styles = [controls, formStyles];
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    schema: { attribute: false },
    segments: { attribute: false },
    entries: { attribute: false },
    entry: { attribute: false },
    score: { type: String },
    model: { type: String },
    params: { attribute: false },
    defaults: { attribute: false },
    asOf: { attribute: false },
    zone: { attribute: false },
    drafts: { state: true },
    told: { state: true },
  };

  engine: Engine | undefined = undefined;
  schema: Schema | undefined = undefined;
  segments: readonly SegmentEntry[] = [];
  /** The kept scores: where cuts of an earlier run come from. */
  entries: readonly ScoreEntry[] = [];
  /** The score itself, when it is kept. */
  entry: ScoreEntry | undefined = undefined;
  /** Id of the score; another one forgets what was typed and did not fit. */
  score = '';
  model: ScoreModel['model'] = 'rfm';
  params: Params = {};
  /** The parameters that the model is offered with for these data. */
  defaults: Params = {};
  asOf = 'data';
  zone = 'Asia/Shanghai';

  /** What was typed and is no value, by the key of the setting. */
  private drafts: ReadonlyMap<string, { readonly text: string; readonly problem: string }> = new Map();
  /** Whether somebody wanted to run it: then what is empty counts as a mistake too. */
  private told = false;

  private get m(): ScoreFormsMessages {
    return scoreFormsMessages(this.locale);
  }

  /** The settings of this model. */
  get groups(): readonly FieldGroup[] {
    return FORMS[this.model] ?? [];
  }

  /** What stands against running it. */
  get problems(): readonly Problem[] {
    const drafts = [...this.drafts].map(([key, draft]) => ({ key, text: draft.problem }));
    const zones = this.zone.trim() === '' ? [{ key: 'zone', text: this.m.problem.zone }] : [];
    const days = this.asOf === '' ? [{ key: 'as_of', text: this.m.problem.date }] : [];
    return [...drafts, ...problemsOf(this.locale, this.groups, this.params).filter((one) => !this.drafts.has(one.key)), ...days, ...zones];
  }

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('score')) [this.drafts, this.told] = [new Map(), false];
  }

  /** Shows every mistake and moves the focus to the first one. */
  async focusProblem(): Promise<void> {
    this.told = true;
    const [first] = this.problems;
    await this.updateComplete;
    if (first === undefined) return;
    const at = this.renderRoot.querySelector<HTMLElement>(`[data-key="${first.key}"]`) ?? this.renderRoot.querySelector<HTMLElement>(`[data-key="${first.key.split('/')[0] ?? ''}"]`);
    const folded = at?.closest('details');
    if (folded) folded.open = true;
    (at?.matches('input, select, button') === true ? at : at?.querySelector<HTMLElement>('input, select, button') ?? at)?.focus();
    at?.scrollIntoView({ block: 'center' });
  }

  private tell(change: Partial<SettingsDetail>): void {
    const detail = { params: this.params, as_of: this.asOf, zone: this.zone, ...change };
    [this.params, this.asOf, this.zone] = [detail.params, detail.as_of, detail.zone];
    this.send<SettingsDetail>('fq-settings', detail);
  }

  private set(key: string, value: unknown): void {
    this.forget(key);
    this.tell({ params: withParam(this.params, key, value) });
  }

  private forget(key: string): void {
    this.drafts = new Map([...this.drafts].filter(([other]) => other !== key && !other.startsWith(`${key}/`)));
  }

  /** Typed text: a value that fits is taken, anything else stays as it is with what to do. */
  private type(key: string, text: string, read: (text: string) => { readonly value: unknown } | { readonly problem: string }, set: (value: unknown) => void): void {
    const found = read(text);
    if ('problem' in found) {
      this.drafts = new Map([...this.drafts, [key, { text, problem: found.problem }]]);
      this.tell({});
      return;
    }
    this.drafts = new Map([...this.drafts].filter(([other]) => other !== key));
    set(found.value);
  }

  private words(key: string): FieldWords {
    return this.m.field[`${this.model}.${key}`] ?? this.m.field[key] ?? { label: key };
  }

  private problem(key: string): string | undefined {
    const draft = this.drafts.get(key);
    if (draft !== undefined) return draft.problem;
    const found = this.problems.find((one) => one.key === key);
    return found !== undefined && (this.told || !this.isUntouched(key)) ? found.text : undefined;
  }

  private isUntouched(key: string): boolean {
    const top = key.split('/')[0] ?? key;
    return sameJson(this.params[top], this.defaults[top]);
  }

  /** The sentence below a setting: what is wrong, else its default and what it does. */
  private note(key: string, def?: string, changed = false, reset?: () => void): TemplateResult {
    const { hint, label } = this.words(key);
    const wrong = this.problem(key);
    return html`${wrong === undefined ? nothing : html`<span class="problem" id="p-${key}">${wrong}</span>`}
      ${def === undefined && hint === undefined ? nothing : html`<span class="note" id="n-${key}">
        ${def === undefined || def === '' ? nothing : html`<span>${this.m.byDefault(def)}</span>`}
        ${changed && reset ? html`<button type="button" class="link" aria-label=${this.m.reset(label)} @click=${reset}>${this.m.resetText}</button>` : nothing}
        ${hint === undefined ? nothing : html`<span>${hint}</span>`}</span>`}`;
  }

  /** A text field for typed values. */
  private input(key: string, label: string, shown: string, take: (text: string) => void, options: { long?: boolean } = {}): TemplateResult {
    const wrong = this.problem(key) !== undefined;
    return html`<input type="text" inputmode="decimal" autocomplete="off" class=${options.long === true ? 'long' : ''} data-key=${key} aria-label=${label} aria-invalid=${wrong ? 'true' : nothing}
      aria-describedby=${wrong ? `p-${key}` : nothing} .value=${live(this.drafts.get(key)?.text ?? shown)} @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) take(event.target.value); }}>`;
  }

  private get inputs(): Inputs {
    return {
      lang: this.locale, m: this.m, params: this.params, defaults: this.defaults, entries: this.entries, entry: this.entry,
      set: (key, value) => { this.set(key, value); },
      patch: (change) => { for (const key of Object.keys(change)) this.forget(key); this.tell({ params: { ...this.params, ...change } }); },
      input: (key, label, shown, take, options) => this.input(key, label, shown, take, options),
      type: (key, text, read, set) => { this.type(key, text, read, set); },
      problem: (key) => { const wrong = this.problem(key); return wrong === undefined ? nothing : html`<span class="problem" id="p-${key}">${wrong}</span>`; },
      note: (key, def, changed, reset) => this.note(key, def, changed, reset),
      words: (key) => this.words(key),
    };
  }

  private number(field: NumberField): TemplateResult {
    const { key } = field;
    const { label } = this.words(key);
    const value = this.params[key];
    const percent = field.percent === true;
    const unit = this.m.units[field.unit] ?? field.unit;
    const isOpen = field.open !== undefined && (value === null || value === undefined);
    const def = this.defaults[key];
    const told = typeof def === 'number' ? (percent ? bound(this.locale, def, true) : `${count(this.locale, def) === String(def) ? def : new Intl.NumberFormat(this.locale, { maximumFractionDigits: 6 }).format(def)} ${unit}`) : field.open === undefined ? '' : this.openWord(key);
    const read = (text: string) => {
      const found = readNumber(text, percent);
      const problem = numberProblem(this.locale, field, found);
      return problem === undefined ? { value: found } : { problem };
    };
    const open = (on: boolean): void => { this.set(key, on ? (field.open === 'null' ? null : undefined) : (typeof def === 'number' ? def : field.start ?? field.least)); };
    return html`<div class="field"><span class="label">${label}</span><span class="control">
        ${isOpen ? nothing : html`${this.input(key, `${label} (${unit})`, typeof value === 'number' ? writeNumber(value, percent) : '', (text) => { this.type(key, text, read, (next) => { this.set(key, next); }); })}<span>${unit}</span>`}
        ${field.open === undefined ? nothing : html`<label class="check"><input type="checkbox" aria-label=${`${label}: ${this.openWord(key)}`} .checked=${live(isOpen)} @change=${(event: Event) => { if (event.target instanceof HTMLInputElement) open(event.target.checked); }}>${this.openWord(key)}</label>`}</span>
      ${this.note(key, told, !sameJson(value ?? null, def ?? null) || this.drafts.has(key), () => { this.set(key, def); })}</div>`;
  }

  private openWord(key: string): string {
    return this.m.choice[`${key}.open`] ?? this.m.noLimit;
  }

  private choice(field: Extract<Field, { kind: 'choice' }>): TemplateResult {
    const { key } = field;
    const { label } = this.words(key);
    const name = (value: unknown): string => this.m.choice[`${key}.${String(value)}`] ?? String(value);
    const [value, def] = [String(this.params[key] ?? ''), this.defaults[key]];
    return html`<div class="field"><span class="label">${label}</span><span class="control">
        ${select({ label, value, choices: field.values.map((one) => ({ value: one, label: name(one) })), change: (next) => { this.set(key, next); } })}</span>
      ${this.note(key, def === undefined ? '' : name(def), !sameJson(value, def), () => { this.set(key, def); })}</div>`;
  }

  /** A choice among names of the data; one that is not there any more is told. */
  private named(key: string, names: readonly { readonly value: string; readonly label: string }[], optional: boolean, change: (value: string | undefined) => void): TemplateResult {
    const { label } = this.words(key);
    const value = this.params[key] === undefined ? '' : String(this.params[key]);
    const def = this.defaults[key];
    const gone = value !== '' && !names.some((one) => one.value === value);
    const blank = optional || value === '';
    const choices = [...(blank ? [{ value: '', label: optional ? this.m.none : this.m.pick }] : []), ...(gone ? [{ value, label: this.m.gone(value) }] : []), ...names];
    const found = value !== '' && value === def;
    return html`<div class="field" data-key=${key}><span class="label">${label}</span><span class="control">
        ${select({ label, value, choices, invalid: gone, change: (next) => { change(next === '' ? undefined : next); } })}${found ? html`<span class="badge accent">${this.m.found}</span>` : nothing}</span>
      ${this.note(key, found || def === undefined ? undefined : String(def), !sameJson(this.params[key], def), () => { change(def === undefined ? undefined : String(def)); })}</div>`;
  }

  private get tables(): readonly EventInfo[] {
    return (this.schema?.events ?? []).filter((table) => table.time !== undefined);
  }

  private columnsOf(field: Extract<Field, { kind: 'column' }>): readonly FieldInfo[] {
    const table = this.tables.find((one) => one.table === this.params[field.of]);
    return (table?.columns ?? []).filter((column) => field.kinds.includes(column.kind));
  }

  private segment(key: string): TemplateResult {
    const choices = this.segments.map((entry) => ({ value: entry.id, label: entry.size === undefined ? entry.name : `${entry.name} · ${count(this.locale, entry.size)}` }));
    return this.named(key, choices, false, (value) => { this.set(key, value ?? ''); });
  }

  private columns(key: string): TemplateResult {
    const { label } = this.words(key);
    const chosen = (this.params[key] as readonly string[] | undefined) ?? [];
    const free = (this.schema?.fields ?? []).filter((field) => !field.sensitive && field.type !== 'name' && field.score === undefined && !chosen.includes(field.name));
    return html`<div class="field"><span class="label">${label}</span><span class="chips">${chosen.map((name) => html`<span class="chip">${name}<button type="button" class="quiet icon" aria-label=${this.m.exclude.remove(name)} @click=${() => { this.set(key, chosen.filter((other) => other !== name)); }}>${icons.close}</button></span>`)}
        ${select({ label: this.m.exclude.add, value: '', choices: [{ value: '', label: this.m.exclude.add }, ...free.map((field) => ({ value: field.name, label: field.name }))], change: (name) => { if (name !== '') this.set(key, [...chosen, name]); } })}</span>
      ${this.note(key)}</div>`;
  }

  private day(key: string): TemplateResult {
    const { label } = this.words(key);
    const value = this.params[key];
    const newest = this.schema?.as_of === undefined ? '' : lastDay(this.schema.as_of);
    const earlier = newest === '' ? '' : new Date(Date.parse(newest) - 30 * 86_400_000).toISOString().slice(0, 10);
    return html`<div class="field wide"><span class="label">${label}</span><span class="control" data-key=${key}>
        ${select({ label, value: value === undefined ? 'none' : 'date', choices: [{ value: 'none', label: this.m.compare.none }, { value: 'date', label: this.m.compare.date }], change: (kind) => { this.set(key, kind === 'none' ? undefined : earlier); } })}
        ${value === undefined ? nothing : html`<fq-moment .lang=${this.lang} .label=${label} .value=${String(value)} .timed=${String(value).includes('T')} @fq-moment=${(event: CustomEvent<{ value: string }>) => { event.stopPropagation(); this.set(key, event.detail.value); }}></fq-moment>`}</span>
      ${this.note(key, this.m.compare.none)}</div>`;
  }

  private special(field: Extract<Field, { kind: 'part' }>): TemplateResult {
    const { lang, engine, schema, segments, params } = this;
    const on = (event: CustomEvent<{ value: unknown }>): void => { event.stopPropagation(); this.set(field.key, event.detail.value); };
    const about = { as_of: this.asOf, zone: this.zone };
    switch (field.part) {
      case 'stages':
        void import('../rules/stages.js');
        return html`<fq-score-stages class="wide" data-key=${field.key} .lang=${lang} .engine=${engine} .schema=${schema} .segments=${segments} .about=${about} .entries=${params['stages']} .otherwise=${params['otherwise']} .problems=${this.shownOf(field.key)}
          @fq-value=${on} @fq-otherwise=${(event: CustomEvent<{ value: string | undefined }>) => { event.stopPropagation(); this.set('otherwise', event.detail.value); }}></fq-score-stages>${this.note(field.key)}`;
      case 'items':
        void import('../rules/items.js');
        return html`<fq-score-items class="wide" data-key=${field.key} .lang=${lang} .engine=${engine} .schema=${schema} .segments=${segments} .about=${about} .entries=${params['items']} .problems=${this.shownOf(field.key)} @fq-value=${on}></fq-score-items>${this.note(field.key)}`;
      case 'weights':
        return html`<fq-score-weights class="wide" .lang=${lang} .engine=${engine} .table=${params['table']} .kind=${params['kind']} .weights=${params['weights']} .used=${this.entry?.report?.model.params} @fq-value=${on}></fq-score-weights>`;
      case 'bands': return bandsPart(this.inputs);
      default: return rfmPart(field.part, this.inputs);
    }
  }

  /** Mistakes inside a list, once somebody wanted to run it. */
  private shownOf(key: string): readonly Problem[] {
    return this.told ? this.problems.filter((one) => one.key.startsWith(`${key}/`)) : [];
  }

  private field(field: Field): TemplateResult {
    switch (field.kind) {
      case 'number': return this.number(field);
      case 'choice': return this.choice(field);
      case 'table': return this.named(field.key, this.tables.map((one) => ({ value: one.table, label: this.s.event.tableName(one.table) })), false, (value) => {
        const kept = value === this.defaults[field.key] ? Object.fromEntries(field.frees.map((key) => [key, this.defaults[key]])) : {};
        const freed = field.frees.reduce((all, key) => withParam(all, key, kept[key]), this.params);
        this.tell({ params: withParam(freed, field.key, value) });
      });
      case 'column': return this.named(field.key, this.columnsOf(field).map((one) => ({ value: one.name, label: one.name })), field.optional === true, (value) => { this.set(field.key, value); });
      case 'segment': return this.segment(field.key);
      case 'columns': return this.columns(field.key);
      case 'day': return this.day(field.key);
      case 'part': return this.special(field);
    }
  }

  private group(group: FieldGroup): TemplateResult {
    const title = this.m.group[group.title] ?? group.title;
    const fields = html`<div class="fields">${group.fields.map((field) => this.field(field))}</div>`;
    if (group.folded !== true) return html`<fieldset><legend>${title}</legend>${fields}</fieldset>`;
    return html`<details><summary class="legend">${title}</summary><div role="group" aria-label=${title}>${fields}</div></details>`;
  }

  /** Time and zone, which every score has. */
  private general(): TemplateResult {
    const { m } = this;
    const newest = this.schema?.as_of;
    const [asOf, zone] = [this.words('as_of'), this.words('zone')];
    const isData = this.asOf === 'data';
    return html`<details><summary class="legend">${m.group['general']}</summary><div class="fields">
      <div class="field"><span class="label">${asOf.label}</span><span class="control" data-key="as_of">
          ${select({ label: asOf.label, value: isData ? 'data' : 'date', choices: [{ value: 'data', label: m.choice['as_of.data'] ?? 'data' }, { value: 'date', label: m.choice['as_of.date'] ?? 'date' }], change: (kind) => { this.tell({ as_of: kind === 'data' ? 'data' : newest === undefined ? '' : lastDay(newest) }); } })}
          ${isData ? (newest === undefined ? nothing : html`<span class="muted">${untilText(this.locale, newest)}</span>`) : html`<fq-moment .lang=${this.lang} .label=${asOf.label} .value=${this.asOf} .timed=${this.asOf.includes('T')} @fq-moment=${(event: CustomEvent<{ value: string }>) => { event.stopPropagation(); this.tell({ as_of: event.detail.value }); }}></fq-moment>`}</span>
        ${this.note('as_of', m.choice['as_of.data'])}</div>
      <div class="field"><label for="zone">${zone.label}</label><input id="zone" data-key="zone" list="zones" autocomplete="off" spellcheck="false" aria-invalid=${this.problem('zone') === undefined ? nothing : 'true'} .value=${live(this.zone)} @change=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.tell({ zone: event.target.value.trim() }); }}>
        <datalist id="zones">${Intl.supportedValuesOf('timeZone').map((name) => html`<option value=${name}></option>`)}</datalist>
        ${this.note('zone', 'Asia/Shanghai', this.zone !== 'Asia/Shanghai', () => { this.tell({ zone: 'Asia/Shanghai' }); })}</div>
    </div></details>`;
  }

  protected override render(): TemplateResult {
    return html`${this.groups.map((group) => this.group(group))}${this.general()}`;
  }
}

define('fq-score-form', FqScoreForm);



declare global {
  interface HTMLElementTagNameMap {
    'fq-score-form': FqScoreForm;
  }
}
