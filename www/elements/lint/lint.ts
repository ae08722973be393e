import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Document, Finding, Fix, Schema, SegmentEntry } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { type LintMessages, lintMessages } from '../../i18n/lint.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { describeNode, type Telling } from '../builder/describe.js';
import { NAMED, nodeAt } from '../builder/document.js';
import { SegmentElement } from '../builder/element.js';
import { ownerPath } from '../builder/path.js';
import { lintStyles } from './lint.styles.js';
import { conditionAt, findingSentence, placesOf } from './say.js';

const WAIT_MS = 300;
const SHOWN = 3;

/** What {@link FqLint} has found in which definition. */
export interface FindingsDetail {
  readonly document: Document;
  readonly findings: readonly Finding[];
}

/**
 * What is legal in a definition and hardly meant: a quiet list with a way to the condition and, where there is one, the fix.
 *
 * @fires fq-findings - {@link FindingsDetail} whenever there is an answer.
 * @fires fq-goto - `{ path }`: the person wants to see the condition.
 * @fires fq-fix - `{ document }`: the definition with the fix.
 */
export class FqLint extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    document: { attribute: false },
    schema: { attribute: false },
    segments: { attribute: false },
    report: { attribute: false },
    findings: { state: true },
    all: { state: true },
  };
  static override styles = [controls, lintStyles];

  engine: Engine | undefined = undefined;
  document: Document | undefined = undefined;
  schema: Schema | undefined = undefined;
  segments: readonly SegmentEntry[] = [];
  /** The newest sizes; new ones are looked at again. */
  report: unknown = undefined;

  private findings: readonly Finding[] = [];
  /** The document that the findings are about. */
  private told: Document | undefined = undefined;
  /** A fix was carried out by keyboard: the focus goes on to what is left. */
  private refocus = false;
  private all = false;
  private timer: ReturnType<typeof setTimeout> | undefined = undefined;

  private get m(): LintMessages {
    return lintMessages(this.locale);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (!changes.has('report') && !changes.has('engine') && !changes.has('segments')) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { void this.read(); }, WAIT_MS);
  }

  private async read(): Promise<void> {
    const { engine, document } = this;
    if (engine === undefined || document === undefined) return;
    const findings = await engine.lint(document).catch(() => []);
    if (document !== this.document) return;
    this.told = document;
    this.findings = findings;
    this.emit<FindingsDetail>('fq-findings', { document, findings });
    if (!this.refocus) return;
    this.refocus = false;
    await this.updateComplete;
    const next = this.renderRoot.querySelector<HTMLElement>('li');
    if (next === null) this.emit('fq-goto', { path: 'rule' });
    else next.focus();
  }

  /** Moves the focus to the first finding about the node at a path. */
  reveal(path: string): void {
    const at = this.findings.findIndex((finding) => placesOf(finding).includes(path));
    if (at < 0) return;
    if (at >= SHOWN) this.all = true;
    void this.updateComplete.then(() => {
      const item = this.renderRoot.querySelectorAll<HTMLElement>('li')[at];
      item?.focus({ preventScroll: true });
      item?.scrollIntoView({ block: 'center' });
    });
  }

  private get telling(): Telling {
    return { s: this.s, lang: this.locale, schema: this.schema, segmentName: (id) => this.segments.find((entry) => entry.id === id)?.name };
  }

  /** Carries out a fix, unless the definition has changed meanwhile. */
  private async apply(fix: Fix, document: Document, byKeyboard: boolean): Promise<void> {
    const fixed = await this.engine?.applyFix(document, fix).catch(() => undefined);
    if (fixed === undefined || document !== this.document) return;
    this.refocus = byKeyboard;
    this.emit('fq-fix', { document: fixed });
  }

  private fix(fix: Fix, sentence: string, document: Document): TemplateResult {
    const { m } = this;
    const what = fix.kind === 'replace' && fix.node !== undefined ? m.replace(describeNode(fix.node, this.telling)) : m.remove;
    return html`<button type="button" class="quiet small" aria-label=${m.fixOf(what, sentence)} @click=${(event: MouseEvent) => { void this.apply(fix, document, event.detail === 0); }}>${what}</button>`;
  }

  private item(finding: Finding, document: Document): TemplateResult {
    const { m, telling } = this;
    const sentence = findingSentence(finding, document, telling);
    // of a contradiction: to the first of the two
    const place = finding.params['first'] ?? finding.path;
    const owner = ownerPath(place);
    const where = conditionAt(place, document, telling);
    const there = owner !== undefined && !owner.startsWith(NAMED) && owner !== 'rule' && nodeAt(document, owner) !== undefined;
    return html`<li class=${finding.severity} tabindex="-1"><span class="badge ${finding.severity === 'warning' ? 'warn' : ''}">${m.severity[finding.severity]}</span>
      <span class="say">${there && place === finding.path ? html`<span class="where">${where}</span> ` : nothing}${sentence}</span>
      <span class="do">${there ? html`<button type="button" class="quiet small" aria-label=${m.goTo(where)} @click=${() => { this.emit('fq-goto', { path: owner }); }}>${m.go}</button>` : nothing}
        ${finding.fix === undefined ? nothing : this.fix(finding.fix, sentence, document)}</span></li>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { m, findings, told } = this;
    if (findings.length === 0 || told === undefined || told !== this.document) return nothing;
    const shown = this.all ? findings : findings.slice(0, SHOWN);
    return html`<section aria-label=${m.title(findings.length)}><h3>${icons.eye}${m.title(findings.length)}</h3>
      <ul>${shown.map((finding) => this.item(finding, told))}</ul>
      ${findings.length <= SHOWN ? nothing : html`<button type="button" class="link small" aria-expanded=${this.all ? 'true' : 'false'} @click=${() => { this.all = !this.all; }}>${this.all ? m.fewer : m.more(findings.length - SHOWN)}</button>`}</section>`;
  }
}

define('fq-lint', FqLint);
