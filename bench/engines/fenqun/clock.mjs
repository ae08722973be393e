// The `as_of` of definitions: the benchmark's now, or an instant just before it that no earlier call has used.
//
// The engine keeps the sets of conditions by definition and `as_of`. A new `as_of` makes every condition new, so that each call
// is computed from the columns. The times in the data are whole seconds: none lies between these instants, and the answers
// are the same.
import { NOW } from '../../definitions.mjs';

/** Instants are kept to the millisecond; the last second has so many of them. */
const MOST = 999;

export class Clock {
  #used = 0;

  /** With `kept` it stands still. */
  constructor({ kept }) {
    this.kept = kept;
  }

  /** As a definition in UTC writes it: `2025-09-30T23:59:59.998`. */
  next() {
    if (!this.kept) this.#used++;
    if (this.#used > MOST) throw new Error(`no instant is left that was not used: ${MOST} calls were made`);
    return new Date(NOW * 1000 - this.#used).toISOString().slice(0, -1);
  }
}
