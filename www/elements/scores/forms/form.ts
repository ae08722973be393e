import { html, nothing, type TemplateResult } from 'lit';
import { define } from '../../base/element.js';
import { select } from '../../base/select.js';
import { typed } from '../../base/typed.js';
import { lastDay, untilText } from '../../builder/dates.js';
import { type FieldGroup, isShown } from './description.js';
import { SettingFields } from './fields.js';
import '../../builder/moment.js';

export type { SettingsDetail } from './settings.js';

/**
 * The settings of a score, made from the description of its model. What is typed and does not fit stays where it is with a
 * sentence beside it; `problems` lists them.
 *
 * @fires fq-settings - {@link SettingsDetail} on every change.
 */
export class FqScoreForm extends SettingFields {
  private group(group: FieldGroup): TemplateResult | typeof nothing {
    const shown = group.fields.filter((field) => isShown(field, this.params, this.defaults));
    if (shown.length === 0) return nothing;
    const title = this.m.group[group.title] ?? group.title;
    const fields = html`<div class="fields">${shown.map((field) => this.field(field))}</div>`;
    if (group.folded !== true) return html`<fieldset><legend>${title}</legend>${fields}</fieldset>`;
    return html`<details><summary class="legend">${title}</summary><div role="group" aria-label=${title}>${fields}</div></details>`;
  }

  /** Time and zone, which every score has. */
  private general(): TemplateResult {
    const { m } = this;
    const newest = this.schema?.as_of;
    const [asOf, zone] = [this.words('as_of'), this.words('zone')];
    const isData = this.asOf === 'data';
    return html`<details><summary class="legend">${m.group['general']}</summary><div class="fields">
      <div class="field"><span class="label">${asOf.label}</span><span class="control" data-key="as_of">
          ${select({ label: asOf.label, value: isData ? 'data' : 'date', choices: [{ value: 'data', label: m.choice['as_of.data'] ?? 'data' }, { value: 'date', label: m.choice['as_of.date'] ?? 'date' }], change: (kind) => { this.tell({ as_of: kind === 'data' ? 'data' : newest === undefined ? '' : lastDay(newest) }); } })}
          ${isData ? (newest === undefined ? nothing : html`<span class="muted">${untilText(this.locale, newest)}</span>`) : html`<fq-moment .lang=${this.lang} .label=${asOf.label} .value=${this.asOf} .timed=${this.asOf.includes('T')} @fq-moment=${(event: CustomEvent<{ value: string }>) => { event.stopPropagation(); this.tell({ as_of: event.detail.value }); }}></fq-moment>`}</span>
        ${this.note('as_of', m.choice['as_of.data'])}</div>
      <div class="field"><label for="zone">${zone.label}</label><input id="zone" data-key="zone" list="zones" autocomplete="off" spellcheck="false" aria-invalid=${this.problem('zone') === undefined ? nothing : 'true'} .value=${typed(this.zone)} @change=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.tell({ zone: event.target.value.trim() }); }}>
        <datalist id="zones">${Intl.supportedValuesOf('timeZone').map((name) => html`<option value=${name}></option>`)}</datalist>
        ${this.note('zone', 'Asia/Shanghai', this.zone !== 'Asia/Shanghai', () => { this.tell({ zone: 'Asia/Shanghai' }); })}</div>
    </div></details>`;
  }

  protected override render(): TemplateResult {
    return html`${this.groups.map((group) => this.group(group))}${this.general()}`;
  }
}

define('fq-score-form', FqScoreForm);



declare global {
  interface HTMLElementTagNameMap {
    'fq-score-form': FqScoreForm;
  }
}
