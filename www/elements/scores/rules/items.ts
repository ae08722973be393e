import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { PlanEvents, PlanItem, ValueCount } from '../../../../pkg/definition.js';
import { define } from '../../base/element.js';
import { icons } from '../../base/icons.js';
import { select } from '../../base/select.js';
import { readNumber } from '../../builder/number.js';
import { OrderedRules, type Share } from './ordered.js';
import '../../builder/chips.js';

type By = 'rule' | 'events' | 'both';
const SUGGESTIONS = 30;

/** A number of an item: its key, what it is called, its unit, its least value, and whether it may be left empty. */
interface Amount {
  readonly key: 'points' | 'cap' | 'half_life_days';
  readonly label: string;
  readonly unit: string;
  readonly least: number;
  readonly optional: boolean;
}

/**
 * What carries points: a condition, behaviour, or both; how many, how long, and at most how much.
 *
 * @fires fq-value - `{ value }`: the items after every edit.
 */
export class FqScoreItems extends OrderedRules<PlanItem> {
  static override properties: PropertyDeclarations = { ...OrderedRules.properties, bad: { state: true } };

  protected readonly isExclusive = false;
  /** What was typed and is no number, by entry and key. */
  private bad: ReadonlyMap<string, string> = new Map();

  protected blank(n: number): PlanItem {
    return { name: this.m.plan.newName(n), points: 10, rule: this.blankRule };
  }

  private by(item: PlanItem): By {
    return item.events === undefined ? 'rule' : item.rule === undefined ? 'events' : 'both';
  }

  private chooseBy(at: number, item: PlanItem, by: By): void {
    const { rule, events, ...rest } = item;
    const table = this.schema?.events.find((one) => one.time !== undefined)?.table ?? '';
    this.put(at, {
      ...rest,
      ...(by !== 'events' && { rule: rule ?? this.blankRule }),
      ...(by !== 'rule' && { events: events ?? { table, values: [] } }),
    });
  }

  private amount(at: number, item: PlanItem, { key, label, unit, least, optional }: Amount): TemplateResult {
    const id = `${at}/${key}`;
    const wrong = this.bad.get(id);
    const take = (text: string): void => {
      const value = readNumber(text, false);
      const { [key]: _, ...rest } = item;
      const fits = (text.trim() === '' && optional) || (typeof value === 'number' && value >= least && value <= 1e6);
      this.bad = new Map(fits ? [...this.bad].filter(([other]) => other !== id) : [...this.bad, [id, text]]);
      if (!fits) return;
      const next = { ...rest, ...(typeof value === 'number' && { [key]: value }) };
      this.put(at, { ...next, points: key === 'points' && typeof value === 'number' ? value : item.points });
    };
    return html`<div class="field"><span class="label">${label}</span><span class="control"><input type="text" inputmode="decimal" autocomplete="off" placeholder=${optional ? this.m.noLimit : ''} aria-label=${`${label} (${item.name})`} aria-invalid=${wrong === undefined ? nothing : 'true'}
      .value=${live(wrong ?? (item[key] === undefined ? '' : String(item[key])))} @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) take(event.target.value); }}><span>${unit}</span></span>
      ${wrong === undefined ? nothing : html`<span class="bad small">${least > -1e6 ? this.m.problem.between(String(least), this.s.number(1e6)) : this.m.problem.number}</span>`}</div>`;
  }

  private load(events: PlanEvents): (search: string) => Promise<readonly ValueCount[]> {
    return async (search) => {
      const { engine } = this;
      if (engine === undefined || events.field === undefined) return [];
      return engine.values({ table: events.table, field: events.field, limit: SUGGESTIONS, ...(search.trim() === '' ? {} : { search: search.trim() }) });
    };
  }

