import { PINS, type Gpio, type Level, type PinDrive, type PinState } from '../protocol/device-state';
import { Emitter } from '../shared/emitter';
import { InterruptGate } from './interrupt-gate';
import { Pad, Trigger } from './pad';
import { Pwm } from './pwm';

/** The ids that `machine.Pin` takes (reference/esp8266 §3.1); the flash's own pins are not among them. */
export const PIN_IDS = [0, 1, 2, 3, 4, 5, 9, 10, 12, 13, 14, 15, 16] as const;

/** The chip's pads. Direction and latch survive a soft reset (reference/esp8266 §1.2). */
export class Pins {
  readonly pwm: Pwm;
  readonly #pads: ReadonlyMap<number, Pad>;
  readonly #requests = new Map<number, () => void>(
    PIN_IDS.map((gpio) => [gpio, () => this.#interrupted.fire(gpio)]),
  );
  readonly #changed = new Emitter<undefined>();
  readonly #interrupted = new Emitter<number>();
  readonly onChange = this.#changed.event;
  /** The number of a pad that interrupts the CPU. */
  readonly onInterrupt = this.#interrupted.event;

  /** @param micros time, in microseconds: what a pad with PWM reads follows from it */
  constructor(
    private readonly gate: InterruptGate = new InterruptGate(),
    micros: () => number = () => 0,
  ) {
    const pwm = new Pwm(micros);
    this.pwm = pwm;
    this.#pads = new Map(PIN_IDS.map((gpio) => [gpio, new Pad(gpio, pwm)]));
    this.onReset();
  }

  isPin(gpio: number): boolean {
    return this.#pads.has(gpio);
  }

  /** All pads as they are when the chip starts; the student's wires stay where they are. */
  onHardReset(): void {
    for (const pad of this.#pads.values()) pad.reset();
    this.pwm.onHardReset();
    this.onReset();
  }

  /** Every reset, soft ones too, gives GPIO2 back to UART1's TX and takes the interrupts away. */
  onReset(): void {
    for (const gpio of PIN_IDS) this.setTrigger(gpio, 0);
    this.#change(2, (pad) => pad.giveToUart());
  }

  /**
   * `Pin.init`. `value` undefined leaves the latch as it is, so an output begins with what it held.
   *
   * @param mode one of PinMode; others leave the pad's direction as it is, as the port's code does
   */
  configure(gpio: number, mode: number, pullUp: boolean, value: boolean | undefined): void {
    this.#change(gpio, (pad) => pad.configure(mode, pullUp, value));
  }

  /** `Pin.value(x)`: without effect on inputs. */
  write(gpio: number, high: boolean): void {
    this.#change(gpio, (pad) => pad.write(high));
  }

  /** Inverts what the output stage drives. */
  toggle(gpio: number): void {
    this.#change(gpio, (pad) => pad.toggle());
  }

  /** `Pin.value()`: the level at the pad, for outputs too. */
  read(gpio: number): Level {
    return this.#pad(gpio).level;
  }

  /** Neither chip nor board nor wire does anything to the pad. */
  isFloating(gpio: number): boolean {
    return this.#pad(gpio).floating;
  }

  /** The student's jumper wire. */
  drive(gpio: Gpio, drive: PinDrive): void {
    this.#change(gpio, (pad) => {
      pad.drive = drive;
    });
  }

  /** Undefined: there is no PWM on it. */
  duty(gpio: number): number | undefined {
    return this.#pad(gpio).duty;
  }

  setDuty(gpio: number, duty: number | undefined): void {
    this.#change(gpio, (pad) => pad.setDuty(duty === undefined ? undefined : Pwm.clip(duty)));
  }

  setPwmFrequency(hertz: number): void {
    this.pwm.setFrequency(hertz);
    this.#changed.fire(undefined);
  }

  trigger(gpio: number): number {
    return this.#pad(gpio).trigger;
  }

  /** Which edges interrupt, as bits of Trigger. An edge that was not served yet is forgotten. */
  setTrigger(gpio: number, trigger: number): void {
    const request = this.#requests.get(gpio);
    if (request) this.gate.withdraw(request);
    this.#pad(gpio).trigger = trigger & Trigger.both;
  }

  snapshot(): PinState[] {
    return PINS.map((gpio) => {
      const { mode, pullUp, shownLevel: level, floating, drive, conflict, duty } = this.#pad(gpio);
      const state = { gpio, mode, pullUp, level, floating, drive, conflict };
      return mode === 'pwm' && duty !== undefined ? { ...state, duty } : state;
    });
  }

  #change(gpio: number, change: (pad: Pad) => void): void {
    const pad = this.#pad(gpio);
    const before = pad.level;
    change(pad);
    this.#changed.fire(undefined);
    if (pad.trigger === 0) return;
    const after = pad.level;
    if (before === after) return;
    const request = this.#requests.get(gpio);
    if (request && (pad.trigger & (after === 1 ? Trigger.rising : Trigger.falling)) !== 0)
      this.gate.request(request);
  }

  #pad(gpio: number): Pad {
    const pad = this.#pads.get(gpio);
    if (!pad) throw new RangeError(`the chip has no pad GPIO${gpio}`);
    return pad;
  }
}
