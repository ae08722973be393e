// What the settings of a score have in common: what is typed, what does not fit, and the sentence below each.
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Schema, ScoreEntry, ScoreModel, SegmentEntry } from '../../../../pkg/definition.js';
import type { Engine } from '../../../client/api.js';
import { type FieldWords, scoreFormsMessages, type ScoreFormsMessages } from '../../../i18n/score-forms.js';
import { controls } from '../../base/controls.styles.js';
import { SegmentElement } from '../../builder/element.js';
import { type Problem, problemsOf } from './check.js';
import { type FieldGroup, FORMS, param, type Params, sameJson, withParam } from './description.js';
import { formStyles } from './form.styles.js';
import type { Inputs } from './parts.js';

/** What changed in the settings. */
export interface SettingsDetail {
  readonly params: Params;
  readonly as_of: string;
  readonly zone: string;
}

/**
 * What settings need that are typed and told: the parameters, what does not fit, and the sentence below each.
 */
export abstract class SettingsBase extends SegmentElement {
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
  protected drafts: ReadonlyMap<string, { readonly text: string; readonly problem: string }> = new Map();
  /** Whether somebody wanted to run it: then what is empty counts as a mistake too. */
  protected told = false;

  protected get m(): ScoreFormsMessages {
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
    return [...drafts, ...problemsOf(this.locale, this.groups, this.params, this.defaults).filter((one) => !this.drafts.has(one.key)), ...days, ...zones];
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

  protected tell(change: Partial<SettingsDetail>): void {
    const detail = { params: this.params, as_of: this.asOf, zone: this.zone, ...change };
    [this.params, this.asOf, this.zone] = [detail.params, detail.as_of, detail.zone];
    this.send<SettingsDetail>('fq-settings', detail);
  }

  protected set(key: string, value: unknown): void {
    this.forget(key);
    this.tell({ params: withParam(this.params, key, value) });
  }

  protected forget(key: string): void {
    this.drafts = new Map([...this.drafts].filter(([other]) => other !== key && !other.startsWith(`${key}/`)));
  }

  /** Typed text: a value that fits is taken, anything else stays as it is with what to do. */
  protected type(key: string, text: string, read: (text: string) => { readonly value: unknown } | { readonly problem: string }, set: (value: unknown) => void): void {
    const found = read(text);
    if ('problem' in found) {
      this.drafts = new Map([...this.drafts, [key, { text, problem: found.problem }]]);
      this.tell({});
      return;
    }
    this.drafts = new Map([...this.drafts].filter(([other]) => other !== key));
    set(found.value);
  }

  protected words(key: string): FieldWords {
    return this.m.field[`${this.model}.${key}`] ?? this.m.field[key] ?? { label: key };
  }

  protected problem(key: string): string | undefined {
    const draft = this.drafts.get(key);
    if (draft !== undefined) return draft.problem;
    const found = this.problems.find((one) => one.key === key);
    return found !== undefined && (this.told || !this.isUntouched(key)) ? found.text : undefined;
  }

  private isUntouched(key: string): boolean {
    const top = key.split('/')[0] ?? key;
    return sameJson(param(this.params, top), param(this.defaults, top));
  }

  /** The sentence below a setting: what is wrong, else its default and what it does. */
  protected note(key: string, def?: string, changed = false, reset?: () => void): TemplateResult {
    const { hint, label } = this.words(key);
    const wrong = this.problem(key);
    return html`${wrong === undefined ? nothing : html`<span class="problem" id="p-${key}">${wrong}</span>`}
      ${def === undefined && hint === undefined ? nothing : html`<span class="note" id="n-${key}">
        ${def === undefined || def === '' ? nothing : html`<span>${this.m.byDefault(def)}</span>`}
        ${changed && reset ? html`<button type="button" class="link" aria-label=${this.m.reset(label)} @click=${reset}>${this.m.resetText}</button>` : nothing}
        ${hint === undefined ? nothing : html`<span>${hint}</span>`}</span>`}`;
  }

  /** A text field for typed values. */
  protected input(key: string, label: string, shown: string, take: (text: string) => void, options: { long?: boolean } = {}): TemplateResult {
    const wrong = this.problem(key) !== undefined;
    return html`<input type="text" inputmode="decimal" autocomplete="off" class=${options.long === true ? 'long' : ''} data-key=${key} aria-label=${label} aria-invalid=${wrong ? 'true' : nothing}
      aria-describedby=${wrong ? `p-${key}` : nothing} .value=${live(this.drafts.get(key)?.text ?? shown)} @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) take(event.target.value); }}>`;
  }

  protected get inputs(): Inputs {
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
}
