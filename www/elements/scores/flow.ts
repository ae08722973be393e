import { html, nothing, type PropertyDeclarations, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Node, ScoreCell, ScoreGrid, ScoreGroup, ScoreReport } from '../../../pkg/definition.js';
import { count, share } from '../../i18n/format.js';
import { scoreFormsMessages, type ScoreFormsMessages } from '../../i18n/score-forms.js';
import { scoresMessages } from '../../i18n/scores.js';
import { controls } from '../base/controls.styles.js';
import { define, FqElement } from '../base/element.js';
import { dayText } from '../builder/dates.js';
import { vars } from '../builder/element.js';
import { flowStyles } from './flow.styles.js';

/** Height of everybody together, the least of a stage with its name, and what lies between stages, in pixels. */
const FULL = 300;
const LEAST = 22;
const GAP = 6;
/** Width of the drawing between the sides; it stretches. */
const WIDTH = 100;

/** A stage on one side: where it stands, and where its next band begins. */
interface Place {
  readonly name: string;
  readonly contacts: number;
  readonly top: number;
  readonly size: number;
}

/** A band from a stage to a stage. */
export interface Band {
  readonly from: string;
  readonly to: string;
  readonly cell: ScoreCell;
  readonly d: string;
}

/** Where stages and bands of a grid of transitions stand. */
export interface Drawing {
  readonly before: readonly Place[];
  readonly now: readonly Place[];
  readonly bands: readonly Band[];
  readonly height: number;
}

function places(names: readonly string[], contacts: readonly number[], all: number): readonly Place[] {
  let top = 0;
  return names.flatMap((name, at): Place[] => {
    const own = contacts[at] ?? 0;
    if (own === 0) return [];
    const place = { name, contacts: own, top, size: Math.max(LEAST, (own / all) * FULL) };
    top += place.size + GAP;
    return [place];
  });
}

/** Lays the transitions out: stages with nobody are left out, bands are as thick as they have contacts. */
export function drawing(grid: ScoreGrid): Drawing {
  const n = grid.xs.length;
  const cell = (row: number, column: number): ScoreCell | undefined => grid.cells[row * n + column];
  const of = (row: number, column: number): number => cell(row, column)?.contacts ?? 0;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const rows = grid.ys.map((_, row) => sum(grid.xs.map((_name, column) => of(row, column))));
  const columns = grid.xs.map((_, column) => sum(grid.ys.map((_name, row) => of(row, column))));
  const all = Math.max(1, sum(rows));
  const [before, now] = [places(grid.ys, rows, all), places(grid.xs, columns, all)];
  const start = (side: readonly Place[]): Map<string, number> => new Map(side.map((place) => [place.name, place.top + (place.size - (place.contacts / all) * FULL) / 2]));
  const [left, right] = [start(before), start(now)];
  const bands = grid.ys.flatMap((from, row) => grid.xs.flatMap((to, column): Band[] => {
    const own = cell(row, column);
    const [y, z] = [left.get(from), right.get(to)];
    if (own === undefined || own.contacts === 0 || y === undefined || z === undefined) return [];
    const thick = (own.contacts / all) * FULL;
    left.set(from, y + thick);
    right.set(to, z + thick);
    const [middle, shown] = [WIDTH / 2, Math.max(thick, 1)];
    return [{ from, to, cell: own, d: `M0 ${y}C${middle} ${y} ${middle} ${z} ${WIDTH} ${z}V${z + shown}C${middle} ${z + shown} ${middle} ${y + shown} 0 ${y + shown}Z` }];
  }));
  const height = Math.max(1, ...[...before, ...now].map((place) => place.top + place.size));
  return { before, now, bands, height };
}

/**
 * Stages in their order with who is in them; with an earlier date, who went from where to where as bands. The table of the
 * report says the same.
 *
 * @fires fq-score-rule - `{ rule, name }`: the person wants a segment of these contacts.
 */
export class FqScoreFlow extends FqElement {
  static override styles = [controls, flowStyles];
  static override properties: PropertyDeclarations = { ...FqElement.properties, report: { attribute: false } };

  report: ScoreReport | undefined = undefined;

  private get m(): ScoreFormsMessages {
    return scoreFormsMessages(this.locale);
  }

  private build(rule: Node, name: string): void {
    this.emit('fq-score-rule', { rule, name });
  }

  private stage(group: ScoreGroup, all: number): TemplateResult {
    const m = scoresMessages(this.locale);
    const name = group.value === '' ? m.without : group.value;
    const n = count(this.locale, group.contacts);
    return html`<li><button type="button" class="stage" ?disabled=${group.contacts === 0} @click=${() => { this.build(group.rule, name); }}>
      <span class="visually-hidden">${m.build(name, n)}</span><span aria-hidden="true">${name}</span><span class="n" aria-hidden="true">${n}</span><span class="muted small">${share(this.locale, group.contacts, all)}</span><i ${vars({ '--part': `${(100 * group.contacts) / Math.max(1, all)}%` })}></i></button></li>`;
  }

  private side(all: readonly Place[], side: 'before' | 'now'): TemplateResult {
    return html`<div class="side ${side}">${all.map((place) => html`<div class="node" ${vars({ '--top': `${place.top}px`, '--size': `${place.size}px` })}><span class="name">${place.name}</span><span class="count">${count(this.locale, place.contacts)}</span></div>`)}</div>`;
  }

  private band({ from, to, cell, d }: Band): SVGTemplateResult {
    const text = this.m.flow.band(from, to, count(this.locale, cell.contacts));
    return svg`<path d=${d} class=${from === to ? 'same' : ''} @click=${() => { this.build(cell.rule, this.m.flow.moved(from, to)); }}><title>${text}</title></path>`;
  }

  /** The drawing is for the pointer; the table below it has every band as a button. */
  private transitions(grid: ScoreGrid, report: ScoreReport): TemplateResult {
    const { flow } = this.m;
    const since = report.notes.find((note) => note.template === 'stages.compared')?.params['as_of'] ?? '';
    const date = dayText(this.locale, since);
    const { before, now, bands, height } = drawing(grid);
    const total = bands.reduce((sum, band) => sum + band.cell.contacts, 0);
    const stayed = bands.filter((band) => band.from === band.to).reduce((sum, band) => sum + band.cell.contacts, 0);
    return html`<section><h3>${flow.title(date)}</h3><p class="muted small">${flow.stay(count(this.locale, stayed), share(this.locale, stayed, total))} ${flow.hint}</p>
      <div class="heads" aria-hidden="true"><span>${flow.before(date)}</span><span>${flow.now}</span></div>
      <div class="flow" aria-hidden="true" ${vars({ '--height': `${height}px` })}>${this.side(before, 'before')}<svg class="bands" viewBox="0 0 ${WIDTH} ${height}" preserveAspectRatio="none">${bands.map((band) => this.band(band))}</svg>${this.side(now, 'now')}</div></section>`;
  }

  override render(): TemplateResult | typeof nothing {
    const { report } = this;
    if (!report) return nothing;
    const { flow } = this.m;
    return html`<section><h3>${flow.stages}</h3><p class="muted small">${flow.stagesHint}</p><ol class="stages">${report.groups.map((group) => this.stage(group, report.model.population))}</ol></section>
      ${report.grid?.y === 'before' ? this.transitions(report.grid, report) : nothing}`;
  }
}

define('fq-score-flow', FqScoreFlow);

declare global {
  interface HTMLElementTagNameMap {
    'fq-score-flow': FqScoreFlow;
  }
}
