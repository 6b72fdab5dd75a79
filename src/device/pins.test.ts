import { describe, expect, test } from 'vitest';
import type { Gpio, PinDrive, PinState } from '../protocol/device-state';
import { PinMode, Pins } from './pins';

const stateOf = (pins: Pins, gpio: Gpio): PinState => {
  const state = pins.snapshot().find((pin) => pin.gpio === gpio);
  if (!state) throw new Error(`no GPIO${gpio}`);
  return state;
};

/** Input pads as reference/esp8266 §8.2 has them: [pad, pull-up asked for, wire, level, floating]. */
const INPUTS: [Gpio, boolean, PinDrive, 0 | 1, boolean][] = [
  [0, false, null, 1, false],
  [2, false, null, 1, false],
  [15, false, null, 0, false],
  [15, true, null, 0, false],
  [16, false, null, 1, false],
  [4, false, null, 0, true],
  [4, true, null, 1, false],
  [14, false, null, 0, true],
  [14, true, null, 1, false],
  [0, false, 0, 0, false],
  [15, false, 1, 1, false],
  [4, false, 1, 1, false],
  [4, true, 0, 0, false],
];

describe('a pad', () => {
  test.each(INPUTS)(
    'GPIO%i as input, pull-up %s, wire to %s: level %i, floating %s',
    (gpio, pull, wire, level, floating) => {
      const pins = new Pins();
      pins.configure(gpio, PinMode.in, pull, undefined);
      pins.drive(gpio, wire);
      expect(stateOf(pins, gpio)).toMatchObject({
        mode: 'in',
        level,
        floating,
        drive: wire,
        conflict: false,
      });
      expect(pins.read(gpio)).toBe(level);
    },
  );

  test('that no program has configured has the pull-up of a reset on GPIO12 to 14 only', () => {
    const pins = new Pins();
    expect([4, 5, 12, 13, 14].map((gpio) => pins.read(gpio))).toEqual([0, 0, 1, 1, 1]);
  });

  test('that is an output has its latch, which outlives other modes and a soft reset', () => {
    const pins = new Pins();
    pins.configure(4, PinMode.out, false, undefined);
    expect(pins.read(4)).toBe(0);
    pins.write(4, true);
    pins.configure(4, PinMode.in, false, undefined);
    pins.write(4, false);
    pins.configure(4, PinMode.out, false, undefined);
    pins.onReset();
    expect(pins.read(4)).toBe(1);
    pins.toggle(4);
    expect(pins.read(4)).toBe(0);
  });

  test('in conflict with a wire takes the level of the wire and says so', () => {
    const pins = new Pins();
    pins.configure(4, PinMode.out, false, true);
    pins.drive(4, 0);
    expect(stateOf(pins, 4)).toMatchObject({ level: 0, conflict: true });
    pins.drive(4, 1);
    expect(stateOf(pins, 4)).toMatchObject({ level: 1, conflict: false });
  });

  test('with an open drain drives low or lets go', () => {
    const pins = new Pins();
    pins.configure(4, PinMode.openDrain, true, undefined);
    expect(pins.read(4)).toBe(1);
    pins.write(4, false);
    expect(pins.read(4)).toBe(0);
    pins.write(4, true);
    pins.drive(4, 0);
    expect(stateOf(pins, 4)).toMatchObject({ mode: 'open-drain', level: 0, conflict: false });
  });

  test('GPIO2 is UART1 and high after every reset', () => {
    const pins = new Pins();
    pins.configure(2, PinMode.out, false, false);
    expect(pins.read(2)).toBe(0);
    pins.onReset();
    expect(stateOf(pins, 2)).toMatchObject({ mode: 'uart', level: 1 });
  });

  test('of the flash is none', () => {
    const pins = new Pins();
    expect([6, 11, 17, -1, 4].map((gpio) => pins.isPin(gpio))).toEqual([false, false, false, false, true]);
  });
});
