import { describe, expect, test } from 'vitest';
import type { Gpio, PinDrive, PinState } from '../protocol/device-state';
import { InterruptGate } from './interrupt-gate';
import { PinMode, Trigger } from './pad';
import { Pins } from './pins';

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

  test('with an open drain is what the registers of an output left, until it is written', () => {
    const pins = new Pins();
    pins.configure(4, PinMode.out, false, true);
    pins.configure(4, PinMode.openDrain, false, undefined);
    expect(stateOf(pins, 4)).toMatchObject({ mode: 'open-drain', level: 1, floating: false });
    pins.write(4, true);
    expect(stateOf(pins, 4)).toMatchObject({ level: 0, floating: true });
    pins.write(4, false);
    pins.toggle(4);
    expect(pins.read(4)).toBe(1);
  });

  test('GPIO16 has its bit set where no value is given, and no open drain', () => {
    const pins = new Pins();
    pins.configure(16, PinMode.out, false, false);
    expect(pins.read(16)).toBe(0);
    pins.configure(16, PinMode.out, false, undefined);
    expect(pins.read(16)).toBe(1);
    pins.configure(16, PinMode.openDrain, false, false);
    expect(stateOf(pins, 16)).toMatchObject({ mode: 'in', level: 1 });
  });

  test('that is UART1 keeps its mode: the latch may be written, and shows when the pin is used again', () => {
    const pins = new Pins();
    pins.configure(2, PinMode.out, false, true);
    pins.onReset();
    pins.write(2, false);
    expect(stateOf(pins, 2)).toMatchObject({ mode: 'uart', level: 1 });
    pins.configure(2, PinMode.out, false, undefined);
    expect(stateOf(pins, 2)).toMatchObject({ mode: 'out', level: 0 });
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

describe('an interrupt', () => {
  function watched(trigger: number): { pins: Pins; gate: InterruptGate; seen: number[] } {
    const gate = new InterruptGate();
    const pins = new Pins(gate);
    const seen: number[] = [];
    pins.onInterrupt((gpio) => seen.push(gpio));
    pins.setTrigger(4, trigger);
    return { pins, gate, seen };
  }

  test.each([
    [Trigger.rising, 2],
    [Trigger.falling, 1],
    [Trigger.both, 3],
    [0, 0],
  ])('of trigger %i comes with the edges that it names, whoever makes them', (trigger, count) => {
    const { pins, seen } = watched(trigger);
    pins.drive(4, 1); // rises
    pins.configure(4, PinMode.out, false, true);
    pins.drive(4, null);
    pins.toggle(4); // falls
    pins.write(4, false);
    pins.configure(4, PinMode.in, true, undefined); // rises
    pins.configure(5, PinMode.out, false, true);
    expect(seen).toEqual(Array.from({ length: count }, () => 4));
    expect(pins.trigger(4)).toBe(trigger);
  });

  test('that is held back comes once for each pad when the CPU listens again', () => {
    const { pins, gate, seen } = watched(Trigger.both);
    pins.setTrigger(5, Trigger.rising);
    gate.setOpen(false);
    for (const level of [1, 0, 1] as const) pins.drive(4, level);
    pins.drive(5, 1);
    expect([seen, gate.isOpen]).toEqual([[], false]);
    gate.setOpen(true);
    expect(seen).toEqual([4, 5]);
    gate.setOpen(true);
    expect(seen).toEqual([4, 5]);
  });

  test('that is held back is forgotten with its trigger, and by a reset', () => {
    const { pins, gate, seen } = watched(Trigger.both);
    gate.setOpen(false);
    pins.drive(4, 1);
    pins.setTrigger(4, Trigger.both);
    gate.setOpen(true);
    gate.setOpen(false);
    pins.drive(4, 0);
    gate.reset();
    gate.setOpen(true);
    expect(seen).toEqual([]);
  });

  test('ends with a reset of either kind', () => {
    const { pins, seen } = watched(Trigger.both);
    pins.onReset();
    pins.drive(4, 1);
    pins.setTrigger(4, Trigger.both);
    pins.onHardReset();
    pins.drive(4, 0);
    expect(seen).toEqual([]);
  });
});
