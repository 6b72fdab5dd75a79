import type { Session } from '../../session/session';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import { Cell } from '../common/cell';

/**
 * So long after the board was first heard of there may be no prompt to wait for: a start file runs, or nobody looks, in
 * milliseconds.
 */
const A_LONG_START = 1_000;

/**
 * Whether the page's first start is over: the prompt is on the screen, or will not come soon. What is not needed for it
 * is loaded then, and not before. Later starts do not take it away again.
 */
export class StartWatch {
  readonly over = new Cell(false);
  #forgetTimer: Dispose | null = null;
  readonly #unsubscribe: Dispose;

  constructor(
    private readonly session: Session,
    private readonly clock: Clock,
  ) {
    this.#unsubscribe = session.subscribe(() => this.#look());
    this.#look();
  }

  promptDrawn(): void {
    this.#end();
  }

  dispose(): void {
    this.#forgetTimer?.();
    this.#unsubscribe();
  }

  #look(): void {
    const { phase } = this.session.snapshot;
    if (phase === 'failed') this.#end();
    else if (phase === 'ready') this.#forgetTimer ??= this.clock.after(A_LONG_START, () => this.#end());
  }

  #end(): void {
    this.dispose();
    this.over.set(true);
  }
}
