// The scores that are kept, as a list: what each is, how it stands, and what can be done with it.
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { ScoreEntry, SegmentEntry } from '../../../pkg/definition.js';
import { count } from '../../i18n/format.js';
import { scoreFormsMessages, type ScoreFormsMessages } from '../../i18n/score-forms.js';
import { scoresMessages, type ScoresMessages } from '../../i18n/scores.js';
import { controls } from '../base/controls.styles.js';
import { define, FqElement } from '../base/element.js';
import { icons } from '../base/icons.js';
import { untilText } from '../builder/dates.js';
import type { MenuItem } from '../builder/menu.js';
import '../builder/menu.js';
import { keptStyles } from './scores.styles.js';

/** What a person asks of a kept score. */
export type KeptAction = 'open' | 'run' | 'duplicate' | 'remove';

/** Why a score is stale, in one sentence. */
export function whyStale(m: ScoresMessages, entry: Pick<ScoreEntry, 'stale'>): string {
  return entry.stale.map((one) => m.why[one.why](one.what ?? '')).join(' · ');
}

/**
 * The kept scores.
 *
 * @fires fq-kept - `{ do, id }`: what the person asks of one.
 * @fires fq-rerun - all stale ones are wanted again.
 */
export class FqScoreList extends FqElement {
  static override styles = [controls, keptStyles];
  static override properties: PropertyDeclarations = {
    ...FqElement.properties,
    entries: { attribute: false },
    segments: { attribute: false },
    chosen: { type: String },
    busy: { type: Boolean },
  };

  entries: readonly ScoreEntry[] = [];
  /** Where the names of segments that use a score come from. */
  segments: readonly SegmentEntry[] = [];
  /** Id of the score that is shown. */
  chosen = '';
  busy = false;

  private get m(): ScoresMessages {
    return scoresMessages(this.locale);
  }

  private get f(): ScoreFormsMessages {
    return scoreFormsMessages(this.locale);
  }

  private ask(action: KeptAction, id: string): void {
    this.emit('fq-kept', { do: action, id });
  }

  private users(entry: ScoreEntry): string {
    const names = entry.used_by.map((id) => this.segments.find((one) => one.id === id)?.name ?? id);
    return new Intl.ListFormat(this.locale, { type: 'conjunction' }).format(names.map((name) => `“${name}”`));
  }

  private items(entry: ScoreEntry): readonly MenuItem[] {
    const used = entry.used_by.length > 0;
    return [
      { id: 'run', label: entry.report ? this.m.rerun : this.m.run, disabled: this.busy },
      { id: 'duplicate', label: this.f.kept.duplicate, disabled: this.busy },
      { id: 'remove', label: this.m.remove, danger: true, disabled: this.busy || used, ...(used && { hint: this.f.kept.usedBy(this.users(entry)) }) },
    ];
  }

  private row(entry: ScoreEntry): TemplateResult {
    const { m, f } = this;
    const { definition, report } = entry;
    const isStale = entry.stale.length > 0;
    const facts = [m.models[definition.model].name, ...(report ? [f.kept.contacts(count(this.locale, report.model.n)), ...(report.model.as_of === '' ? [] : [`${f.kept.asOf} ${untilText(this.locale, report.model.as_of)}`])] : [])];
    return html`<li class=${definition.id === this.chosen ? 'chosen' : ''}>
      <button type="button" class="name" aria-current=${definition.id === this.chosen ? 'true' : nothing} aria-label=${f.kept.open(definition.name)} @click=${() => { this.ask('open', definition.id); }}>${definition.name}</button>
      <span class="facts muted small">${facts.join(' · ')}</span>
      <span class="state">${isStale ? html`<span class="badge warn" title=${whyStale(m, entry)}>${report ? m.stale : f.kept.notRun}</span>` : html`<span class="badge accent">${icons.check}${f.kept.fresh}</span>`}</span>
      <fq-menu .lang=${this.locale} .label=${f.kept.actions(definition.name)} .items=${this.items(entry)} @fq-pick=${(event: CustomEvent<{ id: KeptAction }>) => { event.stopPropagation(); this.ask(event.detail.id, definition.id); }}></fq-menu>
      ${isStale ? html`<span class="why small">${whyStale(m, entry)}</span>` : nothing}
    </li>`;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.entries.length === 0) return nothing;
    const stale = this.entries.filter((entry) => entry.stale.length > 0).length;
    return html`<div class="head"><h2>${this.f.kept.title}</h2>
        ${stale > 0 ? html`<button type="button" ?disabled=${this.busy} @click=${() => { this.emit('fq-rerun', {}); }}>${this.f.kept.rerunStale(stale)}</button>` : nothing}</div>
      <ul class="card">${this.entries.map((entry) => this.row(entry))}</ul>`;
  }
}

define('fq-score-list', FqScoreList);

declare global {
  interface HTMLElementTagNameMap {
    'fq-score-list': FqScoreList;
  }
}
