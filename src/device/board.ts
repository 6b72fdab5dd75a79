import { ONLY_BOARD, type AirFrame, type Place } from '../protocol/air';
import { Emitter } from '../shared/emitter';
import { Adc } from './adc';
import { InterruptGate } from './interrupt-gate';
import { Lwip } from './lwip/lwip';
import { Pins } from './pins';
import type { PolledClock } from './polled-clock';
import { Timers } from './timers';
import { Watchdog } from './watchdog';
import type { Station } from './wifi/station';
import { Wifi } from './wifi/wifi';

export interface BoardOptions {
  readonly clock: PolledClock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly send: (frame: AirFrame) => void;
  readonly place?: Place;
}

/** The chip and what is soldered to it. Outlives interpreters: a soft reset changes only what the chip's does. */
export class Board {
  readonly interrupts = new InterruptGate();
  readonly pins: Pins;
  readonly adc: Adc;
  readonly timers: Timers;
  readonly watchdog: Watchdog;
  readonly wifi: Wifi;
  /** Of the RTC; a reset keeps it. */
  rtcMemory: Uint8Array = new Uint8Array(0);
  readonly lwip: Lwip;
  readonly clock: PolledClock;
  readonly random: () => number;
  readonly place: Place;
  readonly #send: (frame: AirFrame) => void;
  readonly #changed = new Emitter<undefined>();
  /** Something that the page shows of the board may have changed. */
  readonly onChange = this.#changed.event;
  /** Of the CPU. A soft reset keeps it. */
  megahertz: 80 | 160 = 80;
  #startedAt: number;
  #secondsBefore = 0;

  constructor({ clock, random, send, place = ONLY_BOARD }: BoardOptions) {
    this.clock = clock;
    this.#send = send;
    this.place = place;
    this.pins = new Pins(this.interrupts, () => this.micros);
    this.wifi = new Wifi(clock, place);
    this.adc = new Adc(random);
    this.timers = new Timers(clock, this.interrupts);
    this.watchdog = new Watchdog(clock);
    this.random = random;
    this.#startedAt = clock.now;
    this.lwip = new Lwip({
      clock,
      random,
      send,
      address: place.ip,
      online: () => this.station.connected,
      onListening: () => this.#changed.fire(undefined),
    });
    this.pins.onChange(() => this.#changed.fire(undefined));
    this.station.onChange(() => this.#changed.fire(undefined));
    this.station.onChange(() => {
      if (this.station.connected) this.#tellName();
      else this.lwip.dropAll();
    });
  }

  get station(): Station {
    return this.wifi.station;
  }

  /** Microseconds since the last hard reset. */
  get micros(): number {
    return Math.floor((this.clock.now - this.#startedAt) * 1000);
  }

  /** Milliseconds since the last hard reset. */
  get millis(): number {
    return Math.floor(this.micros / 1000);
  }

  /** Seconds since 2000-01-01, where the chip's clock begins when nobody set it. */
  get seconds(): number {
    return this.#secondsBefore + this.micros / 1_000_000;
  }

  /** Sets the clock: `machine.RTC().datetime(…)`. */
  setSeconds(seconds: number): void {
    this.#secondsBefore = seconds - this.micros / 1_000_000;
  }

  /** What the antenna hears. */
  receive(frame: AirFrame): void {
    if (frame.kind === 'link') this.#onLink(frame.up);
    else this.lwip.receive(frame);
  }

  /** The router may be another one: it hears the name anew. */
  #onLink(up: boolean): void {
    this.station.setReception(up);
    if (up && this.station.connected) this.#tellName();
  }

  #tellName(): void {
    this.#send({ kind: 'lease', name: this.wifi.hostname });
  }

  /** What `machine.reset()` does. The network is joined again by itself, and time goes on from what RTC memory holds. */
  hardReset(): void {
    this.lwip.abortAll();
    this.timers.reset();
    this.watchdog.onHardReset();
    this.interrupts.reset();
    this.pins.onHardReset();
    this.megahertz = 80;
    this.wifi.onHardReset();
    this.#secondsBefore = this.seconds;
    this.#startedAt = this.clock.now;
  }

  softReset(): void {
    this.lwip.closeAll();
    this.timers.reset();
    this.interrupts.reset();
    this.pins.onReset();
  }
}
