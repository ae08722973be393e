// Edits of a definition: every function returns a new document that shares what did not change.
import type { Document, Meta, Node } from '../../../pkg/definition.js';
import { annotations, childPath, childrenOf, filterAt, filtersOf, groupKind, inherit, kOf, makeGroup, nodeKey, withChildren, withFilter } from './nodes.js';
import { type GroupKind, type Step, lastStep, parentPath, parsePath } from './path.js';

/** What stands before the name of a named condition in its path. */
export const NAMED = 'conditions.';

/** The document with what is known about it; nothing known is not written down. */
export function withMeta(document: Document, meta: Meta): Document {
  const { meta: _, ...rest } = document;
  return Object.keys(meta).length === 0 ? rest : { ...rest, meta };
}

/** A document after an edit, and where the edited node is now. */
export interface Edit {
  readonly document: Document;
  readonly path: string;
}

/** A segment without conditions. */
export function emptyDocument(name: string, zone = 'Asia/Shanghai'): Document {
  return { fenqun: 1, name, zone, week_start: 'monday', as_of: 'data', rule: { all: [] } };
}

function below(node: Node, step: Step): Node | undefined {
  if (step.into === 'not') return 'not' in node ? node.not : undefined;
  if (step.into === 'where') return filterAt(node, step.at)?.where;
  return groupKind(node) === step.into ? childrenOf(node)[step.index] : undefined;
}

/** The node that a path starts from. */
function rootOf(document: Document, root: string): Node | undefined {
  if (root === 'rule') return document.rule;
  return root === 'exclude' ? document.exclude : document.conditions?.[root.slice(NAMED.length)];
}

/** The node at a path. */
export function nodeAt(document: Document, path: string): Node | undefined {
  const parsed = parsePath(path);
  if (parsed === undefined) return undefined;
  let node = rootOf(document, parsed.root);
  for (const step of parsed.steps) {
    if (node === undefined) return undefined;
    node = below(node, step);
  }
  return node;
}

/** Whether the node or one above it is locked. */
export function isLocked(document: Document, path: string): boolean {
  for (let at: string | undefined = path; at !== undefined; at = parentPath(at)) {
    if (nodeAt(document, at)?.locked === true) return true;
  }
  return false;
}

/** Whether a node above it is muted. */
export function isMutedAbove(document: Document, path: string): boolean {
  for (let at = parentPath(path); at !== undefined; at = parentPath(at)) {
    if (nodeAt(document, at)?.muted === true) return true;
  }
  return false;
}

function rebuild(node: Node, steps: readonly Step[], edit: (node: Node | undefined) => Node | undefined): Node | undefined {
  const step = steps[0];
  if (step === undefined) return edit(node);
  const rest = steps.slice(1);
  if (step.into === 'where') {
    const where = filterAt(node, step.at)?.where;
    return withFilter(node, step.at, where === undefined ? edit(undefined) : rebuild(where, rest, edit));
  }
  const children = childrenOf(node);
  const index = step.into === 'not' ? 0 : step.index;
  const child = children[index];
  if (child === undefined) return node;
  const next = rebuild(child, rest, edit);
  return withChildren(node, next === undefined ? children.filter((_, i) => i !== index) : children.map((c, i) => (i === index ? next : c)));
}

function apply(document: Document, path: string, edit: (node: Node | undefined) => Node | undefined): Document {
  const parsed = parsePath(path);
  if (parsed === undefined) return document;
  const old = rootOf(document, parsed.root);
  const next = old === undefined ? edit(undefined) : rebuild(old, parsed.steps, edit);
  if (parsed.root === 'rule') return { ...document, rule: next ?? { all: [] } };
  if (parsed.root === 'exclude') {
    const { exclude: _, ...rest } = document;
    return next === undefined ? rest : { ...rest, exclude: next };
  }
  const { conditions = {}, ...rest } = document;
  const { [parsed.root.slice(NAMED.length)]: _, ...others } = conditions;
  if (next !== undefined) return { ...document, conditions: { ...conditions, [parsed.root.slice(NAMED.length)]: next } };
  return Object.keys(others).length === 0 ? rest : { ...rest, conditions: others };
}

