import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Schema, SegmentEntry } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { type DetailsTab, libraryMessages } from '../../i18n/library.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { SegmentElement } from '../builder/element.js';
import type { ToastDetail } from '../builder/toast.js';
import { drawerStyles } from './drawer.styles.js';
import './about.js';
import './curve.js';
import './snapshots.js';
import './versions.js';

const TABS: readonly DetailsTab[] = ['about', 'versions', 'snapshots', 'curve'];

/**
 * Everything that is known about a kept segment, in a drawer.
 *
 * @fires fq-restore - `{ document, text }`: an older definition is wanted in the editor; the drawer closes.
 * @fires fq-library - The library has changed.
 */
export class FqSegmentDetails extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    schema: { attribute: false },
    segments: { attribute: false },
    segment: { attribute: false },
    tab: { state: true },
    said: { state: true },
  };
  static override styles = [controls, drawerStyles];

  engine: Engine | undefined = undefined;
  schema: Schema | undefined = undefined;
  segments: readonly SegmentEntry[] = [];
  /** Id of the segment that is shown; nothing when it is left out. */
  segment: string | undefined = undefined;

  private tab: DetailsTab = 'about';
  /** What has just happened; a toast of the page would lie below the drawer. */
  private said: ToastDetail | undefined = undefined;

  private dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  protected override updated(changes: PropertyValues): void {
    if (changes.has('segment') && this.segment !== undefined && this.dialog()?.open === false) this.dialog()?.showModal();
  }

  private close(): void {
    this.dialog()?.close();
  }

  private choose(tab: DetailsTab): void {
    this.tab = tab;
    this.said = undefined;
    void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>(`#tab-${tab}`)?.focus(); });
  }

  private onKey = (event: KeyboardEvent): void => {
    const at = TABS.indexOf(this.tab);
    const to = event.key === 'ArrowRight' ? at + 1 : event.key === 'ArrowLeft' ? at - 1 : event.key === 'Home' ? 0 : event.key === 'End' ? TABS.length - 1 : undefined;
    const tab = to === undefined ? undefined : TABS[(to + TABS.length) % TABS.length];
    if (tab === undefined) return;
    event.preventDefault();
    this.choose(tab);
  };

  private shown(entry: SegmentEntry): TemplateResult {
    const { lang, engine, schema, segments } = this;
    switch (this.tab) {
      case 'about': return html`<fq-segment-about .lang=${lang} .engine=${engine} .schema=${schema} .segments=${segments} .entry=${entry}></fq-segment-about>`;
      case 'versions': return html`<fq-segment-versions .lang=${lang} .engine=${engine} .schema=${schema} .segments=${segments} .entry=${entry} @fq-restore=${() => { this.close(); }}></fq-segment-versions>`;
      case 'snapshots': return html`<fq-segment-snapshots .lang=${lang} .engine=${engine} .schema=${schema} .segments=${segments} .entry=${entry}></fq-segment-snapshots>`;
      case 'curve': return html`<fq-segment-curve .lang=${lang} .engine=${engine} .schema=${schema} .segments=${segments} .entry=${entry}></fq-segment-curve>`;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const entry = this.segments.find((one) => one.id === this.segment);
    const l = libraryMessages(this.locale);
    return html`<dialog class="drawer" aria-labelledby="title" @close=${() => { this.segment = undefined; this.tab = 'about'; this.said = undefined; this.emit('fq-closed', {}); }}>
      ${entry === undefined ? nothing : html`<div class="frame">
        <div class="top"><h2 id="title" title=${l.detailsOf(entry.name)}>${entry.name}</h2><span class="muted count">${entry.size === undefined ? nothing : this.s.contacts(entry.size)}</span>
          <button type="button" class="quiet icon" aria-label=${this.s.close} @click=${() => { this.close(); }}>${icons.close}</button></div>
        <div class="tabs" role="tablist" aria-label=${l.tabsLabel} @keydown=${this.onKey}>${TABS.map((tab) => html`<button type="button" role="tab" id=${`tab-${tab}`} class="tab" aria-selected=${tab === this.tab ? 'true' : 'false'}
          aria-controls="panel" tabindex=${tab === this.tab ? 0 : -1} @click=${() => { this.choose(tab); }}>${l.tabs[tab]}</button>`)}</div>
        <div id="panel" class="panel" role="tabpanel" aria-labelledby=${`tab-${this.tab}`} @fq-notice=${(event: CustomEvent<ToastDetail>) => { event.stopPropagation(); this.said = event.detail; }}>${this.shown(entry)}</div>
        <p class="said" role="status">${this.said === undefined ? nothing : html`${icons.check}${this.said.text}`}</p></div>`}
    </dialog>`;
  }
}

define('fq-segment-details', FqSegmentDetails);
