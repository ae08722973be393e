import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { EventCondition, EventInfo, FieldInfo, Kind, MeasureInfo, Node, OperatorInfo, Window } from '../../../pkg/definition.js';
import type { MeasureName } from '../../i18n/segments.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import type { BuilderContext } from './context.js';
import { editorStyles } from './editor.styles.js';
import { SegmentElement } from './element.js';
import { annotations, withKind } from './nodes.js';
import { makeMeasure, measureColumn, measureName } from './measures.js';
import { DEFAULT_WINDOW, type OperandValue, carryOver, makeOperator, operandOf, operatorName, operatorsFor } from './operators.js';
import { expandComposed, expandShort, isComposed, shortForm } from './short.js';
import './field-picker.js';
import './operand.js';
import './window.js';

/** Measures of when: a window on the events would cut off what they ask. */
const WHEN: readonly string[] = ['first_at', 'last_at', 'days_since_first', 'days_since_last'];
const NEVER_MISSING: readonly string[] = ['count', 'distinct_days', 'distinct', 'sum'];
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
    spelled: { state: true },
  };
  static override styles = [controls, editorStyles];

  node: Node = { event: BLANK };
  path = '';
  ctx: BuilderContext | undefined = undefined;
  disabled = false;

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
    const { where: _where, window: _window, ...rest } = this.value;
    const column = measureColumn(rest.measure);
    const known = column === undefined || table.columns.some((c) => c.name === column);
    const window = table.time === undefined ? {} : { window: this.value.window ?? DEFAULT_WINDOW };
    this.change({ ...rest, ...(known ? {} : { measure: 'count', is: { ge: 1 } }), table: table.table, ...window });
  }

  private chooseMeasure(chosen: MeasureName, infos: readonly MeasureInfo[], table: EventInfo | undefined): void {
    this.spelled = chosen === 'count';
    if (chosen === 'did' || chosen === 'did_not' || chosen === 'never' || chosen === 'only_once') {
      this.change(expandShort(chosen, this.value, DEFAULT_WINDOW));
      return;
    }
    if (isComposed(chosen)) {
      this.send('fq-node', { node: { ...annotations(this.node), ...expandComposed(chosen, this.value) } });
      return;
    }
    const name = chosen;
    const info = infos.find((i) => i.name === name);
    const fits = info === undefined || table === undefined ? [] : table.columns.filter((column) => info.columns.includes(column.kind));
    const old = fits.find((column) => column.name === measureColumn(this.value.measure));
    const column = old ?? fits.find((c) => c.name === table?.amount) ?? (fits.length === 1 ? fits[0] : undefined);
    const measure = info !== undefined && info.columns.length > 0 ? makeMeasure(name, column?.name ?? '') : makeMeasure(name, '');
    const open = WHEN.includes(name) && !WHEN.includes(measureName(this.value.measure)) && table?.time !== undefined;
    this.change({ ...this.value, measure, is: this.fitting(this.resultKind(info, column), name), ...(open ? { window: 'all_time' } : {}) });
    this.focusFirst('fq-operand');
  }

  private resultKind(info: MeasureInfo | undefined, column: FieldInfo | undefined): Kind {
    return info?.result ?? column?.kind ?? 'number';
  }

  private infosFor(kind: Kind, measure: string): readonly OperatorInfo[] {
    const { schema } = this.ctx ?? {};
    if (schema === undefined) return [];
    return operatorsFor(schema, kind).filter((info) => !(NEVER_MISSING.includes(measure) && info.name.startsWith('is_')));
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
    const name = measureName(this.value.measure);
    const before = this.column();
    const same = before !== undefined && this.resultKind(info, before) === this.resultKind(info, field);
    this.change({ ...this.value, measure: makeMeasure(name, field.name), ...(same ? {} : { is: this.fitting(this.resultKind(info, field), name) }) });
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

  private measures(name: MeasureName, infos: readonly MeasureInfo[]): TemplateResult {
    const { event } = this.s;
    const table = this.table();
    const offered: readonly string[] = infos.filter((info) => !info.needs_time || table?.time !== undefined)
      .filter((info) => info.columns.length === 0 || table === undefined || table.columns.some((column) => info.columns.includes(column.kind))).map((info) => info.name);
    const names = (Object.keys(event.measures) as MeasureName[]).filter((other) => other === 'did' || other === 'did_not' || other === name || offered.includes(other));
    return html`<select class="measure" aria-label=${event.measure} ?disabled=${this.disabled} @change=${(e: Event) => {
      const chosen = names.find((other) => e.target instanceof HTMLSelectElement && other === e.target.value);
      if (chosen !== undefined) this.chooseMeasure(chosen, infos, table);
    }}>${names.map((other) => html`<option value=${other} .selected=${live(other === name)}>${event.measures[other]}</option>`)}</select>`;
  }

  private comparison(info: MeasureInfo | undefined): TemplateResult {
    const { attribute, event } = this.s;
    const { value, ctx } = this;
    const measure = measureName(value.measure);
    const column = this.column();
    const kind = this.resultKind(info, column);
    const infos = this.infosFor(kind, measure);
    const name = operatorName(value.is);
    const chosen = infos.find((i) => i.name === name);
    const own = info?.result == null && column !== undefined;
    const money = (measure === 'sum' || measure === 'avg') && column?.currency !== undefined ? this.s.currency(column.currency) : '';
    const unit = measure === 'count' ? event.times : measure === 'distinct_days' || measure.startsWith('days_') ? event.days : money;
    const field = own ? column : { name: '', kind, type: kind === 'number' ? 'number' as const : kind === 'date' ? 'date' as const : 'datetime' as const, sensitive: true };
    return html`<select aria-label=${attribute.operator} ?disabled=${this.disabled} @change=${(e: Event) => {
        const next = infos.find((i) => e.target instanceof HTMLSelectElement && i.name === e.target.value);
        if (next !== undefined) this.change({ ...value, is: makeOperator(next.name, carryOver(operandOf(value.is), next)) });
      }}>${chosen === undefined ? html`<option value=${name} .selected=${live(true)}>${attribute.operatorName(name, kind)}</option>` : nothing}
        ${infos.map((i) => html`<option value=${i.name} .selected=${live(i.name === name)}>${attribute.operatorName(i.name, kind)}</option>`)}</select>
      <fq-operand .lang=${this.lang} .value=${operandOf(value.is)} .operand=${chosen?.operand ?? 'value'} .field=${field} .table=${value.table} .engine=${own ? ctx?.engine : undefined} .unit=${unit} .asOf=${ctx?.asOf ?? ''} .disabled=${this.disabled}
        @fq-operand=${(e: CustomEvent<{ operand: OperandValue }>) => { e.stopPropagation(); this.change({ ...this.value, is: makeOperator(name, e.detail.operand) }, 'operand'); }}></fq-operand>`;
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
      ${short !== undefined || (column !== undefined && column === '') ? nothing : this.comparison(info)}
      ${table !== undefined && table.time === undefined ? nothing : html`<div class="line">${operandOf(value.is).shape === 'window' ? html`<span class="muted">${this.s.event.within}</span>` : nothing}<fq-window .lang=${this.lang} .value=${value.window ?? 'all_time'} .resolved=${ctx.sizes.get(this.path)?.window} .asOf=${ctx.asOf} .disabled=${this.disabled}
        @fq-window=${(e: CustomEvent<{ window: Window }>) => { e.stopPropagation(); this.change({ ...this.value, window: e.detail.window }, 'window'); }}></fq-window></div>`}`;
  }
}

define('fq-event-editor', FqEventEditor);
