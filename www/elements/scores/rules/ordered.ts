// What lists of named rules share: their exact sizes in one question, moving, removing with a way back, and the builder inside.
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Document, Node, NodeSize, Schema, SegmentEntry, SizeReport } from '../../../../pkg/definition.js';
import type { Engine } from '../../../client/api.js';
import { type ScoreFormsMessages, scoreFormsMessages } from '../../../i18n/score-forms.js';
import { controls } from '../../base/controls.styles.js';
import { icons } from '../../base/icons.js';
import { inWords } from '../../base/labels.js';
import type { ChangeDetail, FqBuilder } from '../../builder/builder.js';
import { describeInner, type Telling } from '../../builder/describe.js';
import { SegmentElement } from '../../builder/element.js';
import { type Sized, Sizer } from '../../builder/sizer.js';
import type { FqToast } from '../../builder/toast.js';
import type { FqPresets, PresetDetail } from '../../presets/presets.js';
import { isUnfinished, type Problem } from '../forms/check.js';
import { orderedStyles } from './ordered.styles.js';
import '../../builder/builder.js';
import '../../builder/count.js';
import '../../builder/toast.js';

/** Something with a name that a rule decides. */
export interface Ruled {
  readonly name: string;
  readonly rule?: Node;
}

/** Beyond so many rules those of earlier ones are not taken off the size: the question would be too long. */
const MOST_TAKEN_OFF = 40;
const BLANK: Node = { all: [] };

/** How many an entry has by itself, and how many of them no earlier one has. */
export interface Share {
  readonly alone: number | undefined;
  readonly gets: number | undefined;
}

/**
 * A list of named rules in an order, each edited with the builder.
 *
 * @fires fq-value - `{ value }`: the entries after every edit.
 */
