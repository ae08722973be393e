import { html, nothing, svg, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { ReplayPoint } from '../../../pkg/definition.js';
import { errorSentence } from '../../i18n/errors.js';
import type { CurveSpan } from '../../i18n/library.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { choicesOf, select } from '../base/select.js';
import { dayText, lastDay } from '../builder/dates.js';
import { curveStyles } from './curve.styles.js';
import { DetailsElement } from './details-element.js';
import { detailsStyles } from './details.styles.js';

const WIDTH = 560;
const HEIGHT = 180;
const LEFT = 60;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 24;
const DAY_MS = 86_400_000;

/** The days that a span looks at, oldest first, the last one being `day`. */
export function daysOf(span: CurveSpan, day: string): readonly string[] {
  const end = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(end)) return [];
  const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);
  if (span === 'days30') return Array.from({ length: 30 }, (_, i) => iso(end - (29 - i) * DAY_MS));
  if (span === 'weeks12') return Array.from({ length: 13 }, (_, i) => iso(end - (12 - i) * 7 * DAY_MS));
  const last = new Date(end);
  // ends of months before, and the day itself
  const ends = Array.from({ length: 12 }, (_, i) => iso(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - 11 + i, 0)));
  return [...ends.filter((one) => one < day), day];
}

/** Round numbers from 0 that cover a value, at most five of them. */
function ticksTo(value: number): readonly number[] {
  const rough = Math.max(1, value) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  const ticks = [0];
  while ((ticks.at(-1) ?? 0) < value) ticks.push(ticks.length * step);
  return ticks.length === 1 ? [0, step] : ticks;
}

/**
 * The size of a segment as of several days, as a line or as a table.
 *
 * @csspart chart - The line.
 */
export class FqSegmentCurve extends DetailsElement {
  static override properties: PropertyDeclarations = {
    ...DetailsElement.properties,
    span: { state: true },
    points: { state: true },
    table: { state: true },
  };
  static override styles = [controls, detailsStyles, curveStyles];

  private span: CurveSpan = 'weeks12';
  private points: readonly ReplayPoint[] | undefined = undefined;
  private table = false;
  private turn = 0;

  protected override willUpdate(changes: PropertyValues): void {
    if (changes.has('entry') || changes.has('span')) void this.read();
  }

  /** The day that the definition is as of: its own, else that of the data. */
  private get day(): string {
    const { entry, schema } = this;
    const own = entry?.document.as_of ?? 'data';
    if (own !== 'data' && own !== 'now') return own.slice(0, 10);
    return lastDay(schema?.as_of ?? '');
  }

  private read(): Promise<void> {
    const turn = ++this.turn;
    return this.attempt(async (engine, entry) => {
      const points = await engine.replay(entry.document, daysOf(this.span, this.day));
      if (turn === this.turn) this.points = points;
    });
  }

  private says(points: readonly ReplayPoint[]): string {
    const sizes = points.map((point) => point.size).filter((size) => size !== undefined);
    const [first, last] = [sizes[0], sizes.at(-1)];
    if (first === undefined || last === undefined) return '';
    const { number } = this.s;
    return this.l.curveSays(number(first), number(last), number(Math.min(...sizes)), number(Math.max(...sizes)));
  }

  private line(points: readonly ReplayPoint[], title: string): TemplateResult {
    const ticks = ticksTo(Math.max(0, ...points.map((point) => point.size ?? 0)));
    const top = ticks.at(-1) ?? 1;
    const x = (at: number): number => LEFT + (points.length < 2 ? 0.5 : at / (points.length - 1)) * (WIDTH - LEFT - RIGHT);
    const y = (size: number): number => TOP + (1 - size / top) * (HEIGHT - TOP - BOTTOM);
    const known = points.flatMap((point, at) => (point.size === undefined ? [] : [{ at, size: point.size, day: point.as_of }]));
    const path = known.map(({ at, size }, i) => `${i === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(size).toFixed(1)}`).join('');
    const marks = [0, Math.floor((points.length - 1) / 2), points.length - 1].filter((at, i, all) => all.indexOf(at) === i);
    const anchor = (at: number): string => (at === 0 ? 'start' : at === points.length - 1 ? 'end' : 'middle');
    return html`<svg part="chart" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${`${title}. ${this.says(points)}`}>
      ${ticks.map((tick) => svg`<line class="grid" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(tick)} y2=${y(tick)}></line><text class="tick" x=${LEFT - 8} y=${y(tick) + 4} text-anchor="end">${this.s.number(tick)}</text>`)}
      ${marks.map((at) => svg`<text class="tick" x=${x(at)} y=${HEIGHT - 6} text-anchor=${anchor(at)}>${dayText(this.locale, points[at]?.as_of ?? '')}</text>`)}
      <path class="line" d=${path}></path>
      ${known.map(({ at, size, day }) => svg`<circle class="dot" cx=${x(at)} cy=${y(size)} r="3"><title>${dayText(this.locale, day)}: ${this.s.number(size)}</title></circle>`)}
    </svg>`;
  }

  private rows(points: readonly ReplayPoint[], title: string): TemplateResult {
    const { l } = this;
    return html`<div class="scroll"><table><caption class="visually-hidden">${title}</caption><thead><tr><th scope="col">${l.date}</th><th scope="col" class="num">${l.size}</th></tr></thead>
      <tbody>${points.map((point) => html`<tr><th scope="row">${dayText(this.locale, point.as_of)}</th><td class="num">${point.size !== undefined ? this.s.number(point.size)
        : html`<span class="bad small">${errorSentence(this.locale, point.error, 'none')}</span>`}</td></tr>`)}</tbody></table></div>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { l, entry, points } = this;
    if (entry === undefined) return nothing;
    const title = l.curveCaption(entry.name);
    return html`<div class="head"><div class="field"><label for="span">${l.span}</label>${select({ id: 'span', value: this.span, choices: choicesOf(l.spans), change: (value) => { this.span = value; } })}</div>
        <button type="button" aria-pressed=${this.table ? 'true' : 'false'} @click=${() => { this.table = !this.table; }}>${this.table ? l.asLine : l.asTable}</button></div>
      ${this.failed === '' ? nothing : html`<p class="notice bad" role="alert">${this.failed}</p>`}
      ${points === undefined ? html`<p class="muted" role="status">${l.loading}</p>` : html`${this.table ? this.rows(points, title) : this.line(points, title)}<p role="status">${this.says(points)}</p>`}
      <p class="muted small">${l.curveFixed}</p>`;
  }
}

define('fq-segment-curve', FqSegmentCurve);
