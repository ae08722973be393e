import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { ScoreDefinition, ScoreEntry, ScoreModelInfo, StagesParams } from '../../../pkg/definition.js';
import type { Engine, ScoreInput } from '../../client/api.js';
import { errorSentence, isCancelled } from '../../i18n/errors.js';
import { count } from '../../i18n/format.js';
import { type ModelName, type ScoresMessages, scoresMessages } from '../../i18n/scores.js';
import { controls } from '../base/controls.styles.js';
import { define, FqElement } from '../base/element.js';
import { icons } from '../base/icons.js';
import './report.js';
import { scoresStyles } from './scores.styles.js';

/** Names of the eight cells of RFM in English, in the order of their worth. */
const CELLS_EN = ['Champions', 'Big spenders, rare', 'Big spenders, silent', 'Big spenders, leaving', 'Frequent, small baskets', 'New or small', 'Frequent earlier, small', 'Lost, low value'];

/** Stages and layers in English. */
const STAGES_EN: ReadonlyMap<string, string> = new Map([
  ['未知', 'unknown'], ['流失期', 'churned'], ['导入期', 'intro'], ['衰退期', 'decline'], ['成熟期', 'mature'], ['成长期', 'growth'],
  ['忠诚', 'loyal'], ['活跃', 'active'], ['潜在', 'potential'], ['沉默', 'silent'], ['普通', 'normal'],
]);

function inEnglish(params: StagesParams): StagesParams {
  const named = (name: string): string => STAGES_EN.get(name) ?? name;
  return {
    ...params,
    stages: params.stages.map((stage) => ({ ...stage, name: named(stage.name) })),
    ...(params.otherwise !== undefined && { otherwise: named(params.otherwise) }),
  };
}

/**
 * Scoring models: what each needs and whether the data have it, run with progress, and what running found out.
 *
 * @fires fq-score-rule - `{ rule, name }`: a segment of the contacts with a value is wanted.
 * @fires fq-scores - the columns of the contacts have changed.
 */
export class FqScores extends FqElement {
  static override styles = [controls, scoresStyles];
  static override properties: PropertyDeclarations = {
    ...FqElement.properties,
    engine: { attribute: false },
    version: { type: Number },
    models: { state: true },
    entries: { state: true },
    model: { state: true },
    text: { state: true },
    failure: { state: true },
    done: { state: true },
    said: { state: true },
  };

  engine: Engine | undefined;
  /** The version of the data; a new one asks again. */
  version = 0;
  private models: readonly ScoreModelInfo[] = [];
  private entries: readonly ScoreEntry[] = [];
  private model: ModelName = 'rfm';
  /** Parameters as the person wrote them; those of the definition when not touched. */
  private text: string | undefined;
  private failure: unknown;
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

  private async read(): Promise<void> {
    const { engine } = this;
    if (!engine) return;
    try {
      [this.models, this.entries] = [await engine.scoreModels(), await engine.scores()];
      this.failure = undefined;
    } catch (thrown) {
      this.failure = thrown;
    }
  }

  private entry(): ScoreEntry | undefined {
    return this.entries.find((entry) => entry.definition.model === this.model);
  }

  /** What would be run: the kept definition, or the one that is offered. */
  private definition(): ScoreDefinition | undefined {
    const kept = this.entry()?.definition;
    if (kept) return kept;
    const offered = this.models.find((one) => one.model === this.model)?.definition;
    if (!offered) return undefined;
    const name = this.m.models[this.model].name;
    if (this.locale !== 'en') return { ...offered, name };
    if (offered.model === 'rfm') return { ...offered, name, params: { ...offered.params, names: CELLS_EN } };
    if (offered.model === 'lifecycle') return { ...offered, name, params: inEnglish(offered.params) };
    if (offered.model === 'layers') return { ...offered, name, params: inEnglish(offered.params) };
    return { ...offered, name };
  }

  private pick(model: ModelName): void {
    [this.model, this.text, this.failure] = [model, undefined, undefined];
  }

  private async work(run: (signal: AbortSignal) => Promise<string>): Promise<void> {
    const running = new AbortController();
    [this.running, this.failure, this.done, this.said] = [running, undefined, 0, ''];
    try {
      this.said = await run(running.signal);
      await this.read();
      this.emit('fq-scores', {});
    } catch (thrown) {
      if (!isCancelled(thrown)) this.failure = thrown;
    } finally {
      [this.running, this.done] = [undefined, undefined];
    }
  }

  private run(): void {
    const { engine } = this;
    const definition = this.definition();
    if (!engine || !definition) return;
    let input: ScoreDefinition | ScoreInput = definition;
    if (this.text !== undefined) {
      try {
        input = { ...definition, params: JSON.parse(this.text) as never };
      } catch {
        this.failure = { code: 'bad_score', location: {}, params: { reason: this.m.notJson } };
        return;
      }
    }
    void this.work(async (signal) => {
      const report = await engine.runScore(input, { signal, onProgress: (step) => (this.done = step.fraction) });
      this.text = undefined;
      return this.m.done(definition.name, count(this.locale, report.model.n));
    });
  }

