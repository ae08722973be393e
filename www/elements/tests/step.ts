// What the three steps of a test share.
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Engine } from '../../client/api.js';
import { live } from 'lit/directives/live.js';
import type { Schema, SegmentEntry } from '../../../pkg/definition.js';
import { errorSentence } from '../../i18n/errors.js';
import { count } from '../../i18n/format.js';
import { type TestsMessages, testsMessages } from '../../i18n/tests.js';
import { controls } from '../base/controls.styles.js';
import { select } from '../base/select.js';
import { SegmentElement } from '../builder/element.js';
import { readNumber } from '../builder/number.js';
import { stepStyles } from './tests.styles.js';

/** Bounds of a typed number, and what to say when it does not fit. */
export interface Typed {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
  readonly percent?: boolean;
  readonly problem: string;
}

/** A step: what is typed and does not fit stays with what to do, and is not asked. */
export abstract class TestStep extends SegmentElement {
  static override styles = [controls, stepStyles];
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    schema: { attribute: false },
    segments: { attribute: false },
    version: { attribute: false },
    bad: { state: true },
    failure: { state: true },
  };

  engine: Engine | undefined = undefined;
  schema: Schema | undefined = undefined;
  segments: readonly SegmentEntry[] = [];
  /** Counts up when the data change. */
  version: unknown = undefined;

  /** What was typed and does not fit, by field. */
  protected bad: ReadonlyMap<string, string> = new Map();
  protected failure: unknown = undefined;
  private turn = 0;

  protected get m(): TestsMessages {
    return testsMessages(this.locale);
  }

  protected n(value: number): string {
    return count(this.locale, value);
  }

  /** A share in percent. */
  protected share(value: number, digits = 2): string {
    return new Intl.NumberFormat(this.locale, { style: 'percent', maximumFractionDigits: digits }).format(value);
  }

  /** Asks; only the newest answer counts. */
  protected async ask<T>(question: () => Promise<T>, take: (answer: T) => void): Promise<void> {
    const turn = ++this.turn;
    try {
      const answer = await question();
      if (turn !== this.turn) return;
      take(answer);
      this.failure = undefined;
    } catch (thrown) {
      if (turn === this.turn) this.failure = thrown;
    }
  }

  /** Forgets what was typed and did not fit in fields that begin so. */
  protected forget(start: string): void {
    this.bad = new Map([...this.bad].filter(([key]) => !key.startsWith(start)));
  }

  /** A typed number. */
  protected number(key: string, label: string, value: number, typed: Typed, change: (value: number) => void): TemplateResult {
    const wrong = this.bad.get(key);
    const take = (text: string): void => {
      const found = readNumber(text, typed.percent === true);
      const fits = typeof found === 'number' && found >= typed.least && found <= typed.most && (typed.whole !== true || Number.isInteger(found));
      this.bad = new Map(fits ? [...this.bad].filter(([other]) => other !== key) : [...this.bad, [key, text]]);
      if (fits) change(found);
    };
    const shown = typed.percent === true ? String(Number((value * 100).toPrecision(12))) : String(value);
    return html`<input type="text" inputmode="decimal" autocomplete="off" aria-label=${label} aria-invalid=${wrong === undefined ? nothing : 'true'} aria-describedby=${wrong === undefined ? nothing : `p-${key}`}
      .value=${live(wrong ?? shown)} @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) take(event.target.value); }}>${wrong === undefined ? nothing : html`<span class="problem" id="p-${key}">${typed.problem}</span>`}`;
  }

  /** A field with its label and what it does. */
  protected field(label: string, control: TemplateResult, note = ''): TemplateResult {
    return html`<div class="field"><span class="label">${label}</span><span class="control">${control}</span>${note === '' ? nothing : html`<span class="note">${note}</span>`}</div>`;
  }

  /** A choice among the kept segments. */
  protected segment(label: string, value: string, none: string, change: (id: string) => void): TemplateResult {
    const choices = [{ value: '', label: none }, ...this.segments.map((entry) => ({ value: entry.id, label: entry.size === undefined ? entry.name : `${entry.name} · ${this.n(entry.size)}` }))];
    return select({ label, value, choices, change });
  }

  protected failed(): TemplateResult | typeof nothing {
    return this.failure === undefined ? nothing : html`<p class="notice bad" role="alert">${errorSentence(this.locale, this.failure, 'none')}</p>`;
  }
}
