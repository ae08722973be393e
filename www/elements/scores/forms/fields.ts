// How each kind of setting is shown.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { EventInfo, FieldInfo, ValueCount } from '../../../../pkg/definition.js';
import { count } from '../../../i18n/format.js';
import { icons } from '../../base/icons.js';
import { fieldLabel } from '../../base/labels.js';
import { select } from '../../base/select.js';
import { lastDay } from '../../builder/dates.js';
import { readNumber, writeNumber } from '../../builder/number.js';
import { bound, numberProblem, type Problem } from './check.js';
import { type Field, type FieldOf, param, sameJson, withParam } from './description.js';
import { armsPart, bandsPart, rfmPart } from './parts.js';
import { SettingsBase } from './settings.js';
import './weights.js';
import '../../builder/chips.js';
import '../../builder/moment.js';

type NumberField = FieldOf<'number'>;

/** Settings as controls: each shows its default, and what it lends from the data. */
export abstract class SettingFields extends SettingsBase {
  private number(field: NumberField): TemplateResult {
    const { key } = field;
    const { label } = this.words(key);
    const value = param(this.params, key);
    const percent = field.percent === true;
    const unit = this.m.units[field.unit] ?? field.unit;
    const isOpen = field.open !== undefined && (value === null || value === undefined);
    const def = param(this.defaults, key);
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

  private choice(field: FieldOf<'choice'>): TemplateResult {
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
    const held = param(this.params, key);
    const value = held === undefined ? '' : String(held);
    const def = param(this.defaults, key);
    const gone = value !== '' && !names.some((one) => one.value === value);
    const blank = optional || value === '';
    const choices = [...(blank ? [{ value: '', label: optional ? this.m.none : this.m.pick }] : []), ...(gone ? [{ value, label: this.m.gone(value) }] : []), ...names];
    const found = value !== '' && value === def;
    return html`<div class="field" data-key=${key}><span class="label">${label}</span><span class="control">
        ${select({ label, value, choices, invalid: gone, change: (next) => { change(next === '' ? undefined : next); } })}${found ? html`<span class="badge accent">${this.m.found}</span>` : nothing}</span>
      ${this.note(key, found || def === undefined ? undefined : String(def), !sameJson(held, def), () => { change(def === undefined ? undefined : String(def)); })}</div>`;
  }

  private get tables(): readonly EventInfo[] {
    return (this.schema?.events ?? []).filter((table) => table.time !== undefined);
  }

  private columnsOf(field: FieldOf<'column'>, of: unknown = param(this.params, field.of)): readonly FieldInfo[] {
    const table = this.tables.find((one) => one.table === of);
    return (table?.columns ?? []).filter((column) => field.kinds.includes(column.kind));
  }

  private segment({ key, optional }: FieldOf<'segment'>): TemplateResult {
    const choices = this.segments.map((entry) => ({ value: entry.id, label: entry.size === undefined ? entry.name : `${entry.name} · ${count(this.locale, entry.size)}` }));
    return this.named(key, choices, optional === true, (value) => { this.set(key, value ?? (optional === true ? undefined : '')); });
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

  private special(field: FieldOf<'part'>): TemplateResult {
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
      case 'arms': return armsPart(this.inputs);
      default: return rfmPart(field.part, this.inputs);
    }
  }

  /** Mistakes inside a list, once somebody wanted to run it. */
  private shownOf(key: string): readonly Problem[] {
    return this.told ? this.problems.filter((one) => one.key.startsWith(`${key}/`)) : [];
  }

  protected field(field: Field): TemplateResult {
    switch (field.kind) {
      case 'number': return this.number(field);
      case 'choice': return this.choice(field);
      case 'table': return this.table(field);
      case 'attribute': return this.named(field.key, (this.schema?.fields ?? []).filter((one) => field.kinds.includes(one.kind)).map((one) => ({ value: one.name, label: fieldLabel(one, this.locale) })), field.optional === true, (value) => { this.set(field.key, value); });
      case 'values': return this.values(field);
      case 'flag': return this.flag(field.key);
      case 'text': return this.text(field.key);
      case 'column': return this.named(field.key, this.columnsOf(field).map((one) => ({ value: one.name, label: one.name })), field.optional === true, (value) => { this.set(field.key, value); });
      case 'segment': return this.segment(field);
      case 'columns': return this.columns(field.key);
      case 'day': return this.day(field.key);
      case 'part': return this.special(field);
    }
  }

  /** An event table. Columns that its description frees are those of the default with it, else the first that fits where one is needed. */
  private table(field: FieldOf<'table'>): TemplateResult {
    const { key, frees } = field;
    const parent = key.includes('.') ? key.slice(0, key.lastIndexOf('.')) : undefined;
    return this.named(key, this.tables.map((one) => ({ value: one.table, label: this.s.event.tableName(one.table) })), field.optional === true, (value) => {
      for (const free of [key, ...frees]) this.forget(free);
      if (value === undefined && parent !== undefined) {
        this.tell({ params: withParam(this.params, parent, undefined) });
        return;
      }
      const isDefault = value === param(this.defaults, key);
      const columns = this.groups.flatMap((group) => group.fields).filter((one): one is FieldOf<'column'> => one.kind === 'column');
      const column = (free: string): unknown => {
        const needed = columns.find((one) => one.key === free && one.optional !== true);
        return isDefault ? param(this.defaults, free) : needed === undefined || parent === undefined ? undefined : this.columnsOf(needed, value)[0]?.name;
      };
      const started = parent === undefined ? this.params : withParam(this.params, parent, isDefault ? param(this.defaults, parent) : (field.start ?? {}));
      const freed = frees.reduce((all, free) => (field.start !== undefined && free.split('.').at(-1) !== undefined && (free.split('.').at(-1) ?? '') in field.start ? all : withParam(all, free, column(free))), started);
      this.tell({ params: withParam(freed, key, value) });
    });
  }

  /** Some values of a column. */
  private values(field: FieldOf<'values'>): TemplateResult {
    const { label } = this.words(field.key);
    const [table, column] = [param(this.params, field.table), param(this.params, field.column)];
    const load = async (search: string): Promise<readonly ValueCount[]> => {
      if (this.engine === undefined || typeof table !== 'string' || typeof column !== 'string') return [];
      return this.engine.values({ table, field: column, limit: 30, ...(search.trim() === '' ? {} : { search: search.trim() }) });
    };
    return html`<div class="field" data-key=${field.key}><span class="label">${label}</span><fq-chips .lang=${this.lang} .label=${label} .values=${param(this.params, field.key) ?? []} .load=${load}
      @fq-values=${(event: CustomEvent<{ values: readonly string[] }>) => { event.stopPropagation(); this.set(field.key, [...event.detail.values]); }}></fq-chips>${this.note(field.key)}</div>`;
  }

  private flag(key: string): TemplateResult {
    const { label } = this.words(key);
    return html`<div class="field"><label class="check"><input type="checkbox" data-key=${key} .checked=${live(param(this.params, key) === true)} @change=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.set(key, event.target.checked); }}>${label}</label>${this.note(key)}</div>`;
  }

  private text(key: string): TemplateResult {
    const { label } = this.words(key);
    return html`<div class="field"><span class="label">${label}</span><span class="control"><input type="text" class="long" autocomplete="off" data-key=${key} aria-label=${label} aria-invalid=${this.problem(key) === undefined ? nothing : 'true'} .value=${live(String(param(this.params, key) ?? ''))}
      @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.set(key, event.target.value); }}></span>${this.note(key)}</div>`;
  }
}
