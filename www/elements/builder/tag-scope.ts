import { type TemplateResult, html, nothing, type PropertyDeclarations } from 'lit';
import type { TagSource, Window } from '../../../pkg/definition.js';
import { define } from '../base/element.js';
import { EditorElement } from './editor-element.js';
import { DEFAULT_WINDOW } from './operators.js';
import type { TagScope } from './tag-parts.js';
import { chipStyles } from './chips.styles.js';
import { icons } from '../base/icons.js';
import './tag-picker.js';
import './window.js';

const SOURCES: readonly TagSource[] = ['manual', 'auto', 'import', 'questionnaire'];
const LEVELS = 5;

/**
 * Which tags a condition looks at: a group, a level, when they were given and by whom.
 *
 * @fires fq-scope - `{ scope }` on every change.
 */
export class FqTagScope extends EditorElement {
  static override properties: PropertyDeclarations = { ...EditorElement.properties, value: { attribute: false } };
  static override styles = [...EditorElement.styles, chipStyles];

  value: TagScope = {};

  private change<K extends keyof TagScope>(key: K, part: TagScope[K] | undefined): void {
    const { [key]: _, ...rest } = this.value;
    this.value = part === undefined ? rest : { ...rest, [key]: part };
    this.send('fq-scope', { scope: this.value });
  }

  private group(): TemplateResult {
    const { e, value } = this;
    const { group } = value;
    return html`${group === undefined ? nothing : html`<span class="chip"><span>${group}</span><button type="button" class="quiet icon" aria-label=${this.s.tags.remove(group)} ?disabled=${this.disabled} @click=${() => { this.change('group', undefined); }}>${icons.close}</button></span>`}
      <fq-tag-picker .lang=${this.lang} .engine=${this.ctx?.engine} .names=${group === undefined ? [] : [group]} .text=${group === undefined ? e.tags.anyGroup : e.choose} .disabled=${this.disabled}
        @fq-tags=${(event: CustomEvent<{ names: readonly string[] }>) => { event.stopPropagation(); this.change('group', event.detail.names.find((name) => name !== group)); }}></fq-tag-picker>`;
  }

  protected override render(): TemplateResult {
    const { e, value } = this;
    const taggings = this.ctx?.schema?.taggings;
    const levels = [['', e.tags.anyLevel], ...Array.from({ length: Math.max(LEVELS, value.level ?? 0) }, (_, index) => [String(index + 1), String(index + 1)] as const)] as const;
    return html`${this.setting(e.tags.group, this.group())}
      ${this.setting(e.tags.level, this.choose(e.tags.level, value.level === undefined ? '' : String(value.level), levels, (level) => { this.change('level', level === '' ? undefined : Number(level)); }))}
      ${taggings === undefined && value.window === undefined ? nothing : this.setting(e.tags.window, html`${this.choose(e.tags.window, value.window === undefined ? '' : 'window', [['', e.tags.anyTime], ['window', e.tags.inWindow]], (kind) => { this.change('window', kind === '' ? undefined : DEFAULT_WINDOW); })}
        ${value.window === undefined ? nothing : html`<fq-window .lang=${this.lang} .value=${value.window} .asOf=${this.ctx?.asOf ?? ''} .disabled=${this.disabled}
          @fq-window=${(event: CustomEvent<{ window: Window }>) => { event.stopPropagation(); this.change('window', event.detail.window); }}></fq-window>`}`)}
      ${taggings?.source === undefined && value.source_in === undefined ? nothing : this.setting(e.tags.sources, this.checks(e.tags.sources, SOURCES.map((source) => [source, e.coded(source)] as const), value.source_in ?? [], (list) => { this.change('source_in', list.length === 0 ? undefined : list); }))}
      ${taggings === undefined ? html`<span class="muted small">${e.tags.needsRecord}</span>` : nothing}`;
  }
}

define('fq-tag-scope', FqTagScope);
