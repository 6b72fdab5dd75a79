import { clearTimeout, setTimeout } from 'node:timers';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';

/** Why a wait is over that nothing ended: its time has passed, or it never would. */
export type WaitOver = 'time' | 'stalled';

/** The time in which boards live, as who waits for them has it. */
export interface BoardTime extends Clock {
  /** Lets so many milliseconds pass, then calls `over`; the result ends the wait before. */
  wait(milliseconds: number, over: (why: WaitOver) => void): Dispose;
  /** Lets time pass until a promise is settled that boards settle. */
  during<T>(promise: Promise<T>): Promise<T>;
}

/** The computer's own. */
export class RealTime implements BoardTime {
  get now(): number {
    return performance.now();
  }

  wait(milliseconds: number, over: (why: WaitOver) => void): Dispose {
    const timer = setTimeout(() => over('time'), milliseconds);
    return () => clearTimeout(timer);
  }

  after(delay: number, fire: () => void): Dispose {
    return this.wait(delay, fire);
  }

  during<T>(promise: Promise<T>): Promise<T> {
    return promise;
  }
}
