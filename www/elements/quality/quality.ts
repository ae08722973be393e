import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { ColumnQuality, QualityChange, QualityFinding, QualityReport, TableQuality } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence, isCancelled } from '../../i18n/errors.js';
import { count, share } from '../../i18n/format.js';
import { TABLES } from '../../i18n/names.zh-CN.js';
import { type QualityMessages, qualityMessages } from '../../i18n/quality.js';
import { controls } from '../base/controls.styles.js';
import { define, FqElement } from '../base/element.js';
import { qualityStyles } from './quality.styles.js';

/** From this share of missing values on a column is marked; a column of one file of many is missing for most people. */
const MARK_MISSING = 0.995;
/** From so many days behind the newest day on a column is marked. */
const MARK_STALE = 30;
/** A column that is further behind, such as a birthday, is not one that somebody keeps up to date. */
const NEVER_FRESH = 3650;

/** How complete, varied and fresh every column is, and what changed since the load before. */
export class FqQuality extends FqElement {
  static override styles = [controls, qualityStyles];
  static override properties: PropertyDeclarations = {
    ...FqElement.properties,
    engine: { attribute: false },
    version: { type: Number },
    report: { state: true },
    changes: { state: true },
    failure: { state: true },
    done: { state: true },
  };

  engine: Engine | undefined;
  /** The version of the data; a new one asks again. */
  version = 0;
  private report: QualityReport | undefined;
  private changes: readonly QualityChange[] = [];
  private failure: unknown;
  /** How much of the report is there, while it is made. */
  private done: number | undefined;
  private reading: AbortController | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('engine') || changed.has('version')) void this.read();
  }

  private async read(): Promise<void> {
    const { engine, version } = this;
    this.reading?.abort();
    if (!engine?.quality) return;
    const reading = new AbortController();
    this.reading = reading;
    try {
      const report = await engine.quality(undefined, { signal: reading.signal, onProgress: (step) => { if (version === this.version) this.done = step.fraction; } });
      const changes: QualityChange[] = [];
      for (const { id } of await engine.files()) changes.push(await engine.qualityChange(id));
      if (version === this.version) [this.report, this.changes, this.failure] = [report, changes, undefined];
    } catch (error) {
      if (version === this.version && !isCancelled(error)) this.failure = error;
    } finally {
      if (this.reading === reading) [this.reading, this.done] = [undefined, undefined];
    }
  }

  private get m(): QualityMessages {
    return qualityMessages(this.locale);
  }

  private n(value: number): string {
    return count(this.locale, value);
  }

  override render(): TemplateResult | typeof nothing {
    if (this.failure !== undefined) return html`<p class="notice bad" role="alert">${errorSentence(this.locale, this.failure)}</p>`;
    if (!this.report) return this.done === undefined ? nothing : html`<progress max="1" .value=${this.done} aria-label=${this.m.reading}></progress>`;
    return html`<p class="small muted">${this.m.intro}</p>${this.change()}${this.report.tables.filter((table) => table.rows > 0).map((table) => this.table(table))}`;
  }

  private change(): TemplateResult {
    const { change: m } = this.m;
    const compared = this.changes.filter((one) => one.before !== undefined);
    return html`<section><h3>${m.title}</h3>
      ${compared.length === 0 ? html`<p class="small muted">${m.first}</p>` : compared.map((one) => html`<p class="small muted">${m.against(one.file, one.before ?? '')}</p>
        ${one.findings.length === 0 ? html`<p>${m.same}</p>` : html`<ul class="findings">${one.findings.map((finding) => this.finding(finding))}</ul>`}`)}
    </section>`;
  }

  private finding({ level, what, column, before, now }: QualityFinding): TemplateResult {
    const { change: m } = this.m;
    const tone = { alarm: 'bad', warning: 'warn', info: '' }[level];
    const said = (value: string | undefined): string => {
      if (value === undefined) return '';
      if (what === 'missing_share') return share(this.locale, Number(value), 1);
      const number = Number(value);
      return Number.isFinite(number) ? new Intl.NumberFormat(this.locale, { maximumFractionDigits: 2 }).format(number) : value;
    };
    return html`<li><span class="badge ${tone}">${m.level[level]}</span><span>${m.say[what](column ?? m.file, said(before), said(now))}</span></li>`;
  }

  private table(table: TableQuality): TemplateResult {
    const m = this.m;
    const name = table.name === 'contacts' ? m.contacts : this.locale === 'en' ? table.name : (TABLES[table.name] ?? table.name);
    const days = table.oldest_event !== undefined && table.newest_event !== undefined ? ` · ${m.days(table.oldest_event, table.newest_event)}` : '';
    return html`<section><h3>${name} <span class="muted small">${m.rows(this.n(table.rows))}${days}</span></h3>
      ${table.days_without > 0 ? html`<p class="small muted">${m.gaps(this.n(table.days_without), table.gaps.map((gap) => m.gap(gap.from, gap.to)).join(this.locale === 'en' ? ', ' : '、'))}</p>` : nothing}
      <div class="scroll" tabindex="0" role="region" aria-label=${m.region(name)}><table>
        <thead><tr><th scope="col">${m.column}</th><th scope="col">${m.type}</th><th scope="col" class="num">${m.missing}</th><th scope="col" class="num">${m.distinct}</th><th scope="col">${m.range}</th><th scope="col" class="num">${m.mean}</th><th scope="col">${m.outliers}</th><th scope="col" class="num">${m.stale}</th></tr></thead>
        <tbody>${table.columns.map((column) => this.column(column))}</tbody>
      </table></div></section>`;
  }

  private column(column: ColumnQuality): TemplateResult {
    const m = this.m;
    const { minimum, maximum, mean, stale_days: stale } = column;
    const number = (text: string): string => (/^-?\d+(\.\d+)?$/.test(text) ? new Intl.NumberFormat(this.locale, { maximumFractionDigits: 2 }).format(Number(text)) : text.replace('T', ' '));
    return html`<tr><th scope="row">${column.name}</th><td class="muted">${this.t.sheet.types[column.type]}</td>
      <td class="num"><span class=${column.missing_share >= MARK_MISSING ? 'some' : ''}>${share(this.locale, column.missing, column.rows)}</span></td>
      <td class="num">${this.n(column.distinct)}${column.constant ? html`<span class="more small muted">${m.constant}</span>` : nothing}</td>
      <td>${minimum === undefined || maximum === undefined ? nothing : minimum === maximum ? number(minimum) : m.to(number(minimum), number(maximum))}${column.future > 0 ? html`<span class="more small some">${m.future(this.n(column.future))}</span>` : nothing}</td>
      <td class="num">${mean === undefined ? nothing : number(mean)}</td>
      <td>${column.outliers === 0 ? nothing : html`<span class="some">${this.n(column.outliers)}</span><span class="more small muted">${m.outlierList(column.outlier_examples.map(number).join(this.locale === 'en' ? ', ' : '、'))}</span>`}</td>
      <td class="num">${stale === undefined || stale === 0 || stale > NEVER_FRESH ? nothing : html`<span class=${stale >= MARK_STALE ? 'some' : ''}>${m.staleDays(this.n(stale))}</span>`}</td></tr>`;
  }
}

define('fq-quality', FqQuality);

declare global {
  interface HTMLElementTagNameMap {
    'fq-quality': FqQuality;
  }
}
