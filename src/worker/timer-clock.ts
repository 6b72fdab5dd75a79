import type { Clock } from '../shared/clock';
import type { Dispose } from '../shared/disposable';

/** The clock of a thread that has an event loop. */
export class TimerClock implements Clock {
  get now(): number {
    return performance.now();
  }

  after(delay: number, fire: () => void): Dispose {
    const timer = setTimeout(fire, delay);
    return () => clearTimeout(timer);
  }
}
