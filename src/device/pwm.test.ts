import { describe, expect, test } from 'vitest';
import { InterruptGate } from './interrupt-gate';
import { PinMode } from './pad';
import { Pins } from './pins';
import { Pwm } from './pwm';

describe('PWM', () => {
  /** The levels of a pad at ten times in one period of 1 ms. */
  const period = (duty: number): string => {
    let micros = 0;
    const pins = new Pins(new InterruptGate(), () => micros);
    pins.setPwmFrequency(1000);
    pins.setDuty(4, duty);
    return Array.from({ length: 10 }, () => {
      const level = pins.read(4);
      micros += 100;
      return level;
    }).join('');
  };

  test.each([
    [0, '0000000000'],
    [256, '1110000000'],
    [512, '1111100000'],
    [1022, '1111111111'],
    [1023, '1111111111'],
    [5000, '1111111111'],
    [-5, '0000000000'],
  ])('of duty %i is high for so long', (duty, levels) => {
    expect(period(duty)).toBe(levels);
  });

  test('begins with 500 Hz, takes 1 to 1000 after 16 bits, and has one frequency for all', () => {
    const pwm = new Pwm(() => 0);
    const frequencies = [500, 0, 1, 1000, 1001, 65_536 + 50].map((hertz) => {
      if (hertz !== 500) pwm.setFrequency(hertz);
      return pwm.frequency;
    });
    expect(frequencies).toEqual([500, 1, 1, 1000, 1000, 50]);
  });

  test('is shown with its duty, holds against modes and writes, and leaves a low output', () => {
    const pins = new Pins();
    const shown = (): unknown => pins.snapshot().find(({ gpio }) => gpio === 4);
    pins.setDuty(4, 700);
    pins.configure(4, PinMode.in, false, undefined);
    pins.write(4, false);
    expect(shown()).toMatchObject({ mode: 'pwm', duty: 700, level: 1, floating: false, conflict: false });
    pins.drive(4, 0);
    expect(shown()).toMatchObject({ mode: 'pwm', level: 0, conflict: true });
    pins.drive(4, null);
    pins.setDuty(4, undefined);
    expect(shown()).toEqual({
      gpio: 4,
      mode: 'out',
      pullUp: false,
      level: 0,
      floating: false,
      drive: null,
      conflict: false,
    });
  });

  test('outlives a soft reset, except on GPIO2, and ends with a hard one', () => {
    const pins = new Pins();
    pins.setDuty(4, 100);
    pins.setDuty(2, 100);
    pins.setPwmFrequency(50);
    pins.onReset();
    const modes = (): unknown[] =>
      pins.snapshot().flatMap(({ gpio, mode }) => (gpio === 2 || gpio === 4 ? [mode] : []));
    expect(modes()).toEqual(['uart', 'pwm']);
    pins.onHardReset();
    expect([modes(), pins.pwm.frequency, pins.duty(4)]).toEqual([['uart', 'unused'], 500, undefined]);
  });
});
