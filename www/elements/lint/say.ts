// A finding in words, for the list of findings and for the mark beside a condition.
import type { Document, Finding } from '../../../pkg/definition.js';
import { lintMessages } from '../../i18n/lint.js';
import { dayText } from '../builder/dates.js';
import { describeNode, type Telling } from '../builder/describe.js';
import { nodeAt } from '../builder/document.js';
import { ownerPath } from '../builder/path.js';

const DAYS: ReadonlySet<string> = new Set(['from', 'to', 'oldest', 'newest']);
const PLACES: ReadonlySet<string> = new Set(['first', 'second', 'other']);
const COUNTS: ReadonlySet<string> = new Set(['limit', 'members']);

/** What the node that a path lies in asks; empty when there is none. */
export function conditionAt(path: string, document: Document, telling: Telling): string {
  const owner = ownerPath(path);
  const node = owner === undefined ? undefined : nodeAt(document, owner);
  return node === undefined ? '' : describeNode(node, telling);
}

/** The sentence of a finding. */
export function findingSentence(finding: Finding, document: Document, telling: Telling): string {
  return lintMessages(telling.lang).say[finding.code]((name) => {
    const value = finding.params[name] ?? '';
    if (PLACES.has(name)) return conditionAt(value, document, telling);
    if (DAYS.has(name)) return dayText(telling.lang, value);
    return COUNTS.has(name) ? telling.s.number(Number(value)) : value;
  });
}

/** The nodes that a finding is about: of a contradiction both, else the one that it lies in. */
export function placesOf(finding: Finding): readonly string[] {
  const { first, second } = finding.params;
  const paths = first === undefined || second === undefined ? [finding.path] : [first, second];
  return [...new Set(paths.map((path) => ownerPath(path)).filter((path) => path !== undefined))];
}