/** Puts a node in the place of another, or into an empty `exclude` or `where`. */
export function replaceNode(document: Document, path: string, node: Node): Document {
  return apply(document, path, (old) => (old === undefined ? node : inherit(node, old)));
}

/** Takes a node out. A `where` or an `exclude` that has nothing left goes with it. */
export function removeNode(document: Document, path: string): Document {
  const next = apply(document, path, () => undefined);
  const parent = parentPath(path);
  const group = parent === undefined ? undefined : nodeAt(next, parent);
  if (parent === undefined || group === undefined || groupKind(group) === undefined || childrenOf(group).length > 0) return next;
  const holder = lastStep(parent);
  return parent === 'exclude' || holder?.into === 'where' ? apply(next, parent, () => undefined) : next;
}

/** Puts a node into the group at `path`; a condition there is first put into a group of its own. */
export function insertNode(document: Document, path: string, index: number, node: Node): Edit {
  const target = nodeAt(document, path);
  if (target === undefined) {
    const group: Node = path === 'exclude' ? { any: [node] } : { all: [node] };
    return { document: replaceNode(document, path, group), path: childPath(path, group, 0) };
  }
  const isGroup = groupKind(target) !== undefined;
  const old = isGroup ? [...childrenOf(target)] : [target];
  const at = Math.max(0, Math.min(isGroup ? index : 1, old.length));
  old.splice(at, 0, node);
  const group: Node = isGroup ? withChildren(target, old) : { all: old };
  return { document: apply(document, path, () => group), path: childPath(path, group, at) };
}

/** Puts the node at `path` into a new group. */
export function wrapNode(document: Document, path: string, kind: GroupKind): Edit {
  const node = nodeAt(document, path);
  if (node === undefined) return { document, path };
  const group: Node = makeGroup(kind, [node], undefined);
  return { document: apply(document, path, () => group), path: childPath(path, group, 0) };
}

/** Replaces a group by its children. */
export function unwrapNode(document: Document, path: string): Edit {
  const node = nodeAt(document, path);
  const parent = parentPath(path);
  const step = lastStep(path);
  if (node === undefined || groupKind(node) === undefined) return { document, path };
  const children = childrenOf(node);
  const only = children[0];
  if (parent === undefined || step === undefined || step.into === 'where' || step.into === 'not') {
    return children.length === 1 && only !== undefined && groupKind(only) !== undefined
      ? { document: apply(document, path, () => only), path }
      : { document, path };
  }
  const above = nodeAt(document, parent);
  if (above === undefined) return { document, path };
  const list = [...childrenOf(above)];
  list.splice(step.index, 1, ...children);
  return { document: apply(document, parent, () => withChildren(above, list)), path };
}

/** Copies a node behind itself. */
export function duplicateNode(document: Document, path: string): Edit {
  const node = nodeAt(document, path);
  const parent = parentPath(path);
  const step = lastStep(path);
  if (node === undefined) return { document, path };
  const { locked: _, ...copy } = structuredClone(node);
  if (parent === undefined || step === undefined || step.into === 'where') return insertNode(document, path, Infinity, copy);
  return insertNode(document, parent, step.into === 'not' ? 1 : step.index + 1, copy);
}

/** Changes how the children of a group combine. */
export function setGroupKind(document: Document, path: string, kind: GroupKind): Document {
  const node = nodeAt(document, path);
  if (node === undefined) return document;
  return replaceNode(document, path, { ...annotations(node), ...makeGroup(kind, [...childrenOf(node)], kOf(node)) });
}

/** Sets how many of the children of a group. */
export function withK(document: Document, path: string, k: number): Document {
  const node = nodeAt(document, path);
  const kind = node === undefined ? undefined : groupKind(node);
  if (node === undefined || kind === undefined || kind === 'not') return document;
  return replaceNode(document, path, { ...annotations(node), ...makeGroup(kind, [...childrenOf(node)], k) });
}

/** Sets or removes an annotation. */
export function setFlag(document: Document, path: string, flag: 'muted' | 'locked', on: boolean): Document {
  const node = nodeAt(document, path);
  if (node === undefined) return document;
  const { [flag]: _, ...rest } = node;
  return replaceNode(document, path, on ? { ...rest, [flag]: true } : rest);
}

/** Where a node may go with the keyboard: among its siblings, out of its group, into the group above it. */
export type Direction = 'up' | 'down' | 'out' | 'in';

