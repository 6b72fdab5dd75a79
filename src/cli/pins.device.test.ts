import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PinState } from '../protocol/device-state';
import { TestBoard } from './test-board.test-helpers';

describe('machine.Pin', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start();
    await board.line('from machine import Pin, Signal');
  });
  afterAll(() => board.dispose());

  const pin = (gpio: number): PinState | undefined =>
    board.session.snapshot.device?.pins.find((state) => state.gpio === gpio);

  test.each([
    ['Pin(4)', 'Pin(4)'],
    ['Pin(Pin(5)) is Pin(5)', 'True'],
    ['Signal(Pin(4))', '<Signal>'],
    ['Pin(12, Pin.IN, Pin.PULL_UP).value(), Pin(12, Pin.IN)()', '(1, 0)'],
    ['Pin(4, Pin.OUT, value=1).value()', '1'],
    ['p = Pin(4, Pin.OUT); p.off(); a = p(); p.on(); b = p(); p.toggle(); a, b, p()', '(0, 1, 0)'],
    ['s = Signal(5, Pin.OUT, invert=True); s.on(); s.value(), Pin(5)()', '(1, 0)'],
    ['d = Pin(14, Pin.OPEN_DRAIN, Pin.PULL_UP, value=1); a = d(); d(0); a, d()', '(1, 0)'],
  ])('%s is %s', async (line, result) => {
    expect(await board.line(line)).toBe(`${result}\n`);
  });

  test.each([
    ['Pin(6)', 'ValueError: invalid pin'],
    ["Pin('4')", 'ValueError: invalid pin'],
    ['Pin(16, Pin.IN, Pin.PULL_UP)', "ValueError: Pin(16) doesn't support pull"],
    ['Pin(4, value=1)', "TypeError: 'mode' argument required"],
    ['Pin(16).irq(print)', 'OSError: pin does not have IRQ capabilities'],
  ])('%s fails: %s', async (line, error) => {
    expect(await board.line(line)).toContain(`\n${error}\n`);
  });

  test('shows the page what it does', async () => {
    await board.line('Pin(13, Pin.OUT, value=1)');
    await board.until(() => pin(13)?.mode === 'out');
    expect(pin(13)).toMatchObject({ level: 1, floating: false, conflict: false });
    board.session.drivePin(13, 0);
    await board.until(() => pin(13)?.conflict === true);
    board.session.drivePin(13, null);
    await board.until(() => pin(13)?.conflict === false);
  });

  test("a running program sees the page's wires", async () => {
    await board.start(
      'p = Pin(5, Pin.IN)\nwhile not p():\n    pass\nprint("up")\nwhile p():\n    pass\nprint("down")',
    );
    await board.until(() => board.session.snapshot.device?.activity.kind === 'running');
    board.session.drivePin(5, 1);
    await board.untilText('up\r\n');
    board.session.drivePin(5, 0);
    await board.untilText('down\r\n');
    await board.until(() => board.atPrompt);
    board.session.drivePin(5, null);
  });
});
