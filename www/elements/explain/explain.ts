import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Document, ExplainReport, MembersPage, PageOptions, Schema, SegmentEntry, SizeReport, Words } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { explainStyles } from './explain.styles.js';
import { ExplainElement } from './panel.js';
import { sentenceAt } from './tell.js';
import '../result/members.js';
import './find-person.js';
import './person.js';
import './plan.js';
import './waterfall.js';

const WAIT_MS = 150;

/** What the view shows: the conditions, who misses only one of them, or one contact. */
export type ExplainPlace = { readonly near: string } | { readonly person: number } | undefined;

/**
 * Why a segment has its number: the conditions with what each one does, the contacts that miss only one, and one contact
 * held against every condition.
 *
 * @fires fq-goto - `{ path }`: the person wants to change the condition.
 */
export class FqExplain extends ExplainElement {
  static override properties: PropertyDeclarations = {
    ...ExplainElement.properties,
    engine: { attribute: false },
    document: { attribute: false },
    schema: { attribute: false },
    segments: { attribute: false },
    report: { attribute: false },
    place: { attribute: false },
    listing: { type: Boolean, reflect: true },
    explained: { state: true },
    told: { state: true },
    failure: { state: true },
  };
  static override styles = [controls, explainStyles];

  engine: Engine | undefined = undefined;
  document: Document | undefined = undefined;
  schema: Schema | undefined = undefined;
  segments: readonly SegmentEntry[] = [];
  /** The newest sizes; new ones are explained again. */
  report: SizeReport | undefined = undefined;
  /** What is shown; the conditions when left out. */
  place: ExplainPlace = undefined;

  /** Whether a list of contacts is shown, which takes the height of the box. */
  listing = false;

  private explained: ExplainReport | undefined = undefined;
  /** The document that `explained` is about. */
  private told: Document | undefined = undefined;
  private failure: unknown = undefined;
  private timer: ReturnType<typeof setTimeout> | undefined = undefined;
  private turn = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override willUpdate(changes: PropertyValues<this>): void {
    this.listing = this.place !== undefined && 'near' in this.place;
    if (!changes.has('report') && !changes.has('engine')) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { void this.read(); }, this.explained === undefined ? 0 : WAIT_MS);
  }

  private async read(): Promise<void> {
    const { engine, document } = this;
    if (engine === undefined || document === undefined) return;
    const turn = ++this.turn;
    try {
      const explained = await engine.explain(document);
      if (turn !== this.turn) return;
      this.explained = explained;
      this.told = document;
      this.failure = undefined;
    } catch (thrown) {
      if (turn === this.turn) this.failure = thrown;
    }
  }

  private go(place: ExplainPlace): void {
    this.place = place;
    void this.updateComplete.then(() => {
      (this.renderRoot.querySelector<HTMLElement>('.back') ?? this.renderRoot.querySelector<HTMLElement>('fq-find-person'))?.focus();
    });
  }

  private back(): TemplateResult {
    return html`<button type="button" class="quiet back" @click=${() => { this.go(undefined); }}>${icons.left}${this.e.back}</button>`;
  }

  private near(path: string, engine: Engine, document: Document): TemplateResult {
    const { e } = this;
    const n = this.explained?.nodes.find((node) => node.path === path)?.near_misses ?? 0;
    const read = (options: Partial<PageOptions>, words: Words): Promise<MembersPage> => engine.nearMisses(document, path, options, words);
    return html`${this.back()}<div role="status"><h3>${e.nearTitle(n)}</h3>
        <p class="muted small">${e.nearBody(sentenceAt(document, path, this.telling(this.schema, this.segments), e))}</p></div>
      <fq-members .lang=${this.lang} .engine=${engine} .document=${document} .schema=${this.schema} .report=${this.explained} .read=${read} .size=${n} why
        @fq-why=${(event: CustomEvent<{ row: number }>) => { event.stopPropagation(); this.go({ person: event.detail.row }); }}></fq-members>`;
  }

  private conditions(): TemplateResult {
    return html`<fq-find-person .lang=${this.lang} .engine=${this.engine} @fq-person=${(event: CustomEvent<{ row: number }>) => { event.stopPropagation(); this.go({ person: event.detail.row }); }}></fq-find-person>
      <fq-waterfall .lang=${this.lang} .document=${this.told} .schema=${this.schema} .segments=${this.segments} .report=${this.explained} .stale=${this.told !== this.document}
        @fq-near=${(event: CustomEvent<{ path: string }>) => { event.stopPropagation(); this.go({ near: event.detail.path }); }}></fq-waterfall>
      <fq-plan .lang=${this.lang} .engine=${this.engine} .document=${this.document} .schema=${this.schema} .segments=${this.segments} .report=${this.report}></fq-plan>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { engine, document, place, told } = this;
    if (engine === undefined || document === undefined) return nothing;
    const failed = this.failure === undefined ? nothing : html`<p class="notice bad" role="alert">${errorSentence(this.locale, this.failure, 'none')}</p>`;
    if (place !== undefined && 'person' in place) {
      return html`${this.back()}<fq-person .lang=${this.lang} .engine=${engine} .document=${document} .schema=${this.schema} .segments=${this.segments} .version=${this.report} .row=${place.person}></fq-person>`;
    }
    return html`${failed}${place !== undefined && told !== undefined ? this.near(place.near, engine, told) : this.conditions()}`;
  }
}

define('fq-explain', FqExplain);
