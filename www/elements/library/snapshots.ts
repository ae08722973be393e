import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { MembersPage, MembersRef, Moved, Movement, PageOptions, SnapshotEntry, Words } from '../../../pkg/definition.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { select } from '../base/select.js';
import { DetailsElement } from './details-element.js';
import { detailsStyles } from './details.styles.js';
import '../result/members.js';

const PARTS: readonly Moved[] = ['entered', 'left', 'stayed'];
/** Stands for the members as they are now in the menus. */
const NOW = '';

/**
 * The snapshots of a segment: take one, and see who entered, left or stayed between two, or until now.
 *
 * @fires fq-library - A snapshot was taken or deleted.
 */
export class FqSegmentSnapshots extends DetailsElement {
  static override properties: PropertyDeclarations = {
    ...DetailsElement.properties,
    name: { state: true },
    from: { state: true },
    to: { state: true },
    movement: { state: true },
    shown: { state: true },
  };
  static override styles = [controls, detailsStyles];

  private name = '';
  private from: string | undefined = undefined;
  private to = NOW;
  private movement: Movement | undefined = undefined;
  private shown: Moved | undefined = undefined;
  private turn = 0;

  protected override willUpdate(changes: PropertyValues): void {
    if (changes.has('entry')) {
      const ids = this.entry?.snapshots.map((one) => one.id) ?? [];
      if (this.from === undefined || (this.from !== NOW && !ids.includes(this.from))) this.from = ids.at(-1);
      if (this.to !== NOW && !ids.includes(this.to)) this.to = NOW;
    }
    if (changes.has('entry') || changes.has('from') || changes.has('to')) this.compare();
  }

  private ref(snapshot: string): MembersRef {
    const segment = this.entry?.id ?? '';
    return snapshot === NOW ? { segment } : { segment, snapshot };
  }

  private compare(): void {
    const { from, to } = this;
    const turn = ++this.turn;
    if (from === undefined || from === to) { this.movement = undefined; return; }
    void this.attempt(async (engine) => {
      const movement = await engine.movement(this.ref(from), this.ref(to));
      if (turn === this.turn) this.movement = movement;
    });
  }

  private take(): Promise<void> {
    return this.attempt(async (engine, entry) => {
      const taken = await engine.takeSnapshot(entry.id, { at: new Date().toISOString(), ...(this.name.trim() === '' ? {} : { name: this.name.trim() }) });
      const said = [this.l.snapshotTaken(taken.name, taken.size), ...(taken.without_key > 0 ? [this.l.snapshotWithout(taken.without_key)] : [])];
      this.name = '';
      this.emit('fq-library', {});
      this.notice({ text: this.s.list(said) });
    });
  }

  private removeSnapshot(snapshot: SnapshotEntry): Promise<void> {
    return this.attempt(async (engine, entry) => {
      await engine.removeSnapshot(entry.id, snapshot.id);
      this.emit('fq-library', {});
    });
  }

  private list(snapshots: readonly SnapshotEntry[]): TemplateResult {
    const { l } = this;
    if (snapshots.length === 0) return html`<p class="muted">${l.snapshotsNone}</p>`;
    return html`<ul>${snapshots.map((one) => html`<li class="version"><div class="line"><strong>${one.name}</strong><span class="muted small">${this.moment(one.at)} · ${l.snapshotSize(one.size)}</span>
      <span class="buttons"><button type="button" class="quiet icon" aria-label=${l.snapshotRemove(one.name)} title=${l.snapshotRemove(one.name)} @click=${() => { void this.removeSnapshot(one); }}>${icons.trash}</button></span></div></li>`)}</ul>`;
  }

  private people(movement: Movement, from: string, part: Moved): TemplateResult {
    const { engine, entry, l } = this;
    const { keys, loaded } = movement[part];
    if (engine === undefined || entry === undefined) return html``;
    const read = (options: Partial<PageOptions>, words: Words): Promise<MembersPage> => engine.movedMembers(this.ref(from), this.ref(this.to), part, options, words);
    return html`${keys > loaded ? html`<p class="muted small">${l.notLoaded(keys - loaded)}</p>` : nothing}
      <fq-members .lang=${this.lang} .engine=${engine} .document=${entry.document} .schema=${this.schema} .report=${{ matched: loaded, population: Math.max(1, loaded) }} .read=${read} .size=${loaded}></fq-members>`;
  }

  private moved(snapshots: readonly SnapshotEntry[]): TemplateResult {
    const { l, movement, from = NOW } = this;
    const choices = [...snapshots.map((one) => ({ value: one.id, label: one.name })), { value: NOW, label: l.now }];
    return html`<div class="pair">
        <div class="field"><label for="from">${l.from}</label>${select({ id: 'from', value: from, choices, change: (value) => { this.from = value; } })}</div>
        <div class="field"><label for="to">${l.to}</label>${select({ id: 'to', value: this.to, choices, change: (value) => { this.to = value; } })}</div></div>
      ${movement === undefined ? nothing : html`<div class="parts" role="group">${PARTS.map((part) => {
          const { keys } = movement[part];
          const open = this.shown === part;
          return html`<button type="button" class="part" aria-expanded=${open ? 'true' : 'false'} aria-label=${l.movementShow(l.movement[part], keys)} ?disabled=${keys === 0} @click=${() => { this.shown = open ? undefined : part; }}><span class="muted small">${l.movement[part]}</span><span class="big">${this.s.number(keys)}</span></button>`;
        })}</div>
        ${movement.same_data === false ? html`<p class="muted small">${l.otherData}</p>` : nothing}${movement.same_rule === false ? html`<p class="muted small">${l.otherRule}</p>` : nothing}
        ${this.shown === undefined || movement[this.shown].keys === 0 ? nothing : this.people(movement, from, this.shown)}`}`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { l, entry } = this;
    if (entry === undefined) return nothing;
    return html`<form class="take" @submit=${(event: Event) => { event.preventDefault(); void this.take(); }}>
        <div class="field"><label for="name">${l.snapshotName}</label><input id="name" autocomplete="off" .value=${live(this.name)} @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) this.name = event.target.value; }}></div>
        <button>${icons.plus}${l.snapshotTake}</button></form>
      ${this.failed === '' ? nothing : html`<p class="notice bad" role="alert">${this.failed}</p>`}
      ${this.list(entry.snapshots)}${entry.snapshots.length === 0 ? nothing : this.moved(entry.snapshots)}`;
  }
}

define('fq-segment-snapshots', FqSegmentSnapshots);
