// Nodes without their document: their kinds, their children, and the conditions on events inside them.
import type { EventWindow, Measure, Node, NodeKind } from '../../../pkg/definition.js';
import { type GroupKind, intoGroup } from './path.js';

const keys = new WeakMap<Node, number>();
let lastKey = 0;

/** A number that stays with a node through its edits. */
export function nodeKey(node: Node): number {
  let key = keys.get(node);
  if (key === undefined) {
    key = ++lastKey;
    keys.set(node, key);
  }
  return key;
}

/** The same node after an edit. */
export function inherit(node: Node, from: Node): Node {
  if (node !== from) keys.set(node, nodeKey(from));
  return node;
}

const GROUPS: readonly GroupKind[] = ['all', 'any', 'none', 'at_least', 'at_most', 'exactly'];

/** The kind of a group node; `undefined` of a condition. */
export function groupKind(node: Node): GroupKind | 'not' | undefined {
  return 'not' in node ? 'not' : GROUPS.find((kind) => kind in node);
}

/** The children of a group; none of a condition. The conditions on events are not children. */
export function childrenOf(node: Node): readonly Node[] {
  if ('all' in node) return node.all;
  if ('any' in node) return node.any;
  if ('none' in node) return node.none;
  if ('at_least' in node) return node.at_least.of;
  if ('at_most' in node) return node.at_most.of;
  if ('exactly' in node) return node.exactly.of;
  return 'not' in node ? [node.not] : [];
}

/** How many of the children; `undefined` where that is not asked. */
export function kOf(node: Node): number | undefined {
  if ('at_least' in node) return node.at_least.k;
  if ('at_most' in node) return node.at_most.k;
  return 'exactly' in node ? node.exactly.k : undefined;
}

/** The path of a child of the group at `path`. */
export function childPath(path: string, node: Node, index: number): string {
  const kind = groupKind(node);
  return kind === 'not' ? `${path}.not` : intoGroup(path, kind ?? 'all', index);
}

/** The label, the note and the flags of a node. */
export function annotations(node: Node): Pick<Node, 'label' | 'note' | 'muted' | 'locked'> {
  return {
    ...(node.label === undefined ? {} : { label: node.label }),
    ...(node.note === undefined ? {} : { note: node.note }),
    ...(node.muted === undefined ? {} : { muted: node.muted }),
    ...(node.locked === undefined ? {} : { locked: node.locked }),
  };
}

/** The how many of a group that has not been told. */
const START_K = 2;

/** A group put together. */
export function makeGroup(group: GroupKind, children: Node[], k: number | undefined): NodeKind {
  switch (group) {
    case 'all': return { all: children };
    case 'any': return { any: children };
    case 'none': return { none: children };
    case 'at_least': return { at_least: { k: k ?? START_K, of: children } };
    case 'at_most': return { at_most: { k: k ?? START_K, of: children } };
    case 'exactly': return { exactly: { k: k ?? START_K, of: children } };
  }
}

/** The same group with other children; `not` with other than one child becomes `none`, which means the same. */
export function withChildren(node: Node, children: readonly Node[]): Node {
  const kind = groupKind(node);
  const list = [...children];
  const only = list[0];
  if (kind === 'not' && list.length === 1 && only !== undefined) return inherit({ ...annotations(node), not: only }, node);
  return inherit({ ...annotations(node), ...makeGroup(kind === undefined || kind === 'not' ? 'none' : kind, list, kOf(node)) }, node);
}

/** What a node asks is replaced; its annotations stay. */
export function withKind(node: Node, kind: NodeKind): Node {
  return inherit({ ...annotations(node), ...kind }, node);
}

/** Conditions on events inside a node: where they stand, the table that they are about, and whether they are there. */
export interface Filter {
  readonly at: string;
  readonly table: string;
  readonly where: Node | undefined;
  /** The node says nothing without them. */
  readonly needed?: boolean;
}

function windowFilters(window: EventWindow | undefined, at: string): readonly Filter[] {
  if (window === undefined || typeof window === 'string' || !('since_event' in window)) return [];
  return [{ at: `${at}.window.since_event.where`, table: window.since_event.table, where: window.since_event.where }];
}

function measureFilters(measure: Measure, table: string, at: string): readonly Filter[] {
  if (typeof measure === 'string') return [];
  if ('share' in measure) return [{ at: `${at}.share.where`, table, where: measure.share.where, needed: true }];
  if ('growth' in measure) return measureFilters(measure.growth.of, table, `${at}.growth.of`);
  if (!('ratio' in measure)) return [];
  return (['of', 'to'] as const).flatMap((side) => {
    const part = measure.ratio[side];
    return [{ at: `${at}.ratio.${side}.where`, table, where: part.where }, ...measureFilters(part.measure, table, `${at}.ratio.${side}.measure`)];
  });
}

/** Every place in a node where conditions on events stand or can stand, in reading order. */
export function filtersOf(node: Node): readonly Filter[] {
  if ('event' in node) {
    const { table, where, window, measure } = node.event;
    return [...windowFilters(window, 'event'), { at: 'event.where', table, where }, ...measureFilters(measure, table, 'event.measure')];
  }
  if (!('sequence' in node)) return [];
  const { steps, window } = node.sequence;
  return [...windowFilters(window, 'sequence'), ...steps.map((step, index) => ({ at: `sequence.steps[${index}].where`, table: step.table, where: step.where }))];
}

/** The conditions on events at a place. */
export function filterAt(node: Node, at: string): Filter | undefined {
  return filtersOf(node).find((filter) => filter.at === at);
}

/** A value with the part at a path replaced; `undefined` takes the part out. */
function placed(value: unknown, keys: readonly string[], part: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return part;
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === key ? placed(item, rest, part) : item));
  if (typeof value !== 'object' || value === null) return value;
  const { [key]: old, ...others } = value as Readonly<Record<string, unknown>>;
  const next = placed(old, rest, part);
  return next === undefined ? others : { ...others, [key]: next };
}

/** The same node with other conditions on events at a place; those that it needs become empty instead of going. */
export function withFilter(node: Node, at: string, where: Node | undefined): Node {
  const filter = filterAt(node, at);
  if (filter === undefined) return node;
  const part = where ?? (filter.needed === true ? { all: [] } : undefined);
  return inherit(placed(node, at.split(/[.[\]]+/).filter((key) => key !== ''), part) as Node, node);
}
