// Questions of which only the newest matters: one is asked at a time, and of those that wait the last one stays.
import { Superseded } from './api.js';

interface Waiting<Q, A> {
  readonly question: Q;
  readonly resolve: (answer: A | PromiseLike<A>) => void;
  readonly reject: (reason: Error) => void;
}

/** Asks one question after another; one that waits is given up for a newer one and rejects with `Superseded`. */
export class Newest<Q, A> {
  private busy = false;
  private waiting: Waiting<Q, A> | undefined;

  constructor(private readonly answer: (question: Q) => Promise<A>) {}

  ask(question: Q): Promise<A> {
    if (!this.busy) return this.start(question);
    this.waiting?.reject(new Superseded());
    return new Promise((resolve, reject) => (this.waiting = { question, resolve, reject }));
  }

  private start(question: Q): Promise<A> {
    this.busy = true;
    return this.answer(question).finally(() => this.next());
  }

  private next(): void {
    const { waiting } = this;
    this.busy = false;
    this.waiting = undefined;
    waiting?.resolve(this.start(waiting.question));
  }
}
