import { expect, test } from 'vitest';
import { isLedLit } from './leds';
import { pinState } from './pin-state.test-helpers';

const table: [string, Parameters<typeof pinState>[0], boolean][] = [
  ['an output that is low', { gpio: 2, mode: 'out' }, true],
  ['an output that is high', { gpio: 2, mode: 'out', level: 1 }, false],
  ['an open-drain output that pulls low', { gpio: 16, mode: 'open-drain' }, true],
  ['an open-drain output that is let go', { gpio: 16, mode: 'open-drain', level: 1 }, false],
  ['a wire to GND', { gpio: 16, mode: 'in', drive: 0 }, true],
  ['a wire to 3V3', { gpio: 2, mode: 'in', drive: 1, level: 1 }, false],
  ['a pin that floats and reads low', { gpio: 16, mode: 'in', floating: true }, false],
  ['PWM that is high for most of the time', { gpio: 2, mode: 'pwm', duty: 1000, level: 1 }, true],
  ['PWM that is always high', { gpio: 2, mode: 'pwm', duty: 1023, level: 1 }, false],
  ['UART1 at rest', { gpio: 2, mode: 'uart', level: 1 }, false],
];

test.each(table)('the LED with %s', (_, given, lit) => {
  expect(isLedLit(pinState(given))).toBe(lit);
});

test('the LED of a board without power is dark', () => {
  expect(isLedLit(undefined)).toBe(false);
});
