import { type TemplateResult, html, nothing, type PropertyDeclarations } from 'lit';
import type { Amount, Offset, Since, Which } from '../../../pkg/definition.js';
import { define } from '../base/element.js';
import { EditorElement, UNITS } from './editor-element.js';

/** The parts that both kinds have. */
interface Moved {
  readonly offset?: Offset;
  readonly length?: Amount;
}

/**
 * A span that begins at a time of each contact.
 *
 * @fires fq-since - `{ since }` on every change.
 */
export class FqSince extends EditorElement {
  static override properties: PropertyDeclarations = { ...EditorElement.properties, value: { attribute: false } };

  value: Since = { since_attribute: { field: '' } };

  override focus(): void {
    this.focusFirst('fq-field-picker', 'select');
  }

  private change(since: Since): void {
    this.value = since;
    this.send('fq-since', { since });
  }

  private set(part: Moved & { readonly drop?: keyof Moved }): void {
    const { drop, ...rest } = part;
    const edit = <T extends Moved>(old: T): T => {
      const next = { ...old, ...rest };
      if (drop !== undefined) delete next[drop];
      return next;
    };
    this.change('since_attribute' in this.value ? { since_attribute: edit(this.value.since_attribute) } : { since_event: edit(this.value.since_event) });
  }

  private moved({ offset, length }: Moved): TemplateResult {
    const { e } = this;
    const way = offset === undefined ? 'none' : offset.n < 0 ? 'earlier' : 'later';
    return html`${length === undefined ? this.choose(e.since.until, 'now', [['now', e.since.untilNow], ['length', e.since.forLength]], () => { this.set({ length: { n: 30, unit: 'days' } }); }, true)
        : html`${this.choose(e.since.until, 'length', [['now', e.since.untilNow], ['length', e.since.forLength]], () => { this.set({ drop: 'length' }); }, true)}${this.amount(length, e.since.length, UNITS, (next) => { this.set({ length: next }); })}`}
      ${this.choose(e.since.after, way, [['none', e.since.movedNone], ['later', e.since.later], ['earlier', e.since.earlier]], (next) => {
        if (next === 'none') this.set({ drop: 'offset' });
        else this.set({ offset: { n: (next === 'later' ? 1 : -1) * Math.abs(offset?.n ?? 1), unit: offset?.unit ?? 'days' } });
      }, true)}
      ${offset === undefined ? nothing : html`${this.whole(Math.abs(offset.n), e.since.after, 1, (n) => { if (n > 0) this.set({ offset: { ...offset, n: offset.n < 0 ? -n : n } }); })}${this.units(offset.unit, UNITS, (unit) => { this.set({ offset: { ...offset, unit } }); })}`}`;
  }

  protected override render(): TemplateResult {
    const { e, value } = this;
    const { schema } = this.ctx ?? {};
    if ('since_attribute' in value) {
      const since = value.since_attribute;
      const dates = (schema?.fields ?? []).filter((field) => field.kind === 'date' || field.kind === 'datetime');
      return html`${this.column(since.field, dates, e.since.field, e.since.pickField, (field) => { this.change({ since_attribute: { ...since, field: field.name } }); })}${this.moved(since)}`;
    }
    const since = value.since_event;
    const tables = (schema?.events ?? []).filter((info) => info.time !== undefined);
    return html`${this.choose(e.since.whichLabel, since.which, (['first', 'last'] as const).map((which) => [which, e.since.which[which]] as const), (which) => { this.change({ since_event: { ...since, which: which as Which } }); })}
      ${this.choose(e.since.table, since.table, tables.map((info) => [info.table, this.s.event.tableName(info.table)] as const), (table) => {
        const { where: _, ...rest } = since;
        this.change({ since_event: { ...rest, table } });
      })}${this.moved(since)}`;
  }
}

define('fq-since', FqSince);
