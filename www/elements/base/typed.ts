// The text of a field that takes it when the person is done (`change`): what is being typed stays, whatever is drawn meanwhile.
import { noChange } from 'lit';
import { setCommittedValue } from 'lit/directive-helpers.js';
import { Directive, directive, type PartInfo, PartType, type PropertyPart } from 'lit/directive.js';

class Typed extends Directive {
  private last: string | undefined;
  private isTyping = false;

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.PROPERTY || part.name !== 'value') throw new Error('typed() belongs to .value');
    const { element } = part as PropertyPart;
    element.addEventListener('input', () => (this.isTyping = true));
    // before the field's own listener, which may have it drawn anew
    element.addEventListener('change', () => (this.isTyping = false), { capture: true });
  }

  render(value: string): string {
    return value;
  }

  override update(part: PropertyPart, [value]: [string]): unknown {
    const isSame = value === this.last;
    this.last = value;
    if (this.isTyping && isSame) return noChange;
    this.isTyping = false;
    if ((part.element as HTMLInputElement).value === value) return noChange;
    setCommittedValue(part);
    return value;
  }
}

/**
 * `.value=${typed(text)}`: shows `text` like `live`, except while something is typed that has not been taken yet and `text` has
 * not changed.
 */
export const typed = directive(Typed);
