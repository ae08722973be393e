import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Node, ScoreGrid, ScoreGroup, ScoreNote, ScoreReport } from '../../../pkg/definition.js';
import { count, share } from '../../i18n/format.js';
import { scoreFormsMessages } from '../../i18n/score-forms.js';
import { sayScore, type ScoresMessages, scoresMessages } from '../../i18n/scores.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { SegmentElement, vars } from '../builder/element.js';
import { reportStyles } from './scores.styles.js';
import './flow.js';

/** Models whose values are stages in an order. */
const STAGED: ReadonlySet<string> = new Set(['lifecycle', 'layers', 'tag']);
/** Shades of a heat map; the first is empty. */
const SHADES = 5;

/**
 * What running a score found out: the distribution, the grid as a heat map, cut values, the back-test, and how it was computed.
 *
 * @fires fq-score-rule - `{ rule, name }`: the person wants a segment of the contacts with this value.
 */
export class FqScoreReport extends SegmentElement {
  static override styles = [controls, reportStyles];
  static override properties: PropertyDeclarations = { ...SegmentElement.properties, report: { attribute: false } };

  report: ScoreReport | undefined = undefined;

  private get m(): ScoresMessages {
    return scoresMessages(this.locale);
  }

  private n(value: number): string {
    return count(this.locale, value);
  }

  private money(value: number): string {
    return new Intl.NumberFormat(this.locale, { minimumFractionDigits: Number.isInteger(value) ? 0 : 2, maximumFractionDigits: 2 }).format(value);
  }

  private label(part: string): string {
    const column = this.report?.columns.find((one) => one.part === part.replace('cell.', ''));
    if (!column) return part;
    return this.locale === 'en' ? column.en : column.zh;
  }

  /** A note with the name of its table as people know it. */
  private named(note: ScoreNote): ScoreNote {
    const { table } = note.params;
    return table === undefined ? note : { ...note, params: { ...note.params, table: this.s.event.tableName(table) } };
  }

  private build(rule: Node, name: string): void {
    this.emit('fq-score-rule', { rule, name });
  }

  override render(): TemplateResult | typeof nothing {
    const { report, m } = this;
    if (!report) return nothing;
    const { model } = report;
    return html`<p class="muted">${m.of(this.n(model.n), this.n(model.population), asOf(model.as_of))}</p>
      ${STAGED.has(model.name) ? html`<fq-score-flow .lang=${this.locale} .report=${report}></fq-score-flow>${report.grid ? this.grid(report.grid) : nothing}`
        : html`<div class="two">${report.grid ? this.grid(report.grid) : nothing}${this.groups(report)}</div>`}
      ${(report.deciles?.length ?? 0) > 0 ? this.deciles(report) : nothing}
      <section><h3>${m.how}</h3><ul class="notes">${report.notes.map((note) => html`<li class=${note.template.startsWith('warn.') ? 'warn' : ''}>${sayScore(this.locale, this.named(note))}</li>`)}</ul></section>
      ${report.cuts.length > 0 ? this.cuts(report) : nothing}
      <details><summary>${m.columns}</summary><div class="inside"><p class="small muted">${m.columnsHint}</p><ul>${report.columns.map((column) => html`<li><code>${column.name}</code> ${this.locale === 'en' ? column.en : column.zh} · ${this.n(column.filled)}</li>`)}</ul></div></details>
      <details><summary>${m.details}</summary><div class="inside"><ul>${Object.entries(report.diag).map(([name, value]) => html`<li><code>${name}</code> ${new Intl.NumberFormat(this.locale, { maximumSignificantDigits: 6 }).format(value ?? 0)}</li>`)}</ul></div></details>`;
  }

  private grid(grid: ScoreGrid): TemplateResult {
    const { m } = this;
    const most = Math.max(1, ...grid.cells.map((cell) => cell.contacts));
    const [x, y] = [this.label(grid.x), this.label(grid.y)];
    const cell = (row: number, column: number): TemplateResult => {
      const one = grid.cells[row * grid.xs.length + column];
      if (!one) return html`<td></td>`;
      const name = `${y} ${grid.ys[row] ?? ''} · ${x} ${grid.xs[column] ?? ''}`;
      const shade = one.contacts === 0 ? 0 : Math.max(1, Math.ceil((one.contacts / most) * SHADES));
      return html`<td><button type="button" class="cell l${shade}" ?disabled=${one.contacts === 0} aria-label=${m.build(name, this.n(one.contacts))}
        @click=${() => this.build(one.rule, name)}><span>${this.n(one.contacts)}</span></button></td>`;
    };
    return html`<section><h3>${m.gridOf(x, y)}</h3><p class="small muted">${grid.y === 'before' ? scoreFormsMessages(this.locale).flow.table : m.gridHint}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${m.gridOf(x, y)}><table class="grid">
        <thead><tr><td></td>${grid.xs.map((value) => html`<th scope="col">${value}</th>`)}</tr></thead>
        <tbody>${grid.ys.map((value, row) => html`<tr><th scope="row">${value}</th>${grid.xs.map((_, column) => cell(row, column))}</tr>`)}</tbody>
      </table></div><p class="shades small muted" aria-hidden="true"><span>${scoreFormsMessages(this.locale).shades.few}</span>${[1, 2, 3, 4, 5].map((shade) => html`<i class="cell l${shade}"></i>`)}<span>${scoreFormsMessages(this.locale).shades.many}</span></p></section>`;
  }

