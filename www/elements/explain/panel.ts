// What the panels around the rule share: the strings of the explanation and the names of segments for sentences.
import type { SegmentEntry, Schema } from '../../../pkg/definition.js';
import { type ExplainMessages, explainMessages } from '../../i18n/explain.js';
import type { Telling } from '../builder/describe.js';
import { SegmentElement } from '../builder/element.js';

/** Base of the elements that explain. */
export class ExplainElement extends SegmentElement {
  /** The strings of the explanation in this language. */
  protected get e(): ExplainMessages {
    return explainMessages(this.locale);
  }

  /** What sentences of conditions need. */
  protected telling(schema: Schema | undefined, segments: readonly SegmentEntry[]): Telling {
    return { s: this.s, lang: this.locale, schema, segmentName: (id) => segments.find((entry) => entry.id === id)?.name };
  }
}
