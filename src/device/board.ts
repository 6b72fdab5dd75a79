import type { AirFrame } from '../protocol/air';
import { Emitter } from '../shared/emitter';
import { Lwip } from './lwip/lwip';
import { Pins } from './pins';
import type { PolledClock } from './polled-clock';
import { Station } from './station';

export interface BoardOptions {
  readonly clock: PolledClock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly send: (frame: AirFrame) => void;
}

/** The chip and what is soldered to it. Outlives interpreters: a soft reset changes only what the chip's does. */
export class Board {
  readonly pins = new Pins();
  readonly station = new Station();
  readonly lwip: Lwip;
  readonly clock: PolledClock;
  readonly random: () => number;
  #accessPoint = true;
  /** It went away under a station that had joined it, and that joins again when it is back. */
  #lostAccessPoint = false;
  readonly #changed = new Emitter<undefined>();
  /** Something that the page shows of the board may have changed. */
  readonly onChange = this.#changed.event;
  /** Of the CPU. A soft reset keeps it. */
  megahertz: 80 | 160 = 80;
  #startedAt: number;
  #secondsBefore = 0;

  constructor({ clock, random, send }: BoardOptions) {
    this.clock = clock;
    this.random = random;
    this.#startedAt = clock.now;
    this.lwip = new Lwip({
      clock,
      random,
      send,
      online: () => this.station.connected,
      onListening: () => this.#changed.fire(undefined),
    });
    this.pins.onChange(() => this.#changed.fire(undefined));
    this.station.onChange(() => this.#changed.fire(undefined));
    this.station.onChange(() => {
      if (!this.station.connected) this.lwip.dropAll();
    });
  }

  /** Microseconds since the last hard reset. */
  get micros(): number {
    return Math.floor((this.clock.now - this.#startedAt) * 1000);
  }

  /** Seconds since 2000-01-01, where the chip's clock begins when nobody set it. */
  get seconds(): number {
    return this.#secondsBefore + this.micros / 1_000_000;
  }

  /** What the antenna hears. */
  receive(frame: AirFrame): void {
    if (frame.kind === 'link') this.#onAccessPoint(frame.up);
    else this.lwip.receive(frame);
  }

  #onAccessPoint(there: boolean): void {
    this.#accessPoint = there;
    if (!there && this.station.connected) {
      this.#lostAccessPoint = true;
      this.station.leave();
    } else if (there && this.#lostAccessPoint) {
      this.#lostAccessPoint = false;
      this.station.join();
    }
  }

  /** What `machine.reset()` does. The network is joined again by itself, and time goes on from what RTC memory holds. */
  hardReset(): void {
    this.lwip.abortAll();
    this.pins.onHardReset();
    this.megahertz = 80;
    this.station.join();
    if (!this.#accessPoint) this.#onAccessPoint(false);
    this.#secondsBefore = this.seconds;
    this.#startedAt = this.clock.now;
  }

  softReset(): void {
    this.lwip.closeAll();
    this.pins.onReset();
  }
}
