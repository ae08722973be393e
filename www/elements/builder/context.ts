// What every row of the builder knows, and what it may ask for.
import type { Document, Error as EngineError, EventInfo, FieldInfo, Finding, Node, NodeSize, Schema, SegmentEntry, SizeReport } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import type { Lang } from '../../i18n/lang.js';
import type { ConditionName, SegmentMessages } from '../../i18n/segments.js';
import { placesOf } from '../lint/say.js';
import type { Telling } from './describe.js';
import { type Direction, isLocked, nodeAt } from './document.js';
import { gapOf } from './gaps.js';
import { childrenOf, filterAt } from './nodes.js';
import { type GroupKind, eventAbove, ownerPath } from './path.js';

/** A row that can take the focus. */
export interface RowElement {
  focusHandle(): void;
  focusEditor(): void;
  openAdd(): void;
}

/** The shared state of one builder; a new object whenever any part changes. */
export interface BuilderContext {
  readonly engine: Engine | undefined;
  readonly schema: Schema | undefined;
  readonly document: Document;
  readonly segments: readonly SegmentEntry[];
  readonly sizes: ReadonlyMap<string, NodeSize>;
  readonly errors: ReadonlyMap<string, readonly EngineError[]>;
  /** What is hardly meant, by the node that it is about. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly asOf: string;
  /** All contacts; `undefined` before the first answer. */
  readonly population: number | undefined;
  /** The sizes belong to an older document and the answer takes long. */
  readonly stale: boolean;
  readonly lang: Lang;
  readonly telling: Telling;
  /** The file that a column of the contacts comes from, when there are several. */
  readonly fileOf: ReadonlyMap<string, string>;
  /** The row that Tab reaches. */
  readonly current: string;
  /** The rows that are on the page, by path. */
  readonly rows: Map<string, RowElement>;
  /** The rule stands alone: nothing can be kept beside it, neither parameters nor named conditions. */
  readonly alone: boolean;
}

/** What a row asks of the builder. */
export type Action =
  | { readonly do: 'replace'; readonly path: string; readonly node: Node; readonly key?: string }
  | { readonly do: 'remove' | 'duplicate' | 'mute' | 'unwrap' | 'name' | 'inline'; readonly path: string }
  | { readonly do: 'k'; readonly path: string; readonly k: number }
  | { readonly do: 'move'; readonly path: string; readonly direction: Direction }
  | { readonly do: 'wrap' | 'kind'; readonly path: string; readonly kind: GroupKind }
  | { readonly do: 'add'; readonly path: string; readonly what: ConditionName | 'group' }
  | { readonly do: 'drop'; readonly path: string; readonly target: string; readonly after: boolean }
  | { readonly do: 'current' | 'finding' | 'preset'; readonly path: string };

/** Sizes by path. */
export function sizesByPath(report: SizeReport | undefined): ReadonlyMap<string, NodeSize> {
  return new Map((report?.nodes ?? []).map((size) => [size.path, size]));
}

/** Errors by the path of the node that they lie in. */
export function errorsByPath(errors: readonly EngineError[]): ReadonlyMap<string, readonly EngineError[]> {
  const found = new Map<string, EngineError[]>();
  for (const error of errors) {
    const path = ownerPath(error.location.path ?? '') ?? '';
    found.set(path, [...(found.get(path) ?? []), error]);
  }
  return found;
}

/** Findings by the nodes that they are about, as far as those have not changed since. */
export function findingsByPath(told: Document | undefined, findings: readonly Finding[], document: Document): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>();
  if (told === undefined) return found;
  for (const finding of findings) {
    for (const path of placesOf(finding)) if (nodeAt(told, path) === nodeAt(document, path)) found.set(path, [...(found.get(path) ?? []), finding]);
  }
  return found;
}

/** The columns that conditions at a path are about: those of the event table inside `where`, else those of the contacts. */
export function columnsAt(ctx: BuilderContext, path: string): { fields: readonly FieldInfo[]; table: EventInfo | undefined } {
  const event = eventAbove(path);
  if (event === undefined) return { fields: ctx.schema?.fields ?? [], table: undefined };
  const node = nodeAt(ctx.document, event.owner);
  const name = node === undefined ? '' : (filterAt(node, event.at)?.table ?? '');
  const table = ctx.schema?.events.find((info) => info.table === name);
  return { fields: table?.columns ?? [], table };
}

/** How a row stands: what is missing, what is wrong, whether it may be edited. */
export interface RowState {
  readonly gap: ReturnType<typeof gapOf>;
  readonly errors: readonly EngineError[];
  readonly size: NodeSize | undefined;
  readonly locked: boolean;
}

/** The state of the row at a path. The first gap hides the errors of the engine, which say the same less kindly. */
export function rowState(ctx: BuilderContext, path: string, node: Node): RowState {
  const gap = gapOf(node);
  return {
    gap,
    errors: gap === undefined ? (ctx.errors.get(path) ?? []) : [],
    size: ctx.sizes.get(path),
    locked: isLocked(ctx.document, path),
  };
}

/** A new node of a kind, blank. */
export function blankNode(what: ConditionName | 'group', schema: Schema | undefined): Node {
  switch (what) {
    case 'group': return { any: [] };
    case 'attribute': return { attribute: { field: '', is: { eq: '' } } };
    case 'tags': return { tags: { has_any: [], subtree: true } };
    case 'event': {
      const table = schema?.events.length === 1 ? schema.events[0] : undefined;
      return { event: { table: table?.table ?? '', ...(table?.time === undefined ? {} : { window: { complete_days: 90 } }), measure: 'count', is: { ge: 1 } } };
    }
    case 'segment': return { segment: { id: '' } };
    case 'sequence': {
      const table = schema?.events.length === 1 ? (schema.events[0]?.table ?? '') : '';
      return { sequence: { steps: [{ table }, { table }], window: { complete_days: 90 } } };
    }
    case 'list': return { list: { field: schema?.key ?? '', values: [] } };
    case 'sample': return { sample: { salt: 'sample', from: 0, to: 10 } };
    case 'use': return { use: '' };
  }
}

/** The size in words, for names of controls. */
export function sizeText(size: NodeSize | undefined, s: SegmentMessages): string {
  return size?.size === undefined ? s.row.noSize : s.row.sizeOf(s.counted(size.size, size.unit));
}

/** How many places a person has to finish or correct. */
export function openPlaces(document: Document, report: SizeReport | undefined): number {
  const errors = report?.errors ?? [];
  const real = errors.filter((error) => !(error.code === 'empty_group' && error.location.path === 'rule' && childrenOf(document.rule).length === 0));
  return new Set(real.map((error) => ownerPath(error.location.path ?? '') ?? '')).size;
}
