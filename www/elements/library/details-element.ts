// What the parts of the details of a segment share.
import type { PropertyDeclarations } from 'lit';
import type { SegmentEntry, Schema } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { errorSentence } from '../../i18n/errors.js';
import { type LibraryMessages, libraryMessages } from '../../i18n/library.js';
import { SegmentElement } from '../builder/element.js';
import type { ToastDetail } from '../builder/toast.js';

/** Base of the parts: the segment, the strings, and work that can fail. */
export class DetailsElement extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    schema: { attribute: false },
    segments: { attribute: false },
    entry: { attribute: false },
    failure: { state: true },
  };

  engine: Engine | undefined = undefined;
  schema: Schema | undefined = undefined;
  segments: readonly SegmentEntry[] = [];
  /** The segment. */
  entry: SegmentEntry | undefined = undefined;

  protected failure: unknown = undefined;

  /** The drawer, which stays when it is closed and this part goes. */
  private drawer: Element | undefined = undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const root = this.getRootNode();
    if (root instanceof ShadowRoot) this.drawer = root.host;
  }

  /** Work that ends after the drawer was closed still tells the page. */
  protected override get origin(): EventTarget {
    return this.isConnected ? this : this.drawer ?? this;
  }

  /** The strings of the details in this language. */
  protected get l(): LibraryMessages {
    return libraryMessages(this.locale);
  }

  /** The sentence of what failed, if something did. */
  protected get failed(): string {
    return this.failure === undefined ? '' : errorSentence(this.locale, this.failure, 'none');
  }

  protected notice(detail: ToastDetail): void {
    this.emit('fq-notice', detail);
  }

  /** Does something with the engine and keeps what went wrong. */
  protected async attempt(work: (engine: Engine, entry: SegmentEntry) => Promise<void>): Promise<void> {
    const { engine, entry } = this;
    if (engine === undefined || entry === undefined) return;
    this.failure = undefined;
    try {
      await work(engine, entry);
    } catch (thrown) {
      this.failure = thrown;
      if (!this.isConnected) this.notice({ text: this.failed, bad: true });
    }
  }

  /** `2025-09-30 14:05` as this language writes it. */
  protected moment(at: string | undefined): string {
    const time = at === undefined ? Number.NaN : Date.parse(at);
    if (Number.isNaN(time)) return at ?? this.l.unknownWhen;
    return new Intl.DateTimeFormat(this.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
  }
}
