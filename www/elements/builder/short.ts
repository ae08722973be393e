// Short forms of event conditions: names for what they are, and what each of them stands for.
import type { EventCondition, Node, Window } from '../../../pkg/definition.js';
import type { ComposedName, ShortName } from '../../i18n/segments.js';
import { operandOf, operatorName } from './operators.js';

const COMPOSED: readonly ComposedName[] = ['first_time_in', 'stopped', 'resumed'];

/** Whether a name of the menu stands for several conditions. */
export function isComposed(name: string): name is ComposedName {
  return COMPOSED.some((other) => other === name);
}

/** The short form that a condition is, if it is one. */
export function shortForm(event: EventCondition): ShortName | undefined {
  if (event.measure !== 'count') return undefined;
  const operand = operandOf(event.is);
  const name = operatorName(event.is);
  if (operand.shape !== 'one') return undefined;
  if (name === 'ge' && operand.value === 1) return 'did';
  if (name !== 'eq') return undefined;
  if (operand.value === 1) return 'only_once';
  if (operand.value !== 0) return undefined;
  return event.window === undefined || event.window === 'all_time' ? 'never' : 'did_not';
}

/** The condition that a short form stands for: `did` is a count of at least 1, `did_not` and `never` of 0, `only_once` of 1. */
export function expandShort(name: ShortName, event: EventCondition, start: Window): EventCondition {
  const base: EventCondition = { ...event, measure: 'count', is: name === 'did' ? { ge: 1 } : { eq: name === 'only_once' ? 1 : 0 } };
  const open = event.window === undefined || event.window === 'all_time';
  if (name === 'never') return { ...base, window: 'all_time' };
  return name === 'did_not' && open ? { ...base, window: start } : base;
}

/** How many days the present window is long, where it says so. */
function lengthOf(event: EventCondition): number {
  const { window } = event;
  if (window === undefined || typeof window === 'string') return 90;
  if ('complete_days' in window) return Math.max(1, window.complete_days);
  return 'days_to_date' in window ? Math.max(1, window.days_to_date) : 90;
}

/** The conditions that a question stands for, over the same records. */
export function expandComposed(name: ComposedName, event: EventCondition): Node {
  const { table, where, mask } = event;
  const days = lengthOf(event);
  const asked = (rest: Pick<EventCondition, 'window' | 'measure' | 'is'>): Node => ({
    event: { table, ...(where === undefined ? {} : { where: structuredClone(where) }), ...(mask === undefined ? {} : { mask }), ...rest },
  });
  const did = (window: Window): Node => asked({ window, measure: 'count', is: { ge: 1 } });
  const not = (window: Window): Node => asked({ window, measure: 'count', is: { eq: 0 } });
  const before = (from: number, to: number): Window => ({ ago: { from, to, unit: 'days' } });
  const recent: Window = { complete_days: days };
  switch (name) {
    case 'first_time_in': return { all: [did(recent), asked({ measure: 'first_at', is: { in_window: recent }, window: 'all_time' })] };
    case 'stopped': return { all: [did(before(2 * days, days)), not(recent)] };
    case 'resumed': return { all: [did(recent), not(before(2 * days, days)), did(before(3 * days, 2 * days))] };
  }
}
