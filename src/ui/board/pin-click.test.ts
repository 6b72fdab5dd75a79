import { describe, expect, test } from 'vitest';
import { clickPin } from './pin-click';
import { pinState } from './pin-state.test-helpers';
import type { Gpio, PinDrive, PinState } from '../../protocol/device-state';

/** Clicks as long as the wire goes somewhere new; the pad follows the wire. */
function round(start: PinState, clicks: number): PinDrive[] {
  const seen: PinDrive[] = [];
  let pin = start;
  for (let click = 0; click < clicks; click++) {
    const result = clickPin(pin);
    if (result.kind === 'explain') throw new Error('This pin is not driven.');
    seen.push(result.drive);
    pin = { ...pin, drive: result.drive, level: result.drive ?? start.level, floating: false };
    if (result.drive === null) pin = start;
  }
  return seen;
}

const inputs: [string, Partial<PinState> & { gpio: Gpio }, PinDrive[]][] = [
  ['a floating input', { gpio: 4, mode: 'in', floating: true }, [1, 0, null, 1]],
  ['an input with pull-up', { gpio: 4, mode: 'in', pullUp: true, level: 1 }, [0, 1, null, 0]],
  ['GPIO0, pulled up by the board', { gpio: 0, mode: 'in', level: 1 }, [0, 1, null, 0]],
  ['GPIO2 after a reset', { gpio: 2, mode: 'uart', level: 1 }, [0, 1, null, 0]],
  ['GPIO15, pulled down by the board', { gpio: 15, mode: 'in', pullUp: true, level: 0 }, [1, 0, null, 1]],
  ['GPIO16, held up by its LED', { gpio: 16, mode: 'in', level: 1 }, [0, 1, null, 0]],
  ['an unused pin with the pull-up of a reset', { gpio: 12, pullUp: true, level: 1 }, [0, 1, null, 0]],
  ['an open-drain pin that is let go', { gpio: 5, mode: 'open-drain', pullUp: true, level: 1 }, [0, 1, null]],
];

test.each(inputs)('%s is driven the other way first, then its own way, then let go', (_, given, expected) => {
  expect(round(pinState(given), expected.length)).toEqual(expected);
});

describe('an output', () => {
  test('is explained, not driven', () => {
    expect(clickPin(pinState({ gpio: 2, mode: 'out', level: 1 }))).toEqual({ kind: 'explain' });
    expect(clickPin(pinState({ gpio: 2, mode: 'out', level: 0 }))).toEqual({ kind: 'explain' });
  });

  test('loses a wire that was there before it became an output', () => {
    const pin = pinState({ gpio: 4, mode: 'out', level: 1, drive: 0, conflict: true });
    expect(clickPin(pin)).toEqual({ kind: 'drive', drive: null });
  });
});

test('a click on an open-drain pin that the program pulls low wires it to 3V3', () => {
  expect(clickPin(pinState({ gpio: 5, mode: 'open-drain', level: 0 }))).toEqual({ kind: 'drive', drive: 1 });
});
