import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Document, FileEntry, Finding, Limit, Node, Schema, SegmentEntry, SizeReport } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import { controls } from '../base/controls.styles.js';
import { define } from '../base/element.js';
import { icons } from '../base/icons.js';
import { FqCondition } from './condition.js';
import { builderStyles } from './builder.styles.js';
import { type Action, type BuilderContext, type RowElement, blankNode, errorsByPath, findingsByPath, sizesByPath } from './context.js';
import {
  duplicateNode, emptyDocument, insertNode, isLocked, moveBeside, moveNode, nodeAt, removeNode, replaceNode, setFlag, setGroupKind, unwrapNode, walk, withK, wrapNode,
  type Direction, type Edit,
} from './document.js';
import { SegmentElement, inDialog, originOf, takesText } from './element.js';
import { loadEditors, loadEditorsSoon } from './lazy.js';
import { childrenOf, groupKind } from './nodes.js';
import type { ParameterDetail } from './operand.js';
import { isWhere, parentPath } from './path.js';
import { freeName, inlineCondition, nameCondition } from './references.js';
import { FqRow } from './row.js';
import './details.js';
import './group.js';

const ARROWS: Readonly<Record<string, Direction>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'out', ArrowRight: 'in' };

/** What the builder tells about an edit. */
export interface ChangeDetail {
  readonly document: Document;
  /** Changes in a row with the same key are undone together. */
  readonly key: string | undefined;
}

/**
 * A definition as an editor that reads like a sentence, with the exact number beside every part. It edits; who asks the
 * engine for sizes is the host: set `report` to the newest answer.
 *
 * Keys: N condition, G group, arrows move, Alt+arrows reorder, Enter edits, Esc leaves, M mutes, D duplicates, Delete deletes.
 *
 * @fires fq-change - {@link ChangeDetail} on every edit, each keystroke included.
 * @fires fq-deleted - `{ node }` after a node was deleted.
 * @fires fq-finding - `{ path }`: the person wants to know what is remarkable about the node.
 * @fires fq-presets - `{ path }`: the person wants to put a preset into the group.
 * @csspart rule - The main group.
 * @csspart exclude - The group of those taken out.
 */
export class FqBuilder extends SegmentElement {
  static override properties: PropertyDeclarations = {
    ...SegmentElement.properties,
    document: { attribute: false },
    engine: { attribute: false },
    schema: { attribute: false },
    report: { attribute: false },
    segments: { attribute: false },
    stale: { type: Boolean },
    findings: { attribute: false },
    told: { attribute: false },
    bare: { type: Boolean },
    heading: { type: String },
    current: { state: true },
    files: { state: true },
  };
  static override styles = [controls, builderStyles];

  document: Document = emptyDocument('');
  /** Where suggestions and tags come from. */
  engine: Engine | undefined = undefined;
  schema: Schema | undefined = undefined;
  report: SizeReport | undefined = undefined;
  segments: readonly SegmentEntry[] = [];
  /** The sizes belong to an older document and the answer takes long. */
  stale = false;
  /** What is hardly meant, as a mark beside the condition. */
  findings: readonly Finding[] = [];
  /** The document that the findings are about. */
  told: Document | undefined = undefined;
  /** Only the rule: without name, time, limit and parameters. */
  bare = false;
  /** What stands above the rule; the usual words when empty. */
  heading = '';