  private events(at: number, item: PlanItem, events: PlanEvents): TemplateResult {
    const { plan } = this.m;
    const change = (next: PlanEvents): void => { this.put(at, { ...item, events: next }); };
    const tables = (this.schema?.events ?? []).filter((one) => one.time !== undefined);
    const columns = tables.find((one) => one.table === events.table)?.columns.filter((one) => one.kind === 'text' || one.kind === 'code') ?? [];
    return html`<div class="settings">
      <div class="field"><span class="label">${plan.table}</span>${select({ label: `${plan.table} (${item.name})`, value: events.table, choices: tables.map((one) => ({ value: one.table, label: this.s.event.tableName(one.table) })), change: (table) => { change({ table, values: [] }); } })}</div>
      <div class="field"><span class="label">${plan.field}</span>${select({ label: `${plan.field} (${item.name})`, value: events.field ?? '', choices: [{ value: '', label: plan.anyField }, ...columns.map((one) => ({ value: one.name, label: one.name }))], change: (field) => { change({ table: events.table, values: [], ...(field !== '' && { field }) }); } })}</div>
      ${events.field === undefined ? nothing : html`<div class="field"><span class="label">${plan.values}</span><fq-chips .lang=${this.lang} .label=${plan.values} .values=${events.values} .load=${this.load(events)} @fq-values=${(event: CustomEvent<{ values: readonly string[] }>) => { event.stopPropagation(); change({ ...events, values: [...event.detail.values] }); }}></fq-chips></div>`}</div>`;
  }

  private summary(item: PlanItem): string {
    const { events } = item;
    const behaviour = events === undefined ? '' : [this.s.event.tableName(events.table), ...(events.field === undefined ? [] : [this.s.list(events.values)])].filter((text) => text !== '').join(' · ');
    return [behaviour, this.says(item.rule)].filter((text) => text !== '').join(' · ');
  }

  private row(item: PlanItem, at: number, { alone }: Share): TemplateResult {
    const { plan, stages, units } = this.m;
    const isOpen = this.open === at;
    const by = this.by(item);
    const points: Amount = { key: 'points', label: plan.points, unit: `${units['points'] ?? ''}${by === 'rule' ? '' : ` · ${plan.each}`}`, least: -1e6, optional: false };
    const limits: readonly Amount[] = [{ key: 'cap', label: plan.cap, unit: units['points'] ?? '', least: 0, optional: true }, { key: 'half_life_days', label: plan.halfLife, unit: units['days'] ?? '', least: 0.01, optional: true }];
    return html`<li class=${isOpen ? 'open' : ''}><div class="line"><span class="place" aria-hidden="true">${at + 1}</span>
        <input type="text" autocomplete="off" data-name=${at} aria-label=${stages.name(at + 1)} .value=${live(item.name)} @keydown=${(event: KeyboardEvent) => { this.onNameKey(at, event); }}
          @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.put(at, { ...item, name: event.target.value }); }}>
        <button type="button" class="says" aria-expanded=${isOpen ? 'true' : 'false'} @click=${() => { this.open = isOpen ? undefined : at; }}><span class="visually-hidden">${isOpen ? stages.close(item.name) : stages.edit(item.name)}</span>${this.summary(item)}</button>
        <span class="sizes"><strong>${item.points > 0 ? '+' : ''}${item.points} ${units['points']}</strong>${alone === undefined ? nothing : html`<span class="muted small"><fq-count .lang=${this.lang} .value=${alone} .stale=${this.stale}></fq-count> ${plan.people}</span>`}</span>
        ${this.acts(at, item.name)}</div>
      ${this.wrong(at)}
      ${isOpen ? html`<div class="rule" role="group" aria-label=${stages.rule(item.name)}>
        <div class="settings">${this.amount(at, item, points)}
          <div class="field"><span class="label">${plan.by}</span>${select<By>({ label: `${plan.by} (${item.name})`, value: by, choices: [{ value: 'rule', label: plan.byRule }, { value: 'events', label: plan.byEvents }, { value: 'both', label: plan.byBoth }], change: (next) => { this.chooseBy(at, item, next); } })}</div>
          ${limits.filter((one) => one.key === 'cap' || by !== 'rule').map((one) => this.amount(at, item, one))}</div>
        ${item.events === undefined ? nothing : this.events(at, item, item.events)}
        ${item.rule === undefined ? nothing : this.builder(at, item.rule, (rule) => { this.put(at, { ...item, rule }); }, plan.who)}</div>` : nothing}</li>`;
  }

  protected override render(): TemplateResult {
    const { plan } = this.m;
    const shares = this.shares();
    return html`<p class="muted small">${plan.hint}</p>
      ${this.entries.length === 0 ? nothing : html`<ol aria-label=${plan.title}>${this.entries.map((item, at) => this.row(item, at, shares[at] ?? { alone: undefined, gets: undefined }))}</ol>`}
      <div class="foot"><button type="button" @click=${() => { this.add(); }}>${icons.plus}${plan.add}</button></div>
      ${this.extras()}`;
  }
}

define('fq-score-items', FqScoreItems);

declare global {
  interface HTMLElementTagNameMap {
    'fq-score-items': FqScoreItems;
  }
}
