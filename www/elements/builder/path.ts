// Paths of nodes in a definition, as the engine writes them: `rule`, `rule.all[0]`, `rule.not`, `rule.all[1].event.where.any[0]`.

/** The two trees of a document. */
export type Root = 'rule' | 'exclude';

/** The groups that hold a list of nodes. */
export type GroupKind = 'all' | 'any' | 'none';

/** One step down from a node. */
export type Step =
  | { readonly into: GroupKind; readonly index: number }
  | { readonly into: 'not' }
  | { readonly into: 'where' };

/** A path taken apart. */
export interface Parsed {
  readonly root: Root;
  readonly steps: readonly Step[];
}

const STEP = /\.(?:(all|any|none)\[(\d+)\]|(not)(?=\.|$)|event\.(where)(?=\.|$))/y;

function scan(text: string): { parsed: Parsed; end: number } | undefined {
  const root: Root | undefined = /^rule(?=\.|$)/.test(text) ? 'rule' : /^exclude(?=\.|$)/.test(text) ? 'exclude' : undefined;
  if (root === undefined) return undefined;
  const steps: Step[] = [];
  let end = root.length;
  for (;;) {
    STEP.lastIndex = end;
    const match = STEP.exec(text);
    if (match === null) break;
    end = STEP.lastIndex;
    const group = match[1];
    if (group === 'all' || group === 'any' || group === 'none') steps.push({ into: group, index: Number(match[2]) });
    else steps.push({ into: match[3] === 'not' ? 'not' : 'where' });
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

/** Writes a path. */
export function writePath(root: Root, steps: readonly Step[]): string {
  let path: string = root;
  for (const step of steps) {
    if (step.into === 'not') path += '.not';
    else if (step.into === 'where') path += '.event.where';
    else path += `.${step.into}[${step.index}]`;
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

/** Whether a path lies inside the `where` of an event, where rows are events. Returns the path of that event condition. */
export function eventAbove(path: string): string | undefined {
  const parsed = parsePath(path);
  if (parsed === undefined) return undefined;
  const at = parsed.steps.map((step) => step.into).lastIndexOf('where');
  return at < 0 ? undefined : writePath(parsed.root, parsed.steps.slice(0, at));
}
