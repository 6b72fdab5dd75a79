import { PINS, type Gpio, type Level, type PinDrive, type PinState } from '../protocol/device-state';
import { Emitter } from '../shared/emitter';

/** The ids that `machine.Pin` takes (reference/esp8266 §3.1); the flash's own pins are not among them. */
export const PIN_IDS = [0, 1, 2, 3, 4, 5, 9, 10, 12, 13, 14, 15, 16] as const;

export const PinMode = { in: 0, out: 1, openDrain: 2 } as const;

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

/** One pad. Its level is derived from what the chip, the board's resistors and the student's wire do to it. */
class Pad {
  mode: PinState['mode'] = 'unused';
  pullUp: boolean;
  /** What the output stage drives when it is on. Survives changes of mode. */
  latch: Level = 0;
  /** In open-drain mode: whether the last write let the pad go. */
  released = true;
  drive: PinDrive = null;

  constructor(readonly gpio: number) {
    this.pullUp = RESET_PULL_UP.has(gpio);
  }

  reset(): void {
    this.mode = 'unused';
    this.pullUp = RESET_PULL_UP.has(this.gpio);
    this.latch = 0;
    this.released = true;
  }

  /** What the chip's output stage puts on the pad. */
  get #driven(): Level | null {
    if (this.mode === 'out') return this.latch;
    if (this.mode === 'open-drain') return this.released ? null : 0;
    return this.mode === 'uart' ? 1 : null;
  }

  /** What resistors pull it to. The board's 12 kΩ win against the chip's own 30 to 100 kΩ. */
  get #pulled(): Level | null {
    const byBoard = BOARD_PULL.get(this.gpio);
    if (byBoard !== undefined) return byBoard;
    return this.pullUp ? 1 : null;
  }

  /** The wire goes straight to a supply rail and wins; a pad that floats reads low. */
  get level(): Level {
    return this.drive ?? this.#driven ?? this.#pulled ?? 0;
  }

  get floating(): boolean {
    return this.drive === null && this.#driven === null && this.#pulled === null;
  }

  get conflict(): boolean {
    return this.drive !== null && this.#driven !== null && this.drive !== this.#driven;
  }
}

/** The chip's pads. Direction and latch survive a soft reset (reference/esp8266 §1.2). */
export class Pins {
  readonly #pads = new Map<number, Pad>(PIN_IDS.map((gpio) => [gpio, new Pad(gpio)]));
  readonly #changed = new Emitter<undefined>();
  readonly onChange = this.#changed.event;

  constructor() {
    this.onReset();
  }

  isPin(gpio: number): boolean {
    return this.#pads.has(gpio);
  }

  /** All pads as they are when the chip starts; the student's wires stay where they are. */
  onHardReset(): void {
    for (const pad of this.#pads.values()) pad.reset();
    this.onReset();
  }

  /** Every reset, soft ones too, gives GPIO2 back to UART1's TX. */
  onReset(): void {
    this.#pad(2).mode = 'uart';
    this.#changed.fire(undefined);
  }

  /**
   * `Pin.init`. `value` undefined leaves the latch as it is, so an output begins with what it held.
   *
   * @param mode one of PinMode; others are taken for inputs, as the chip's register code does
   */
  configure(gpio: number, mode: number, pullUp: boolean, value: boolean | undefined): void {
    const pad = this.#pad(gpio);
    pad.pullUp = pullUp;
    if (mode === PinMode.out) {
      if (value !== undefined) pad.latch = value ? 1 : 0;
      pad.mode = 'out';
    } else if (mode === PinMode.openDrain) {
      if (pad.mode !== 'open-drain') pad.released = pad.mode !== 'out' || pad.latch === 1;
      pad.mode = 'open-drain';
      if (value !== undefined) pad.released = value;
    } else {
      pad.mode = 'in';
    }
    this.#changed.fire(undefined);
  }

  /** `Pin.value(x)`: without effect on inputs. */
  write(gpio: number, high: boolean): void {
    const pad = this.#pad(gpio);
    if (pad.mode === 'out') pad.latch = high ? 1 : 0;
    else if (pad.mode === 'open-drain') pad.released = high;
    else return;
    this.#changed.fire(undefined);
  }

  toggle(gpio: number): void {
    const pad = this.#pad(gpio);
    pad.latch = pad.latch === 1 ? 0 : 1;
    this.#changed.fire(undefined);
  }

  /** `Pin.value()`: the level at the pad, for outputs too. */
  read(gpio: number): Level {
    return this.#pad(gpio).level;
  }

  /** The student's jumper wire. */
  drive(gpio: Gpio, drive: PinDrive): void {
    this.#pad(gpio).drive = drive;
    this.#changed.fire(undefined);
  }

  snapshot(): PinState[] {
    return PINS.map((gpio) => {
      const { mode, pullUp, level, floating, drive, conflict } = this.#pad(gpio);
      return { gpio, mode, pullUp, level, floating, drive, conflict };
    });
  }

  #pad(gpio: number): Pad {
    const pad = this.#pads.get(gpio);
    if (!pad) throw new RangeError(`the chip has no pad GPIO${gpio}`);
    return pad;
  }
}
