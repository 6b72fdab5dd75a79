import { FULL_DUTY, type Pwm } from './pwm';
import type { Level, PinDrive, PinState } from '../protocol/device-state';

/** The modes of `machine.Pin`. */
export const PinMode = { in: 0, out: 1, openDrain: 2 } as const;

/** Bits of `Pin.irq`'s trigger. */
export const Trigger = { rising: 1, falling: 2, both: 3 } as const;

/** How the board pulls a pad that nobody drives: LED and boot-strap resistors of a NodeMCU (reference/esp8266 §8). */
const BOARD_PULL: ReadonlyMap<number, Level> = new Map([
  [0, 1],
  [1, 1],
  [2, 1],
  [3, 1],
  [15, 0],
  [16, 1],
]);

/** Pads whose pull-up is on after a reset, until a program configures them. */
const RESET_PULL_UP: ReadonlySet<number> = new Set([12, 13, 14]);

/** It is the RTC's, with registers and rules of its own. */
const RTC_PAD = 16;

/**
 * One pad with its registers. Its level is derived from what the chip, the board's resistors and the student's wire do
 * to it. The open drain is the port's software, not the pad's (ports/esp8266/machine_pin.c, `pin_set`).
 */
export class Pad {
  /** The student's wire. */
  drive: PinDrive = null;
  trigger = 0;
  pullUp = false;
  /** What the output stage drives when it is on (GPIO_OUT). */
  #latch: Level = 0;
  /** Whether the output stage is on (GPIO_ENABLE). */
  #enabled = false;
  #function: 'unused' | 'uart' | 'gpio' = 'unused';
  /** The port's own note of the mode, which a soft reset keeps. */
  #mode: number = PinMode.in;

  /** While PWM runs on it, which no mode and no write ends. */
  #duty: number | undefined;

  constructor(
    readonly gpio: number,
    private readonly pwm: Pwm,
  ) {
    this.reset();
  }

  reset(): void {
    this.pullUp = RESET_PULL_UP.has(this.gpio);
    this.trigger = 0;
    this.#latch = 0;
    this.#enabled = false;
    this.#function = 'unused';
    this.#mode = PinMode.in;
    this.#duty = undefined;
  }

  giveToUart(): void {
    this.#function = 'uart';
  }

  /** `Pin.init`. @param value undefined: none was given */
  configure(mode: number, pullUp: boolean, value: boolean | undefined): void {
    this.#function = 'gpio';
    this.#mode = mode;
    this.pullUp = pullUp;
    if (value !== undefined) this.write(value);
    // The port writes a whole -1 into the RTC's register here, which leaves its bit set.
    else if (this.gpio === RTC_PAD) this.write(true);
    else if (mode === PinMode.out) this.#enabled = true;
    else if (mode === PinMode.in) this.#enabled = false;
  }

  /** `Pin.value(x)`. */
  write(high: boolean): void {
    if (this.gpio === RTC_PAD) {
      this.#enabled = this.#mode === PinMode.out;
      this.#latch = high ? 1 : 0;
      return;
    }
    switch (this.#mode) {
      case PinMode.in:
        this.#enabled = false;
        return;
      case PinMode.openDrain:
        this.#enabled = !high;
        if (!high) this.#latch = 0;
        return;
      case PinMode.out:
        this.#enabled = true;
        this.#latch = high ? 1 : 0;
        return;
      default:
        // No mode of the port's: the latch alone.
        this.#latch = high ? 1 : 0;
    }
  }

  toggle(): void {
    this.#latch = this.#latch === 1 ? 0 : 1;
  }

  get duty(): number | undefined {
    return this.#duty;
  }

  /** @param duty undefined ends PWM, and leaves an output that is low */
  setDuty(duty: number | undefined): void {
    this.#duty = duty;
    this.#function = 'gpio';
    this.#enabled = true;
    this.#latch = 0;
  }

  get mode(): PinState['mode'] {
    if (this.#function !== 'gpio') return this.#function;
    if (this.#duty !== undefined) return 'pwm';
    if (this.#mode === PinMode.openDrain && this.gpio !== RTC_PAD) return 'open-drain';
    return this.#enabled ? 'out' : 'in';
  }

  /** The wire goes straight to a supply rail and wins; a pad that floats reads low. */
  get level(): Level {
    return this.drive ?? this.#driven ?? this.#pulled ?? 0;
  }

  /** What the page shows of it: of PWM, what it is for the longer part of a period. */
  get shownLevel(): Level {
    if (this.drive !== null || this.mode !== 'pwm') return this.level;
    return (this.#duty ?? 0) > FULL_DUTY / 2 ? 1 : 0;
  }

  get floating(): boolean {
    return this.drive === null && this.#driven === null && this.#pulled === null;
  }

  get conflict(): boolean {
    if (this.drive !== null && this.mode === 'pwm') return true;
    return this.drive !== null && this.#driven !== null && this.drive !== this.#driven;
  }

  /** What the chip's output stage puts on the pad. */
  get #driven(): Level | null {
    if (this.#function === 'uart') return 1;
    if (this.#duty !== undefined) return this.pwm.isHigh(this.#duty) ? 1 : 0;
    return this.#enabled ? this.#latch : null;
  }

  /** What resistors pull it to. The board's 12 kΩ win against the chip's own 30 to 100 kΩ. */
  get #pulled(): Level | null {
    const byBoard = BOARD_PULL.get(this.gpio);
    if (byBoard !== undefined) return byBoard;
    return this.pullUp ? 1 : null;
  }
}