  private groups(report: ScoreReport): TemplateResult | typeof nothing {
    const { m } = this;
    const groups = report.groups.filter((group) => group.part !== 'code');
    if (groups.length === 0) return nothing;
    const most = Math.max(1, ...groups.map((group) => group.contacts));
    const money = groups.some((group) => group.amount !== undefined);
    const row = (group: ScoreGroup): TemplateResult => {
      const value = group.value === '' ? m.without : group.value;
      return html`<tr><th scope="row">${group.contacts === 0 ? value : html`<button type="button" class="link" aria-label=${m.build(value, this.n(group.contacts))} @click=${() => this.build(group.rule, value)}>${value}</button>`}</th>
        <td class="bar"><div class="track"><i ${vars({ '--part': `${(group.contacts / most) * 100}%` })}></i></div></td>
        <td class="num">${this.n(group.contacts)}</td><td class="num">${share(this.locale, group.contacts, report.model.population)}</td>
        ${money ? html`<td class="num">${group.amount === undefined ? nothing : new Intl.NumberFormat(this.locale, { maximumFractionDigits: 0 }).format(group.amount)}</td>` : nothing}</tr>`;
    };
    return html`<section><h3>${m.groups}</h3><div class="scroll" tabindex="0" role="region" aria-label=${m.groups}><table class="bars">
      <thead><tr><th scope="col">${m.value}</th><td></td><th scope="col" class="num">${m.contacts}</th><th scope="col" class="num">${m.share}</th>${money ? html`<th scope="col" class="num">${m.amount}</th>` : nothing}</tr></thead>
      <tbody>${groups.map(row)}</tbody></table></div></section>`;
  }

  private deciles(report: ScoreReport): TemplateResult {
    const { m } = this;
    const deciles = report.deciles ?? [];
    const most = Math.max(0.0001, ...deciles.flatMap((one) => [one.predicted, one.actual]));
    const bar = (value: number, other: boolean): TemplateResult => html`<div class="track"><i class=${other ? 'other' : ''} ${vars({ '--part': `${(value / most) * 100}%` })}></i></div>`;
    return html`<section><h3>${m.deciles}</h3><div class="scroll" tabindex="0" role="region" aria-label=${m.deciles}><table class="bars">
      <thead><tr><th scope="col">${m.decile}</th><td></td><th scope="col" class="num">${m.predicted}</th><th scope="col" class="num">${m.actual}</th><th scope="col" class="num">${m.contacts}</th></tr></thead>
      <tbody>${deciles.map((one, index) => html`<tr><th scope="row">${index + 1}</th><td class="bar">${bar(one.predicted, false)}${bar(one.actual, true)}</td>
        <td class="num">${share(this.locale, one.predicted, 1)}</td><td class="num">${share(this.locale, one.actual, 1)}</td><td class="num">${this.n(one.rows)}</td></tr>`)}</tbody></table></div></section>`;
  }

  private cuts(report: ScoreReport): TemplateResult {
    const { m } = this;
    return html`<section><h3>${m.cuts}</h3><div class="scroll" tabindex="0" role="region" aria-label=${m.cuts}><table>
      <thead><tr><th scope="col">${m.part}</th><th scope="col">${m.values}</th></tr></thead>
      <tbody>${report.cuts.map((cut) => html`<tr><th scope="row">${cut.part.startsWith('cell') ? m.highLow(cut.part === 'cell' ? this.label('cell') : this.label(cut.part)) : this.label(cut.part)}</th>
        <td>${cut.values.map((value) => (cut.unit === 'time' ? new Date(value).toISOString().slice(0, 16).replace('T', ' ') : this.money(value))).join(' · ')} <span class="muted small">${m.unit[cut.unit] ?? cut.unit}</span></td></tr>`)}</tbody></table></div></section>`;
  }
}

/** The last day, where `as_of` is the end of a day; otherwise the time. */
function asOf(text: string): string {
  if (text === '') return '–';
  if (!text.includes('T00:00:00')) return text.slice(0, 19).replace('T', ' ');
  return new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

define('fq-score-report', FqScoreReport);

declare global {
  interface HTMLElementTagNameMap {
    'fq-score-report': FqScoreReport;
  }
}
