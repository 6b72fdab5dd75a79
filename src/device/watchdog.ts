import type { Clock } from '../shared/clock';
import type { Dispose } from '../shared/disposable';
import { Emitter } from '../shared/emitter';

/** How long a program may leave it unfed, in milliseconds (reference/esp8266 §3.6: up to 3.2 s). */
const PATIENCE = 3_200;

/** The software watchdog, once a program has taken its feeding over by `machine.WDT()`. Only a reset stops it. */
export class Watchdog {
  #stop: Dispose | undefined;
  readonly #bitten = new Emitter<undefined>();
  /** It was not fed: the chip is to be reset. */
  readonly onBite = this.#bitten.event;

  constructor(private readonly clock: Clock) {}

  feed(): void {
    this.#stop?.();
    this.#stop = this.clock.after(PATIENCE, () => this.#bitten.fire(undefined));
  }

  onHardReset(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
