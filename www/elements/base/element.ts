// What every element shares: the language it speaks and the tokens it is drawn with.
import { LitElement, type PropertyDeclarations } from 'lit';
import { pageLang, type Lang } from '../../i18n/lang.js';
import { messages, type Messages } from '../../i18n/index.js';
import { adoptTokens } from './tokens.js';

/**
 * Base of all `fq-` elements.
 *
 * `lang` chooses the language (`zh-CN` or `en`, any tag that starts like one of them); the page's language when empty.
 */
export class FqElement extends LitElement {
  static override properties: PropertyDeclarations = { lang: { type: String } };

  /** The language this element speaks. */
  protected get locale(): Lang {
    return pageLang(this.lang);
  }

  /** The strings of the page in this language. */
  protected get t(): Messages {
    return messages(this.locale);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adoptTokens(this.ownerDocument);
  }

  /** Where its events start. */
  protected get origin(): EventTarget {
    return this;
  }

  /** Tells listeners outside of every shadow root; a cancelable event answers whether the default may happen. */
  protected emit<T>(type: string, detail: T, options: { cancelable?: boolean } = {}): boolean {
    return this.origin.dispatchEvent(
      new CustomEvent<T>(type, { detail, bubbles: true, composed: true, cancelable: options.cancelable ?? false }),
    );
  }
}

/** Registers an element unless its name is taken (two copies of the package on one page). */
export function define(tag: string, element: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
