import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Node, SegmentRef } from '../../../pkg/definition.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import type { BuilderContext } from './context.js';
import { editorStyles } from './editor.styles.js';
import { SegmentElement } from './element.js';
import { withKind } from './nodes.js';

/**
 * Membership in another segment of the library.
 *
 * @fires fq-node - `{ node }` when a person chooses.
 */
export class FqSegmentEditor extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    node: { attribute: false },
    ctx: { attribute: false },
    disabled: { type: Boolean },
  };
  static override styles = [controls, editorStyles];

  node: Node = { segment: { id: '' } };
  ctx: BuilderContext | undefined = undefined;
  disabled = false;

  override focus(): void {
    this.renderRoot.querySelector('select')?.focus();
  }

  private change(segment: SegmentRef): void {
    this.node = withKind(this.node, { segment });
    this.send('fq-node', { node: this.node });
  }

  /** The members as of now, or as they were kept. */
  private snapshots(id: string): TemplateResult | typeof nothing {
    const { segment } = this.s;
    const now = 'segment' in this.node ? this.node.segment.snapshot : undefined;
    const kept = this.ctx?.segments.find((entry) => entry.id === id)?.snapshots ?? [];
    if (kept.length === 0 && now === undefined) return nothing;
    return html`<select class="soft" aria-label=${segment.membersOf} ?disabled=${this.disabled} @change=${(event: Event) => {
      if (event.target instanceof HTMLSelectElement) this.change(event.target.value === '' ? { id } : { id, snapshot: event.target.value });
    }}>
      <option value="" .selected=${live(now === undefined)}>${segment.live}</option>
      ${kept.map((snapshot) => html`<option value=${snapshot.id} .selected=${live(snapshot.id === now)}>${snapshot.name}</option>`)}
      ${now !== undefined && !kept.some((snapshot) => snapshot.id === now) ? html`<option value=${now} .selected=${live(true)}>${segment.gone(now)}</option>` : nothing}
    </select>`;
  }

  protected override render(): TemplateResult {
    const { segment, number } = this.s;
    const id = 'segment' in this.node ? this.node.segment.id : '';
    const others = (this.ctx?.segments ?? []).filter((entry) => entry.id !== this.ctx?.document.id || entry.id === id);
    if (others.length === 0 && id === '') return html`<span class="muted">${segment.none}</span>`;
    return html`<span>${segment.label}</span><select aria-label=${segment.label} ?disabled=${this.disabled} @change=${(event: Event) => {
      if (!(event.target instanceof HTMLSelectElement)) return;
      this.change({ id: event.target.value });
    }}>
      <option value="" disabled .selected=${live(id === '')}>${segment.pick}</option>
      ${others.map((entry) => html`<option value=${entry.id} .selected=${live(entry.id === id)}>${entry.size === undefined ? entry.name : segment.option(entry.name, number(entry.size))}</option>`)}
      ${id !== '' && !others.some((entry) => entry.id === id) ? html`<option value=${id} .selected=${live(true)}>${segment.gone(id)}</option>` : nothing}
    </select>${this.snapshots(id)}`;
  }
}

define('fq-segment-editor', FqSegmentEditor);
