import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Gpio, PinDrive } from '../protocol/device-state';
import { englishNotice } from './english-notice';
import { TestBoard } from './test-board.test-helpers';

/** Handlers run in the student's code, in a wait, and at the idle prompt (reference/esp8266 §3.1). */

let board: TestBoard;
beforeAll(async () => {
  board = await TestBoard.start();
});
beforeEach(async () => {
  for (const gpio of [4, 5] as const) board.session.drivePin(gpio, null);
  await board.softReset();
  await board.program(`
import time, machine
from machine import Pin
p = Pin(4, Pin.IN)
seen = []
def handler(pin):
    seen.append(pin())
    print('edge', pin, pin())
`);
});
afterAll(() => board.dispose());

const running = (): Promise<void> =>
  board.until(() => ['running', 'waiting'].includes(board.session.snapshot.device?.activity.kind ?? ''));

/** Moves the wire and waits until the handler has told of it. */
async function edge(drive: PinDrive, text: string, gpio: Gpio = 4): Promise<void> {
  board.forget();
  board.session.drivePin(gpio, drive);
  await board.untilText(`${text}\r\n`);
}

describe('an edge that the page makes', () => {
  test('calls the handler while a program loops', async () => {
    await board.start('p.irq(handler)\nwhile len(seen) < 4:\n    pass\nprint(seen)');
    await running();
    await edge(1, 'edge Pin(4) 1');
    await edge(0, 'edge Pin(4) 0');
    await edge(1, 'edge Pin(4) 1');
    await edge(null, 'edge Pin(4) 0');
    await board.untilText('[1, 0, 1, 0]');
  });

  test('calls the handler in a sleep, which goes on to its end', async () => {
    await board.start(`
p.irq(handler)
begun = time.ticks_ms()
time.sleep(1)
print(seen, time.ticks_diff(time.ticks_ms(), begun) >= 1000)
`);
    await board.until(() => board.session.snapshot.device?.activity.kind === 'waiting');
    await edge(1, 'edge Pin(4) 1');
    await edge(0, 'edge Pin(4) 0');
    await board.untilText('[1, 0] True');
  });

  test('calls the handler while the program waits in accept(), and leaves it there', async () => {
    await board.start(`
import socket
p.irq(handler, Pin.IRQ_RISING)
s = socket.socket()
s.bind(('', 8080))
s.listen(1)
s.accept()
`);
    await board.until(() => board.session.snapshot.device?.activity.kind === 'waiting');
    await edge(1, 'edge Pin(4) 1');
    await board.until(() => board.session.snapshot.device?.activity.kind === 'waiting');
    await board.interrupt();
    expect(board.text).toContain('KeyboardInterrupt');
  });

  test('calls the handler at the idle prompt, which then takes lines as before', async () => {
    await board.line('p.irq(handler)');
    board.type('1 +');
    await board.untilText('1 +');
    await edge(1, 'edge Pin(4) 1');
    expect(board.session.snapshot.device?.activity.kind).toBe('prompt');
    board.type(' 1\r');
    await board.untilText('2\r\n');
    await board.until(() => board.atPrompt);
    await edge(0, 'edge Pin(4) 0');
    board.type('\r');
    await board.until(() => board.atPrompt);
  });

  test.each([
    ['Pin.IRQ_RISING', '[1, 1]'],
    ['Pin.IRQ_FALLING', '[0, 0]'],
    ['Pin.IRQ_RISING | Pin.IRQ_FALLING', '[1, 0, 1, 0]'],
    ['trigger=0', '[]'],
  ])('calls the handler as %s says', async (trigger, heard) => {
    const counter = Pin5Counter;
    await board.start(`${counter}\np.irq(seen_by, ${trigger})\nwhile len(ends) < 4:\n    pass\nprint(seen)`);
    await running();
    for (const drive of [1, 0, 1, 0] as const) {
      board.session.drivePin(4, drive);
      await edge(drive, 'told', 5);
    }
    await board.untilText(heard);
  });
});

/** The second pin tells that the first one's edge, which came before its own, has been dealt with. */
const Pin5Counter = `
ends = []
def seen_by(pin):
    seen.append(pin())
def told(pin):
    ends.append(pin())
    print('told')
Pin(5, Pin.IN).irq(told)
`;

describe("an edge that the program's own output makes", () => {
  test('calls the handler; inputs, equal levels and no change make none', async () => {
    const source = `
p = Pin(4, Pin.OUT, value=0)
p.irq(seen.append)
for step in (p.off, p.on, p.on, p.toggle, p.off, p.on):
    step()
p.init(Pin.IN)
p.value(1)
p.init(Pin.OUT, value=1)
for n in range(3):
    pass
print(len(seen), seen[0] is p)
`;
    expect(await board.program(source)).toMatch(/5 True\n$/);
  });

  test('comes after a statement without a jump, at the prompt', async () => {
    board.forget();
    board.type("p.irq(handler); p.init(Pin.OUT, value=1); print('done')\r");
    await board.untilText('done\r\n');
    await board.untilText('edge Pin(4) 1\r\n');
  });

  test('beyond the four that the queue holds is lost', async () => {
    const source = `
p = Pin(4, Pin.OUT, value=0)
p.irq(seen.append)
p.on(); p.off(); p.on(); p.off(); p.on(); p.off()
for n in range(10):
    pass
print(len(seen))
`;
    expect(await board.program(source)).toMatch(/4\n$/);
  });
});

