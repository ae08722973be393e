import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Schema, ScoreDefinition, ScoreEntry, ScoreModelInfo, SegmentEntry } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence, isCancelled } from '../../i18n/errors.js';
import { count } from '../../i18n/format.js';
import { scoreFormsMessages, type ScoreFormsMessages } from '../../i18n/score-forms.js';
import { type ModelName, type ScoresMessages, scoresMessages } from '../../i18n/scores.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { withScoreNames } from '../base/labels.js';
import { typed } from '../base/typed.js';
import { SegmentElement } from '../builder/element.js';
import type { FqToast } from '../builder/toast.js';
import { problemsOf } from './forms/check.js';
import { FORMS, type Params, sameJson } from './forms/description.js';
import type { FqScoreForm, SettingsDetail } from './forms/form.js';
import { type KeptAction, whyStale } from './kept.js';
import { firstOf, freeId, offered } from './offered.js';
import '../builder/toast.js';
import './forms/form.js';
import './kept.js';
import './report.js';
import { scoresStyles } from './scores.styles.js';

/** Where the models stand above what they show. */
const NARROW = matchMedia('(max-width: 720px)');
/** Needs that are a table. */
const TABLES: ReadonlySet<string> = new Set(['orders', 'interactions']);

/**
 * Scoring models and the scores that are kept: what a model needs and whether the data have it, its settings, running with
 * progress, and what running found out.
 *
 * @fires fq-score-rule - `{ rule, name }`: a segment of the contacts with a value is wanted.
 * @fires fq-scores - the columns of the contacts have changed.
 */
