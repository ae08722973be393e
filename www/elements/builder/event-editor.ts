import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { EventCondition, EventInfo, EventWindow, FieldInfo, Kind, Mask, Measure, MeasureInfo, Node, OperatorInfo } from '../../../pkg/definition.js';
import type { MeasureName, WireMeasure } from '../../i18n/segments.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import type { BuilderContext } from './context.js';
import { editorStyles } from './editor.styles.js';
import { SegmentElement } from './element.js';
import { loadEditors } from './lazy.js';
import { MEASURE_MENU, PERCENT, WITH_SETTINGS, makeMeasure, measureColumn, measureName, resultKind, withColumn } from './measures.js';
import { annotations, withKind } from './nodes.js';
import { operatorMenu } from './operator-menu.js';
import { DEFAULT_WINDOW, type OperandValue, carryOver, makeOperator, operandOf, operatorName, operatorsFor } from './operators.js';
import { expandComposed, expandShort, isComposed, shortForm } from './short.js';
import './field-picker.js';
import './operand.js';
import './window.js';

/** Measures of when, of gaps and of runs: a window on the events would cut off what they ask. */
const OPEN: ReadonlySet<string> = new Set(['first_at', 'last_at', 'days_since_first', 'days_since_last', 'gap', 'overdue_ratio', 'streak', 'active_periods', 'seasonality']);
const NEVER_MISSING: ReadonlySet<string> = new Set(['count', 'distinct_days', 'distinct_weeks', 'distinct_months', 'distinct', 'sum', 'streak', 'active_periods']);
const BLANK: EventCondition = { table: '', measure: 'count', is: { ge: 1 } };

/**
 * A condition on events: which, how counted, compared with what, when.
 *
 * @fires fq-node - `{ node, key }` on every change.
 */