describe('a handler', () => {
  test('that raises prints a traceback and stops nothing', async () => {
    const source = `
def broken(pin):
    raise ValueError('in the handler')
p = Pin(4, Pin.OUT, value=0)
p.irq(broken)
p.on()
for n in range(10):
    pass
print('goes on')
`;
    const printed = await board.program(source);
    expect(printed).toMatch(
      /Traceback \(most recent call last\):\n {2}File "<stdin>", line \d+, in broken\nValueError: in the handler\n/,
    );
    expect(printed).toMatch(/goes on\n$/);
  });

  test('that never ends is ended by Ctrl-C, at the prompt too', async () => {
    await board.program(
      'def endless(pin):\n    print("begun")\n    while True:\n        pass\np.irq(endless, Pin.IRQ_RISING)',
    );
    board.forget();
    board.session.drivePin(4, 1);
    await board.untilText('begun');
    await running();
    board.session.interrupt();
    await board.untilText('KeyboardInterrupt');
    await board.until(() => board.session.snapshot.device?.activity.kind === 'prompt');
    board.type('\r');
    await board.until(() => board.atPrompt);
  });

  test('that only the interrupt holds is kept', async () => {
    const source = `
import gc
p = Pin(4, Pin.OUT, value=0)
p.irq(lambda pin: seen.append('kept'))
for n in range(50):
    bytearray(600)
gc.collect()
p.on()
for n in range(10):
    pass
print(seen)
`;
    expect(await board.program(source)).toMatch(/\['kept'\]\n$/);
  });

  test('may wait, and change itself', async () => {
    const source = `
def first(pin):
    time.sleep_ms(5)
    pin.irq(second, Pin.IRQ_FALLING)
    seen.append(1)
def second(pin):
    pin.irq(None)
    seen.append(2)
p = Pin(4, Pin.OUT, value=0)
p.irq(first)
for n in range(4):
    p.on()
    time.sleep_ms(20)
    p.off()
    time.sleep_ms(20)
print(seen)
`;
    expect(await board.program(source)).toMatch(/\[1, 2\]\n$/);
  });

  test('may reset the board from the idle prompt', async () => {
    const boot = board.session.snapshot.device?.boot ?? 0;
    await board.line('p.irq(lambda pin: machine.reset(), Pin.IRQ_RISING)');
    board.forget();
    board.session.drivePin(4, 1);
    await board.until(() => (board.session.snapshot.device?.boot ?? 0) > boot && board.atPrompt);
    expect(await board.line('import machine; machine.Pin(4).irq().trigger()')).toBe('0\n');
  });

  test('is gone after a soft reset', async () => {
    await board.line('p.irq(handler)');
    await board.softReset();
    await board.program('from machine import Pin\np = Pin(4, Pin.OUT, value=0)\np.on()\np.off()');
    expect(await board.line('Pin(4).irq().trigger()')).toBe('0\n');
    expect(board.text).not.toContain('edge');
  });
});

describe('the object that Pin.irq gives', () => {
  test.each([
    ['p.irq(), p.irq(handler) is p.irq()', '(<IRQ>, True)'],
    ['p.irq(handler).trigger()', '3'],
    ['i = p.irq(handler, Pin.IRQ_RISING); i.trigger(2), i.trigger(), p.irq().trigger()', '(1, 2, 2)'],
    ['i = p.irq(handler); p.irq(None).trigger(), i.trigger()', '(0, 0)'],
    ['p.irq(handler=handler, trigger=2).trigger(), p.irq(trigger=1).trigger()', '(2, 0)'],
  ])('%s is %s', async (line, result) => {
    expect(await board.line(line)).toBe(`${result}\n`);
  });

  test('runs the handler as if there had been an edge', async () => {
    board.forget();
    board.type('p.irq(handler)()\r');
    await board.untilText('edge Pin(4) 0');
    expect(await board.line('p.irq(None)()')).toBe('');
  });

  test('does not know what waits for a level', async () => {
    expect(await board.line('p.irq(handler, 4)')).toContain('OSError: [Errno 95] EOPNOTSUPP');
    expect(await board.line('p.irq(handler).trigger(5)')).toContain('OSError: [Errno 95] EOPNOTSUPP');
    expect(await board.line('p.irq(5)')).toContain("TypeError: 'int' object isn't callable");
  });
});

test('what PWM does not do for a handler is told, whichever comes first', async () => {
  for (const [line, gpio] of [
    ['PWM(p, duty=512); p.irq(handler)', 4],
    ['Pin(5).irq(handler); PWM(5, duty=512)', 5],
  ] as const) {
    const told: string[] = [];
    const stop = board.session.onNotice((notice) => told.push(englishNotice(notice)));
    await board.line(`from machine import PWM; ${line}`);
    await board.until(() => told.join().includes(`GPIO${gpio} calls no handler`), 'a notice');
    await board.line(`PWM(${gpio}).deinit()`);
    stop();
  }
});

test('machine.disable_irq keeps one interrupt of each pin until enable_irq', async () => {
  const source = `
p = Pin(4, Pin.OUT, value=0)
p.irq(seen.append)
outer = machine.disable_irq()
inner = machine.disable_irq()
p.on(); p.off(); p.on()
for n in range(10):
    pass
machine.enable_irq(inner)
print(len(seen), outer != inner)
machine.enable_irq(outer)
for n in range(10):
    pass
print(len(seen))
`;
  expect(await board.program(source)).toMatch(/0 True\n1\n$/);
});

test('micropython.schedule is served at the idle prompt', async () => {
  board.forget();
  board.type("import micropython; micropython.schedule(print, 'later')\r");
  await board.untilText('later\r\n');
});