  private rerunAll(): void {
    const { engine } = this;
    if (!engine) return;
    void this.work(async (signal) => {
      const reports = await engine.rerunScores({ signal, onProgress: (step) => (this.done = step.fraction) });
      return reports.map((report) => this.m.done(report.id, count(this.locale, report.model.n))).join(' ');
    });
  }

  private forget(entry: ScoreEntry): void {
    const { engine } = this;
    if (!engine) return;
    void this.work(async () => {
      await engine.removeScore(entry.definition.id);
      return this.m.removed(entry.definition.name);
    });
  }

  override render(): TemplateResult {
    const { m } = this;
    const stale = this.entries.filter((entry) => entry.stale.length > 0);
    return html`<div class="head"><div><h1>${m.title}</h1><p class="muted">${m.intro}</p></div>
        ${stale.length > 1 ? html`<button type="button" ?disabled=${this.done !== undefined} @click=${() => this.rerunAll()}>${m.rerunAll}</button>` : nothing}</div>
      <p class="visually-hidden" role="status">${this.said}</p>
      ${this.models.length === 0 && this.failure === undefined ? html`<p class="muted" role="status">${m.loading}</p>` : nothing}
      <ul class="models">${this.models.map((model) => this.card(model))}</ul>
      ${this.panel()}`;
  }

  private card({ model, supported }: ScoreModelInfo): TemplateResult {
    const { m } = this;
    const name = model as ModelName;
    const entry = this.entries.find((one) => one.definition.model === model);
    const badge = entry === undefined ? nothing : entry.stale.length > 0 ? html`<span class="badge warn">${m.stale}</span>` : html`<span class="badge accent">${icons.check}</span>`;
    return html`<li><button type="button" aria-pressed=${this.model === model} @click=${() => this.pick(name)}>
      <span class="name">${m.models[name].name} ${supported ? badge : html`<span class="badge">${m.notFound}</span>`}</span><span class="small muted">${m.models[name].what}</span></button></li>`;
  }

  private panel(): TemplateResult | typeof nothing {
    const { m } = this;
    const info = this.models.find((one) => one.model === this.model);
    const error = this.failure === undefined ? nothing : html`<p class="notice bad" role="alert">${errorSentence(this.locale, this.failure, 'none')}</p>`;
    if (!info) return error;
    const entry = this.entry();
    const definition = this.definition();
    const busy = this.done !== undefined;
    return html`<div class="card panel"><div class="head"><h2>${m.models[this.model].name}</h2><div class="actions">
          ${entry ? html`<button type="button" class="quiet danger" aria-label=${m.removeOf(entry.definition.name)} ?disabled=${busy} @click=${() => this.forget(entry)}>${m.remove}</button>` : nothing}
          <button type="button" class="primary" ?disabled=${!definition || busy} @click=${() => this.run()}>${entry?.report ? m.rerun : m.run}</button></div></div>
      ${error}
      ${busy ? html`<div class="work"><progress max="1" .value=${this.done ?? 0} aria-label=${m.running}></progress><button type="button" class="quiet" @click=${() => this.running?.abort()}>${m.cancel}</button></div>` : nothing}
      ${entry && entry.stale.length > 0 ? html`<div class="notice warn"><strong>${m.stale}</strong><ul>${entry.stale.map((one) => html`<li>${m.why[one.why](one.what ?? '')}</li>`)}</ul></div>` : nothing}
      ${info.needs.length === 0 ? nothing : html`<section><h3>${m.needs}</h3><ul class="needs">${info.needs.map((need) => html`<li>
        <span>${m.need[need.what] ?? need.what}</span> ${need.found === undefined
          ? html`<span class="badge ${need.required ? 'warn' : ''}">${need.required ? m.notFound : m.optional}</span>` : html`<span class="badge accent">${m.found(need.found)}</span>`}</li>`)}</ul></section>`}
      ${definition ? html`<details><summary>${m.parameters}</summary><div class="inside"><p class="small muted">${m.parametersHint}</p>
        <textarea spellcheck="false" aria-label=${m.parametersLabel} .value=${this.text ?? JSON.stringify(definition.params, undefined, 2)} @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}></textarea></div></details>` : nothing}
      ${entry?.report ? html`<fq-score-report .lang=${this.locale} .report=${entry.report}></fq-score-report>` : nothing}</div>`;
  }
}

define('fq-scores', FqScores);

declare global {
  interface HTMLElementTagNameMap {
    'fq-scores': FqScores;
  }
}
