import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ArmWeight, AssignmentReport, Document, Node, SizeReport } from '../../../pkg/definition.js';
import type { AssignmentInput, ScoreInput } from '../../client/api.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { select } from '../base/select.js';
import type { FqExportDialog } from '../result/export-dialog.js';
import { TestStep } from './step.js';
import '../result/export-dialog.js';

/**
 * Assigns contacts to the arms of an experiment: exact numbers at once, a column when it is wanted, lists of each arm.
 *
 * @fires fq-scores - a column of the contacts was written.
 * @fires fq-score-rule - `{ rule, name }`: a segment of an arm is wanted.
 */
export class FqTestAssign extends TestStep {
  static override properties: PropertyDeclarations = {
    ...TestStep.properties, experiment: { state: true }, arms: { state: true }, key: { state: true }, chosen: { state: true }, answer: { state: true }, column: { state: true }, going: { state: true }, size: { state: true },
  };

  private experiment = '';
  private arms: readonly ArmWeight[] = [];
  /** The column that is hashed; the main key when empty. */
  private key = '';
  private chosen = '';
  private answer: AssignmentReport | undefined = undefined;
  /** The column that was written, and for which experiment. */
  private column: { readonly name: string; readonly of: string } | undefined = undefined;
  /** The arm that is being exported. */
  private going: Document | undefined = undefined;
  private size: SizeReport | undefined = undefined;

  protected override willUpdate(changes: PropertyValues): void {
    if (this.arms.length === 0) {
      const { assign } = this.m;
      [this.experiment, this.arms] = [assign.first, [{ name: assign.control, weight: 1 }, { name: assign.treatment(1), weight: 1 }]];
    }
    if (['experiment', 'arms', 'key', 'chosen', 'engine', 'version'].some((name) => changes.has(name))) void this.read();
  }

  /** What is wrong with the names. */
  private get wrong(): string | undefined {
    const names = this.arms.map((arm) => arm.name.trim());
    if (this.experiment.trim() === '' || names.includes('')) return this.m.problem.name;
    return new Set(names).size < names.length ? this.m.problem.twice : undefined;
  }

  private get input(): AssignmentInput {
    return { experiment: this.experiment.trim(), arms: this.arms.map((arm) => ({ ...arm, name: arm.name.trim() })), ...(this.key !== '' && { key: this.key }), ...(this.chosen !== '' && { segment: this.chosen }) };
  }

  private document(rule: Node): Document {
    return { fenqun: 1, name: this.experiment, zone: 'Asia/Shanghai', week_start: 'monday', as_of: 'data', rule };
  }

  private async read(): Promise<void> {
    const { engine, input } = this;
    if (engine === undefined || this.wrong !== undefined) return;
    const { segment: _, ...experiment } = input;
    const rule: Node = this.chosen === '' ? { const: true } : { segment: { id: this.chosen } };
    await this.ask(() => engine.assignArms(this.document(rule), experiment), (answer) => { this.answer = answer; });
  }

  private async write(): Promise<void> {
    const { engine, input } = this;
    if (engine === undefined) return;
    await this.ask(async () => {
      const kept = await engine.scores();
      const isOwn = (params: unknown): boolean => (params as { readonly experiment?: string }).experiment === input.experiment;
      const own = kept.find((entry) => String(entry.definition.model) === 'assignment' && isOwn(entry.definition.params))?.definition.id;
      const taken = new Set(kept.map((entry) => entry.definition.id));
      const free = ['assignment', ...kept.map((_, at) => `assignment-${at + 2}`)].find((id) => !taken.has(id)) ?? 'assignment';
      const id = own ?? free;
      await engine.runScore({ id, name: input.experiment, model: 'assignment', params: input } as unknown as ScoreInput);
      return `${id}.arm`;
    }, (column) => {
      this.column = { name: column, of: JSON.stringify(input) };
      this.emit('fq-scores', {});
    });
  }

  private ruleOf(arm: string): Node {
    return { attribute: { field: this.column?.name ?? '', is: { eq: arm } } };
  }

  private async export(arm: string): Promise<void> {
    const { engine } = this;
    if (engine === undefined) return;
    const document = { ...this.document({ all: [this.ruleOf(arm)] }), name: `${this.experiment} ${arm}` };
    await this.ask(() => engine.size(document), (size) => { [this.going, this.size] = [document, size]; });
    await this.updateComplete;
    this.renderRoot.querySelector<FqExportDialog>('fq-export-dialog')?.open();
  }

  private put(at: number, arm: ArmWeight): void {
    this.arms = this.arms.map((other, place) => (place === at ? arm : other));
  }

