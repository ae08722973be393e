import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Attribute, FieldInfo, Node, OperatorInfo } from '../../../pkg/definition.js';
import { scoreFormsMessages } from '../../i18n/score-forms.js';
import { scoresMessages } from '../../i18n/scores.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { staleOf } from '../base/labels.js';
import { type BuilderContext, columnsAt } from './context.js';
import { editorStyles } from './editor.styles.js';
import { SegmentElement } from './element.js';
import type { FqFieldPicker } from './field-picker.js';
import { withKind } from './nodes.js';
import { type OperandValue, carryOver, makeOperator, operandOf, operatorName, operatorsFor, startOperator } from './operators.js';
import { operatorMenu } from './operator-menu.js';
import './field-picker.js';
import './operand.js';

/**
 * A condition on a column: which column, which comparison, with what, and what becomes of people without a value.
 *
 * @fires fq-node - `{ node, key }` on every change; changes with the same key are undone together.
 */
export class FqAttributeEditor extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    node: { attribute: false },
    path: { type: String },
    ctx: { attribute: false },
    disabled: { type: Boolean },
  };
  static override styles = [controls, editorStyles];

  node: Node = { attribute: { field: '', is: { eq: '' } } };
  path = '';
  ctx: BuilderContext | undefined = undefined;
  disabled = false;

  override focus(): void {
    const picker = this.picker();
    if (this.value.field === '') picker?.show();
    else if (typeof this.value.is === 'string') this.focusFirst('select');
    else this.focusFirst('fq-operand', 'select');
  }

  /** Opens the search for a column. */
  search(): void {
    this.picker()?.show();
  }

  private picker(): FqFieldPicker | null {
    return this.renderRoot.querySelector<FqFieldPicker>('fq-field-picker');
  }

  private get value(): Attribute {
    return 'attribute' in this.node ? this.node.attribute : { field: '', is: { eq: '' } };
  }

  private change(attribute: Attribute, key?: string): void {
    this.node = withKind(this.node, { attribute });
    this.send('fq-node', { node: this.node, key });
  }

  private chooseField(field: FieldInfo): void {
    const { schema } = this.ctx ?? {};
    if (schema === undefined) return;
    const old = this.value;
    const name = operatorName(old.is);
    const before = columnsAt(this.ctx as BuilderContext, this.path).fields.find((f) => f.name === old.field);
    const info = before?.kind === field.kind ? operatorsFor(schema, field.kind).find((i) => i.name === name) : undefined;
    const is = info === undefined ? startOperator(schema, field) : makeOperator(name, carryOver({ shape: 'none' }, info));
    this.change({ field: field.name, is, ...(info?.negative === true && old.missing !== undefined ? { missing: old.missing } : {}) });
    this.focusFirst('fq-operand');
  }

  private chooseOperator(info: OperatorInfo): void {
    const { field, is, missing } = this.value;
    this.change({ field, is: makeOperator(info.name, carryOver(operandOf(is), info)), ...(info.negative ? { missing: missing ?? 'match' } : {}) });
  }

  private missing(count: number | undefined): TemplateResult {
    const { attribute } = this.s;
    const { missing } = this.value;
    return html`<select class="soft" aria-label=${attribute.missing} ?disabled=${this.disabled}
        @change=${(event: Event) => { if (event.target instanceof HTMLSelectElement) this.change({ ...this.value, missing: event.target.value === 'no_match' ? 'no_match' : 'match' }); }}>
        <option value="match" .selected=${live(missing !== 'no_match')}>${attribute.missingMatch}</option>
        <option value="no_match" .selected=${live(missing === 'no_match')}>${attribute.missingNoMatch}</option></select>
      ${count === undefined || missing === 'no_match' ? nothing : html`<span class="muted small">${attribute.missingCount(count)}</span>`}`;
  }

  /** A quiet mark where the column is of a score that has to be run again. */
  private stale(field: FieldInfo | undefined): TemplateResult | typeof nothing {
    const found = staleOf(field);
    if (found === undefined) return nothing;
    const m = scoresMessages(this.locale);
    const why = found.why.length === 0 ? m.stale : found.why.map((one) => m.why[one.why](one.what ?? '')).join(' · ');
    const text = scoreFormsMessages(this.locale).mark(found.score, why);
    return html`<span class="stale-mark" role="img" tabindex="0" aria-label=${text} title=${text}>${icons.warn}</span>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { ctx, value } = this;
    if (ctx === undefined) return nothing;
    const { attribute } = this.s;
    const { fields, table } = columnsAt(ctx, this.path);
    const field = fields.find((f) => f.name === value.field);
    const infos = field === undefined || ctx.schema === undefined ? [] : operatorsFor(ctx.schema, field.kind, table === undefined);
    const name = operatorName(value.is);
    const info = infos.find((i) => i.name === name);
    const size = ctx.sizes.get(this.path);
    return html`<fq-field-picker .lang=${this.lang} .value=${value.field} .fields=${fields} .fileOf=${table === undefined ? ctx.fileOf : new Map()} .label=${attribute.field} .placeholder=${attribute.pickField} .disabled=${this.disabled}
        @fq-field=${(event: CustomEvent<{ field: FieldInfo }>) => { event.stopPropagation(); this.chooseField(event.detail.field); }}></fq-field-picker>
      ${this.stale(field)}
      ${value.field === '' ? nothing : html`${operatorMenu({ s: this.s, infos, name, kind: field?.kind ?? 'text', disabled: this.disabled || infos.length === 0, choose: (next) => { this.chooseOperator(next); } })}
        <fq-operand .lang=${this.lang} .value=${operandOf(value.is)} .operand=${info?.operand ?? 'value'} .name=${name} .ctx=${ctx} .fields=${fields} .sources=${table === undefined ? 'all' : 'event'} .field=${field} .table=${table?.table} .engine=${ctx.engine} .resolved=${size?.window} .asOf=${ctx.asOf} .disabled=${this.disabled || field === undefined}
          @fq-operand=${(event: CustomEvent<{ operand: OperandValue }>) => { event.stopPropagation(); this.change({ ...this.value, is: makeOperator(name, event.detail.operand) }, 'operand'); }}></fq-operand>`}
      ${info?.negative === true ? this.missing(size?.missing) : nothing}`;
  }
}

define('fq-attribute-editor', FqAttributeEditor);
