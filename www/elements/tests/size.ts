import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { SampleSize, SampleSizeInput } from '../../../pkg/definition.js';
import { define } from '../base/element.js';
import { select } from '../base/select.js';
import { TestStep, type Typed } from './step.js';

type By = 'lift' | 'target';

/** How many contacts a test needs, and whether a segment has them. */
export class FqTestSize extends TestStep {
  static override properties: PropertyDeclarations = { ...TestStep.properties, plan: { state: true }, by: { state: true }, chosen: { state: true }, answer: { state: true } };

  private plan = { baseline: 0.05, lift: 0.2, target: 0.06, confidence: 0.95, power: 0.8, arms: 1 };
  private by: By = 'lift';
  /** The segment that it is meant for. */
  private chosen = '';
  private answer: SampleSize | undefined = undefined;

  protected override willUpdate(changes: PropertyValues): void {
    if (changes.has('plan') || changes.has('by') || changes.has('engine')) void this.read();
  }

  private async read(): Promise<void> {
    const { engine, plan } = this;
    if (engine === undefined) return;
    const { baseline, power, arms } = plan;
    const input: SampleSizeInput = { baseline, power, arms, alpha: Number((1 - plan.confidence).toPrecision(12)), ...(this.by === 'lift' ? { lift: plan.lift } : { target: plan.target }) };
    await this.ask(() => engine.sampleSize(input), (answer) => { this.answer = answer; });
  }

  private set(change: Partial<FqTestSize['plan']>): void {
    this.plan = { ...this.plan, ...change };
  }

  private enough(answer: SampleSize): TemplateResult | typeof nothing {
    const { size } = this.m;
    const entry = this.segments.find((one) => one.id === this.chosen);
    if (entry?.size === undefined) return nothing;
    const lacks = answer.total - entry.size;
    return html`<p class=${lacks > 0 ? 'warn' : ''}>${lacks > 0 ? size.short(this.n(entry.size), this.n(lacks)) : size.enough(this.n(entry.size))}</p>`;
  }

  protected override render(): TemplateResult {
    const { m, plan, answer } = this;
    const { size } = m;
    const rate: Typed = { least: 0.000001, most: 0.999999, percent: true, problem: m.problem.rate };
    const certain = (least: number): Typed => ({ least, most: 0.999, percent: true, problem: m.problem.rate });
    return html`<div class="fields">
        ${this.field(size.baseline, html`${this.number('baseline', `${size.baseline} (%)`, plan.baseline, rate, (baseline) => { this.set({ baseline }); })}<span>${m.percent}</span>`, size.baselineHint)}
        ${this.field(size.by, html`${select<By>({ label: size.by, value: this.by, choices: [{ value: 'lift', label: size.lift }, { value: 'target', label: size.target }], change: (by) => { this.by = by; } })}
          ${this.by === 'lift' ? this.number('lift', `${size.liftValue} (%)`, plan.lift, { least: -0.99, most: 100, percent: true, problem: m.problem.number }, (lift) => { this.set({ lift }); })
            : this.number('target', `${size.targetValue} (%)`, plan.target, rate, (target) => { this.set({ target }); })}<span>${m.percent}</span>`)}
        ${this.field(size.arms, html`${this.number('arms', size.arms, plan.arms, { least: 1, most: 19, whole: true, problem: m.problem.number }, (arms) => { this.set({ arms }); })}<span>${size.armsUnit}</span>`, size.byDefault('1'))}
        ${this.field(size.confidence, html`${this.number('confidence', `${size.confidence} (%)`, plan.confidence, certain(0.5), (confidence) => { this.set({ confidence }); })}<span>${m.percent}</span>`, `${size.byDefault('95%')} · ${size.confidenceHint}`)}
        ${this.field(size.power, html`${this.number('power', `${size.power} (%)`, plan.power, certain(0.5), (power) => { this.set({ power }); })}<span>${m.percent}</span>`, `${size.byDefault('80%')} · ${size.powerHint}`)}
        ${this.field(size.segment, this.segment(size.segment, this.chosen, size.noSegment, (id) => { this.chosen = id; }))}</div>
      ${this.failed()}
      ${answer === undefined || this.failure !== undefined ? nothing : html`<div class="answer" role="status"><span>${size.each}</span><span><span class="number">${this.n(Math.max(answer.control, answer.arm))}</span> ${m.people}</span><span class="muted">${size.total(this.n(answer.total))}</span>${this.enough(answer)}</div>`}`;
  }
}

define('fq-test-size', FqTestSize);
