import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { GraphNode, LibraryGraph, Meta, SegmentUse } from '../../../pkg/definition.js';
import { controls } from '../base/controls.styles.js';
import { withMeta } from '../builder/document.js';
import { define } from '../base/element.js';
import { DetailsElement } from './details-element.js';
import { detailsStyles } from './details.styles.js';
import { putOptions } from './who.js';

/**
 * What a segment is for: folder, goal, note, what it refers to and what refers to it.
 *
 * @fires fq-library - Something was kept.
 * @fires fq-about - `{ id, meta }` after goal or note were kept.
 */
export class FqSegmentAbout extends DetailsElement {
  static override properties: PropertyDeclarations = {
    ...DetailsElement.properties,
    folder: { state: true },
    goal: { state: true },
    note: { state: true },
    graph: { state: true },
  };
  static override styles = [controls, detailsStyles];

  private folder = '';
  private goal = '';
  private note = '';
  private graph: LibraryGraph | undefined = undefined;

  protected override willUpdate(changes: PropertyValues): void {
    if (!changes.has('entry') || this.entry === undefined) return;
    const old: unknown = changes.get('entry');
    const same = typeof old === 'object' && old !== null && 'id' in old && old.id === this.entry.id;
    if (!same) {
      this.folder = this.entry.folder;
      this.goal = this.entry.document.meta?.goal ?? '';
      this.note = this.entry.document.meta?.note ?? '';
    }
    void this.attempt(async (engine) => { this.graph = await engine.graph(); });
  }

  private save(): Promise<void> {
    return this.attempt(async (engine, entry) => {
      const { goal: _, note: __, ...rest } = entry.document.meta ?? {};
      const [goal, note] = [this.goal.trim(), this.note.trim()];
      const meta: Meta = { ...rest, ...(goal === '' ? {} : { goal }), ...(note === '' ? {} : { note }) };
      await engine.putSegment(withMeta({ ...entry.document, id: entry.id }, meta), { ...putOptions(), folder: this.folder });
      this.emit('fq-about', { id: entry.id, meta });
      this.emit('fq-library', {});
      this.notice({ text: this.l.keptAbout });
    });
  }

  private use(use: SegmentUse): TemplateResult {
    const { l } = this;
    const name = this.segments.find((entry) => entry.id === use.id)?.name ?? use.id;
    const said = use.snapshot === undefined ? name : l.snapshotOf(name, this.segments.find((entry) => entry.id === use.id)?.snapshots.find((one) => one.id === use.snapshot)?.name ?? use.snapshot);
    return html`<li>${use.exists ? said : html`<span class="bad">${l.gone(said)}</span>`}</li>`;
  }

  private references(node: GraphNode): TemplateResult {
    const { l } = this;
    const names = node.used_by.map((id) => this.segments.find((entry) => entry.id === id)?.name ?? id);
    return html`<div><h3>${l.uses}</h3>${node.uses.length === 0 ? html`<p class="muted">${l.usesNothing}</p>` : html`<ul class="plain">${node.uses.map((use) => this.use(use))}</ul>`}</div>
      <div><h3>${l.usedBy}</h3>${names.length === 0 ? html`<p class="muted">${l.usedByNobody}</p>` : html`<ul class="plain">${names.map((name) => html`<li>${name}</li>`)}</ul>`}</div>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { l, entry, graph } = this;
    if (entry === undefined) return nothing;
    const node = graph?.nodes.find((one) => one.id === entry.id);
    const folders = [...new Set(this.segments.map((one) => one.folder))].filter((folder) => folder !== '');
    const text = (set: (value: string) => void) => (event: Event): void => {
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) set(event.target.value);
    };
    return html`<form class="form" @submit=${(event: Event) => { event.preventDefault(); void this.save(); }}>
        <div class="field"><label for="folder">${l.folder}</label><input id="folder" list="folders" autocomplete="off" placeholder=${l.noFolder} .value=${live(this.folder)} @input=${text((value) => { this.folder = value; })}>
          <datalist id="folders">${folders.map((folder) => html`<option value=${folder}></option>`)}</datalist><span class="muted small">${l.folderHint}</span></div>
        <div class="field"><label for="goal">${l.goal}</label><input id="goal" autocomplete="off" placeholder=${l.goalHint} .value=${live(this.goal)} @input=${text((value) => { this.goal = value; })}></div>
        <div class="field"><label for="note">${l.note}</label><textarea id="note" rows="3" .value=${live(this.note)} @input=${text((value) => { this.note = value; })}></textarea></div>
        <button class="end">${l.keep}</button></form>
      ${this.failed === '' ? nothing : html`<p class="notice bad" role="alert">${this.failed}</p>`}
      ${node === undefined ? nothing : this.references(node)}`;
  }
}

define('fq-segment-about', FqSegmentAbout);
