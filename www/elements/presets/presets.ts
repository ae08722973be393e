import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Document, Industry, Literal, Node, PresetInfo, PresetParameter, Schema } from '../../../pkg/definition.js';
import { type Engine, Superseded } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { share } from '../../i18n/format.js';
import { type PresetsMessages, presetsMessages } from '../../i18n/presets-panel.js';
import { type PresetNames, presetNames } from '../../i18n/presets.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { type Choice, select } from '../base/select.js';
import { emptyDocument } from '../builder/document.js';
import { SegmentElement } from '../builder/element.js';
import { presetsStyles } from './presets.styles.js';
import '../builder/moment.js';
import '../builder/number.js';

const WAIT_MS = 120;
const INDUSTRIES: readonly Industry[] = ['ecommerce', 'education', 'finance', 'community'];

/** What a preset gives for the settings of the moment. */
interface Trial {
  readonly node?: Node;
  readonly sentence?: string;
  readonly matched?: number;
  readonly population?: number;
  readonly failure?: unknown;
}

/** What was chosen: the condition, its name, the group that it goes into, and whether it starts a new segment instead. */
export interface PresetDetail {
  readonly node: Node;
  readonly name: string;
  readonly place: string;
  readonly fresh: boolean;
}

/**
 * Usual segments by industry, with numbers that can be changed and the exact size while typing.
 *
 * @fires fq-preset - {@link PresetDetail}
 */
