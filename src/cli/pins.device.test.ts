import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PinState } from '../protocol/device-state';
import { englishNotice } from './english-notice';
import { TestBoard } from './test-board.test-helpers';

let board: TestBoard;
beforeAll(async () => {
  board = await TestBoard.start();
  await board.line('import machine; from machine import Pin, Signal');
});
afterAll(() => board.dispose());

const pin = (gpio: number): PinState | undefined =>
  board.session.snapshot.device?.pins.find((state) => state.gpio === gpio);

describe('machine.Pin (reference/esp8266 §3.1)', () => {
  test.each([
    ['Pin(4), str(Pin(16)), Pin(4, Pin.OUT)', "(Pin(4), 'Pin(16)', Pin(4))"],
    ['Pin(Pin(5)) is Pin(5), Pin(5) is Pin(5, Pin.IN)', '(True, True)'],
    ['[Pin(n) for n in (0, 1, 2, 3, 4, 5, 9, 10, 12, 13, 14, 15, 16)][9]', 'Pin(13)'],
    ['Pin.IN, Pin.OUT, Pin.OPEN_DRAIN, Pin.PULL_UP, Pin.IRQ_RISING, Pin.IRQ_FALLING', '(0, 1, 2, 1, 1, 2)'],
    [
      "hasattr(Pin, 'PULL_DOWN'), hasattr(Pin, 'IRQ_LOW_LEVEL'), hasattr(Pin, 'mode')",
      '(False, False, False)',
    ],
    ['Pin(12, Pin.IN, Pin.PULL_UP).value(), Pin(12, Pin.IN)()', '(1, 0)'],
    ['Pin(12, mode=Pin.IN, pull=Pin.PULL_UP)(), Pin(12, Pin.IN, None)(), Pin(12, Pin.IN, 0)()', '(1, 0, 0)'],
    ['p = Pin(12, Pin.OUT, Pin.PULL_UP, value=0); p(), Pin(12, Pin.IN)()', '(0, 0)'],
    ['Pin(4, Pin.OUT, value=1).value(), Pin(4).value()', '(1, 1)'],
    ['p = Pin(4, Pin.OUT); p.off(); a = p(); p.on(); b = p(); p.toggle(); a, b, p()', '(0, 1, 0)'],
    [
      "p = Pin(4, Pin.OUT); p.value(7), p(), p(''), p(), p.value('x'), p.value()",
      '(None, 1, None, 0, None, 1)',
    ],
    // The latch: what an output begins with, and what an input does not change.
    ['p = Pin(5, Pin.OUT, value=1); p.init(Pin.IN); p(0); p.init(Pin.OUT); p()', '1'],
    ['p = Pin(5, Pin.OUT, value=1); p.init(Pin.IN, value=0); p.init(Pin.OUT); p()', '1'],
    ['p = Pin(5, Pin.IN); p.toggle(); a = p(); p.init(Pin.OUT); a, p()', '(0, 0)'],
    // Open drain: 0 drives low, 1 lets go and leaves the latch; without a value nothing changes.
    ['d = Pin(14, Pin.OPEN_DRAIN, Pin.PULL_UP, value=1); a = d(); d(0); a, d()', '(1, 0)'],
    ['d = Pin(14, Pin.OUT, value=1); d.init(Pin.OPEN_DRAIN); a = d(); d(1); a, d()', '(1, 0)'],
    ['d = Pin(14, Pin.OUT, value=1); d.init(Pin.OPEN_DRAIN, value=1); d.init(Pin.OUT); d()', '1'],
    ['d = Pin(14, Pin.IN); d.init(Pin.OPEN_DRAIN, Pin.PULL_UP); d()', '1'],
    // GPIO16 belongs to the RTC: no pull, and the port's code sets its bit where no value is given.
    ['Pin(16, Pin.OUT, value=0)(), Pin(16)(), Pin(16, Pin.OUT)()', '(0, 0, 1)'],
    ['Pin(16, Pin.IN, None).value()', '1'],
  ])('%s is %s', async (line, result) => {
    expect(await board.line(line)).toBe(`${result}\n`);
  });

  test.each([
    ['Pin(6)', 'ValueError: invalid pin'],
    ['Pin(11)', 'ValueError: invalid pin'],
    ['Pin(17)', 'ValueError: invalid pin'],
    ['Pin(-1)', 'ValueError: invalid pin'],
    ["Pin('2')", 'ValueError: invalid pin'],
    ['Pin(True)', 'ValueError: invalid pin'],
    ['Pin(None, Pin.OUT)', 'ValueError: invalid pin'],
    ['Pin()', 'TypeError: function missing 1 required positional arguments'],
    ['Pin(4, value=1)', "TypeError: 'mode' argument required"],
    ['Pin(4, pull=None)', "TypeError: 'mode' argument required"],
    ['Pin(4).init()', "TypeError: 'mode' argument required"],
    ['Pin(4, Pin.OUT, None, 1)', 'TypeError: extra positional arguments given'],
    ['Pin(4, Pin.OUT, val=1)', 'TypeError: extra keyword arguments given'],
    ["Pin(4, 'out')", "TypeError: can't convert str to int"],
    ["Pin(4, Pin.IN, 'up')", "TypeError: can't convert str to int"],
    ['Pin(16, Pin.IN, Pin.PULL_UP)', "ValueError: Pin(16) doesn't support pull"],
    ['Pin(16, Pin.OUT, 0)', "ValueError: Pin(16) doesn't support pull"],
    ['Pin(16).irq(print)', 'OSError: pin does not have IRQ capabilities'],
    ['Pin(16).irq()', 'OSError: pin does not have IRQ capabilities'],
    ['Pin(4).irq(print, hard=True)', 'ValueError: hard IRQ not supported'],
    ['Pin(4).irq(print, 3, False, 1)', 'TypeError: extra positional arguments given'],
    ['Pin(4).irq(wake=1)', 'TypeError: extra keyword arguments given'],
    ["Pin(4).irq(print, 'up')", "TypeError: can't convert str to int"],
    ['Pin(4).irq(trigger=1)(1)', 'TypeError'],
    ['Pin(4).PULL_DOWN', "AttributeError: 'Pin' object has no attribute 'PULL_DOWN'"],
  ])('%s fails: %s', async (line, error) => {
    expect(await board.line(line)).toContain(`\n${error}`);
  });

  test('has one object for each pin, which costs the heap nothing', async () => {
    // Names first: each takes room among the globals.
    await board.program(`
import gc
def free():
    gc.collect()
    return gc.mem_free()
pins = [None] * 13
before = at = n = one = other = 0
before = free()
`);
    await board.program(`
for at, n in enumerate((0, 1, 2, 3, 4, 5, 9, 10, 12, 13, 14, 15, 16)):
    pins[at] = Pin(n)
one, other = Pin(4).irq(), Pin(5).irq()
`);
    // A block of 16 bytes for each would be 208; what the lines themselves leave behind is less.
    expect(Math.abs(Number(await board.line('before - free()')))).toBeLessThan(150);
  });

  test('can be the base of a class of one’s own', async () => {
    const source = `
class Led(Pin):
    def blink(self):
        self.toggle()
        return self()
led = Led(4, Pin.OUT, value=0)
print(led, led.blink(), led.blink(), type(led) is Led, Pin(4) is Pin(4), isinstance(led, Pin))
`;
    expect(await board.program(source)).toBe('Pin(4) 1 0 True True True\n');
  });

  test('keeps direction and latch over a soft reset, except that GPIO2 is UART1 again', async () => {
    await board.line('Pin(13, Pin.OUT, value=1); Pin(2, Pin.OUT, value=0); Pin(12, Pin.IN, Pin.PULL_UP)');
    await board.softReset();
    await board.line('import machine; from machine import Pin, Signal');
    expect(await board.line('Pin(13)(), Pin(2)(), Pin(12)()')).toBe('(1, 1, 1)\n');
    expect(pin(2)?.mode).toBe('uart');
    expect(await board.line('Pin(2).value(0); a = Pin(2)(); a, Pin(2, Pin.OUT)()')).toBe('(1, 0)\n');
  });

  test('shows the page what it does', async () => {
    await board.line('Pin(13, Pin.OUT, value=1)');
    await board.until(() => pin(13)?.mode === 'out');
    expect(pin(13)).toMatchObject({ level: 1, floating: false, conflict: false });
    board.session.drivePin(13, 0);
    await board.until(() => pin(13)?.conflict === true);
    expect(await board.line('Pin(13).value()')).toBe('0\n');
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

describe('machine.Signal', () => {
  test.each([
    ['Signal(Pin(4)), Signal(4)', '(<Signal>, <Signal>)'],
    ['s = Signal(5, Pin.OUT, invert=True); s.on(); s.value(), s(), Pin(5)()', '(1, 1, 0)'],
    [
      's = Signal(Pin(5, Pin.OUT), invert=True); s.off(), s(), Pin(5)(), s(1), Pin(5)()',
      '(None, 0, 1, None, 0)',
    ],
    ["s = Signal(Pin(5, Pin.OUT)); s('x'); a = Pin(5)(); s.value(0); a, Pin(5)(), s.value()", '(1, 0, 0)'],
    ['s = Signal(5, Pin.OUT, value=1, invert=True); s(), Pin(5)()', '(0, 1)'],
    ['s = Signal(Signal(Pin(5, Pin.OUT), invert=True), invert=True); s.on(); Pin(5)()', '1'],
  ])('%s is %s', async (line, result) => {
    expect(await board.line(line)).toBe(`${result}\n`);
  });

  test.each([
    ['Signal(Pin(4), True)', 'TypeError: \n'],
    ['Signal(Pin(4), mode=1)', 'TypeError: \n'],
    ['Signal(6)', 'ValueError: invalid pin\n'],
    ['Signal()', 'TypeError: function missing 1 required positional arguments\n'],
    ['Signal(4, value=1)', "TypeError: 'mode' argument required\n"],
  ])('%s fails: %s', async (line, error) => {
    expect(await board.line(line)).toContain(`\n${error}`);
  });
});

test('what machine has and the board does not simulate says so', async () => {
  const told: string[] = [];
  board.session.onNotice((notice) => told.push(englishNotice(notice)));
  expect(await board.line('machine.UART(1)')).toContain('OSError: [Errno 95] EOPNOTSUPP');
  expect(told.join()).toContain('machine.UART');
});
