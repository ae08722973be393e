import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { FileEntry, FileReport } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { count } from '../../i18n/format.js';
import { controls } from '../base/controls.styles.js';
import { define, FqElement } from '../base/element.js';
import './rejected.js';
import { reportStyles } from './report.styles.js';

interface Fact {
  readonly rows: number;
  readonly text: string;
  readonly more?: string;
}

/** The account of a loaded file: every row that was read is accepted, merged, rejected or blank, and what else a person should know. */
export class FqReport extends FqElement {
  static override styles = [controls, reportStyles];
  static override properties: PropertyDeclarations = {
    ...FqElement.properties,
    entry: { attribute: false },
    engine: { attribute: false },
    showRejected: { state: true },
  };

  entry: FileEntry | undefined;
  engine: Engine | undefined;
  private showRejected = false;

  override render(): TemplateResult | typeof nothing {
    if (!this.entry) return nothing;
    const { report } = this.entry;
    const facts = this.facts(this.entry);
    return html`
      ${this.equation(report)}
      ${report.reasons.length > 0 ? html`<section><h3>${this.t.report.reasons}</h3>${this.list(report.reasons.map(({ reason, rows }) => ({ rows, text: this.t.report.reason[reason] })))}</section>` : nothing}
      ${facts.length > 0 ? html`<section><h3>${this.t.report.facts}</h3>${this.list(facts)}</section>` : nothing}
      ${report.inserted + report.updated + report.unchanged > 0 ? html`<p>${this.t.report.update(...([report.inserted, report.updated, report.unchanged].map((value) => count(this.locale, value)) as [string, string, string]))}</p>` : nothing}
      ${report.joined_on !== undefined ? html`<p class="small muted">${this.t.report.joinedOn(this.t.sheet.identities[report.joined_on] ?? report.joined_on)}</p>` : nothing}
      ${facts.length === 0 && report.rejected === 0 ? html`<p class="small muted">${this.t.report.allGood}</p>` : nothing}
      ${report.rejected > 0 ? this.rejected(this.entry) : nothing}`;
  }

  private equation({ read, ...report }: FileReport): TemplateResult {
    const t = this.t.report;
    const number = (value: number): string => count(this.locale, value);
    const terms = (['accepted', 'merged', 'superseded', 'rejected', 'blank'] as const).filter((name) => name !== 'superseded' || report.superseded > 0);
    const term = (name: string, value: number, look = false): TemplateResult =>
      html`<div class=${look && value > 0 ? 'term some' : 'term'}><dt>${name}</dt><dd>${number(value)}</dd></div>`;
    const said = terms.map((name) => `${t[name]} ${number(report[name])}`).join(this.locale === 'en' ? ', ' : '、');
    return html`
      <p class="visually-hidden">${t.equation(number(read), said)}</p>
      <div class="equation" aria-hidden="true">
        ${term(t.read, read)}${terms.map((name, index) => html`<span class="sign" aria-hidden="true">${index === 0 ? '=' : '+'}</span>${term(t[name], report[name], name === 'rejected')}`)}
      </div>`;
  }

  private facts({ plan, report }: FileEntry): Fact[] {
    const t = this.t.report;
    const events = plan.rows_are === 'events';
    const facts: Fact[] = [
      { rows: report.unlinked, text: t.unlinked, more: t.unlinkedMore },
      { rows: report.without_key, text: events ? t.withoutKeyEvents : t.withoutKeyContacts },
      { rows: report.without_time, text: t.withoutTime },
      { rows: report.conflicts, text: t.conflicts },
      { rows: report.overwritten, text: t.overwritten },
    ];
    return facts.filter(({ rows }) => rows > 0);
  }

  private list(facts: readonly Fact[]): TemplateResult {
    return html`<ul class="facts">${facts.map(({ rows, text, more }) => html`<li>
      <span class="n">${count(this.locale, rows)}</span><span>${text}${more === undefined ? nothing : html` <span class="small muted">${more}</span>`}</span></li>`)}</ul>`;
  }

  private rejected({ id, plan, report }: FileEntry): TemplateResult {
    const t = this.t.report;
    return html`
      <div><button type="button" aria-expanded=${this.showRejected} @click=${() => (this.showRejected = !this.showRejected)}>${this.showRejected ? t.hideRejected : t.showRejected}</button></div>
      ${this.showRejected ? html`<fq-rejected .lang=${this.lang} .engine=${this.engine} .fileId=${id} .total=${report.rejected} .fileName=${plan.file}></fq-rejected>` : nothing}`;
  }
}

define('fq-report', FqReport);

declare global {
  interface HTMLElementTagNameMap {
    'fq-report': FqReport;
  }
}
