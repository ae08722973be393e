import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { count } from '../../i18n/format.js';
import { readingMessages } from '../../i18n/reading.js';
import { controls } from '../base/controls.styles.js';
import { download } from '../base/download.js';
import { define, FqElement } from '../base/element.js';
import { icons } from '../base/icons.js';
import { typed } from '../base/typed.js';
import type { Template, Templates } from './templates.js';

/** The reading templates: rename, delete, save to a file and open one. */
export class FqTemplates extends FqElement {
  static override styles = [controls, css`
    :host { display: block; }
    summary { color: var(--fq-muted); }
    .inside { display: grid; gap: 8px; padding-top: 8px; }
    li { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; }
    li input { width: 240px; }
    li .shape { flex: 1 1 120px; }
    .actions { justify-content: start; }
  `];
  static override properties: PropertyDeclarations = { ...FqElement.properties, templates: { attribute: false }, bad: { state: true }, said: { state: true } };

  templates: Templates | undefined;
  private bad = false;
  private said = '';
  private watched: Templates | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watch(undefined);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.templates);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('templates') && this.isConnected) this.watch(this.templates);
  }

  override render(): TemplateResult | typeof nothing {
    const { templates } = this;
    if (!templates) return nothing;
    const { template: m } = readingMessages(this.locale);
    return html`<details><summary>${m.list(count(this.locale, templates.list.length))}</summary><div class="inside">
      <p class="small muted">${templates.kept ? m.intro : m.notKept}</p>
      ${templates.list.length === 0 ? nothing : html`<ul>${templates.list.map((one) => this.item(templates, one))}</ul>`}
      <div class="actions">
        <button type="button" ?disabled=${templates.list.length === 0} @click=${() => download(new Blob([templates.text()], { type: 'application/json' }), m.fileName)}>${icons.download}${m.saveFile}</button>
        <button type="button" @click=${() => this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click()}>${icons.upload}${m.openFile}</button>
        <input type="file" accept=".json,application/json" hidden tabindex="-1" aria-hidden="true" @change=${this.opened}>
      </div>
      <p class=${this.bad ? 'notice bad small' : 'small muted'} role="status">${this.bad ? m.badFile : this.said}</p>
    </div></details>`;
  }

  private item(templates: Templates, one: Template): TemplateResult {
    const { template: m } = readingMessages(this.locale);
    return html`<li><input aria-label=${m.rename(one.name)} maxlength="60" .value=${typed(one.name)}
        @change=${(event: Event) => { templates.rename(one, (event.target as HTMLInputElement).value.trim()); this.requestUpdate(); }}>
      <span class="shape small muted">${m.shape(this.t.sheet.container[one.container], count(this.locale, one.columns.length))}</span>
      <button type="button" class="quiet" aria-label=${m.removeOf(one.name)} @click=${() => { templates.remove(one); this.said = m.removed(one.name); }}>${icons.trash}${m.remove}</button></li>`;
  }

  private readonly opened = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (file) this.bad = !this.templates?.open(await file.text().catch(() => ''));
  };

  private readonly changed = (): void => this.requestUpdate();

  private watch(templates: Templates | undefined): void {
    this.watched?.removeEventListener('change', this.changed);
    this.watched = templates;
    templates?.addEventListener('change', this.changed);
  }
}

define('fq-templates', FqTemplates);

declare global {
  interface HTMLElementTagNameMap {
    'fq-templates': FqTemplates;
  }
}
