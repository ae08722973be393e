import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { ConflictPage, ContactEntry, IdentityInfo, IdentityRule, KeyConflict, MergeDecision, MergedPage, MergedPerson, MergeReport, RowRef, SourceRow } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { count } from '../../i18n/format.js';
import { type QualityMessages, qualityMessages } from '../../i18n/quality.js';
import { controls } from '../base/controls.styles.js';
import { define, FqElement } from '../base/element.js';
import { icons } from '../base/icons.js';
import { identityTable } from './identities.js';
import { qualityStyles } from './quality.styles.js';

const PAGE = 20;

interface Found {
  readonly report: MergeReport;
  readonly identities: readonly IdentityInfo[];
  readonly merged: MergedPage;
  readonly conflicts: ConflictPage;
  readonly decisions: readonly MergeDecision[];
}

/**
 * Which rows became one person and why, and which did not; people can be split and joined by hand, and identities switched off.
 *
 * @fires fq-people - People have changed by a decision.
 */
export class FqMergeReport extends FqElement {
  static override styles = [controls, qualityStyles];
  static override properties: PropertyDeclarations = {
    ...FqElement.properties,
    engine: { attribute: false },
    version: { type: Number },
    found: { state: true },
    at: { state: true },
    reveal: { state: true },
    busy: { state: true },
    failure: { state: true },
  };

