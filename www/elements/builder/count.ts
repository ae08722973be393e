import { html, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { define } from '../base/element.js';
import { SegmentElement } from './element.js';
import { countStyles } from './count.styles.js';

const SHOWN_MS = 1000;

/**
 * A number that changes in place: at once, without movement, underlined for a second.
 *
 * @cssproperty --fq-accent - Colour of the underline.
 */
export class FqCount extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    value: { attribute: false },
    stale: { type: Boolean, reflect: true },
    changed: { type: Boolean, reflect: true },
  };
  static override styles = [countStyles];

  /** The number; nothing is shown when there is none. */
  value: number | undefined = undefined;
  /** The number belongs to an older question. */
  stale = false;
  /** Whether it has just changed. */
  changed = false;

  private timer: ReturnType<typeof setTimeout> | undefined = undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (!changes.has('value') || changes.get('value') === undefined || this.value === undefined) return;
    this.changed = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.changed = false; }, SHOWN_MS);
  }

  protected override render(): TemplateResult {
    return html`<span>${this.value === undefined ? '–' : this.s.number(this.value)}</span>`;
  }
}

define('fq-count', FqCount);
