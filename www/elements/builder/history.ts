// Undo and redo of whole values.

const LIMIT = 500;

/** A value with what it was before. Immutable: every change gives a new history. */
export class History<T> {
  private constructor(
    readonly present: T,
    private readonly past: readonly T[],
    private readonly future: readonly T[],
    private readonly key: string | undefined,
  ) {}

  static of<T>(present: T): History<T> {
    return new History<T>(present, [], [], undefined);
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** Puts a new value in. Changes in a row with the same key are undone together: the letters typed into one field. */
  push(next: T, key?: string): History<T> {
    if (next === this.present) return this;
    const merges = key !== undefined && key === this.key;
    const past = merges ? this.past : [...this.past, this.present].slice(-LIMIT);
    return new History<T>(next, past, [], key);
  }

  /** Changes the present value, what comes after it and what led to it since `since`, without a step to undo. */
  amend(change: (value: T) => T, since: T): History<T> {
    const from = this.past.lastIndexOf(since);
    const past = this.past.map((value, index) => (from >= 0 && index >= from ? change(value) : value));
    return new History<T>(change(this.present), past, this.future.map(change), this.key);
  }

  /** Ends a run of changes with the same key. */
  seal(): History<T> {
    return this.key === undefined ? this : new History<T>(this.present, this.past, this.future, undefined);
  }

  undo(): History<T> {
    const last = this.past.at(-1);
    return last === undefined ? this : new History<T>(last, this.past.slice(0, -1), [this.present, ...this.future], undefined);
  }

  redo(): History<T> {
    const next = this.future[0];
    return next === undefined ? this : new History<T>(next, [...this.past, this.present], this.future.slice(1), undefined);
  }
}
