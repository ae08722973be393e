import { type TemplateResult, html, nothing, type PropertyDeclarations } from 'lit';
import type { Mask } from '../../../pkg/definition.js';
import { define } from '../base/element.js';
import { EditorElement } from './editor-element.js';
import { NAMES } from './raw.js';

/**
 * Weekdays, parts of the day and times of the day on which events count.
 *
 * @fires fq-mask - `{ mask }`, `undefined` when nothing is asked.
 */
export class FqMask extends EditorElement {
  static override properties: PropertyDeclarations = { ...EditorElement.properties, value: { attribute: false } };

  value: Mask | undefined = undefined;

  private change<K extends keyof Mask>(key: K, part: Mask[K] | undefined): void {
    const { [key]: _, ...rest } = this.value ?? {};
    const mask = part === undefined ? rest : { ...rest, [key]: part };
    this.value = Object.keys(mask).length === 0 ? undefined : mask;
    this.send('fq-mask', { mask: this.value });
  }

  protected override render(): TemplateResult {
    const { e } = this;
    const { weekdays = [], slots = [], times } = this.value ?? {};
    const some = <T>(list: T[]): T[] | undefined => (list.length === 0 ? undefined : list);
    const clock = (at: 0 | 1, label: string): TemplateResult => html`<input type="time" aria-label=${label} .value=${times?.[at] ?? ''} ?disabled=${this.disabled} @input=${(event: Event) => {
      if (times !== undefined && event.target instanceof HTMLInputElement && event.target.value !== '') this.change('times', at === 0 ? [event.target.value, times[1]] : [times[0], event.target.value]);
    }}>`;
    return html`${this.setting(e.mask.weekdays, this.checks(e.mask.weekdays, e.weekdays.map((text, index) => [index + 1, text] as const), weekdays, (list) => { this.change('weekdays', some(list)); }))}
      ${this.setting(e.mask.slots, this.checks(e.mask.slots, (NAMES['in_slot'] ?? []).map((name) => [name, e.coded(name)] as const), slots, (list) => { this.change('slots', some(list)); }))}
      ${this.check(e.mask.timesOn, times !== undefined, (on) => { this.change('times', on ? ['09:00', '18:00'] : undefined); })}
      ${times === undefined ? nothing : html`<span class="pair">${clock(0, `${e.mask.times} ${e.from}`)}<span>${e.and}</span>${clock(1, `${e.mask.times} ${e.to}`)}</span>`}`;
  }
}

define('fq-mask', FqMask);