export class FqEventEditor extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    node: { attribute: false },
    path: { type: String },
    ctx: { attribute: false },
    disabled: { type: Boolean },
    masking: { type: Boolean },
    spelled: { state: true },
  };
  static override styles = [controls, editorStyles];

  node: Node = { event: BLANK };
  path = '';
  ctx: BuilderContext | undefined = undefined;
  disabled = false;
  /** Whether weekdays and hours are shown, though none are chosen yet. */
  masking = false;

  /** The person chose the count: typing "1" does not turn it into "did". */
  private spelled = false;

  override focus(): void {
    if (this.value.table === '') this.focusFirst('select');
    else this.focusFirst('fq-operand', 'select.measure');
  }

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('path') && changes.get('path') !== undefined && shortForm(this.value) === undefined) this.spelled = true;
  }

  private get value(): EventCondition {
    return 'event' in this.node ? this.node.event : BLANK;
  }

  private change(event: EventCondition, key?: string): void {
    this.node = withKind(this.node, { event });
    this.send('fq-node', { node: this.node, key });
  }

  private chooseTable(table: EventInfo): void {
    const { where: _where, window: _window, mask, ...rest } = this.value;
    const column = measureColumn(rest.measure);
    const plain = typeof rest.measure === 'string' || column !== undefined;
    const known = column === undefined || table.columns.some((c) => c.name === column);
    const window = table.time === undefined ? {} : { window: this.value.window ?? DEFAULT_WINDOW, ...(mask === undefined ? {} : { mask }) };
    this.change({ ...rest, ...(known && plain ? {} : { measure: 'count', is: { ge: 1 } }), table: table.table, ...window });
  }

  private chooseMeasure(name: MeasureName, infos: readonly MeasureInfo[], table: EventInfo | undefined): void {
    this.spelled = name === 'count';
    if (name === 'did' || name === 'did_not' || name === 'never' || name === 'only_once') this.change(expandShort(name, this.value, DEFAULT_WINDOW));
    else if (isComposed(name)) this.send('fq-node', { node: { ...annotations(this.node), ...expandComposed(name, this.value) } });
    else this.chooseWire(name, infos, table);
  }

  private chooseWire(name: WireMeasure, infos: readonly MeasureInfo[], table: EventInfo | undefined): void {
    const info = infos.find((i) => i.name === name);
    const fits = info === undefined || table === undefined ? [] : table.columns.filter((column) => info.columns.includes(column.kind));
    const old = fits.find((column) => column.name === measureColumn(this.value.measure));
    const column = old ?? fits.find((c) => c.name === table?.amount) ?? (fits.length === 1 ? fits[0] : undefined);
    const measure = makeMeasure(name, column?.name ?? '');
    const open = OPEN.has(name) && !OPEN.has(measureName(this.value.measure)) && table?.time !== undefined;
    this.change({ ...this.value, measure, is: this.fitting(resultKind(info, column), name), ...(open ? { window: 'all_time' } : {}) });
    this.focusFirst('fq-operand');
  }

  private infosFor(kind: Kind, measure: string): readonly OperatorInfo[] {
    const { schema } = this.ctx ?? {};
    if (schema === undefined) return [];
    return operatorsFor(schema, kind).filter((info) => info.operand !== 'circle' && info.operand !== 'box' && !(NEVER_MISSING.has(measure) && info.name.startsWith('is_')));
  }

  /** The present comparison where the kind has it, else the usual one with nothing filled in. */
  private fitting(kind: Kind, measure: string): EventCondition['is'] {
    const infos = this.infosFor(kind, measure);
    const now = operatorName(this.value.is);
    const wanted = kind === 'number' ? 'ge' : kind === 'date' || kind === 'datetime' ? 'in_window' : now;
    const info = infos.find((i) => i.name === wanted) ?? infos[0];
    return info === undefined ? { ge: '' } : makeOperator(info.name, carryOver({ shape: 'none' }, info));
  }

  private chooseColumn(field: FieldInfo, info: MeasureInfo | undefined): void {
    const before = this.column();
    const same = before !== undefined && resultKind(info, before) === resultKind(info, field);
    const measure = withColumn(this.value.measure, field.name);
    this.change({ ...this.value, measure, ...(same ? {} : { is: this.fitting(resultKind(info, field), measureName(measure)) }) });
    this.focusFirst('fq-operand');
  }

  private table(): EventInfo | undefined {
    return this.ctx?.schema?.events.find((table) => table.table === this.value.table);
  }

  private column(): FieldInfo | undefined {
    const name = measureColumn(this.value.measure);
    return this.table()?.columns.find((column) => column.name === name);
  }

  private tables(): TemplateResult {
    const { event } = this.s;
    const tables = this.ctx?.schema?.events ?? [];
    const { table } = this.value;
    return html`<select aria-label=${event.table} ?disabled=${this.disabled} @change=${(e: Event) => {
      const chosen = tables.find((info) => e.target instanceof HTMLSelectElement && info.table === e.target.value);
      if (chosen !== undefined) this.chooseTable(chosen);
    }}>${table === '' ? html`<option value="" disabled .selected=${live(true)}>${event.table}</option>` : nothing}
      ${tables.map((info) => html`<option value=${info.table} .selected=${live(info.table === table)}>${event.tableName(info.table)}</option>`)}
      ${table !== '' && !tables.some((info) => info.table === table) ? html`<option value=${table} .selected=${live(true)}>${event.tableName(table)}</option>` : nothing}</select>`;
  }

  /** Whether the menu has a measure: the table has what it needs. */
  private offers(name: MeasureName, infos: readonly MeasureInfo[]): boolean {
    const table = this.table();
    const timed = table?.time !== undefined;
    if (name === 'did' || name === 'did_not' || name === 'never' || name === 'only_once') return true;
    if (isComposed(name)) return timed;
    const info = infos.find((i) => i.name === name);
    if (info === undefined || (info.needs_time && !timed)) return false;
    return info.columns.length === 0 || table === undefined || table.columns.some((column) => info.columns.includes(column.kind));
  }

  private measures(name: MeasureName, infos: readonly MeasureInfo[]): TemplateResult {
    const { event } = this.s;
    const groups = MEASURE_MENU.map(([group, names]) => [group, names.filter((other) => other === name || this.offers(other, infos))] as const).filter(([, names]) => names.length > 0);
    return html`<select class="measure" aria-label=${event.measure} ?disabled=${this.disabled} @change=${(e: Event) => {
      const chosen = groups.flatMap(([, names]) => names).find((other) => e.target instanceof HTMLSelectElement && other === e.target.value);
      if (chosen !== undefined) this.chooseMeasure(chosen, infos, this.table());
    }}>${groups.map(([group, names]) => html`<optgroup label=${event.measureGroups[group]}>${names.map((other) => html`<option value=${other} .selected=${live(other === name)}>${event.measures[other]}</option>`)}</optgroup>`)}</select>`;
  }

  private settings(measure: Measure, table: EventInfo | undefined): TemplateResult {
    void loadEditors();
    return html`<fq-measure-settings .lang=${this.lang} .ctx=${this.ctx} .value=${measure} .table=${table} .disabled=${this.disabled}
      @fq-measure=${(e: CustomEvent<{ measure: Measure }>) => { e.stopPropagation(); this.change({ ...this.value, measure: e.detail.measure }, 'measure'); }}></fq-measure-settings>`;
  }

  /** What stands behind the number. */
  private unit(measure: Measure, column: FieldInfo | undefined): string {
    const { event, window } = this.s;
    const name = measureName(measure);
    if (typeof measure === 'object' && 'streak' in measure) return window.units[measure.streak.unit];
    if (name === 'count') return event.times;
    if (name === 'distinct_days' || name === 'gap' || name.startsWith('days_')) return event.days;
    if (name === 'distinct_weeks') return window.units.weeks;
    if (name === 'distinct_months') return window.units.months;
    const money = name === 'sum' || name === 'avg' || name === 'median' || name === 'percentile';
    return money && column?.currency !== undefined ? this.s.currency(column.currency) : '';
  }

  private comparison(info: MeasureInfo | undefined): TemplateResult {
    const { value, ctx } = this;
    const measure = measureName(value.measure);
    const column = this.column();
    const kind = resultKind(info, column);
    const infos = this.infosFor(kind, measure);
    const name = operatorName(value.is);
    const chosen = infos.find((i) => i.name === name);
    const own = info?.result == null && column !== undefined;
    const type = kind === 'number' ? (PERCENT.has(measure) ? 'percent' as const : 'number' as const) : kind === 'date' ? 'date' as const : 'datetime' as const;
    const field = own ? column : { name: '', kind, type, sensitive: true };
    return html`${operatorMenu({ s: this.s, infos, name, kind, disabled: this.disabled, choose: (next) => { this.change({ ...value, is: makeOperator(next.name, carryOver(operandOf(value.is), next)) }); } })}
      <fq-operand .lang=${this.lang} .value=${operandOf(value.is)} .operand=${chosen?.operand ?? 'value'} .name=${name} .ctx=${ctx} .fields=${ctx?.schema?.fields ?? []} .ofMeasure=${true} .field=${field} .table=${value.table} .engine=${own ? ctx?.engine : undefined} .unit=${this.unit(value.measure, column)} .asOf=${ctx?.asOf ?? ''} .disabled=${this.disabled}
        @fq-operand=${(e: CustomEvent<{ operand: OperandValue }>) => { e.stopPropagation(); this.change({ ...this.value, is: makeOperator(name, e.detail.operand) }, 'operand'); }}></fq-operand>`;
  }

  private when(ctx: BuilderContext): TemplateResult {
    const { value } = this;
    const { event } = this.s;
    return html`<div class="line">${operandOf(value.is).shape === 'window' ? html`<span class="muted">${event.within}</span>` : nothing}
      <fq-window since .lang=${this.lang} .ctx=${ctx} .value=${value.window ?? 'all_time'} .resolved=${ctx.sizes.get(this.path)?.window} .asOf=${ctx.asOf} .disabled=${this.disabled}
        @fq-window=${(e: CustomEvent<{ window: EventWindow }>) => { e.stopPropagation(); this.change({ ...this.value, window: e.detail.window }, 'window'); }}></fq-window></div>${this.mask()}`;
  }

  /** Weekdays and times of the day, where they are asked. */
  private mask(): TemplateResult | typeof nothing {
    const { value } = this;
    if (value.mask === undefined && !this.masking) return nothing;
    void loadEditors();
    return html`<fq-mask .lang=${this.lang} .value=${value.mask} .disabled=${this.disabled}
      @fq-mask=${(e: CustomEvent<{ mask: Mask | undefined }>) => {
        e.stopPropagation();
        const { mask: _, ...rest } = this.value;
        this.change(e.detail.mask === undefined ? rest : { ...rest, mask: e.detail.mask }, 'mask');
      }}></fq-mask>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { ctx, value } = this;
    if (ctx === undefined) return nothing;
    const { event } = this.s;
    const infos = ctx.schema?.measures ?? [];
    const table = this.table();
    const wire = measureName(value.measure);
    const info = infos.find((i) => i.name === wire);
    const short = this.spelled ? undefined : shortForm(value);
    const column = measureColumn(value.measure);
    const fits = info === undefined || table === undefined ? [] : table.columns.filter((c) => info.columns.includes(c.kind));
    if ((ctx.schema?.events.length ?? 0) === 0 && value.table === '') return html`<span class="muted">${event.noTables}</span>`;
    return html`${this.tables()}
      ${this.measures(short ?? wire, infos)}
      ${column === undefined ? nothing : html`<fq-field-picker .lang=${this.lang} .value=${column} .fields=${fits} .label=${event.column} .placeholder=${event.pickColumn} .disabled=${this.disabled}
        @fq-field=${(e: CustomEvent<{ field: FieldInfo }>) => { e.stopPropagation(); this.chooseColumn(e.detail.field, info); }}></fq-field-picker>`}
      ${WITH_SETTINGS.has(wire) ? this.settings(value.measure, table) : nothing}
      ${short !== undefined || (column !== undefined && column === '') ? nothing : this.comparison(info)}
      ${table !== undefined && table.time === undefined ? nothing : this.when(ctx)}`;
  }
}

define('fq-event-editor', FqEventEditor);