  private current = '';
  private files: readonly FileEntry[] = [];
  private readonly rows = new Map<string, RowElement>();

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('schema') || changes.has('engine')) void this.readFiles();
    if ((this.schema?.population ?? 0) > 0) loadEditorsSoon();
    if (nodeAt(this.document, this.current) === undefined || this.isRootLike(this.current)) this.current = this.order()[0] ?? '';
  }

  private async readFiles(): Promise<void> {
    const files = await this.engine?.files().catch(() => []);
    if (files !== undefined) this.files = files;
  }

  private context(): BuilderContext {
    const names = new Map(this.segments.map((entry) => [entry.id, entry.name]));
    const contacts = this.files.filter((file) => file.plan.rows_are === 'contacts');
    const fileOf = contacts.length < 2 ? new Map<string, string>() : new Map(contacts.flatMap((file) => file.plan.columns.map((column) => [column.name, file.plan.file] as const)));
    return {
      engine: this.engine, schema: this.schema, document: this.document, segments: this.segments,
      sizes: sizesByPath(this.report), errors: errorsByPath(this.report?.errors ?? []),
      findings: findingsByPath(this.told, this.findings, this.document), asOf: this.report?.as_of ?? '', population: this.report?.population, stale: this.stale,
      lang: this.locale, telling: { s: this.s, lang: this.locale, schema: this.schema, segmentName: (id) => names.get(id) },
      fileOf, current: this.current, rows: this.rows, alone: this.bare,
    };
  }

  /** Roots and the group inside `where` have no handle. */
  private isRootLike(path: string): boolean {
    const node = nodeAt(this.document, path);
    return node === undefined || (groupKind(node) !== undefined && (parentPath(path) === undefined || isWhere(path)));
  }

  /** The rows with a handle, in reading order. */
  private order(): readonly string[] {
    return [...walk(this.document)].map((entry) => entry.path).filter((path) => !this.isRootLike(path));
  }

  private change(document: Document, key?: string): void {
    if (document === this.document) return;
    this.document = document;
    this.emit<ChangeDetail>('fq-change', { document, key });
  }

  /** Runs once the page shows the present document. */
  private settled(work: () => void): void {
    requestAnimationFrame(() => { requestAnimationFrame(work); });
  }

  /** Moves the focus to the name. */
  focusName(): void {
    this.renderRoot.querySelector<HTMLElement>('fq-details')?.focus();
  }

  /** Moves the focus to the row at a path: to its handle, or into what it edits. */
  focusRow(path: string, into: 'handle' | 'editor' = 'handle'): void {
    if (!this.isRootLike(path)) this.current = path;
    this.settled(() => {
      const row = this.rows.get(path);
      if (into === 'editor') row?.focusEditor();
      else row?.focusHandle();
    });
  }

  private land(edit: Edit, into: 'handle' | 'editor' = 'handle'): void {
    this.change(edit.document);
    this.focusRow(edit.path, into);
  }

  /** Adds a node to the group at a path, ready to be filled in. */
  add(path: string, node: Node): void {
    const target = nodeAt(this.document, path);
    this.land(insertNode(this.document, path, target === undefined ? 0 : childrenOf(target).length, node), 'editor');
  }

  /** Adds a node to the group at a path as a group of its own. */
  addGroup(path: string, node: Node): void {
    this.add(path, groupKind(node) === undefined ? { all: [node] } : node);
  }

  private removeAt(path: string): void {
    const node = nodeAt(this.document, path);
    if (node === undefined || isLocked(this.document, path)) return;
    const order = this.order();
    const at = order.indexOf(path);
    const next = removeNode(this.document, path);
    this.change(next);
    const left = this.order();
    const to = left[Math.min(Math.max(at, 0), left.length - 1)];
    if (to !== undefined) this.focusRow(to);
    else this.settled(() => { this.rows.get('rule')?.focusHandle(); });
    this.emit('fq-deleted', { node });
  }

  private onAction = (event: CustomEvent<Action>): void => {
    event.stopPropagation();
    this.run(event.detail);
  };

  private onParameter = (event: CustomEvent<ParameterDetail>): void => {
    event.stopPropagation();
    const { name, value } = event.detail;
    this.change({ ...this.document, parameters: { ...this.document.parameters, [name]: value } });
  };

  private run(action: Action): void {
    const { path } = action;
    if (action.do === 'current') { this.current = path; return; }
    if (action.do === 'finding') { this.emit('fq-finding', { path }); return; }
    if (isLocked(this.document, path)) return;
    switch (action.do) {
      case 'replace': this.change(replaceNode(this.document, path, action.node), action.key); break;
      case 'remove': this.removeAt(path); break;
      case 'duplicate': this.land(duplicateNode(this.document, path)); break;
      case 'mute': this.change(setFlag(this.document, path, 'muted', nodeAt(this.document, path)?.muted !== true)); break;
      case 'unwrap': this.land(unwrapNode(this.document, path)); break;
      case 'wrap': this.land(wrapNode(this.document, path, action.kind)); break;
      case 'move': this.land(moveNode(this.document, path, action.direction)); break;
      case 'k': this.change(withK(this.document, path, action.k), `k:${path}`); break;
      case 'name': this.nameAt(path); break;
      case 'inline': this.land({ document: inlineCondition(this.document, path), path }); break;
      case 'kind': this.change(setGroupKind(this.document, path, action.kind)); break;
      case 'drop': this.land(moveBeside(this.document, path, action.target, action.after)); break;
      case 'preset': this.emit('fq-presets', { path }); break;
      case 'add': this.add(path, blankNode(action.what, this.schema)); break;
    }
  }

  /** Gives the condition at a path a name, which can be changed where it then stands. */
  private nameAt(path: string): void {
    const name = freeName(this.document.conditions ?? {}, this.s.row.newName);
    this.land({ document: nameCondition(this.document, path, name), path });
  }

  /** Puts a limit or a first parameter into the document, with the focus on it. */
  private panel(document: Document, tag: string): void {
    this.change(document);
    void loadEditors().then(() => { this.settled(() => { this.renderRoot.querySelector<HTMLElement>(tag)?.focus(); }); });
  }

  /** The limit that a person starts from: by chance, or by a column where the contacts have no key. */
  private startLimit(): Limit {
    const ordered = this.schema?.fields.find((field) => field.kind === 'number' || field.kind === 'date' || field.kind === 'datetime');
    return this.schema?.key === undefined && ordered !== undefined ? { top: 1000, by: ordered.name } : { random: 1000, seed: '1' };
  }

  /** The row that an event comes from. */
  private rowOf(event: Event): FqRow | undefined {
    return event.composedPath().find((target) => target instanceof FqRow) as FqRow | undefined;
  }

  /** The group that a new condition goes to: the one with the focus, else the root. */
  private groupAt(path: string): string {
    for (let at: string | undefined = path; at !== undefined; at = parentPath(at)) {
      const node = nodeAt(this.document, at);
      if (node !== undefined && groupKind(node) !== undefined && !isLocked(this.document, at)) return at;
    }
    return 'rule';
  }

  /** Handles a key for the builder, also one that was pressed while nothing has the focus. Returns whether it was one. */
  handleKey(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || inDialog(event)) return false;
    const origin = originOf(event);
    const row = this.rowOf(event);
    const onHandle = origin?.classList.contains('handle') === true;
    const path = row?.path ?? this.current;
    if (event.key === 'Escape') return this.leave(row, origin, onHandle);
    if (onHandle && row !== undefined && this.handleRowKey(event, row)) return true;
    if (takesText(origin) || event.altKey) return false;
    const group = this.groupAt(path === '' ? 'rule' : path);
    if (event.key === 'n' || event.key === 'N') (this.rows.get(group) ?? this.rows.get('rule'))?.openAdd();
    else if (event.key === 'g' || event.key === 'G') this.add(group, blankNode('group', this.schema));
    else return false;
    return true;
  }

  private leave(row: FqRow | undefined, origin: Element | undefined, onHandle: boolean): boolean {
    if (onHandle) return false;
    const typing = takesText(origin);
    // The name and the root groups have no handle: it is enough that no field keeps the single letters to itself.
    const inner = row !== undefined && parentPath(row.path) !== undefined;
    if (!inner && !typing) return false;
    if (inner) row.focusHandle();
    if (typing && origin instanceof HTMLElement && origin.matches(':focus')) origin.blur();
    return true;
  }

  private handleRowKey(event: KeyboardEvent, row: FqRow): boolean {
    const { path } = row;
    const direction = ARROWS[event.key];
    if (direction !== undefined) {
      if (event.altKey) this.run({ do: 'move', path, direction });
      else this.step(path, direction);
      return true;
    }
    const order = this.order();
    const ends: Readonly<Record<string, string | undefined>> = { Home: order[0], End: order.at(-1) };
    const end = ends[event.key];
    if (end !== undefined) this.focusRow(end);
    else if (event.key === 'Enter') row.focusEditor();
    else if (event.key === 'm' || event.key === 'M') this.run({ do: 'mute', path });
    else if (event.key === 'd' || event.key === 'D') this.run({ do: 'duplicate', path });
    else if (event.key === 'Delete' || event.key === 'Backspace') this.removeAt(path);
    else return false;
    return true;
  }

  private step(path: string, direction: Direction): void {
    const order = this.order();
    const at = order.indexOf(path);
    const inner = order.find((other) => other !== path && other.startsWith(`${path}.`));
    const outer = (): string | undefined => {
      for (let up = parentPath(path); up !== undefined; up = parentPath(up)) if (order.includes(up)) return up;
      return undefined;
    };
    const to = direction === 'up' ? order[at - 1] : direction === 'down' ? order[at + 1] : direction === 'in' ? inner : outer();
    if (to !== undefined) this.focusRow(to);
  }

  /** Opens the search of the row with the focus; `false` when it has none. */
  searchRow(): boolean {
    const row = this.rows.get(this.current);
    return row instanceof FqCondition && row.matches(':focus-within') && row.search();
  }

  private onKey = (event: KeyboardEvent): void => {
    if (this.handleKey(event)) event.preventDefault();
  };

  /** The limit, the parameters and the named conditions, where there are any. */
  private panels(ctx: BuilderContext): TemplateResult | typeof nothing {
    const { limit, parameters, conditions } = this.document;
    if (limit === undefined && parameters === undefined && conditions === undefined) return nothing;
    void loadEditors();
    const onDocument = (event: CustomEvent<ChangeDetail>): void => { event.stopPropagation(); this.change(event.detail.document, event.detail.key); };
    return html`${limit === undefined ? nothing : html`<fq-limit part="limit" .lang=${this.lang} .ctx=${ctx} .report=${this.report} @fq-details=${onDocument}></fq-limit>`}
      ${conditions === undefined ? nothing : html`<fq-named part="named" .lang=${this.lang} .ctx=${ctx} @fq-details=${onDocument}></fq-named>`}
      ${parameters === undefined ? nothing : html`<fq-parameters part="parameters" .lang=${this.lang} .ctx=${ctx} @fq-details=${onDocument}></fq-parameters>`}`;
  }

  protected override render(): TemplateResult {
    const ctx = this.context();
    const { group } = this.s;
    const { document } = this;
    const rule = html`<section class="tree" part="rule"><fq-group .lang=${this.lang} .ctx=${ctx} .node=${document.rule} .path=${'rule'} .heading=${this.heading === '' ? group.root : this.heading}></fq-group></section>`;
    if (this.bare) return html`<div class="box" @fq-action=${this.onAction} @fq-parameter=${this.onParameter} @keydown=${this.onKey}>${rule}</div>`;
    return html`<div class="box" @fq-action=${this.onAction} @fq-parameter=${this.onParameter} @keydown=${this.onKey}>
      <fq-details .lang=${this.lang} .document=${document} .schema=${this.schema} .asOf=${ctx.asOf} .errors=${ctx.errors.get('') ?? []}
        @fq-details=${(event: CustomEvent<ChangeDetail>) => { event.stopPropagation(); this.change(event.detail.document, event.detail.key); }}></fq-details>
      ${rule}
      ${document.exclude === undefined ? nothing : html`<section class="tree" part="exclude"><fq-group .lang=${this.lang} .ctx=${ctx} .node=${document.exclude} .path=${'exclude'} .heading=${group.exclude}></fq-group></section>`}
      ${this.panels(ctx)}
      <div class="more">
        ${document.exclude !== undefined ? nothing : html`<button type="button" class="quiet" title=${group.excludeHint} @click=${() => { this.run({ do: 'replace', path: 'exclude', node: { any: [] } }); this.settled(() => { this.rows.get('exclude')?.openAdd(); }); }}>${icons.plus}${group.addExclude}</button>`}
        ${document.limit !== undefined ? nothing : html`<button type="button" class="quiet" @click=${() => { this.panel({ ...document, limit: this.startLimit() }, 'fq-limit'); }}>${icons.plus}${group.addLimit}</button>`}
        ${document.parameters !== undefined ? nothing : html`<button type="button" class="quiet" @click=${() => { this.panel({ ...document, parameters: { [group.parameter(1)]: 100 } }, 'fq-parameters'); }}>${icons.plus}${group.addParameter}</button>`}
      </div>
    </div>`;
  }
}

define('fq-builder', FqBuilder);