export class FqPresets extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    schema: { attribute: false },
    zone: { type: String },
    presets: { state: true },
    industry: { state: true },
    chosen: { state: true },
    parameters: { state: true },
    binding: { state: true },
    trial: { state: true },
    failure: { state: true },
    place: { state: true },
  };
  static override styles = [controls, presetsStyles];

  engine: Engine | undefined = undefined;
  schema: Schema | undefined = undefined;
  /** The zone of the segment that is being edited. */
  zone = 'Asia/Shanghai';

  private presets: readonly PresetInfo[] = [];
  private industry: Industry | '' = '';
  private chosen: PresetInfo | undefined = undefined;
  private parameters: Readonly<Record<string, number | string>> = {};
  private binding: Readonly<Record<string, string>> = {};
  private trial: Trial | undefined = undefined;
  private failure: unknown = undefined;
  /** The group that asked; `undefined` when it may also start a new segment. */
  private place: string | undefined = undefined;
  private timer: ReturnType<typeof setTimeout> | undefined = undefined;
  private turn = 0;

  private get p(): PresetsMessages {
    return presetsMessages(this.locale);
  }

  private get names(): PresetNames {
    return presetNames(this.locale);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  /** Opens the dialog on the first preset that the data support; with the path of a group it is for that group only. */
  async open(place?: string): Promise<void> {
    this.place = place;
    await this.updateComplete;
    this.dialog()?.showModal();
    try {
      this.presets = (await this.engine?.presets()) ?? [];
      this.failure = undefined;
      const first = this.shown()[0];
      if (first !== undefined) this.choose(first);
    } catch (thrown) {
      this.failure = thrown;
    }
  }

  private dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  protected override willUpdate(changes: PropertyValues): void {
    if (changes.has('parameters') || changes.has('binding') || changes.has('chosen') || changes.has('lang')) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => { void this.try(); }, WAIT_MS);
    }
  }

  private shown(): readonly PresetInfo[] {
    const { industry } = this;
    return this.presets.filter((preset) => industry === '' || preset.industries.includes(industry));
  }

  private choose(preset: PresetInfo): void {
    this.chosen = preset;
    this.parameters = Object.fromEntries(preset.parameters.map((one) => [one.name, one.default]));
    this.binding = {};
    this.trial = undefined;
  }

  private async try(): Promise<void> {
    const { engine, chosen } = this;
    const turn = ++this.turn;
    if (engine === undefined || chosen === undefined || chosen.blocked !== undefined) { this.trial = undefined; return; }
    if (chosen.lacks.some((role) => this.binding[role] === undefined)) { this.trial = undefined; return; }
    try {
      const node = await engine.buildPreset(chosen.id, { ...chosen.binding, ...this.binding }, this.parameters);
      const document: Document = { ...emptyDocument(this.nameOf(chosen), this.zone), rule: { all: [node] } };
      const [sentence, report] = await Promise.all([engine.sentence(document, this.locale), engine.size(document)]);
      if (turn !== this.turn) return;
      const wrong = report.errors[0];
      this.trial = wrong === undefined ? { node, sentence, matched: report.matched, population: report.population } : { failure: wrong };
    } catch (thrown) {
      if (turn === this.turn && !(thrown instanceof Superseded)) this.trial = { failure: thrown };
    }
  }

  private nameOf(preset: PresetInfo): string {
    return this.names.presets[preset.id] ?? preset.id;
  }

  private roles(roles: readonly string[]): string {
    return this.s.list(roles.map((role) => this.names.roles[role] ?? role));
  }

  private why(preset: PresetInfo): string {
    if (preset.blocked !== undefined) return this.p.blocked[preset.blocked];
    return preset.supported ? '' : this.p.lacks(this.roles(preset.lacks));
  }

  private use(fresh: boolean): void {
    const { chosen, trial } = this;
    if (chosen === undefined || trial?.node === undefined) return;
    this.dialog()?.close();
    this.emit<PresetDetail>('fq-preset', { node: trial.node, name: this.nameOf(chosen), place: this.place ?? 'rule', fresh });
  }

  private set(name: string, value: Literal): void {
    if (typeof value === 'number' || typeof value === 'string') this.parameters = { ...this.parameters, [name]: value };
  }

  private onKey = (event: KeyboardEvent): void => {
    const shown = this.shown();
    const at = this.chosen === undefined ? -1 : shown.indexOf(this.chosen);
    const to = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : event.key === 'Home' ? 0 : event.key === 'End' ? shown.length - 1 : undefined;
    const preset = to === undefined ? undefined : shown[Math.max(0, Math.min(shown.length - 1, to))];
    if (preset === undefined) return;
    event.preventDefault();
    this.choose(preset);
    void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>('.option[aria-selected=true]')?.focus(); });
  };

  private parameter(one: PresetParameter): TemplateResult {
    const label = this.names.parameters[one.name] ?? one.name;
    const unit = this.p.units[one.unit];
    const value = this.parameters[one.name] ?? '';
    if (one.unit === 'date') {
      return html`<div class="field"><span class="label">${label}</span><fq-moment .lang=${this.lang} .label=${label} .value=${String(value)} @fq-moment=${(event: CustomEvent<{ value: string }>) => { event.stopPropagation(); this.set(one.name, event.detail.value); }}></fq-moment></div>`;
    }
    if (one.unit === 'text') {
      return html`<div class="field"><label for=${`p-${one.name}`}>${label}</label><input id=${`p-${one.name}`} autocomplete="off" .value=${live(String(value))} @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.set(one.name, event.target.value); }}></div>`;
    }
    const { number } = this.s;
    return html`<div class="field"><span class="label">${label}</span><span class="line"><fq-number .lang=${this.lang} .label=${label} .unit=${unit} .value=${value}
        @fq-number=${(event: CustomEvent<{ value: Literal }>) => { event.stopPropagation(); this.set(one.name, event.detail.value); }}></fq-number></span>
      ${one.min === undefined || one.max === undefined ? nothing : html`<span class="muted small">${this.p.between(number(one.min), number(one.max))}</span>`}</div>`;
  }

  /** The tables, or the columns of the contacts or of the table that a role belongs to. */
  private candidates(role: string, preset: PresetInfo): readonly string[] {
    const { schema } = this;
    const [table, column] = role.split('.');
    if (column !== undefined) {
      const name = this.binding[table ?? ''] ?? preset.binding[table ?? ''];
      return schema?.events.find((one) => one.table === name)?.columns.map((one) => one.name) ?? [];
    }
    const tables = new Set([...Object.keys(preset.binding), ...preset.lacks].filter((one) => one.includes('.')).map((one) => one.split('.')[0]));
    const isTable = tables.has(role) || schema?.events.some((one) => one.table === preset.binding[role]) === true;
    return isTable ? (schema?.events ?? []).map((one) => one.table) : (schema?.fields ?? []).map((one) => one.name);
  }

  private bindings(preset: PresetInfo): TemplateResult | typeof nothing {
    const { p } = this;
    const roles = [...new Set([...Object.keys(preset.binding), ...preset.lacks])].sort();
    if (roles.length === 0 || preset.blocked !== undefined) return nothing;
    return html`<details ?open=${!preset.supported}><summary>${p.binding}</summary><p class="muted small">${p.bindingHint}</p>
      <div class="fields">${roles.map((role) => {
        const value = this.binding[role] ?? preset.binding[role] ?? '';
        const choices: readonly Choice<string>[] = [...(value === '' ? [{ value: '', label: p.unbound }] : []), ...this.candidates(role, preset).map((name) => ({ value: name, label: this.s.event.tableName(name) }))];
        return html`<div class="field"><label for=${`r-${role}`}>${this.names.roles[role] ?? role}</label>${select({ id: `r-${role}`, value, choices, change: (name) => { this.binding = { ...this.binding, [role]: name }; } })}</div>`;
      })}</div></details>`;
  }

  private size(trial: Trial | undefined): TemplateResult {
    const { p } = this;
    if (trial?.failure !== undefined) return html`<p class="notice bad">${errorSentence(this.locale, trial.failure, 'none')}</p>`;
    if (trial?.matched === undefined) return html`<p class="muted">${p.counting}</p>`;
    return html`<p class="big">${p.matches(this.s.contacts(trial.matched), share(this.locale, trial.matched, trial.population ?? 0))}</p><p class="muted">${trial.sentence}</p>`;
  }

  private details(): TemplateResult {
    const { p, chosen, trial } = this;
    if (chosen === undefined) return html`<p class="muted">${p.choose}</p>`;
    const why = this.why(chosen);
    const waiting = chosen.blocked !== undefined || chosen.lacks.some((role) => this.binding[role] === undefined);
    return html`<h3>${this.nameOf(chosen)}</h3>
      ${why === '' ? nothing : html`<p class="notice warn">${chosen.blocked === undefined ? why : this.s.because(p.blockedHint, why)}</p>`}
      ${chosen.parameters.length === 0 || chosen.blocked !== undefined ? nothing : html`<fieldset class="fields" aria-label=${p.parameters}>${repeat(chosen.parameters, (one) => `${chosen.id} ${one.name}`, (one) => this.parameter(one))}</fieldset>`}
      ${this.bindings(chosen)}
      <div role="status">${waiting ? nothing : this.size(trial)}</div>`;
  }

  private list(): TemplateResult {
    const { p, chosen } = this;
    const shown = this.shown();
    return html`<div class="list" role="listbox" aria-label=${p.list} @keydown=${this.onKey}>${repeat(shown, (preset) => preset.id, (preset, at) => {
      const selected = preset === chosen;
      const why = this.why(preset);
      return html`<div role="option" class="option ${preset.supported ? '' : 'off'}" aria-selected=${selected ? 'true' : 'false'} tabindex=${selected || (chosen === undefined && at === 0) ? 0 : -1} @click=${() => { this.choose(preset); }}>
        <span>${this.nameOf(preset)}</span>${why === '' ? nothing : html`<span class="muted small">${why}</span>`}</div>`;
    })}</div>`;
  }

  protected override render(): TemplateResult {
    const { p, trial } = this;
    const placed = this.place !== undefined;
    const industries: readonly (Industry | '')[] = ['', ...INDUSTRIES];
    return html`<dialog class="wide" aria-labelledby="title"><div class="frame">
      <div class="top"><h2 id="title">${placed ? p.addTitle : p.title}</h2><button type="button" class="quiet icon" aria-label=${this.s.close} @click=${() => { this.dialog()?.close(); }}>${icons.close}</button></div>
      <p class="muted intro">${p.intro}</p>
      <fieldset class="segmented" aria-label=${p.industry}>${industries.map((name) => html`<label class=${name === this.industry ? 'checked' : ''}><input type="radio" name="industry" .checked=${name === this.industry}
        @change=${() => { this.industry = name; const first = this.shown()[0]; if (first !== undefined) this.choose(first); }}>${name === '' ? p.all : p.industries[name]}</label>`)}</fieldset>
      ${this.failure === undefined ? nothing : html`<p class="notice bad" role="alert">${errorSentence(this.locale, this.failure, 'none')}</p>`}
      <div class="two">${this.list()}<div class="about">${this.details()}</div></div>
      <div class="actions"><button type="button" class=${placed ? 'primary' : ''} ?disabled=${trial?.node === undefined} @click=${() => { this.use(false); }}>${placed ? p.useThere : p.useHere}</button>
        ${placed ? nothing : html`<button type="button" class="primary" ?disabled=${trial?.node === undefined} @click=${() => { this.use(true); }}>${p.useNew}</button>`}</div>
    </div></dialog>`;
  }
}

define('fq-presets', FqPresets);