  private arm(arm: ArmWeight, at: number): TemplateResult {
    const { assign, problem } = this.m;
    return html`<span class="control"><input type="text" class="name" autocomplete="off" aria-label=${assign.arm(at + 1)} .value=${live(arm.name)} @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.put(at, { ...arm, name: event.target.value }); }}>
      ${this.number(`weight-${at}`, assign.weight(arm.name), arm.weight ?? 1, { least: 0, most: 1e9, problem: problem.number }, (weight) => { this.put(at, { ...arm, weight }); })}<span>${assign.parts}</span>
      ${this.arms.length > 2 ? html`<button type="button" class="quiet icon" aria-label=${assign.remove(arm.name)} @click=${() => { this.forget('weight-'); this.arms = this.arms.filter((_, place) => place !== at); }}>${icons.trash}</button>` : nothing}</span>`;
  }

  private table(answer: AssignmentReport): TemplateResult {
    const { assign } = this.m;
    const isWritten = this.column?.of === JSON.stringify(this.input);
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${assign.arms}><table>
      <thead><tr><th scope="col">${assign.name}</th><th scope="col" class="num">${assign.share}</th><th scope="col" class="num">${assign.contacts}</th><th scope="col">${assign.range}</th>${isWritten ? html`<td></td>` : nothing}</tr></thead>
      <tbody>${answer.arms.map((arm) => html`<tr><th scope="row">${arm.name}</th><td class="num">${this.share(arm.share)}</td><td class="num">${this.n(arm.contacts)}</td><td><code>${arm.first ?? '–'} … ${arm.last ?? '–'}</code></td>
        ${isWritten ? html`<td><span class="acts"><button type="button" class="link" aria-label=${`${assign.buildText}: ${assign.build(arm.name, this.n(arm.contacts))}`} @click=${() => { this.emit('fq-score-rule', { rule: this.ruleOf(arm.name), name: arm.name }); }}>${assign.buildText}</button>
          <button type="button" class="link" aria-label=${`${assign.exportText}: ${assign.export(arm.name)}`} @click=${() => { void this.export(arm.name); }}>${assign.exportText}</button></span></td>` : nothing}</tr>`)}</tbody></table></div>`;
  }

  protected override render(): TemplateResult {
    const { m, answer, wrong } = this;
    const { assign } = m;
    const main = this.schema?.key;
    const keys = (this.schema?.fields ?? []).filter((field) => field.kind === 'code' || field.name === main);
    const choices = [...(main === undefined ? [{ value: '', label: '–' }] : []), ...keys.map((field) => ({ value: field.name === main ? '' : field.name, label: field.name }))];
    const isWritten = this.column?.of === JSON.stringify(this.input);
    return html`<div class="fields">
        ${this.field(assign.experiment, html`<input type="text" class="name" autocomplete="off" aria-label=${assign.experiment} .value=${live(this.experiment)} @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.experiment = event.target.value; }}>`, assign.experimentHint)}
        ${this.field(assign.who, this.segment(assign.who, this.chosen, assign.everybody, (id) => { this.chosen = id; }))}
        ${this.field(assign.key, select({ label: assign.key, value: this.key, choices, change: (key) => { this.key = key; } }), assign.keyHint)}</div>
      <section><h3>${assign.arms}</h3><p class="note">${assign.weightHint}</p>${this.arms.map((arm, at) => this.arm(arm, at))}
        <span><button type="button" class="quiet" ?disabled=${this.arms.length >= 20} @click=${() => { this.arms = [...this.arms, { name: assign.treatment(this.arms.length), weight: 1 }]; }}>${icons.plus}${assign.add}</button></span>
        ${wrong === undefined ? nothing : html`<span class="problem" role="alert">${wrong}</span>`}</section>
      ${this.failed()}
      ${answer === undefined || wrong !== undefined ? nothing : html`<section>${this.table(answer)}
        ${answer.split.alarm ? html`<p class="notice warn" role="alert">${assign.uneven}</p>` : nothing}
        ${answer.without_key > 0 ? html`<p class="note">${assign.withoutKey(this.n(answer.without_key), answer.key)}</p>` : nothing}
        <p class="note">${assign.how}</p>
        <span><button type="button" class="primary" ?disabled=${this.bad.size > 0} @click=${() => { void this.write(); }}>${assign.write}</button></span>
        <p role="status">${isWritten ? assign.written(this.column?.name ?? '') : nothing}</p></section>`}
      <fq-export-dialog .lang=${this.lang} .engine=${this.engine} .document=${this.going} .schema=${this.schema} .report=${this.size}></fq-export-dialog>`;
  }
}

define('fq-test-assign', FqTestAssign);
