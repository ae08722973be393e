// What the elements of the segments place share: their strings, and sizes set through the CSSOM.
import { noChange } from 'lit';
import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';
import type { SegmentMessages } from '../../i18n/segments.js';
import { segmentsEn } from '../../i18n/segments.en.js';
import { segmentsZh } from '../../i18n/segments.zh-CN.js';
import { FqElement } from '../base/element.js';

/** Base of the elements of the segments place. */
export class SegmentElement extends FqElement {
  /** The strings of the segments place in this language. */
  protected get s(): SegmentMessages {
    return this.locale === 'en' ? segmentsEn : segmentsZh;
  }

  /** Moves the focus to the first control that matches, once it is there. */
  protected focusFirst(...selectors: readonly string[]): void {
    void this.updateComplete.then(() => {
      for (const selector of selectors) {
        const found = this.renderRoot.querySelector<HTMLElement>(selector);
        if (found === null) continue;
        found.focus();
        return;
      }
    });
  }

  /** Tells the element above, inside the page's own tree; stopped where it is handled. */
  protected send<T>(type: string, detail: T): void {
    this.dispatchEvent(new CustomEvent<T>(type, { detail, bubbles: true, composed: true }));
  }
}

class VarsDirective extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('vars() belongs into the tag of an element');
  }

  render(_values: Readonly<Record<string, string>>): unknown {
    return noChange;
  }

  override update(part: ElementPart, [values]: [Readonly<Record<string, string>>]): unknown {
    const target = part.element;
    if (target instanceof HTMLElement) for (const [name, value] of Object.entries(values)) target.style.setProperty(name, value);
    return noChange;
  }
}

/** Sets custom properties of an element through the CSSOM, which a strict style policy allows: `<div ${vars({ '--w': '40%' })}>`. */
export const vars = directive(VarsDirective);

/** The innermost element that an event comes from. */
export function originOf(event: Event): Element | undefined {
  const first = event.composedPath()[0];
  return first instanceof Element ? first : undefined;
}

/** Whether letters typed there are text. */
export function takesText(element: Element | undefined): boolean {
  if (element instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit', 'file', 'range'].includes(element.type);
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement || (element instanceof HTMLElement && element.isContentEditable);
}

/** Whether an event comes from inside an open dialog. */
export function inDialog(event: Event): boolean {
  return event.composedPath().some((target) => target instanceof HTMLDialogElement);
}
