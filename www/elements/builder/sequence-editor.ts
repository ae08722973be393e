import { type TemplateResult, html, nothing, type PropertyDeclarations } from 'lit';
import type { EventWindow, Mask, Node, Operator, Sequence } from '../../../pkg/definition.js';
import { define } from '../base/element.js';
import type { BuilderContext } from './context.js';
import { EditorElement, UNITS } from './editor-element.js';
import { withKind } from './nodes.js';
import './comparison.js';
import './mask.js';
import './window.js';

const BLANK: Sequence = { steps: [] };

/** The columns that every table of a sequence has, of one type. */
function sharedColumns(sequence: Sequence, ctx: BuilderContext | undefined): readonly string[] {
  const tables = sequence.steps.map((step) => ctx?.schema?.events.find((info) => info.table === step.table));
  const [first, ...rest] = tables;
  if (first === undefined) return [];
  return first.columns.filter((column) => column.kind !== 'tags' && rest.every((table) => table?.columns.some((other) => other.name === column.name && other.kind === column.kind) === true)).map((column) => column.name);
}

/**
 * What is asked of a sequence as a whole: when, how long it may take, how far one has to come. Its steps stand below.
 *
 * @fires fq-node - `{ node, key }` on every change.
 */
export class FqSequenceEditor extends EditorElement {
  static override properties: PropertyDeclarations = { ...EditorElement.properties, node: { attribute: false }, path: { type: String } };

  node: Node = { sequence: BLANK };
  path = '';

  override focus(): void {
    this.focusFirst('select');
  }

  private get value(): Sequence {
    return 'sequence' in this.node ? this.node.sequence : BLANK;
  }

  private change<K extends keyof Sequence>(key: K, part: Sequence[K] | undefined): void {
    const { [key]: _, ...rest } = this.value;
    this.node = withKind(this.node, { sequence: (part === undefined ? rest : { ...rest, [key]: part }) as Sequence });
    this.send('fq-node', { node: this.node, key });
  }

  private reached(): TemplateResult {
    const { e, value } = this;
    const { reached } = value;
    return html`${this.choose(e.sequence.reached, reached === undefined ? 'all' : 'some', [['all', e.sequence.reachedAll], ['some', e.sequence.reachedSome]], (kind) => {
        this.change('reached', kind === 'all' ? undefined : { ge: Math.max(1, value.steps.filter((step) => step.not !== true).length - 1) });
      })}
      ${reached === undefined ? nothing : html`<fq-comparison .lang=${this.lang} .ctx=${this.ctx} .value=${reached} .label=${e.sequence.reachedSome} .disabled=${this.disabled}
        @fq-comparison=${(event: CustomEvent<{ is: Operator }>) => { event.stopPropagation(); this.change('reached', event.detail.is); }}></fq-comparison>`}`;
  }

  protected override render(): TemplateResult {
    const { e, value, ctx } = this;
    const shared = sharedColumns(value, ctx);
    const { within, correlate, mask } = value;
    const special = correlate !== undefined || value.strict === false || value.reached !== undefined || mask !== undefined;
    return html`<span>${this.s.group.add.sequence}</span>
      <fq-window since .lang=${this.lang} .ctx=${ctx} .value=${value.window ?? 'all_time'} .resolved=${ctx?.sizes.get(this.path)?.window} .asOf=${ctx?.asOf ?? ''} .disabled=${this.disabled}
        @fq-window=${(event: CustomEvent<{ window: EventWindow }>) => { event.stopPropagation(); this.change('window', event.detail.window); }}></fq-window>
      ${this.choose(e.sequence.within, within === undefined ? '' : 'within', [['', e.sequence.withinAny], ['within', e.sequence.within]], (kind) => { this.change('within', kind === '' ? undefined : { n: 30, unit: 'days' }); })}
      ${within === undefined ? nothing : this.amount(within, e.sequence.within, UNITS, (amount) => { this.change('within', amount); })}
      ${this.more(special, html`
        ${this.setting(e.sequence.reached, this.reached())}
        ${shared.length === 0 && correlate === undefined ? nothing : this.setting(e.sequence.correlate, this.choose(e.sequence.correlate, correlate ?? '', [['', e.sequence.correlateNone], ...shared.map((name) => [name, name] as const)], (name) => { this.change('correlate', name === '' ? undefined : name); }))}
        ${this.check(e.sequence.strict, value.strict === false, (loose) => { this.change('strict', loose ? false : undefined); })}
        <fq-mask .lang=${this.lang} .value=${mask} .disabled=${this.disabled} @fq-mask=${(event: CustomEvent<{ mask: Mask | undefined }>) => { event.stopPropagation(); this.change('mask', event.detail.mask); }}></fq-mask>`)}`;
  }
}

define('fq-sequence-editor', FqSequenceEditor);
