import { type TemplateResult, html, nothing, type PropertyDeclarations } from 'lit';
import type { Document, Literal, Parameter } from '../../../pkg/definition.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { EditorElement } from './editor-element.js';
import { readNumber } from './number.js';
import { panelStyles } from './panel.styles.js';
import { freeName, paramUses, renameParam } from './references.js';
import './chips.js';
import './moment.js';

type ParameterKind = 'number' | 'text' | 'date' | 'list' | 'bool';

const STARTS: Readonly<Record<ParameterKind, Parameter>> = { number: 100, text: '', date: '2025-01-01', list: [], bool: true };
const DATE = /^\d{4}-\d{2}-\d{2}$/;

function kindOf(value: Parameter): ParameterKind {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' && DATE.test(value) ? 'date' : 'text';
}

/**
 * The parameters of a document: values with a name that conditions refer to.
 *
 * @fires fq-details - `{ document, key }` on every change.
 */
export class FqParameters extends EditorElement {
  static override properties: PropertyDeclarations = { ...EditorElement.properties };
  static override styles = [...EditorElement.styles, panelStyles];

  override focus(): void {
    this.focusFirst('li:last-child input');
  }

  private change(document: Document, key?: string): void {
    this.send('fq-details', { document, key });
  }

  private set(document: Document, name: string, value: Parameter, key?: string): void {
    this.change({ ...document, parameters: { ...document.parameters, [name]: value } }, key === undefined ? undefined : `${key}:${name}`);
  }

  private drop(document: Document, name: string): void {
    const { parameters = {}, ...rest } = document;
    const { [name]: _, ...others } = parameters;
    this.change(Object.keys(others).length === 0 ? rest : { ...rest, parameters: others });
  }

  private value(document: Document, name: string, value: Parameter): TemplateResult {
    const { e } = this;
    const label = `${name} ${e.parameters.value}`;
    const kind = kindOf(value);
    if (kind === 'list') {
      const shown = (value as readonly Literal[]).map(String);
      const numbers = (value as readonly Literal[]).length > 0 && (value as readonly Literal[]).every((item) => typeof item === 'number');
      return html`<fq-chips .lang=${this.lang} .label=${label} .values=${shown} .disabled=${this.disabled} @fq-values=${(event: CustomEvent<{ values: readonly string[] }>) => {
        event.stopPropagation();
        const read = event.detail.values.map((text) => readNumber(text, false));
        const all = read.length > 0 && read.every((item) => typeof item === 'number') && (numbers || shown.length === 0);
        this.set(document, name, all ? read : [...event.detail.values]);
      }}></fq-chips>`;
    }
    if (kind === 'date') {
      return html`<fq-moment .lang=${this.lang} .label=${label} .value=${String(value)} .disabled=${this.disabled}
        @fq-moment=${(event: CustomEvent<{ value: string }>) => { event.stopPropagation(); if (event.detail.value !== '') this.set(document, name, event.detail.value, 'value'); }}></fq-moment>`;
    }
    if (kind === 'bool') return this.choose(label, String(value), [['true', e.parameters.yes], ['false', e.parameters.no]], (next) => { this.set(document, name, next === 'true'); });
    if (kind === 'number') return this.decimal(value as number, label, (next) => { if (next !== undefined) this.set(document, name, next, 'value'); });
    return this.text(label, String(value), (text) => { this.set(document, name, text, 'value'); });
  }

  private entry(document: Document, name: string, value: Parameter): TemplateResult {
    const { e } = this;
    const uses = paramUses(document, name);
    const kinds = (Object.keys(STARTS) as ParameterKind[]).map((kind) => [kind, e.parameters.kinds[kind]] as const);
    return html`<li class="entry">
      <input type="text" autocomplete="off" aria-label=${e.parameters.name} .value=${name} @change=${(event: Event) => {
        if (!(event.target instanceof HTMLInputElement)) return;
        const next = renameParam(document, name, event.target.value.trim());
        if (next === document) event.target.value = name;
        else this.change(next);
      }}>
      ${this.choose(`${name} ${e.parameters.kind}`, kindOf(value), kinds, (kind) => { this.set(document, name, STARTS[kind as ParameterKind]); }, true)}
      ${this.value(document, name, value)}
      <span class="end"><span class="muted small">${e.parameters.used(uses)}</span>
        <button type="button" class="quiet icon" aria-label=${e.parameters.remove(name)} ?disabled=${uses > 0} @click=${() => { this.drop(document, name); }}>${icons.close}</button></span>
    </li>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const document = this.ctx?.document;
    const { e } = this;
    const { parameters } = document ?? {};
    if (document === undefined || parameters === undefined) return nothing;
    return html`<div class="head"><h2>${e.parameters.title}</h2><span class="muted small">${e.parameters.hint}</span></div>
      <ul>${Object.entries(parameters).map(([name, value]) => this.entry(document, name, value))}</ul>
      <div><button type="button" class="quiet small" @click=${() => { this.set(document, freeName(parameters, this.s.group.parameter), 100); this.focus(); }}>${icons.plus}${e.parameters.add}</button></div>`;
  }
}

define('fq-parameters', FqParameters);
