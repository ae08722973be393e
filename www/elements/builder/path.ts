// Paths of nodes in a definition, as the engine writes them: `rule`, `rule.all[0]`, `rule.not`, `rule.all[1].event.where.any[0]`.

/** The groups that hold a list of nodes. */
export type GroupKind = 'all' | 'any' | 'none' | 'at_least' | 'at_most' | 'exactly';

/** One step down from a node. `at` is where the conditions on events stand in it: `event.where`, `sequence.steps[0].where`. */
export type Step =
  | { readonly into: GroupKind; readonly index: number }
  | { readonly into: 'not' }
  | { readonly into: 'where'; readonly at: string };

/** A path taken apart; the root is `rule`, `exclude` or a named condition `conditions.name`. */
export interface Parsed {
  readonly root: string;
  readonly steps: readonly Step[];
}

const ROOT = /^(?:rule|exclude|conditions\.[^.[\]]+)(?=\.|$)/;
const STEP = /\.(?:(all|any|none|at_least|at_most|exactly)(?:\.of)?\[(\d+)\]|(not)(?=\.|$)|((?:event|sequence)\.(?:[a-z_]+(?:\[\d+\])?\.)*?where)(?=\.|$))/y;
const K_OF: ReadonlySet<string> = new Set(['at_least', 'at_most', 'exactly']);

function isGroup(text: string | undefined): text is GroupKind {
  return text === 'all' || text === 'any' || text === 'none' || (text !== undefined && K_OF.has(text));
}

function scan(text: string): { parsed: Parsed; end: number } | undefined {
  const root = ROOT.exec(text)?.[0];
  if (root === undefined) return undefined;
  const steps: Step[] = [];
  let end = root.length;
  for (;;) {
    STEP.lastIndex = end;
    const match = STEP.exec(text);
    if (match === null) break;
    end = STEP.lastIndex;
    const [, group, index, not, at] = match;
    if (isGroup(group)) steps.push({ into: group, index: Number(index) });
    else if (not !== undefined) steps.push({ into: 'not' });
    else steps.push({ into: 'where', at: at ?? '' });
  }
  return { parsed: { root, steps }, end };
}

/** Takes a node path apart; `undefined` when it names no node. */
export function parsePath(path: string): Parsed | undefined {
  const found = scan(path);
  return found !== undefined && found.end === path.length ? found.parsed : undefined;
}

/** The node that an error path lies in: `rule.all[0]` of `rule.all[0].attribute.is.eq`. */
export function ownerPath(path: string): string | undefined {
  const found = scan(path);
  return found === undefined ? undefined : path.slice(0, found.end);
}

/** The path of a child in a group. */
export function intoGroup(path: string, kind: GroupKind, index: number): string {
  return `${path}.${kind}${K_OF.has(kind) ? '.of' : ''}[${index}]`;
}

/** Writes a path. */
export function writePath(root: string, steps: readonly Step[]): string {
  let path = root;
  for (const step of steps) {
    if (step.into === 'not') path += '.not';
    else if (step.into === 'where') path += `.${step.at}`;
    else path = intoGroup(path, step.into, step.index);
  }
  return path;
}

/** The path of the node above; `undefined` of a root. */
export function parentPath(path: string): string | undefined {
  const parsed = parsePath(path);
  if (parsed === undefined || parsed.steps.length === 0) return undefined;
  return writePath(parsed.root, parsed.steps.slice(0, -1));
}

/** The last step of a path; `undefined` of a root. */
export function lastStep(path: string): Step | undefined {
  return parsePath(path)?.steps.at(-1);
}

/** Whether `inner` is `outer` or lies below it. */
export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`);
}

/** The conditions on events that a path lies in: the path of the node that has them, and where in it they stand. */
export function eventAbove(path: string): { readonly owner: string; readonly at: string } | undefined {
  const parsed = parsePath(path);
  if (parsed === undefined) return undefined;
  const index = parsed.steps.map((step) => step.into).lastIndexOf('where');
  const step = parsed.steps[index];
  return step?.into === 'where' ? { owner: writePath(parsed.root, parsed.steps.slice(0, index)), at: step.at } : undefined;
}

/** Whether the node at a path is the whole of the conditions on events, not one of several. */
export function isWhere(path: string): boolean {
  return lastStep(path)?.into === 'where';
}
