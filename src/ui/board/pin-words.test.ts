import { expect, test } from 'vitest';
import { PINS } from '../../protocol/device-state';
import { explainOutput, explainPin, pinMark, pinName } from './pin-words';
import { pinState } from './pin-state.test-helpers';

const names: [Parameters<typeof pinState>[0], string][] = [
  [{ gpio: 4, floating: true }, 'GPIO4 (D2): unused, floating, reads low'],
  [{ gpio: 4, mode: 'in', floating: true }, 'GPIO4 (D2): input, floating, reads low'],
  [{ gpio: 4, mode: 'in', drive: 1, level: 1 }, 'GPIO4 (D2): input, wired to 3V3, reads high'],
  [{ gpio: 5, mode: 'in', drive: 0, pullUp: true }, 'GPIO5 (D1): input, wired to GND, reads low'],
  [{ gpio: 5, mode: 'in', pullUp: true, level: 1 }, 'GPIO5 (D1): input, pulled up by the chip, reads high'],
  [{ gpio: 0, mode: 'in', level: 1 }, 'GPIO0 (D3): input, pulled up by the board, reads high'],
  [{ gpio: 15, mode: 'in' }, 'GPIO15 (D8): input, pulled down by the board, reads low'],
  [{ gpio: 16, mode: 'in', level: 1 }, 'GPIO16 (D0): input, held up by the LED, reads high'],
  [{ gpio: 2, mode: 'out', level: 1 }, 'GPIO2 (D4): output, high'],
  [
    { gpio: 2, mode: 'out', level: 1, drive: 0, conflict: true },
    'GPIO2 (D4): output, high, wired to GND, conflict',
  ],
  [{ gpio: 2, mode: 'uart', level: 1 }, 'GPIO2 (D4): UART1 transmit, high'],
  [{ gpio: 4, mode: 'pwm', duty: 256 }, 'GPIO4 (D2): PWM output, high for 25% of the time'],
  [{ gpio: 14, mode: 'open-drain' }, 'GPIO14 (D5): open drain, pulled low by the program, reads low'],
];

test.each(names)('a pin is named by number, mode, what holds it and level (%#)', (given, expected) => {
  expect(pinName(pinState(given))).toBe(expected);
});

test('every name starts with the GPIO number', () => {
  for (const gpio of PINS)
    expect(pinName(pinState({ gpio }))).toMatch(new RegExp(`^GPIO${gpio} \\(D[0-8]\\): `));
});

test('a conflict outweighs floating, which outweighs the level', () => {
  expect(pinMark(pinState({ gpio: 4, conflict: true, floating: true, level: 1 }))).toBe('conflict');
  expect(pinMark(pinState({ gpio: 4, floating: true, level: 1 }))).toBe('floating');
  expect(pinMark(pinState({ gpio: 4, level: 1 }))).toBe('high');
  expect(pinMark(pinState({ gpio: 4 }))).toBe('low');
});

test('an explanation says what the pin is, what holds it and what a click does', () => {
  const text = explainPin(pinState({ gpio: 0, mode: 'in', level: 1 }));
  expect(text).toContain('FLASH button');
  expect(text).toContain('A resistor on the board pulls it high.');
  expect(text).toContain('A click wires it to GND.');
});

test('GPIO2 after a reset is explained as UART1, and a wire to GND as going against it', () => {
  const text = explainPin(pinState({ gpio: 2, mode: 'uart', level: 1 }));
  expect(text).toContain('UART1 transmits on it, idle high, until the program uses Pin(2, …).');
  expect(text).toContain('A click wires it to GND, against UART1.');
});

test('an output says who decides and how to change it', () => {
  expect(explainOutput(pinState({ gpio: 2, mode: 'out', level: 1 }))).toBe(
    'GPIO2 is an output: the program decides its level. Change it with Pin(2).value(0).',
  );
});

test('a held FLASH button is named as what holds GPIO0 low, not as a wire', () => {
  const pin = pinState({ gpio: 0, mode: 'in', drive: 0 });
  expect(pinName(pin, true)).toBe('GPIO0 (D3): input, tied to GND by the FLASH button, reads low');
  expect(explainPin(pin, true)).toBe('GPIO0: the FLASH button ties it to GND until you let go.');
});
