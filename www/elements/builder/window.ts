import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Absolute, EventWindow, Literal, ResolvedWindow, Since, Unit } from '../../../pkg/definition.js';
import type { WindowName } from '../../i18n/segments.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import type { BuilderContext } from './context.js';
import { windowTexts } from './dates.js';
import { SegmentElement } from './element.js';
import { loadEditors } from './lazy.js';
import { isSince, windowName } from './operators.js';
import { windowStyles } from './window.styles.js';
import './moment.js';
import './number.js';

const NAMES: readonly WindowName[] = ['complete_days', 'days_to_date', 'rolling', 'ago', 'calendar', 'to_date', 'absolute', 'all_time'];
const SINCE: readonly WindowName[] = ['since_attribute', 'since_event'];
const ALL_UNITS: readonly Unit[] = ['minutes', 'hours', 'days', 'weeks', 'months', 'quarters', 'years'];
const CALENDAR_UNITS: readonly Unit[] = ['days', 'weeks', 'months', 'quarters', 'years'];

function daysOf(window: EventWindow): number {
  if (window === 'all_time') return 90;
  if ('complete_days' in window) return window.complete_days;
  if ('days_to_date' in window) return window.days_to_date;
  return 'rolling' in window && window.rolling.unit === 'days' ? window.rolling.n : 90;
}

/** The same span as another kind of window, as far as it can be said. */
export function asWindow(name: WindowName, old: EventWindow): EventWindow {
  const n = daysOf(old);
  switch (name) {
    case 'all_time': return 'all_time';
    case 'rolling': return { rolling: { n, unit: 'days' } };
    case 'days_to_date': return { days_to_date: n };
    case 'complete_days': return { complete_days: n };
    case 'ago': return { ago: { from: Math.max(n, 2), to: Math.floor(Math.max(n, 2) / 3), unit: 'days' } };
    case 'calendar': return { calendar: { back: 1, unit: 'months' } };
    case 'to_date': return { to_date: 'months' };
    case 'absolute': return { absolute: {} };
    case 'since_attribute': return { since_attribute: { field: '' } };
    case 'since_event': return { since_event: { which: 'last', table: '' } };
  }
}

/**
 * A span of time, its kind spelled out, with the dates that it means.
 *
 * @fires fq-window - `{ window }` on every change.
 */
