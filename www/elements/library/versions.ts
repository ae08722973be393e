import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { SegmentVersion } from '../../../pkg/definition.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { DetailsElement } from './details-element.js';
import { detailsStyles } from './details.styles.js';
import { type DiffLine, diffLines } from './diff.js';
import { setWho, who } from './who.js';

/**
 * The versions of a segment: who changed it and when, what changed, and the way back.
 *
 * @fires fq-restore - `{ document, text }`: an older definition is wanted in the editor.
 */
export class FqSegmentVersions extends DetailsElement {
  static override properties: PropertyDeclarations = {
    ...DetailsElement.properties,
    versions: { state: true },
    compared: { state: true },
    lines: { state: true },
  };
  static override styles = [controls, detailsStyles];

  private versions: readonly SegmentVersion[] | undefined = undefined;
  /** The version whose changes are shown. */
  private compared: number | undefined = undefined;
  private lines: readonly DiffLine[] = [];

  protected override willUpdate(changes: PropertyValues): void {
    if (!changes.has('entry')) return;
    this.compared = undefined;
    void this.attempt(async (engine, entry) => { this.versions = await engine.history(entry.id); });
  }

  private name(at: number): string {
    return at === (this.versions?.length ?? 0) - 1 ? this.l.present : this.l.version(at + 1);
  }

  private compare(at: number): void {
    if (this.compared === at) { this.compared = undefined; return; }
    void this.attempt(async (engine) => {
      const old = this.versions?.[at];
      const present = this.versions?.at(-1);
      if (old === undefined || present === undefined) return;
      const [from, to] = await Promise.all([engine.printDefinition(old.definition), engine.printDefinition(present.definition)]);
      this.lines = diffLines(from, to);
      this.compared = at;
    });
  }

  private diff(at: number): TemplateResult {
    const { l } = this;
    const title = l.diffOf(this.name(at), l.present);
    if (this.lines.every((line) => line.kind === 'same')) return html`<p class="muted" role="status">${l.diffSame}</p>`;
    const marks = { same: ' ', added: '+', removed: '−' } as const;
    return html`<div class="diff mono" role="region" aria-label=${title} tabindex="0">${this.lines.map((line) => html`<div class=${line.kind}><span aria-hidden="true">${marks[line.kind]} </span>${line.kind === 'same' ? nothing
      : html`<span class="visually-hidden">${line.kind === 'added' ? l.added : l.removed} </span>`}${line.text}</div>`)}</div>`;
  }

  private item(version: SegmentVersion, at: number, last: number): TemplateResult {
    const { l } = this;
    const name = this.name(at);
    return html`<li class="version"><div class="line"><strong>${name}</strong><span class="muted small">${this.moment(version.at)} · ${version.who ?? l.unknownWho}</span>
        ${at === last ? nothing : html`<span class="buttons">
          <button type="button" class="quiet" aria-expanded=${this.compared === at ? 'true' : 'false'} aria-label=${`${l.compare}: ${name}`} @click=${() => { this.compare(at); }}>${l.compare}</button>
          <button type="button" aria-label=${l.restoreOf(name)} @click=${() => { this.emit('fq-restore', { document: { ...version.definition, id: this.entry?.id }, text: l.restored(name) }); }}>${l.restore}</button></span>`}</div>
      ${this.compared === at ? this.diff(at) : nothing}</li>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { l, versions } = this;
    if (versions === undefined) return html`<p class="muted" role="status">${l.loading}</p>`;
    const last = versions.length - 1;
    return html`<div class="field"><label for="who">${l.who}</label><input id="who" autocomplete="off" .value=${who()} placeholder=${l.unknownWho} @input=${(event: Event) => { if (event.target instanceof HTMLInputElement) setWho(event.target.value); }}>
        <span class="muted small">${l.whoHint}</span></div>
      ${this.failed === '' ? nothing : html`<p class="notice bad" role="alert">${this.failed}</p>`}
      ${versions.length <= 1 ? html`<p class="muted">${l.versionsNone}</p>` : nothing}
      <ol>${versions.map((version, at) => this.item(version, at, last)).reverse()}</ol>`;
  }
}

define('fq-segment-versions', FqSegmentVersions);