/** Moves a node one place; the same document when there is no such place. */
export function moveNode(document: Document, path: string, direction: Direction): Edit {
  const node = nodeAt(document, path);
  const parent = parentPath(path);
  const step = lastStep(path);
  const group = parent === undefined ? undefined : nodeAt(document, parent);
  if (node === undefined || parent === undefined || group === undefined || step === undefined || step.into === 'where') {
    return { document, path };
  }
  const index = step.into === 'not' ? 0 : step.index;
  const siblings = childrenOf(group);
  if (direction === 'out') return moveOut(document, path, node, parent);
  const to = direction === 'down' ? index + 1 : index - 1;
  const neighbour = siblings[to];
  if (neighbour === undefined) return { document, path };
  if (direction === 'in') {
    if (groupKind(neighbour) === undefined || neighbour.locked === true) return { document, path };
    const children = [...childrenOf(neighbour), node];
    const inner = withChildren(neighbour, children);
    const list = siblings.map((n, i) => (i === to ? inner : n)).filter((_, i) => i !== index);
    const above = withChildren(group, list);
    const at = childPath(childPath(parent, above, to), inner, children.length - 1);
    return { document: apply(document, parent, () => above), path: at };
  }
  const list = [...siblings];
  list[index] = neighbour;
  list[to] = node;
  return { document: apply(document, parent, () => withChildren(group, list)), path: childPath(parent, group, to) };
}

function moveOut(document: Document, path: string, node: Node, parent: string): Edit {
  const above = parentPath(parent);
  const step = lastStep(parent);
  const group = nodeAt(document, parent);
  if (above === undefined || step === undefined || step.into === 'where' || group === undefined) return { document, path };
  const after = (step.into === 'not' ? 0 : step.index) + 1;
  const moved = insertNode(removeNode(document, path), above, after, node).document;
  const emptied = childrenOf(group).length === 1 ? pathOf(moved, group) : undefined;
  const next = emptied === undefined ? moved : removeNode(moved, emptied);
  return { document: next, path: pathOf(next, node) ?? above };
}

/** Where a node is now, by the key that it keeps through edits. */
export function pathOf(document: Document, node: Node): string | undefined {
  const key = nodeKey(node);
  for (const entry of walk(document)) if (nodeKey(entry.node) === key) return entry.path;
  return undefined;
}

/** Moves a node beside another one, for dragging; the same document when the target lies inside the node. */
export function moveBeside(document: Document, from: string, target: string, after: boolean): Edit {
  const node = nodeAt(document, from);
  const parent = parentPath(target);
  const group = parent === undefined ? undefined : nodeAt(document, parent);
  const beside = nodeAt(document, target);
  if (node === undefined || parent === undefined || group === undefined || beside === undefined || node === beside) return { document, path: from };
  if (target.startsWith(`${from}.`)) return { document, path: from };
  const source = parentPath(from);
  const children = childrenOf(group).filter((child) => child !== node);
  const index = children.indexOf(beside) + (after ? 1 : 0);
  if (source === parent) {
    children.splice(index, 0, node);
    return { document: apply(document, parent, () => withChildren(group, children)), path: childPath(parent, group, index) };
  }
  const emptied = removeNode(document, from);
  const now = pathOf(emptied, group);
  if (now === undefined) return { document, path: from };
  return insertNode(emptied, now, index, node);
}

/** A node with its path. */
export interface Entry {
  readonly path: string;
  readonly node: Node;
  readonly depth: number;
}

function* walkNode(node: Node, path: string, depth: number): Generator<Entry> {
  yield { path, node, depth };
  for (const { at, where } of filtersOf(node)) if (where !== undefined) yield* walkNode(where, `${path}.${at}`, depth + 1);
  for (const [index, child] of childrenOf(node).entries()) yield* walkNode(child, childPath(path, node, index), depth + 1);
}

/** Every node in reading order, conditions on events and named conditions included. */
export function* walk(document: Document): Generator<Entry> {
  yield* walkNode(document.rule, 'rule', 0);
  if (document.exclude !== undefined) yield* walkNode(document.exclude, 'exclude', 0);
  for (const [name, node] of Object.entries(document.conditions ?? {})) yield* walkNode(node, `${NAMED}${name}`, 0);
}
