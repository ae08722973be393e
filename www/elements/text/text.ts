import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Document } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { type ErrorLike, errorSentence } from '../../i18n/errors.js';
import { type CopyKind, type TextMessages, textMessages } from '../../i18n/text-panel.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { SegmentElement } from '../builder/element.js';
import { sameDefinition } from '../builder/same.js';
import type { ToastDetail } from '../builder/toast.js';
import { copyText } from './copy.js';
import { offsetOf, wordAt } from './place.js';
import { textStyles } from './text.styles.js';

const WAIT_MS = 200;

/** An error that knows its place in the text. */
function placed(thrown: unknown): (ErrorLike & { readonly line: number; readonly column: number }) | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('params' in thrown) || !('code' in thrown)) return undefined;
  const error = thrown as ErrorLike;
  const [line, column] = [Number(error.params['line']), Number(error.params['column'])];
  return Number.isInteger(line) && Number.isInteger(column) && line > 0 && column > 0 ? { code: error.code, location: error.location, params: error.params, line, column } : undefined;
}

/**
 * A definition as text that can be edited: read on the fly, applied as soon as it is correct, the place of a mistake marked.
 *
 * @fires fq-text - `{ document }` whenever the text means another definition than before.
 * @fires fq-notice - What was copied.
 */
export class FqText extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    document: { attribute: false },
    text: { state: true },
    failure: { state: true },
    sentence: { state: true },
  };
  static override styles = [controls, textStyles];

  engine: Engine | undefined = undefined;
  document: Document | undefined = undefined;

  private text = '';
  private failure: unknown = undefined;
  private sentence = '';
  /** What the text means. */
  private meant: Document | undefined = undefined;
  private timer: ReturnType<typeof setTimeout> | undefined = undefined;
  private turn = 0;

  /** The strings of the text view in this language. */
  private get m(): TextMessages {
    return textMessages(this.locale);
  }

  override focus(): void {
    void this.updateComplete.then(() => { this.area()?.focus(); });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  private area(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (!changes.has('document') && !changes.has('engine') && !changes.has('lang')) return;
    const { document } = this;
    if (document === undefined) return;
    void this.say(document);
    if (this.meant === undefined || (document !== this.meant && !sameDefinition(document, this.meant))) void this.print(document);
  }

  private async say(document: Document): Promise<void> {
    const sentence = await this.engine?.sentence(document, this.locale).catch(() => '');
    if (document === this.document) this.sentence = sentence ?? '';
  }

  private async print(document: Document): Promise<void> {
    clearTimeout(this.timer);
    const turn = ++this.turn;
    try {
      const text = await this.engine?.printDefinition(document);
      if (turn !== this.turn || text === undefined) return;
      this.text = text;
      this.meant = document;
      this.failure = undefined;
    } catch (thrown) {
      if (turn === this.turn) this.failure = thrown;
    }
  }

  private onInput = (event: Event): void => {
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    this.text = event.target.value;
    clearTimeout(this.timer);
    this.turn++;
    if (event instanceof InputEvent && event.isComposing) return;
    this.timer = setTimeout(() => { void this.read(); }, WAIT_MS);
  };

  private async read(): Promise<void> {
    const { engine, text, document } = this;
    if (engine === undefined || document === undefined) return;
    const turn = ++this.turn;
    try {
      const parsed = await engine.parseText(text);
      if (turn !== this.turn) return;
      this.failure = undefined;
      const meant: Document = document.id === undefined ? parsed : { ...parsed, id: document.id };
      this.meant = meant;
      if (!sameDefinition(meant, document)) this.emit('fq-text', { document: meant });
    } catch (thrown) {
      if (turn === this.turn) this.failure = thrown;
    }
  }

  private onScroll = (): void => {
    const mirror = this.renderRoot.querySelector('.mirror');
    const area = this.area();
    if (mirror === null || area === null) return;
    mirror.scrollTop = area.scrollTop;
    mirror.scrollLeft = area.scrollLeft;
  };

  private goToMistake(): void {
    const error = placed(this.failure);
    const area = this.area();
    if (error === undefined || area === null) return;
    const { from, to } = wordAt(this.text, offsetOf(this.text, error.line, error.column));
    area.focus();
    area.setSelectionRange(from, to);
  }

  private async copy(kind: CopyKind): Promise<void> {
    const text = kind === 'text' ? this.text : kind === 'json' ? JSON.stringify(this.document, null, 2) : this.sentence;
    const done = await copyText(text);
    this.emit<ToastDetail>('fq-notice', done ? { text: this.m.copied[kind] } : { text: this.m.notCopied, bad: true });
  }

  /** The text again behind the editor, with a wavy line below the mistake. */
  private mirror(): TemplateResult {
    const error = placed(this.failure);
    if (error === undefined) return html`<div class="mirror" aria-hidden="true"></div>`;
    const { from, to } = wordAt(this.text, offsetOf(this.text, error.line, error.column));
    return html`<div class="mirror" aria-hidden="true">${this.text.slice(0, from)}<mark>${this.text.slice(from, Math.max(to, from + 1)) || ' '}</mark>${this.text.slice(to)}</div>`;
  }

  private message(): TemplateResult {
    const { m, failure } = this;
    if (failure === undefined) return html`<p class="muted small">${m.hint}</p>`;
    const error = placed(failure);
    const sentence = errorSentence(this.locale, failure, 'none');
    return html`<p class="message bad">${icons.warn}<span>${error === undefined ? sentence : m.at(this.s.number(error.line), this.s.number(error.column), sentence)}</span>
      ${error === undefined ? nothing : html`<button type="button" class="link" @click=${() => { this.goToMistake(); }}>${m.go}</button>`}</p>`;
  }

  protected override render(): TemplateResult {
    const { m } = this;
    const rows = Math.min(24, Math.max(6, this.text.split('\n').length + 1));
    return html`<div class="said"><h3>${m.sentence}</h3><p>${this.sentence}</p></div>
      <label for="text">${m.label}</label>
      <div class="editor">${this.mirror()}<textarea id="text" class="mono" rows=${rows} spellcheck="false" autocomplete="off" autocapitalize="off" aria-invalid=${this.failure === undefined ? 'false' : 'true'} aria-describedby="state"
        .value=${live(this.text)} @input=${this.onInput} @compositionend=${this.onInput} @scroll=${this.onScroll}></textarea></div>
      <div id="state" role="status">${this.message()}</div>
      <div class="copies">${(['text', 'json', 'sentence'] as const).map((kind) => html`<button type="button" @click=${() => { void this.copy(kind); }}>${icons.copy}${m.copy[kind]}</button>`)}</div>`;
  }
}

define('fq-text', FqText);
