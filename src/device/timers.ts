import type { Clock } from '../shared/clock';
import type { Dispose } from '../shared/disposable';
import { Emitter } from '../shared/emitter';
import type { InterruptGate } from './interrupt-gate';

/** The shortest period of the SDK's timers, in milliseconds. */
const SHORTEST = 0.1;

interface Timer {
  readonly fire: () => void;
  stop: Dispose;
  repeats: boolean;
  /** It may fire yet: one that interrupts are held back from, too. */
  running: boolean;
}

/** The SDK's software timers, which `machine.Timer` uses. Known by small numbers; there may be any number of them. */
export class Timers {
  readonly #timers = new Map<number, Timer>();
  readonly #fired = new Emitter<number>();
  readonly onFire = this.#fired.event;
  #next = 1;

  constructor(
    private readonly clock: Clock,
    private readonly gate: InterruptGate,
  ) {}

  create(): number {
    const id = this.#next++;
    const timer: Timer = {
      fire: () => {
        timer.running = timer.repeats;
        this.#fired.fire(id);
      },
      stop: () => undefined,
      repeats: false,
      running: false,
    };
    this.#timers.set(id, timer);
    return id;
  }

  isRunning(id: number): boolean {
    return this.#timers.get(id)?.running ?? false;
  }

  /** @param period in milliseconds; shorter ones than the SDK's shortest become that */
  start(id: number, period: number, repeats: boolean): void {
    const timer = this.#timers.get(id);
    if (!timer) return;
    this.stop(id);
    timer.running = true;
    timer.repeats = repeats;
    const each = Math.max(SHORTEST, period);
    const arm = (due: number): void => {
      timer.stop = this.clock.after(due - this.clock.now, () => {
        // What is late does not come twice.
        if (repeats) arm(Math.max(due + each, this.clock.now));
        this.gate.request(timer.fire);
      });
    };
    arm(this.clock.now + each);
  }

  stop(id: number): void {
    const timer = this.#timers.get(id);
    if (!timer) return;
    timer.stop();
    timer.running = false;
    this.gate.withdraw(timer.fire);
  }

  /** Its program has ended. */
  reset(): void {
    for (const id of this.#timers.keys()) this.stop(id);
    this.#timers.clear();
  }
}
