import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Document, SizeReport } from '../../../pkg/definition.js';
import { type Engine, Superseded } from '../../client/api.js';

const SLOW_MS = 150;

/** What a {@link Sizer} asks about. */
export interface Sized {
  readonly engine: Engine | undefined;
  readonly document: Document;
  /** Whether there is anybody to count. */
  readonly counts: boolean;
}

/** Asks the engine for the sizes of a definition on every edit; only the newest answer counts. */
export class Sizer implements ReactiveController {
  report: SizeReport | undefined = undefined;
  /** The sizes belong to an older document and the answer takes long. */
  stale = false;
  failure: unknown = undefined;

  private frame = 0;
  private asked = 0;
  private answered = 0;
  private slow: ReturnType<typeof setTimeout> | undefined = undefined;

  constructor(private readonly host: ReactiveControllerHost & { readonly sized: Sized }) {
    host.addController(this);
  }

  hostDisconnected(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.slow);
  }

  /** Asks in the next frame; several edits of one frame are one question. */
  ask(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => { void this.size(); });
  }

  private async size(): Promise<void> {
    const { engine, document, counts } = this.host.sized;
    if (engine === undefined || !counts) {
      this.report = undefined;
      this.host.requestUpdate();
      return;
    }
    const turn = ++this.asked;
    this.slow ??= setTimeout(() => { this.stale = true; this.host.requestUpdate(); }, SLOW_MS);
    try {
      const report = await engine.size(document);
      if (turn < this.answered) return;
      this.answered = turn;
      this.report = report;
      this.failure = undefined;
    } catch (thrown) {
      if (thrown instanceof Superseded || turn !== this.asked) return;
      this.failure = thrown;
    } finally {
      this.host.requestUpdate();
    }
    if (turn !== this.asked) return;
    clearTimeout(this.slow);
    this.slow = undefined;
    this.stale = false;
  }
}
