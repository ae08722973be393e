// Where a document uses its parameters and named conditions, and giving those other names.
import type { Document, Node } from '../../../pkg/definition.js';
import { nodeAt, replaceNode, walk } from './document.js';
import { inherit } from './nodes.js';

/** A value with every object mapped, children first; what does not change stays the same object, a changed node the same node. */
function mapped(value: unknown, map: (object: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) {
    const list = value.map((item: unknown) => mapped(item, map));
    return list.every((item, index) => item === value[index]) ? value : list;
  }
  if (typeof value !== 'object' || value === null) return value;
  const old = value as Readonly<Record<string, unknown>>;
  const entries = Object.entries(old).map(([key, part]) => [key, mapped(part, map)] as const);
  const next = map(entries.every(([key, part]) => part === old[key]) ? old : Object.fromEntries(entries));
  return next === old ? old : inherit(next as unknown as Node, old as unknown as Node);
}

function count(document: Document, fits: (object: Readonly<Record<string, unknown>>) => boolean): number {
  let n = 0;
  const look = (object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
    if (fits(object)) n += 1;
    return object;
  };
  mapped([document.rule, document.exclude ?? null, document.conditions ?? {}], look);
  return n;
}

/** How many places use a parameter. */
export function paramUses(document: Document, name: string): number {
  return count(document, (object) => object['param'] === name);
}

/** How many places use a named condition. */
export function conditionUses(document: Document, name: string): number {
  return count(document, (object) => object['use'] === name);
}

function renamed(document: Document, key: 'param' | 'use', from: string, to: string): Document {
  const map = (object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => (object[key] === from ? { ...object, [key]: to } : object);
  const { exclude, conditions } = document;
  return {
    ...document,
    rule: mapped(document.rule, map) as Node,
    ...(exclude === undefined ? {} : { exclude: mapped(exclude, map) as Node }),
    ...(conditions === undefined ? {} : { conditions: mapped(conditions, map) as Record<string, Node> }),
  };
}

function withKey<T>(record: Readonly<Record<string, T>>, from: string, to: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key === from ? to : key, value]));
}

/** Another name for a parameter, everywhere. The same document when the name is taken or empty. */
export function renameParam(document: Document, from: string, to: string): Document {
  const { parameters = {} } = document;
  if (to.trim() === '' || to in parameters) return document;
  return renamed({ ...document, parameters: withKey(parameters, from, to) }, 'param', from, to);
}

/** A name that can stand in a path. */
export function pathName(text: string): string {
  return text.replaceAll(/[.[\]]+/g, ' ').trim();
}

/** Another name for a named condition, everywhere. The same document when the name is taken or empty. */
export function renameCondition(document: Document, from: string, to: string): Document {
  const { conditions = {} } = document;
  const name = pathName(to);
  if (name === '' || name in conditions) return document;
  return renamed({ ...document, conditions: withKey(conditions, from, name) }, 'use', from, name);
}

/** Gives the node at a path a name and puts its use in its place. */
export function nameCondition(document: Document, path: string, name: string): Document {
  const node = nodeAt(document, path);
  if (node === undefined || name in (document.conditions ?? {})) return document;
  const { muted: _muted, locked: _locked, ...kept } = node;
  const used = replaceNode(document, path, { ...(node.muted === true ? { muted: true } : {}), use: name });
  return { ...used, conditions: { ...(used.conditions ?? {}), [name]: kept } };
}

/** Puts a copy of a named condition in the place of its use; the last use takes the name with it. */
export function inlineCondition(document: Document, path: string): Document {
  const node = nodeAt(document, path);
  if (node === undefined || !('use' in node)) return document;
  const named = document.conditions?.[node.use];
  if (named === undefined) return document;
  const next = replaceNode(document, path, { ...structuredClone(named), ...(node.muted === true ? { muted: true } : {}) });
  if (conditionUses(next, node.use) > 0) return next;
  const { [node.use]: _, ...others } = next.conditions ?? {};
  const { conditions: _all, ...rest } = next;
  return Object.keys(others).length === 0 ? rest : { ...rest, conditions: others };
}

/** The first name of a series that is free. */
export function freeName(taken: Readonly<Record<string, unknown>>, name: (n: number) => string): string {
  for (let n = 1; ; n += 1) if (!(name(n) in taken)) return name(n);
}

/** The first path at which a named condition is used. */
export function firstUse(document: Document, name: string): string | undefined {
  for (const { node, path } of walk(document)) if ('use' in node && node.use === name) return path;
  return undefined;
}
