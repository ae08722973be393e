import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ValueCount } from '../../../pkg/definition.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { chipsStyles } from './chips.styles.js';
import { SegmentElement } from './element.js';
import './suggest.js';

/**
 * Several values, each of which can be taken out again.
 *
 * @fires fq-values - `{ values }` whenever one is added or removed.
 */
export class FqChips extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    values: { attribute: false },
    load: { attribute: false },
    label: { type: String },
    disabled: { type: Boolean },
  };
  static override styles = [controls, chipsStyles];

  values: readonly string[] = [];
  load: ((search: string) => Promise<readonly ValueCount[]>) | undefined = undefined;
  label = '';
  disabled = false;

  override focus(): void {
    this.focusFirst('fq-suggest');
  }

  private add(texts: readonly string[]): void {
    const one = texts[0];
    if (texts.length === 1 && one !== undefined && this.values.includes(one)) this.drop(one);
    else this.change([...new Set([...this.values, ...texts])]);
  }

  private drop(value: string): void {
    this.change(this.values.filter((other) => other !== value));
  }

  private change(values: readonly string[]): void {
    this.values = values;
    this.send('fq-values', { values });
  }

  private onKey = (event: KeyboardEvent): void => {
    const last = this.values.at(-1);
    const from = event.composedPath()[0];
    if (event.key === 'Backspace' && last !== undefined && from instanceof HTMLInputElement && from.value === '') this.drop(last);
  };

  protected override render(): TemplateResult {
    const { attribute } = this.s;
    return html`<div class="box" @keydown=${this.onKey}>
      ${repeat(this.values, (value) => value, (value) => html`<span class="chip"><span>${value}</span><button type="button" class="quiet icon" ?disabled=${this.disabled}
        aria-label=${attribute.removeValue(value)} @click=${() => { this.drop(value); this.focus(); }}>${icons.close}</button></span>`)}
      <fq-suggest many .lang=${this.lang} .load=${this.load} .label=${this.label} .chosen=${this.values} .disabled=${this.disabled}
        .placeholder=${this.values.length === 0 ? attribute.valuePlaceholder : ''} title=${attribute.pasteHint}
        @fq-text=${(event: Event) => { event.stopPropagation(); }}
        @fq-commit=${(event: CustomEvent<{ texts: readonly string[] }>) => { event.stopPropagation(); this.add(event.detail.texts); }}></fq-suggest>
    </div>`;
  }
}

define('fq-chips', FqChips);
