import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Engine } from '../../client/api.js';
import type { Schema, SegmentEntry } from '../../../pkg/definition.js';
import { errorSentence } from '../../i18n/errors.js';
import { testsMessages } from '../../i18n/tests.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { withScoreNames } from '../base/labels.js';
import { SegmentElement } from '../builder/element.js';
import './assign.js';
import './result.js';
import './size.js';
import { testsStyles } from './tests.styles.js';

type Step = 'size' | 'assign' | 'result';
const STEPS: readonly Step[] = ['size', 'assign', 'result'];

/**
 * Tests of one thing against another: how many contacts it takes, who gets which arm, and what came of it.
 *
 * @fires fq-scores - a column of the contacts was written.
 * @fires fq-score-rule - `{ rule, name }`: a segment of an arm is wanted.
 */
export class FqTests extends SegmentElement {
  static override styles = [controls, testsStyles];
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    version: { type: Number },
    step: { state: true },
    schema: { state: true },
    segments: { state: true },
    failure: { state: true },
  };

  engine: Engine | undefined = undefined;
  /** The version of the data; a new one asks again. */
  version = 0;
  private step: Step = 'size';
  private schema: Schema | undefined = undefined;
  private segments: readonly SegmentEntry[] = [];
  private failure: unknown = undefined;

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('engine') || changes.has('version')) void this.read();
  }

  private async read(): Promise<void> {
    const { engine } = this;
    if (engine === undefined) return;
    try {
      const [schema, segments, scores] = await Promise.all([engine.schema(), engine.segments(), engine.scores()]);
      [this.schema, this.segments, this.failure] = [withScoreNames(schema, scores), segments, undefined];
    } catch (thrown) {
      this.failure = thrown;
    }
  }

  private panel(): TemplateResult {
    const { engine, schema, segments, lang, version } = this;
    switch (this.step) {
      case 'size': return html`<fq-test-size .lang=${lang} .engine=${engine} .schema=${schema} .segments=${segments} .version=${version}></fq-test-size>`;
      case 'assign': return html`<fq-test-assign .lang=${lang} .engine=${engine} .schema=${schema} .segments=${segments} .version=${version} @fq-scores=${() => { void this.read(); }}></fq-test-assign>`;
      case 'result': return html`<fq-test-result .lang=${lang} .engine=${engine} .schema=${schema} .segments=${segments} .version=${version}></fq-test-result>`;
    }
  }

  protected override render(): TemplateResult {
    const m = testsMessages(this.locale);
    return html`<div class="top"><h1>${m.title}</h1><p class="muted">${m.intro}</p></div>
      <ol class="steps" aria-label=${m.steps}>${STEPS.map((step, at) => html`<li><button type="button" aria-pressed=${this.step === step ? 'true' : 'false'} @click=${() => { this.step = step; }}><span class="name">${at + 1} ${m.step[step].name}</span><span class="what small muted">${m.step[step].what}</span></button></li>`)}</ol>
      <h2 class="visually-hidden">${m.step[this.step].name}</h2>
      ${this.failure === undefined ? nothing : html`<p class="notice bad" role="alert">${errorSentence(this.locale, this.failure, 'none')}</p>`}
      ${this.panel()}`;
  }
}

define('fq-tests', FqTests);

declare global {
  interface HTMLElementTagNameMap {
    'fq-tests': FqTests;
  }
}
