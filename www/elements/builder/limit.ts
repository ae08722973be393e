import { type TemplateResult, html, nothing, type PropertyDeclarations } from 'lit';
import type { Document, Limit, SizeReport } from '../../../pkg/definition.js';
import { define } from '../base/element.js';
import { fieldLabel } from '../base/labels.js';
import { icons } from '../base/icons.js';
import { limitedText } from './describe.js';
import { EditorElement } from './editor-element.js';
import { panelStyles } from './panel.styles.js';

/**
 * How many members an audience has at most, and which of them.
 *
 * @fires fq-details - `{ document, key }` on every change; without a limit when it is taken out.
 */
export class FqLimit extends EditorElement {
  static override properties: PropertyDeclarations = { ...EditorElement.properties, report: { attribute: false } };
  static override styles = [...EditorElement.styles, panelStyles];

  /** The newest sizes. */
  report: SizeReport | undefined = undefined;

  override focus(): void {
    this.focusFirst('fq-number');
  }

  private change(limit: Limit | undefined, key?: string): void {
    const document = this.ctx?.document;
    if (document === undefined) return;
    const { limit: _, ...rest } = document;
    this.send('fq-details', { document: (limit === undefined ? rest : { ...rest, limit }) satisfies Document, key });
  }

  private per(limit: Limit): TemplateResult {
    const { e } = this;
    const { per, ...rest } = limit;
    const fields = (this.ctx?.schema?.fields ?? []).filter((field) => field.kind !== 'tags');
    return this.setting(e.limit.per, this.choose(e.limit.per, per ?? '', [['', e.limit.perNone], ...fields.map((field) => [field.name, fieldLabel(field, this.locale)] as const)], (name) => {
      this.change((name === '' ? rest : { ...rest, per: name }) as Limit);
    }));
  }

  private start(kind: string, limit: Limit, n: number): Limit {
    const numbers = (this.ctx?.schema?.fields ?? []).filter((field) => field.kind === 'number' || field.kind === 'date' || field.kind === 'datetime');
    const per = limit.per === undefined ? {} : { per: limit.per };
    return kind === 'top' ? { top: n, by: numbers[0]?.name ?? '', ...per } : { random: n, seed: '1', ...per };
  }

  protected override render(): TemplateResult | typeof nothing {
    const { e } = this;
    const limit = this.ctx?.document.limit;
    const said = limitedText(limit, this.report, this.s);
    if (limit === undefined) return nothing;
    const top = 'top' in limit ? limit : undefined;
    const n = 'top' in limit ? limit.top : limit.random;
    const ordered = (this.ctx?.schema?.fields ?? []).filter((field) => field.kind === 'number' || field.kind === 'date' || field.kind === 'datetime');
    return html`<div class="head"><h2>${e.limit.title}</h2><span class="muted small">${e.limit.hint}</span>
        <button type="button" class="quiet icon" aria-label=${e.limit.remove} title=${e.limit.remove} @click=${() => { this.change(undefined); }}>${icons.close}</button></div>
      <div class="line">
        ${this.whole(n, e.limit.n, 1, (next) => { if (next > 0) this.change('top' in limit ? { ...limit, top: next } : { ...limit, random: next }, 'limit'); })}<span>${e.limit.people}</span>
        ${this.choose(e.limit.kind, top === undefined ? 'random' : 'top', [['top', e.limit.top], ['random', e.limit.random]], (kind) => { this.change(this.start(kind, limit, n)); })}
        ${top !== undefined ? html`${this.column(top.by, ordered, e.limit.by, e.limit.pickBy, (field) => { this.change({ ...top, by: field.name }); })}
            ${this.choose(e.limit.orderLabel, top.order ?? 'desc', [['desc', e.limit.order.desc], ['asc', e.limit.order.asc]], (order) => {
              const { order: _, ...rest } = top;
              this.change(order === 'asc' ? { ...rest, order: 'asc' } : rest);
            })}`
          : 'random' in limit ? this.setting(e.limit.seed, this.text(e.limit.seed, limit.seed, (seed) => { this.change({ ...limit, seed }, 'seed'); })) : nothing}
        ${this.per(limit)}
      </div>
      ${said === '' ? nothing : html`<p class="muted small">${said}</p>`}`;
  }
}

define('fq-limit', FqLimit);