  engine: Engine | undefined;
  /** The version of the data; a new one asks again. */
  version = 0;
  private found: Found | undefined;
  /** The first person and the first conflict in view. */
  private at = { merged: 0, conflicts: 0 };
  private reveal = false;
  private busy = false;
  private failure: unknown;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('engine') || changed.has('version') || (changed as Map<string, unknown>).has('at') || (changed as Map<string, unknown>).has('reveal')) void this.read();
  }

  private async read(): Promise<void> {
    const { engine, version, at, reveal } = this;
    if (!engine?.mergeReport) return;
    try {
      const [report, identities, merged, conflicts, decisions] = await Promise.all([
        engine.mergeReport(reveal), engine.identities(), engine.merged(at.merged, PAGE, reveal), engine.conflicts(at.conflicts, PAGE, reveal), engine.mergeDecisions(),
      ]);
      if (version === this.version && at === this.at && reveal === this.reveal) this.found = { report, identities, merged, conflicts, decisions };
    } catch (error) {
      if (version === this.version) this.failure = error;
    }
  }

  private async decide(work: (engine: Engine) => Promise<unknown>): Promise<void> {
    if (!this.engine || this.busy) return;
    [this.busy, this.failure] = [true, undefined];
    try {
      await work(this.engine);
      this.emit('fq-people', null);
      await this.read();
    } catch (error) {
      this.failure = error;
      await this.read();
    } finally {
      this.busy = false;
      await this.updateComplete;
      // the button that was pressed may be gone
      const root = this.shadowRoot;
      if (root && !root.activeElement) root.querySelector<HTMLElement>('.list button, summary')?.focus();
    }
  }

  /** The table shows the choice at once; the numbers follow. */
  private setIdentities(rules: readonly IdentityRule[]): void {
    if (!this.found || this.busy) return;
    const identities = rules.flatMap((rule) => this.found?.identities.filter((one) => one.name === rule.name).map((one) => ({ ...one, joins: rule.joins })) ?? []);
    this.found = { ...this.found, identities };
    void this.decide((engine) => engine.setIdentities(rules));
  }

  private get m(): QualityMessages['merge'] {
    return qualityMessages(this.locale).merge;
  }

  private n(value: number): string {
    return count(this.locale, value);
  }

  private identity(name: string): string {
    return name === '$decision' ? this.m.decision : (this.t.sheet.identities[name] ?? name);
  }

  override render(): TemplateResult | typeof nothing {
    const { found, m } = this;
    if (!found) return this.failure === undefined ? nothing : this.problem();
    const { report, identities, merged, conflicts, decisions } = found;
    return html`<div class="bar"><p class="small muted">${m.intro}</p>
        <label class="check small"><input type="checkbox" .checked=${this.reveal} @change=${(event: Event) => { this.reveal = (event.target as HTMLInputElement).checked; }}>${this.t.sheet.reveal}</label></div>
      <p>${m.total(this.n(report.rows), this.n(report.people))}${report.people_of_several > 0 ? m.several(this.n(report.people_of_several), this.n(report.within_files), this.n(report.across_files)) : m.none}</p>
      <p class="small muted" role="status">${this.busy ? m.working : ''}</p>${this.failure === undefined ? nothing : this.problem()}
      ${identityTable({ m, identities, busy: this.busy, number: (value) => this.n(value), name: (one) => this.identity(one), set: (rules) => this.setIdentities(rules) })}
      ${conflicts.total === 0 ? nothing : html`<section><h3>${m.conflicts(this.n(conflicts.total))}</h3>
        <ul class="list">${conflicts.conflicts.map((one) => this.conflict(one))}</ul>${this.pager('conflicts', conflicts.kept)}</section>`}
      ${merged.total === 0 ? nothing : html`<details><summary>${m.merged(this.n(merged.total))}</summary><div class="inside">
        <ul class="list">${merged.people.map((one) => this.person(one))}</ul>${this.pager('merged', merged.total)}</div></details>`}
      ${decisions.length === 0 ? nothing : html`<section><h3>${m.decisions(this.n(decisions.length))}</h3><ul class="list">${decisions.map((one) => this.decision(one))}</ul></section>`}
      ${report.shared === 0 ? nothing : html`<details class="small"><summary>${m.sharedTitle(this.n(report.shared))}</summary><ul class="rows">${report.shared_values.slice(0, PAGE).map((one) => html`<li>
        <span>${this.identity(one.identity)} <code>${one.value}</code></span><span class="muted">${m.sharedWhy[one.why]} · ${m.sharedRows(this.n(one.rows))}</span></li>`)}</ul></details>`}`;
  }

  private problem(): TemplateResult {
    return html`<p class="notice bad" role="alert">${errorSentence(this.locale, this.failure)}</p>`;
  }

  private nameOf({ name, key }: ContactEntry): string {
    return name ?? key ?? this.m.nobody;
  }

  private rows(rows: readonly SourceRow[], all: number): TemplateResult {
    const { m } = this;
    return html`<ul class="rows small muted">${rows.map((row) => html`<li><span>${m.row(row.name, this.n(row.record))}</span>${row.keys.map((key) => html`<span>${this.identity(key.identity)} ${key.value}</span>`)}
      ${row.joined_by === undefined ? nothing : html`<span class="badge">${row.joined_by === '$decision' ? m.decision : m.by(this.identity(row.joined_by))}</span>`}</li>`)}
      ${all > rows.length ? html`<li>${m.moreRows(this.n(all - rows.length))}</li>` : nothing}</ul>`;
  }

  private person({ contact, row_count: all, rows }: MergedPerson): TemplateResult {
    const { m } = this;
    const name = this.nameOf(contact);
    return html`<li><div class="what"><span>${name}${contact.name !== undefined && contact.key !== undefined ? html` <span class="muted small">${contact.key}</span>` : nothing}</span>${this.rows(rows, all)}</div>
      <button type="button" ?disabled=${this.busy} aria-label=${m.splitOf(name)} @click=${() => this.decide((engine) => engine.splitRows(refs(rows)))}>${m.split}</button></li>`;
  }

  private conflict({ identity, value, differs, values, contacts, rows }: KeyConflict): TemplateResult {
    const { m } = this;
    const [first, second] = contacts;
    return html`<li><div class="what"><span>${m.belongs(this.identity(identity), value, this.identity(differs), `${this.nameOf(first)} ${values[0]}`, `${this.nameOf(second)} ${values[1]}`)}</span>${this.rows(rows, rows.length)}</div>
      <button type="button" ?disabled=${this.busy} aria-label=${m.joinOf(this.nameOf(first), this.nameOf(second))} @click=${() => this.decide((engine) => engine.joinRows(refs(rows)))}>${m.join}</button></li>`;
  }

  private decision({ id, kind, rows }: MergeDecision): TemplateResult {
    const { m } = this;
    const list = rows.map((row) => m.row(row.name, this.n(row.record))).join(this.locale === 'en' ? ', ' : '、');
    const said = kind === 'split' ? m.splitRows(list) : m.joinRows(list);
    return html`<li><span class="what small">${said}</span><button type="button" ?disabled=${this.busy} aria-label=${m.undoOf(said)} @click=${() => this.decide((engine) => engine.undoDecision(id))}>${icons.undo}${m.undo}</button></li>`;
  }

  private pager(part: 'merged' | 'conflicts', all: number): TemplateResult | typeof nothing {
    if (all <= PAGE) return nothing;
    const { m } = this;
    const from = this.at[part];
    const go = (to: number): void => { this.at = { ...this.at, [part]: Math.max(0, to) }; };
    return html`<div class="bar"><button type="button" ?disabled=${from === 0} @click=${() => go(from - PAGE)}>${m.previous}</button>
      <span class="small muted">${m.page(this.n(from + 1), this.n(Math.min(from + PAGE, all)), this.n(all))}</span>
      <button type="button" ?disabled=${from + PAGE >= all} @click=${() => go(from + PAGE)}>${m.next}</button></div>`;
  }
}

function refs(rows: readonly SourceRow[]): RowRef[] {
  return rows.map(({ file, record }) => ({ file, record }));
}

define('fq-merge-report', FqMergeReport);

declare global {
  interface HTMLElementTagNameMap {
    'fq-merge-report': FqMergeReport;
  }
}
