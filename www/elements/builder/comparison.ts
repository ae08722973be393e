import { type TemplateResult, html, type PropertyDeclarations } from 'lit';
import type { Operator, OperatorInfo } from '../../../pkg/definition.js';
import { define } from '../base/element.js';
import { EditorElement } from './editor-element.js';
import { type OperandValue, carryOver, makeOperator, operandOf, operatorName } from './operators.js';
import './operand.js';

type Inner = Pick<OperatorInfo, 'name' | 'operand'>;

const info = (name: string, operand: OperatorInfo['operand']): Inner => ({ name, operand });

/** The operators on numbers that are derived: an age, a length, a number of tags. */
const INNER: readonly Inner[] = [
  info('ge', 'value'), info('le', 'value'), info('gt', 'value'), info('lt', 'value'), info('eq', 'value'), info('ne', 'value'),
  info('between', 'range'), info('not_between', 'range'), info('in', 'values'), info('not_in', 'values'),
];

/**
 * A comparison of a derived number.
 *
 * @fires fq-comparison - `{ is }` on every change.
 */
export class FqComparison extends EditorElement {
  static override properties: PropertyDeclarations = { ...EditorElement.properties, value: { attribute: false }, label: { type: String }, unit: { type: String } };

  value: Operator = { ge: '' };
  /** What is compared; the name of the number for assistive technology. */
  label = '';
  unit = '';

  override focus(): void {
    this.focusFirst('fq-operand');
  }

  private change(is: Operator): void {
    this.value = is;
    this.send('fq-comparison', { is });
  }

  protected override render(): TemplateResult {
    const { e, value } = this;
    const name = operatorName(value);
    const chosen = INNER.find((other) => other.name === name);
    return html`${this.choose(`${this.label} ${e.comparison.operator}`.trim(), name, INNER.map((other) => [other.name, this.s.attribute.operatorName(other.name, 'number')] as const), (next) => {
        const other = INNER.find((one) => one.name === next);
        if (other !== undefined) this.change(makeOperator(next, carryOver(operandOf(value), other)));
      })}
      <fq-operand .lang=${this.lang} .ctx=${this.ctx} .value=${operandOf(value)} .operand=${chosen?.operand ?? 'value'} .field=${{ name: '', kind: 'number', type: 'number', sensitive: true }} .sources=${'param'}
        .label=${`${this.label} ${e.comparison.value}`.trim()} .unit=${this.unit} .disabled=${this.disabled}
        @fq-operand=${(event: CustomEvent<{ operand: OperandValue }>) => { event.stopPropagation(); this.change(makeOperator(name, event.detail.operand)); }}></fq-operand>`;
  }
}

define('fq-comparison', FqComparison);