export class FqScores extends SegmentElement {
  static override styles = [controls, scoresStyles];
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    version: { type: Number },
    models: { state: true },
    entries: { state: true },
    schema: { state: true },
    segments: { state: true },
    model: { state: true },
    score: { state: true },
    drafts: { state: true },
    text: { state: true },
    failure: { state: true },
    blocked: { state: true },
    shut: { state: true },
    done: { state: true },
    said: { state: true },
  };

  engine: Engine | undefined;
  /** The version of the data; a new one asks again. */
  version = 0;
  private models: readonly ScoreModelInfo[] = [];
  private entries: readonly ScoreEntry[] = [];
  private schema: Schema | undefined;
  private segments: readonly SegmentEntry[] = [];
  private model: ModelName = 'rfm';
  /** The score that is shown; the first of the model when empty. */
  private score = '';
  /** Definitions that were changed or made and not run, by id. */
  private drafts: ReadonlyMap<string, ScoreDefinition> = new Map();
  /** Parameters that were typed as JSON and are none. */
  private text: string | undefined;
  private failure: unknown;
  /** How many settings have to be mended, after somebody wanted to run it. */
  private blocked = 0;
  /** Whether the settings are closed; they are after a run. */
  private shut = false;
  /** How much is computed, while something is. */
  private done: number | undefined;
  /** What was done last, for a screen reader. */
  private said = '';
  private running: AbortController | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('engine') || changed.has('version')) void this.read();
  }

  private get m(): ScoresMessages {
    return scoresMessages(this.locale);
  }

  private get f(): ScoreFormsMessages {
    return scoreFormsMessages(this.locale);
  }

  private async read(): Promise<void> {
    const { engine } = this;
    if (!engine) return;
    try {
      const [models, entries, schema, segments] = await Promise.all([engine.scoreModels(), engine.scores(), engine.schema(), engine.segments()]);
      const isFirst = this.models.length === 0;
      [this.models, this.entries, this.schema, this.segments] = [models, entries, withScoreNames(schema, entries), segments];
      if (isFirst && firstOf(entries, this.model) === undefined && entries[0] !== undefined) this.model = entries[0].definition.model;
      if (isFirst) this.shut = this.entry?.report !== undefined;
    } catch (thrown) {
      this.failure = thrown;
    }
  }

  /** Id of the score that is shown. */
  private get shown(): string {
    return this.score !== '' ? this.score : (firstOf(this.entries, this.model)?.definition.id ?? this.model);
  }

  private get entry(): ScoreEntry | undefined {
    return this.entries.find((entry) => entry.definition.id === this.shown);
  }

  /** What would be run: what was changed, else the kept definition, else the one that is offered. */
  private get definition(): ScoreDefinition | undefined {
    return this.drafts.get(this.shown) ?? this.entry?.definition ?? offered(this.locale, this.models, this.model);
  }

  private isChanged(): boolean {
    return this.entry !== undefined && this.drafts.has(this.shown);
  }

  private pick(model: ModelName, score = ''): void {
    [this.model, this.score, this.text, this.failure, this.blocked] = [model, score, undefined, undefined, 0];
    this.shut = this.entry?.report !== undefined && !this.isChanged();
  }

  private edit(definition: ScoreDefinition): void {
    const kept = this.entry?.definition;
    const rest = [...this.drafts].filter(([id]) => id !== definition.id);
    this.drafts = new Map(kept !== undefined && sameJson(kept, definition) ? rest : [...rest, [definition.id, definition]]);
    this.blocked = Math.min(this.blocked, this.form?.problems.length ?? 0);
  }

  private discard(id: string): void {
    this.drafts = new Map([...this.drafts].filter(([other]) => other !== id));
    this.text = undefined;
  }

  private get form(): FqScoreForm | null {
    return this.renderRoot.querySelector<FqScoreForm>('fq-score-form');
  }

  private async work(run: (signal: AbortSignal) => Promise<string>): Promise<boolean> {
    const running = new AbortController();
    [this.running, this.failure, this.done, this.said] = [running, undefined, 0, ''];
    try {
      this.said = await run(running.signal);
      await this.read();
      this.emit('fq-scores', {});
      return true;
    } catch (thrown) {
      if (!isCancelled(thrown)) this.failure = thrown;
      return false;
    } finally {
      [this.running, this.done] = [undefined, undefined];
    }
  }

  private async run(): Promise<void> {
    const { engine, definition, form } = this;
    if (!engine || !definition) return;
    this.blocked = (form?.problems.length ?? 0) + (this.text === undefined ? 0 : 1);
    if (this.blocked > 0) {
      this.shut = false;
      await this.updateComplete;
      await form?.focusProblem();
      return;
    }
    const ran = await this.work(async (signal) => {
      const report = await engine.runScore(definition, { signal, onProgress: (step) => (this.done = step.fraction) });
      return this.m.done(definition.name, count(this.locale, report.model.n));
    });
    if (!ran) return;
    this.discard(definition.id);
    this.shut = true;
  }

  private rerunAll(): void {
    const { engine } = this;
    if (!engine) return;
    void this.work(async (signal) => {
      const reports = await engine.rerunScores({ signal, onProgress: (step) => (this.done = step.fraction) });
      const names = new Map(this.entries.map((entry) => [entry.definition.id, entry.definition.name]));
      return reports.map((report) => this.m.done(names.get(report.id) ?? report.id, count(this.locale, report.model.n))).join(' ');
    });
  }

  private async forget(entry: ScoreEntry): Promise<void> {
    const { engine } = this;
    const { definition } = entry;
    if (!engine) return;
    const text = this.m.removed(definition.name);
    const gone = await this.work(async () => {
      await engine.removeScore(definition.id);
      return text;
    });
    if (!gone) return;
    this.discard(definition.id);
    if (this.score === definition.id) this.score = '';
    this.shut = this.entry?.report !== undefined;
    this.renderRoot.querySelector<FqToast>('fq-toast')?.show({ text, action: { label: this.f.kept.restore, run: () => { void this.restore(entry); } } });
  }

  private async restore({ definition, report }: ScoreEntry): Promise<void> {
    const { engine } = this;
    if (!engine) return;
    await this.work(async (signal) => {
      if (report === undefined) await engine.putScore(definition);
      else await engine.runScore(definition, { signal });
      return this.f.kept.renamed(definition.name);
    });
    this.pick(definition.model, definition.id);
  }

  /** Another score of the same model, with the settings of one that is there. */
  private another(from: ScoreDefinition): void {
    const { id, n } = freeId(from.model, [...this.entries.map((entry) => entry.definition.id), ...this.drafts.keys()]);
    const copy = { ...structuredClone(from), id, name: this.f.kept.copyOf(this.m.models[from.model].name, n) };
    this.drafts = new Map([...this.drafts, [id, copy]]);
    this.pick(from.model, id);
    this.shut = false;
    void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLInputElement>('#score-name')?.select(); });
  }

  private rename(name: string): void {
    const { engine, definition, entry } = this;
    const text = name.trim();
    if (!engine || definition === undefined || text === '' || text === definition.name) {
      this.requestUpdate();
      return;
    }
    if (entry === undefined || this.isChanged()) this.edit({ ...definition, name: text });
    if (entry === undefined) return;
    void this.work(async () => {
      await engine.putScore({ ...entry.definition, name: text });
      return this.f.kept.renamed(text);
    });
  }

  private onKept = (event: CustomEvent<{ do: KeptAction; id: string }>): void => {
    const entry = this.entries.find((one) => one.definition.id === event.detail.id);
    if (entry === undefined) return;
    const { definition } = entry;
    if (event.detail.do === 'duplicate') this.another(definition);
    else if (event.detail.do === 'remove') void this.forget(entry);
    else {
      this.pick(definition.model, definition.id);
      if (event.detail.do === 'run') void this.updateComplete.then(() => this.run());
      else void this.updateComplete.then(() => { this.renderRoot.querySelector('.panel')?.scrollIntoView({ block: 'nearest' }); });
    }
  };

  private onSettings = (event: CustomEvent<SettingsDetail>): void => {
    event.stopPropagation();
    const { definition } = this;
    if (definition !== undefined) this.edit({ ...definition, ...(event.detail as Pick<ScoreDefinition, 'as_of' | 'zone'>), params: event.detail.params } as ScoreDefinition);
  };

  private onText(text: string): void {
    const { definition } = this;
    if (definition === undefined) return;
    try {
      const params: unknown = JSON.parse(text);
      this.text = undefined;
      this.edit({ ...definition, params } as ScoreDefinition);
    } catch {
      this.text = text;
    }
  }

  override render(): TemplateResult {
    const { m } = this;
    return html`<div class="top"><h1>${m.title}</h1><p class="muted">${m.intro}</p></div>
      <p class="visually-hidden" role="status">${this.said}</p>
      ${this.models.length === 0 && this.failure === undefined ? html`<p class="muted" role="status">${m.loading}</p>` : nothing}
      <fq-score-list .lang=${this.locale} .entries=${this.entries} .segments=${this.segments} .chosen=${this.entry === undefined ? '' : this.shown} .busy=${this.done !== undefined} @fq-kept=${this.onKept} @fq-rerun=${() => { this.rerunAll(); }}></fq-score-list>
      ${this.entries.length > 0 ? html`<h2>${this.f.models}</h2>` : nothing}
      <ul class="models">${this.models.map((model) => this.card(model))}</ul>
      ${this.panel()}
      <fq-toast .lang=${this.locale}></fq-toast>`;
  }

  private card({ model, supported }: ScoreModelInfo): TemplateResult {
    const { m } = this;
    const name = model as ModelName;
    const own = this.entries.filter((one) => one.definition.model === model);
    const stale = own.some((entry) => entry.stale.length > 0);
    const badge = own.length === 0 ? nothing : stale ? html`<span class="badge warn">${m.stale}</span>` : html`<span class="badge accent">${icons.check}${own.length > 1 ? count(this.locale, own.length) : nothing}</span>`;
    return html`<li><button type="button" aria-pressed=${this.model === model} @click=${() => { this.pick(name); void this.updateComplete.then(() => { if (NARROW.matches) this.renderRoot.querySelector('.panel')?.scrollIntoView({ block: 'start' }); }); }}>
      <span class="name">${m.models[name].name} ${supported ? badge : html`<span class="badge">${this.f.lacks}</span>`}</span><span class="about small muted">${m.models[name].what}</span></button></li>`;
  }

  private needs(info: ScoreModelInfo): TemplateResult | typeof nothing {
    const { m } = this;
    if (info.needs.length === 0) return nothing;
    return html`<section class="needs"><h3>${m.needs}</h3><ul>${info.needs.map((need) => html`<li>
      <span>${m.need[need.what] ?? need.what}</span> ${need.found === undefined
        ? html`<span class="badge ${need.required ? 'warn' : ''}">${need.required ? m.notFound : m.optional}</span>` : html`<span class="badge accent">${icons.check}${m.found(TABLES.has(need.what) ? this.s.event.tableName(need.found) : need.found)}</span>`}</li>`)}</ul>${info.needs.some((need) => need.what === 'segment' && need.found === undefined) ? html`<p class="muted">${this.f.problem.segment}</p>` : nothing}</section>`;
  }

  private settings(definition: ScoreDefinition): TemplateResult {
    const { m, f, entry } = this;
    const defaults: Params = offered(this.locale, this.models, definition.model)?.params ?? definition.params;
    return html`<details class="settings" ?open=${!this.shut} @toggle=${(event: Event) => { if (event.target instanceof HTMLDetailsElement) this.shut = !event.target.open; }}>
      <summary><h3>${f.settings}</h3><span class="muted small">${problemsOf(this.locale, FORMS[definition.model] ?? [], defaults, defaults).length === 0 ? f.settingsHint : f.settingsNeeded}</span>${this.isChanged() ? html`<span class="badge warn">${f.kept.changed}</span>` : nothing}</summary>
      <div class="inside">${FORMS[definition.model] === undefined ? nothing : keyed(`${definition.model} ${definition.id}`, html`<fq-score-form .lang=${this.locale} .engine=${this.engine} .schema=${this.schema} .segments=${this.segments} .entries=${this.entries} .entry=${entry} .score=${definition.id} .model=${definition.model}
          .params=${definition.params} .defaults=${defaults} .asOf=${definition.as_of} .zone=${definition.zone} @fq-settings=${this.onSettings}></fq-score-form>`)}
        <details><summary>${f.advanced}</summary><div class="inside"><p class="small muted">${m.parametersHint}</p>
          <textarea spellcheck="false" aria-label=${m.parametersLabel} aria-invalid=${this.text === undefined ? nothing : 'true'} .value=${typed(this.text ?? JSON.stringify(definition.params, undefined, 2))} @change=${(event: Event) => { this.onText((event.target as HTMLTextAreaElement).value); }}></textarea>
          ${this.text === undefined ? nothing : html`<p class="bad small" role="alert">${m.notJson}</p>`}</div></details>
        ${this.isChanged() ? html`<p><button type="button" @click=${() => { this.discard(definition.id); }}>${f.kept.discard}</button></p>` : nothing}</div></details>`;
  }

  /** What went wrong, with the stage, item or segment that it lies in. */
  private failed(thrown: unknown): string {
    const sentence = errorSentence(this.locale, thrown, 'none');
    const path = typeof thrown === 'object' && thrown !== null && 'location' in thrown ? (thrown.location as { readonly path?: string }).path : undefined;
    const params: Params = this.definition?.params ?? {};
    const [, list, at] = /^params\.(stages|items)\[(\d+)\]/.exec(path ?? '') ?? [];
    const entry = list === undefined ? undefined : (params[list] as readonly { readonly name: string }[] | undefined)?.[Number(at)];
    const name = path === 'params.segment' ? this.segments.find((one) => one.id === params['segment'])?.name : entry?.name;
    return name === undefined ? sentence : this.f.inside(name, sentence);
  }

  private panel(): TemplateResult | typeof nothing {
    const { m, f } = this;
    const info = this.models.find((one) => one.model === this.model);
    const error = this.failure === undefined ? nothing : html`<p class="notice bad" role="alert">${this.failed(this.failure)}</p>`;
    if (!info) return error;
    const { entry, definition } = this;
    const busy = this.done !== undefined;
    return html`<section class="card panel" aria-label=${definition?.name ?? m.models[this.model].name}><div class="head">
        ${definition === undefined ? html`<h2>${m.models[this.model].name}</h2>` : html`<div class="title"><h2 class="visually-hidden">${definition.name}</h2><input id="score-name" type="text" autocomplete="off" aria-label=${f.kept.rename} .value=${typed(definition.name)} @change=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.rename(event.target.value); }}>
          ${definition.name === m.models[this.model].name ? nothing : html`<span class="badge">${m.models[this.model].name}</span>`}</div>`}
        <div class="actions">
          ${entry && definition ? html`<button type="button" class="quiet" ?disabled=${busy} @click=${() => { this.another(definition); }}>${icons.copy}${f.kept.newOne(m.models[this.model].name)}</button>
            <button type="button" class="quiet danger" aria-label=${m.removeOf(entry.definition.name)} ?disabled=${busy} @click=${() => { void this.forget(entry); }}>${m.remove}</button>` : nothing}
          <button type="button" class="primary" ?disabled=${!definition || busy} @click=${() => { void this.run(); }}>${entry?.report ? m.rerun : m.run}</button></div></div>
      <p class="what muted">${m.models[this.model].what}</p>
      ${error}
      ${this.blocked > 0 ? html`<p class="notice bad" role="alert">${f.problems(this.blocked)}</p>` : nothing}
      ${busy ? html`<div class="work"><progress max="1" .value=${this.done ?? 0} aria-label=${m.running}></progress><button type="button" class="quiet" @click=${() => this.running?.abort()}>${m.cancel}</button></div>` : nothing}
      ${entry && entry.stale.length > 0 ? html`<p class="notice warn"><span><strong>${m.stale}</strong> ${whyStale(m, entry)}</span></p>` : nothing}
      ${this.needs(info)}
      ${definition ? this.settings(definition) : nothing}
      ${entry?.report ? html`<fq-score-report .lang=${this.locale} .report=${entry.report}></fq-score-report>` : nothing}</section>`;
  }
}

define('fq-scores', FqScores);

declare global {
  interface HTMLElementTagNameMap {
    'fq-scores': FqScores;
  }
}