export class FqWindow extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    value: { attribute: false },
    resolved: { attribute: false },
    asOf: { attribute: false },
    disabled: { type: Boolean },
    since: { type: Boolean },
    ctx: { attribute: false },
  };
  static override styles = [controls, windowStyles];

  value: EventWindow = 'all_time';
  /** What the engine says that it means. */
  resolved: ResolvedWindow | undefined = undefined;
  asOf = '';
  disabled = false;
  /** Whether a span may begin at a time of each contact. */
  since = false;
  ctx: BuilderContext | undefined = undefined;

  override focus(): void {
    this.focusFirst('fq-number, fq-moment', 'select');
  }

  private change(window: EventWindow): void {
    this.value = window;
    this.send('fq-window', { window });
  }

  private number(value: number, label: string, min: number, change: (n: number) => void): TemplateResult {
    return html`<fq-number whole .lang=${this.lang} .label=${label} .min=${min} .value=${min > 0 && value === 0 ? '' : value} .disabled=${this.disabled}
      @fq-number=${(event: CustomEvent<{ value: Literal }>) => { event.stopPropagation(); change(typeof event.detail.value === 'number' ? event.detail.value : 0); }}></fq-number>`;
  }

  private units(value: Unit, units: readonly Unit[], label: (unit: Unit) => string, change: (unit: Unit) => void): TemplateResult {
    return html`<select aria-label=${this.s.window.unit} ?disabled=${this.disabled} @change=${(event: Event) => {
      const chosen = units.find((unit) => event.target instanceof HTMLSelectElement && unit === event.target.value);
      if (chosen !== undefined) change(chosen);
    }}>${units.map((unit) => html`<option value=${unit} .selected=${live(unit === value)}>${label(unit)}</option>`)}</select>`;
  }

  private absolute(value: Absolute): TemplateResult {
    const { window: w } = this.s;
    const set = (end: 'from' | 'to') => (event: CustomEvent<{ value: string }>): void => {
      event.stopPropagation();
      const { [end]: _, ...rest } = value;
      this.change({ absolute: event.detail.value === '' ? rest : { ...rest, [end]: event.detail.value } });
    };
    const timed = (value.from ?? value.to ?? '').includes('T');
    return html`<fq-moment .lang=${this.lang} .label=${w.from} .value=${value.from ?? ''} .timed=${timed} .disabled=${this.disabled} @fq-moment=${set('from')}></fq-moment>
      <span>${w.until}</span>
      <fq-moment .lang=${this.lang} .label=${w.to} .value=${value.to ?? ''} .timed=${timed} .disabled=${this.disabled} @fq-moment=${set('to')}></fq-moment>`;
  }

  /** A span of each contact's own. */
  private own(value: Since): TemplateResult {
    void loadEditors();
    return html`<fq-since .lang=${this.lang} .ctx=${this.ctx} .value=${value} .disabled=${this.disabled}
      @fq-since=${(event: CustomEvent<{ since: Since }>) => { event.stopPropagation(); this.change(event.detail.since); }}></fq-since>`;
  }

  private fields(): TemplateResult | typeof nothing {
    const { window: w } = this.s;
    const { value } = this;
    if (value === 'all_time') return nothing;
    if ('complete_days' in value) {
      return html`${this.number(value.complete_days, w.n, 1, (n) => { this.change({ complete_days: n }); })}<span>${w.units.days}</span>`;
    }
    if ('days_to_date' in value) {
      return html`${this.number(value.days_to_date, w.n, 1, (n) => { this.change({ days_to_date: n }); })}<span>${w.units.days}</span>`;
    }
    if ('rolling' in value) {
      const { rolling } = value;
      return html`${this.number(rolling.n, w.n, 1, (n) => { this.change({ rolling: { ...rolling, n } }); })}
        ${this.units(rolling.unit, ALL_UNITS, (unit) => w.units[unit], (unit) => { this.change({ rolling: { ...rolling, unit } }); })}`;
    }
    if ('ago' in value) {
      const { ago } = value;
      return html`${this.number(ago.from, w.agoFrom, 1, (from) => { this.change({ ago: { ...ago, from } }); })}<span>${w.agoBetween}</span>
        ${this.number(ago.to, w.agoTo, 0, (to) => { this.change({ ago: { ...ago, to } }); })}
        ${this.units(ago.unit, CALENDAR_UNITS, (unit) => w.units[unit], (unit) => { this.change({ ago: { ...ago, unit } }); })}<span>${w.ago}</span>`;
    }
    if ('calendar' in value) {
      const { calendar } = value;
      return html`${this.units(calendar.unit, CALENDAR_UNITS, (unit) => w.thisUnit[unit], (unit) => { this.change({ calendar: { ...calendar, unit } }); })}
        <span>${w.back}</span>${this.number(calendar.back, w.back, 0, (back) => { this.change({ calendar: { ...calendar, back } }); })}
        <span class="muted">${w.unitsCalendar[calendar.unit](calendar.back)}</span>`;
    }
    if ('to_date' in value) {
      return html`${this.units(value.to_date, CALENDAR_UNITS, (unit) => w.thisUnit[unit], (unit) => { this.change({ to_date: unit }); })}<span>${w.toDate}</span>`;
    }
    return 'absolute' in value ? this.absolute(value.absolute) : this.own(value);
  }

  protected override render(): TemplateResult {
    const { window: w } = this.s;
    const name = windowName(this.value);
    const names = this.since || isSince(this.value) ? [...NAMES, ...SINCE] : NAMES;
    const texts = this.resolved === undefined || name === 'all_time' ? undefined : windowTexts(this.locale, this.resolved, this.asOf);
    return html`<select aria-label=${w.label} ?disabled=${this.disabled} @change=${(event: Event) => {
        const chosen = names.find((other) => event.target instanceof HTMLSelectElement && other === event.target.value);
        if (chosen !== undefined) this.change(asWindow(chosen, this.value));
      }}>${names.map((other) => html`<option value=${other} .selected=${live(other === name)}>${w.kind[other]}</option>`)}</select>
      ${this.fields()}
      ${texts === undefined ? nothing : html`<span class="dates">${w.range(texts.from, texts.to)}</span>`}`;
  }
}

define('fq-window', FqWindow);