export abstract class OrderedRules<T extends Ruled> extends SegmentElement {
  static override styles = [controls, orderedStyles];
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    engine: { attribute: false },
    schema: { attribute: false },
    segments: { attribute: false },
    about: { attribute: false },
    entries: { attribute: false },
    problems: { attribute: false },
    open: { state: true },
    said: { state: true },
    sentences: { state: true },
  };

  engine: Engine | undefined = undefined;
  schema: Schema | undefined = undefined;
  segments: readonly SegmentEntry[] = [];
  /** As of when and where days are counted. */
  about: { readonly as_of: string; readonly zone: string } = { as_of: 'data', zone: 'Asia/Shanghai' };
  entries: readonly T[] = [];
  /** What stands against running it, by `…/number`. */
  problems: readonly Problem[] = [];

  /** The entry whose rule is being edited. */
  protected open: number | undefined = undefined;
  /** What was done last, for a screen reader. */
  protected said = '';
  /** What the engine says of a rule, by the rule. */
  private sentences: ReadonlyMap<Node, string> = new Map();
  private readonly sizer = new Sizer(this);
  /** The entry that a preset is wanted for. */
  private presetFor: number | undefined = undefined;

  /** The words of this list. */
  protected get m(): ScoreFormsMessages {
    return scoreFormsMessages(this.locale);
  }

  /** Whether an entry has those only that no earlier one has. */
  protected abstract readonly isExclusive: boolean;
  /** A new entry. */
  protected abstract blank(n: number): T;

  /** What the sizes are asked for: every rule under a name of its own, and what is left for it behind those before. */
  get sized(): Sized {
    return { engine: this.engine, document: this.question(), counts: (this.schema?.population ?? 0) > 0 };
  }

  private question(): Document {
    const ruled = this.entries.map((entry, at) => [entry.rule, at] as const).filter((pair): pair is readonly [Node, number] => pair[0] !== undefined);
    const use = (at: number): Node => ({ use: `c${at}` });
    const left = ruled.map(([, at], place): Node => {
      const before = this.isExclusive && ruled.length <= MOST_TAKEN_OFF ? ruled.slice(0, place) : [];
      return before.length === 0 ? { all: [use(at)] } : { all: [use(at), { none: before.map(([, other]) => use(other)) }] };
    });
    const { as_of, zone } = this.about;
    return { fenqun: 1, name: '', zone, week_start: 'monday', as_of, conditions: Object.fromEntries(ruled.map(([rule, at]) => [`c${at}`, rule])), rule: { any: left } };
  }

  protected override willUpdate(changes: PropertyValues): void {
    if (changes.has('engine') || changes.has('schema') || changes.has('entries') || changes.has('about')) this.sizer.ask();
    if (changes.has('lang')) this.sentences = new Map();
    if (changes.has('engine') || changes.has('schema') || changes.has('entries') || changes.has('lang')) void this.say();
  }

  /** Asks for the sentences of the rules that have none. */
  private async say(): Promise<void> {
    const { engine, locale } = this;
    const rules = this.entries.flatMap((entry) => (entry.rule === undefined ? [] : [entry.rule]));
    const unsaid = rules.filter((rule) => !this.sentences.has(rule) && !isUnfinished(rule));
    if (engine === undefined || unsaid.length === 0) return;
    const said = await Promise.all(unsaid.map(async (rule) => [rule, await engine.sentence(this.alone(rule), locale).catch(() => '')] as const));
    if (locale !== this.locale) return;
    const known = new Map([...this.sentences, ...said]);
    this.sentences = new Map(this.entries.flatMap((entry) => (entry.rule !== undefined && known.has(entry.rule) ? [[entry.rule, known.get(entry.rule) ?? ''] as const] : [])));
  }

  /** A document of one rule. */
  private alone(rule: Node): Document {
    const { as_of, zone } = this.about;
    return { fenqun: 1, name: '', zone, week_start: 'monday', as_of, rule };
  }

  private get sizes(): ReadonlyMap<string, NodeSize> {
    return new Map((this.sizer.report?.nodes ?? []).map((size) => [size.path, size]));
  }

  /** All contacts, once they are counted. */
  protected get population(): number | undefined {
    return this.sizer.report?.population;
  }

  /** Those of an entry. */
  protected share(at: number, sizes: ReadonlyMap<string, NodeSize>): Share {
    const place = this.entries.slice(0, at).filter((entry) => entry.rule !== undefined).length;
    const alone = sizes.get(`conditions.c${at}`)?.size;
    return { alone, gets: alone === undefined ? undefined : this.isExclusive && this.entries.length > MOST_TAKEN_OFF ? undefined : sizes.get(`rule.any[${place}]`)?.size };
  }

  /** The shares of all entries. */
  protected shares(): readonly Share[] {
    const { sizes } = this;
    return this.entries.map((_, at) => this.share(at, sizes));
  }

  protected get stale(): boolean {
    return this.sizer.stale;
  }

  protected tell(value: readonly T[]): void {
    this.entries = value;
    this.send('fq-value', { value });
  }

  protected put(at: number, entry: T): void {
    this.tell(this.entries.map((other, place) => (place === at ? entry : other)));
  }

  /** Adds an entry, ready to be filled in. */
  protected add(): void {
    this.tell([...this.entries, this.blank(this.entries.length + 1)]);
    this.open = this.entries.length - 1;
    void this.updateComplete.then(() => { this.nameField(this.entries.length - 1)?.select(); });
  }

  private nameField(at: number): HTMLInputElement | null {
    return this.renderRoot.querySelector<HTMLInputElement>(`input[data-name="${at}"]`);
  }

  /** Moves an entry up (-1) or down; the focus goes with it. */
  protected move(at: number, by: -1 | 1, focus: string): void {
    const [entry, other] = [this.entries[at], this.entries[at + by]];
    if (entry === undefined || other === undefined) return;
    this.tell(this.entries.map((one, place) => (place === at ? other : place === at + by ? entry : one)));
    if (this.open === at) this.open = at + by;
    else if (this.open === at + by) this.open = at;
    this.said = this.m.stages.moved(entry.name, at + by + 1);
    void this.updateComplete.then(() => {
      const all = this.renderRoot.querySelectorAll<HTMLElement>('li');
      const target = all[at + by]?.querySelector<HTMLButtonElement>(focus);
      (target?.disabled === true ? all[at + by]?.querySelector<HTMLElement>('input') : target)?.focus();
    });
  }

  protected drop(at: number): void {
    const before = this.entries;
    const name = before[at]?.name ?? '';
    this.tell(before.filter((_, place) => place !== at));
    this.open = undefined;
    this.renderRoot.querySelector<FqToast>('fq-toast')?.show({ text: this.m.stages.removed(name), action: { label: this.m.stages.undo, run: () => { this.tell(before); } } });
    void this.updateComplete.then(() => { (this.nameField(Math.min(at, this.entries.length - 1)) ?? this.renderRoot.querySelector<HTMLElement>('.foot button'))?.focus(); });
  }

  private get telling(): Telling {
    const names = new Map(this.segments.map((entry) => [entry.id, entry.name]));
    return { s: this.s, lang: this.locale, schema: this.schema, segmentName: (id) => names.get(id) };
  }

  /** A rule in words. */
  protected says(rule: Node | undefined): string {
    if (rule === undefined) return '';
    const said = this.sentences.get(rule) ?? '';
    if (said !== '') return inWords(said, this.schema, this.locale);
    const text = describeInner(rule, this.telling);
    return text === '' ? this.m.stages.noRule : text;
  }

  /** The answer about one rule, as if the builder had asked it alone. */
  private answerOf(at: number): SizeReport | undefined {
    const { report } = this.sizer;
    if (report === undefined) return undefined;
    const root = `conditions.c${at}`;
    const isOwn = (path: string | undefined): path is string => path === root || path?.startsWith(`${root}.`) === true;
    const own = (path: string): string => `rule${path.slice(root.length)}`;
    return {
      ...report,
      nodes: report.nodes.filter((node) => isOwn(node.path)).map((node) => ({ ...node, path: own(node.path) })),
      errors: report.errors.filter((error) => isOwn(error.location.path)).map((error) => ({ ...error, location: { ...error.location, path: own(error.location.path ?? '') } })),
    };
  }

  private builderAt(at: number): FqBuilder | null {
    return this.renderRoot.querySelector<FqBuilder>(`fq-builder[data-at="${at}"]`);
  }

  private wantPreset(at: number, event: CustomEvent<{ path?: string }>): void {
    event.stopPropagation();
    this.presetFor = at;
    void import('../../presets/presets.js').then(() => this.renderRoot.querySelector<FqPresets>('fq-presets')?.open(event.detail.path ?? 'rule')).catch(() => undefined);
  }

  /** The builder of the rule of an entry. */
  protected builder(at: number, rule: Node, change: (rule: Node) => void, heading: string): TemplateResult {
    const document = this.alone(rule);
    return html`<fq-builder bare data-at=${at} .heading=${heading} .lang=${this.lang} .engine=${this.engine} .schema=${this.schema} .segments=${this.segments} .document=${document} .report=${this.answerOf(at)} .stale=${this.sizer.stale}
      @fq-change=${(event: CustomEvent<ChangeDetail>) => { event.stopPropagation(); change(event.detail.document.rule); }}
      @fq-deleted=${(event: Event) => { event.stopPropagation(); }} @fq-presets=${(event: CustomEvent<{ path?: string }>) => { this.wantPreset(at, event); }}></fq-builder>`;
  }

  /** A rule with nothing in it. */
  protected get blankRule(): Node {
    return structuredClone(BLANK);
  }

  /** The buttons that move and remove an entry. */
  protected acts(at: number, name: string): TemplateResult {
    const { stages } = this.m;
    return html`<span class="acts"><button type="button" class="quiet icon up" aria-label=${stages.up(name)} title=${stages.up(name)} ?disabled=${at === 0} @click=${() => { this.move(at, -1, '.up'); }}>${icons.up}</button>
      <button type="button" class="quiet icon down" aria-label=${stages.down(name)} title=${stages.down(name)} ?disabled=${at === this.entries.length - 1} @click=${() => { this.move(at, 1, '.down'); }}>${icons.down}</button>
      <button type="button" class="quiet icon" aria-label=${stages.remove(name)} title=${stages.remove(name)} @click=${() => { this.drop(at); }}>${icons.trash}</button></span>`;
  }

  /** Alt and arrows move the entry that the name belongs to. */
  protected onNameKey(at: number, event: KeyboardEvent): void {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    this.move(at, event.key === 'ArrowUp' ? -1 : 1, 'input');
  }

  /** What is wrong with an entry. */
  protected wrong(at: number): TemplateResult | typeof nothing {
    const found = this.problems.find((one) => one.key.endsWith(`/${at}`));
    return found === undefined ? nothing : html`<span class="problem" role="alert" data-key=${found.key} tabindex="-1">${found.text}</span>`;
  }

  /** Presets, the toast, and what a screen reader hears. */
  protected extras(): TemplateResult {
    return html`<p class="visually-hidden" role="status">${this.said}</p>
      <fq-presets .lang=${this.lang} .engine=${this.engine} .schema=${this.schema} .zone=${this.about.zone} @fq-preset=${(event: CustomEvent<PresetDetail>) => {
        event.stopPropagation();
        if (this.presetFor !== undefined) this.builderAt(this.presetFor)?.addGroup(event.detail.place === '' ? 'rule' : event.detail.place, event.detail.node);
      }}></fq-presets><fq-toast .lang=${this.lang}></fq-toast>`;
  }
}
