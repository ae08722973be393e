import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { ContactReport, Document, NodeTruth, Schema, ScoreExplained, SegmentEntry } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { sayScore, scoresMessages } from '../../i18n/scores.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { inWords } from '../base/labels.js';
import { vars } from '../builder/element.js';
import { contactName } from './find-person.js';
import { ExplainElement } from './panel.js';
import { personStyles } from './person.styles.js';
import { depthOf, sentenceAt, verdict } from './tell.js';

const DEEPEST = 6;

/**
 * Why one contact is in the segment or is not: every condition with ✓ or ✗, the value that decided it, and which one alone
 * makes the difference.
 *
 * @fires fq-goto - `{ path }`: the person wants to change the condition.
 */
export class FqPerson extends ExplainElement {
  static override properties: PropertyDeclarations = {
    ...ExplainElement.properties,
    engine: { attribute: false },
    document: { attribute: false },
    schema: { attribute: false },
    segments: { attribute: false },
    version: { attribute: false },
    row: { attribute: false },
    report: { state: true },
    scores: { state: true },
    failure: { state: true },
  };
  static override styles = [controls, personStyles];

  engine: Engine | undefined = undefined;
  document: Document | undefined = undefined;
  schema: Schema | undefined = undefined;
  segments: readonly SegmentEntry[] = [];
  /** The newest size report; a new one asks again. */
  version: unknown = undefined;
  /** The contact, as a page of members tells it. */
  row: number | undefined = undefined;

  private report: ContactReport | undefined = undefined;
  /** Every score of the contact that was run. */
  private scores: readonly ScoreExplained[] = [];
  private failure: unknown = undefined;
  private turn = 0;

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('row')) this.report = undefined;
    if (changes.has('row') || changes.has('version') || changes.has('engine')) void this.read();
  }

  private async read(): Promise<void> {
    const { engine, document, row } = this;
    if (engine === undefined || document === undefined || row === undefined) return;
    const turn = ++this.turn;
    try {
      const report = await engine.explainContact(document, { row });
      // an engine of a host may know no scores
      const scores = (await engine.explainScores?.({ row })) ?? [];
      if (turn !== this.turn) return;
      [this.report, this.scores] = [report, scores];
      this.failure = undefined;
    } catch (thrown) {
      if (turn === this.turn) this.failure = thrown;
    }
  }

  private because(report: ContactReport, document: Document): string {
    const { e } = this;
    const telling = this.telling(this.schema, this.segments);
    if (report.member) return '';
    if (report.limited_out) return e.limitedOut;
    if (report.excluded_by.length > 0) return e.excludedBy(this.s.list(report.excluded_by.map((path) => sentenceAt(document, path, telling, e))));
    return report.in_rule ? '' : e.notInRule;
  }

  private decides(truth: NodeTruth, report: ContactReport): TemplateResult | typeof nothing {
    if (!truth.decides || depthOf(truth.path) === 0) return nothing;
    return html`<span class="badge ${report.member ? 'accent' : 'warn'}">${report.member ? this.e.keepsIn : this.e.missesOnly}</span>`;
  }

  private node(truth: NodeTruth, report: ContactReport, document: Document): TemplateResult {
    const { e } = this;
    const telling = this.telling(this.schema, this.segments);
    const sentence = sentenceAt(document, truth.path, telling, e);
    const value = verdict(document, truth, telling, e);
    const state = truth.truth === undefined ? 'idle' : truth.truth ? 'yes' : 'no';
    const says = { idle: e.idle, yes: e.yes, no: e.no }[state];
    return html`<li class=${state} ${vars({ '--depth': String(Math.min(DEEPEST, depthOf(truth.path))) })}>
      <span class="mark" title=${says}>${state === 'yes' ? icons.check : state === 'no' ? icons.close : nothing}<span class="visually-hidden">${says}</span></span>
      <div class="text">${depthOf(truth.path) === 0 ? html`<span class="title">${sentence}</span>`
        : html`<button type="button" class="go" title=${e.go(sentence)} @click=${() => { this.send('fq-goto', { path: truth.path }); }}>${sentence}</button>`}
        ${this.decides(truth, report)}
        ${value === '' ? nothing : html`<span class="value small">${value}</span>`}</div></li>`;
  }

  /** Every score with its reason. */
  private scored(): TemplateResult | typeof nothing {
    const m = scoresMessages(this.locale);
    if (this.scores.length === 0) return nothing;
    return html`<section><h3>${m.person}</h3><ul>${this.scores.map((score) => html`<li><span class="mark"></span><div class="text"><span class="title">${score.name}</span>
      ${score.stale.length > 0 ? html`<span class="badge warn" title=${m.personStale}>${m.stale}</span>` : nothing}
      ${score.reasons.map((reason) => html`<span class="value small">${inWords(sayScore(this.locale, reason), this.schema, this.locale)}</span>`)}</div></li>`)}</ul></section>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { e, report, document } = this;
    if (this.failure !== undefined) return html`<p class="notice bad" role="alert">${errorSentence(this.locale, this.failure, 'none')}</p>`;
    if (report === undefined || document === undefined) return html`<p class="muted" role="status">${e.loading}</p>`;
    const because = this.because(report, document);
    return html`<div role="status"><h3>${contactName(report.contact, e.nameless)}</h3>
        <p class="verdict ${report.member ? 'in' : 'out'}">${report.member ? icons.check : icons.close}<strong>${report.member ? e.member : e.noMember}</strong></p>
        ${because === '' ? nothing : html`<p class="muted small">${because}</p>`}</div>
      <ul>${report.nodes.map((truth) => this.node(truth, report, document))}</ul>
      ${this.scored()}
      ${report.left_out > 0 ? html`<p class="muted small">${e.leftOut(this.s.number(report.left_out))}</p>` : nothing}`;
  }
}

define('fq-person', FqPerson);
