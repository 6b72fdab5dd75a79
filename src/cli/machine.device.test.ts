import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestBoard } from './test-board.test-helpers';

/** `machine` besides its pins (reference/esp8266 §3.4 to §3.6). */

let board: TestBoard;
beforeAll(async () => {
  board = await TestBoard.start();
});
afterAll(() => board.dispose());

async function prepare(): Promise<void> {
  await board.softReset();
  await board.program('import time, machine\nfrom machine import Pin, RTC, Timer, WDT\nseen = []');
}

describe('machine.Timer', () => {
  beforeEach(prepare);

  test.each([
    ['Timer.ONE_SHOT, Timer.PERIODIC', '(0, 1)'],
    [
      "Timer(-1) is not Timer(-1), Timer('any'), Timer(5).init(), Timer(0).deinit()",
      /\(True, Timer\([0-9a-f]+\), None, None\)/,
    ],
    ['t = Timer(-1); str(t) == "Timer(%x)" % id(t)', 'True'],
  ])('%s is %s', async (line, result) => {
    const printed = await board.line(line);
    if (typeof result === 'string') expect(printed).toBe(`${result}\n`);
    else expect(printed).toMatch(result);
  });

  test.each([
    ['Timer()', 'TypeError: function takes 1 positional arguments but 0 were given'],
    ['Timer(1, 2)', 'TypeError: function takes 1 positional arguments but 2 were given'],
    ['Timer(-1, period=10)', "TypeError: function doesn't take keyword arguments"],
    ['Timer(-1).init(10)', 'TypeError: extra positional arguments given'],
    ['Timer(-1).init(periode=10)', 'TypeError: extra keyword arguments given'],
    ["Timer(-1).init(period='10')", "TypeError: can't convert str to int"],
    ['Timer(-1).init(period=10, callback=5)', "TypeError: 'int' object isn't callable"],
    ['Timer(-1).init(period=10, callback=5, hard=True)', "TypeError: 'int' object isn't callable"],
  ])('%s fails: %s', async (line, error) => {
    expect(await board.line(line)).toContain(`\n${error}`);
  });

  test.each([
    ['period=20, mode=Timer.PERIODIC', 3],
    ['period=20', 3],
    ['freq=50', 3],
    ['period=2, tick_hz=100', 3],
    ['period=20, mode=Timer.ONE_SHOT', 1],
  ])('with %s calls its callback with itself, in a loop and in a sleep', async (how, least) => {
    const source = `
t = Timer(-1)
t.init(${how}, callback=seen.append)
begun = time.ticks_ms()
while time.ticks_diff(time.ticks_ms(), begun) < 150:
    pass
inloop = len(seen)
time.sleep_ms(150)
t.deinit()
insleep = len(seen) - inloop
time.sleep_ms(60)
print(inloop >= ${least}, insleep >= ${least === 1 ? 0 : least}, len(seen) == inloop + insleep, seen[0] is t)
`;
    expect(await board.program(source)).toMatch(/True True True True\n$/);
  });

  test('calls it at the idle prompt, until a soft reset', async () => {
    await board.program('t = Timer(-1)\nt.init(period=20, callback=lambda t: print("tick"))');
    await board.untilText(/tick[^]*tick[^]*tick/);
    await board.softReset();
    await board.program('import time\ntime.sleep_ms(100)');
    expect(board.text).not.toContain('tick');
  });

  test('that nobody but the chip knows is kept, and started anew in its own callback', async () => {
    const source = `
import gc
def again(timer):
    seen.append(len(seen))
    if len(seen) < 4:
        timer.init(period=10, mode=Timer.ONE_SHOT, callback=lambda t: again(t))
Timer(-1).init(period=10, mode=Timer.ONE_SHOT, callback=again)
while len(seen) < 4:
    bytearray(400)
    gc.collect()
time.sleep_ms(50)
print(seen)
`;
    expect(await board.program(source)).toMatch(/\[0, 1, 2, 3\]\n$/);
  });

  test('that has fired is let go', async () => {
    const source = `
import gc
def shots(n):
    for _ in range(n):
        Timer(-1).init(period=1, mode=Timer.ONE_SHOT, callback=seen.append)
        time.sleep_ms(4)
        seen.clear()
    gc.collect()
    return gc.mem_alloc()
shots(4)
before = shots(4)
print(shots(20) - before < 200)
`;
    expect(await board.program(source)).toMatch(/True\n$/);
  });

  test('whose callback raises prints a traceback and goes on', async () => {
    const source = `
def broken(timer):
    seen.append(1)
    raise ValueError('tick')
t = Timer(-1)
t.init(period=10, callback=broken)
while len(seen) < 3:
    pass
t.deinit()
print('goes on')
`;
    const printed = await board.program(source);
    expect(printed.split('ValueError: tick\n').length).toBeGreaterThan(3);
    expect(printed).toMatch(/goes on\n$/);
  });
});

describe('machine.Timer with hard=True', () => {
  beforeEach(prepare);

  test('calls its callback with itself, and takes no memory for it', async () => {
    const source = `
total = 0
def count(timer):
    global total
    total += timer is t
def allocates(timer):
    bytearray(100)
t = Timer(-1)
t.init(period=5, callback=count, hard=True)
while total < 3:
    pass
t.init(period=5, mode=Timer.ONE_SHOT, callback=allocates, hard=True)
time.sleep_ms(40)
print(bytes(3))
`;
    const printed = await board.program(source);
    expect(printed).toMatch(/^uncaught exception in timer callback\n[^]*MemoryError: \n/);
    expect(printed).toMatch(/b'\\x00\\x00\\x00'\n$/);
  });

  test('whose callback raises says so in words of its own, and goes on', async () => {
    const source = `
left = 2
def broken(timer):
    global left
    left -= 1
    raise ValueError
t = Timer(-1)
t.init(period=5, callback=broken, hard=True)
while left > 0:
    pass
t.deinit()
print('goes on')
`;
    const printed = await board.program(source);
    expect(printed.split('uncaught exception in timer callback\n').length).toBeGreaterThan(2);
    expect(printed).toContain('ValueError');
    expect(printed).toMatch(/goes on\n$/);
  });
});

describe('machine.PWM (reference/esp8266 §3.2)', () => {
  beforeAll(async () => {
    await prepare();
    await board.line('from machine import ADC, PWM');
  });

  test.each([
    [
      'PWM(Pin(4)), PWM(5, 100, 512), PWM(Pin(12), freq=1000, duty=1023)',
      '(PWM(4, freq=1000, duty=0), PWM(5, freq=1000, duty=512), PWM(12, freq=1000, duty=1023))',
    ],
    [
      'p = PWM(4); p.freq(500), p.freq(), p.duty(256), p.duty(), p',
      '(None, 500, None, 256, PWM(4, freq=500, duty=256))',
    ],
    ['p = PWM(4); p.freq(5000); a = p.freq(); p.freq(0); a, p.freq(), p.freq(500)', '(1000, 1, None)'],
    ['p = PWM(4); p.duty(2000); a = p.duty(); p.duty(-1); a, p.duty()', '(1023, 0)'],
    [
      'p = PWM(4); p.duty_u16(65535), p.duty(), p.duty_u16(), p.duty_u16(32768), p.duty()',
      '(None, 1023, 65471, None, 512)',
    ],
    ['p = PWM(4, duty_u16=65535); p.duty()', '1000'],
    [
      'p = PWM(4, freq=500); p.duty_ns(1000000), p.duty(), p.duty_ns(), p.freq(250), p.duty(), p.freq(500)',
      '(None, 512, 1000000, None, 256, None)',
    ],
    ['p = PWM(4, freq=500, duty_ns=1000000); p.duty()', '500'],
    [
      'p = PWM(4, duty=9); p.deinit(), str(p), Pin(4)(), p.duty(), p',
      "(None, 'PWM(4)', 0, 0, PWM(4, freq=500, duty=0))",
    ],
    ['p = PWM(4, duty=1023); a = Pin(4)(); p.duty(0); a, Pin(4)()', '(1, 0)'],
  ])('%s is %s', async (line, result) => {
    expect(await board.line(line)).toBe(`${result}\n`);
  });

  test.each([
    ['PWM(16)', 'ValueError: PWM not supported on pin 16'],
    ['PWM(Pin(3))', 'ValueError: PWM not supported on pin 3'],
    ['PWM(6)', 'ValueError: invalid pin'],
    ['PWM()', 'TypeError: function missing 1 required positional arguments'],
    ['PWM(4, dutycycle=5)', 'TypeError: extra keyword arguments given'],
    ["PWM(4).duty('5')", "TypeError: can't convert str to int"],
  ])('%s fails: %s', async (line, error) => {
    expect(await board.line(line)).toContain(`\n${error}`);
  });

  test('shows the page its duty, and goes on after a soft reset', async () => {
    await board.line('PWM(Pin(14), freq=50, duty=300)');
    await board.softReset();
    await board.until(
      () => board.session.snapshot.device?.pins.find(({ gpio }) => gpio === 14)?.duty === 300,
      'the duty',
    );
    await board.line('from machine import ADC, Pin, PWM');
    expect(await board.line('PWM(Pin(14))')).toBe('PWM(14, freq=50, duty=300)\n');
  });
});

describe('machine.ADC', () => {
  test.each([
    ['ADC(0), ADC(0) is ADC(0), ADC(1)', '(ADC(0), True, ADC(1))'],
    ['0 <= ADC(0).read() < 8, 0 <= ADC(0).read_u16() < 600', '(True, True)'],
  ])('%s is %s', async (line, result) => {
    expect(await board.line(line)).toBe(`${result}\n`);
  });

  test.each([
    ['ADC(2)', "ValueError: ADC(2) doesn't exist"],
    ['ADC(Pin(4))', "TypeError: can't convert Pin to int"],
    ['ADC()', 'TypeError: function takes 1 positional arguments but 0 were given'],
  ])('%s fails: %s', async (line, error) => {
    expect(await board.line(line)).toContain(`\n${error}`);
  });
});

describe('machine.RTC', () => {
  beforeAll(prepare);

  test.each([
    ['RTC() is RTC(), RTC(), RTC.ALARM0', '(True, <RTC>, 0)'],
    ['RTC().datetime()[:5]', '(2000, 1, 1, 5, 0)'],
    [
      'RTC().datetime((2026, 11, 26, 0, 17, 30, 5, 250)), RTC().datetime()[:6]',
      '(None, (2026, 11, 26, 3, 17, 30))',
    ],
    [
      'time.localtime()[:5], time.time() - time.mktime((2026, 11, 26, 17, 30, 0, 0, 0)) < 60',
      '((2026, 11, 26, 17, 30), True)',
    ],
    ["RTC().memory(), RTC().memory(b'kept\\x00'), RTC().memory()", String.raw`(b'', None, b'kept\x00')`],
    ["len(RTC().memory()), RTC().memory('text'), RTC().memory()", "(5, None, b'text')"],
    ['RTC().memory(bytes(492)), len(RTC().memory())', '(None, 492)'],
    [
      'RTC().alarm(0, 5000), 4000 < RTC().alarm_left(0) <= 5000, RTC().irq(trigger=0, wake=4)',
      '(None, True, None)',
    ],
  ])('%s is %s', async (line, result) => {
    expect(await board.line(line)).toBe(`${result}\n`);
  });

  test.each([
    ['RTC(0)', 'TypeError: function takes 0 positional arguments but 1 were given'],
    ['RTC().datetime((2026, 1, 1))', 'ValueError: requested length 8 but object has length 3'],
    ['RTC().datetime(5)', "TypeError: object 'int' isn't a tuple or list"],
    ['RTC().memory(bytes(493))', 'ValueError: buffer too long'],
    ['RTC().alarm(0)', "TypeError: 'time' argument required"],
    ['RTC().alarm(1, 10)', 'ValueError: invalid alarm'],
    ['RTC().alarm_left(1)', 'ValueError: invalid alarm'],
  ])('%s fails: %s', async (line, error) => {
    expect(await board.line(line)).toContain(`\n${error}`);
  });

  test('keeps time and memory over both resets', async () => {
    await board.line("RTC().memory(b'kept')");
    await board.softReset();
    const facts =
      'import machine; machine.RTC().memory(), machine.RTC().datetime()[0], machine.reset_cause()';
    expect(await board.line(facts)).toBe("(b'kept', 2026, 0)\n");
    board.forget();
    board.type('machine.reset()\r');
    await board.untilText('information.');
    await board.until(() => board.atPrompt);
    expect(await board.line(facts)).toBe("(b'kept', 2026, 4)\n");
  });
});

describe('machine', () => {
  beforeAll(prepare);

  test.each([
    [
      'machine.freq(), machine.freq(160000000), machine.freq(), machine.freq(80000000)',
      '(80000000, None, 160000000, None)',
    ],
    ['machine.unique_id(), machine.idle()', String.raw`(b'B \x10\x00', None)`],
    ['s = machine.disable_irq(); isinstance(s, int), machine.enable_irq(s)', '(True, None)'],
    ['t = time.ticks_ms(); machine.lightsleep(30); time.ticks_diff(time.ticks_ms(), t) >= 30', 'True'],
    ['machine.time_pulse_us(Pin(5, Pin.IN), 1, 1000)', '-2'],
    ['machine.time_pulse_us(Pin(5, Pin.IN), 0, 1000)', '-1'],
  ])('%s is %s', async (line, result) => {
    expect(await board.line(line)).toBe(`${result}\n`);
  });

  test.each([
    ['machine.freq(1000)', 'ValueError: frequency can only be either 80Mhz or 160MHz'],
    ['WDT(1)', 'ValueError: \n'],
    ['WDT(timeout=2000)', 'ValueError: \n'],
    ['machine.deepsleep(1000)', 'OSError: [Errno 95] EOPNOTSUPP'],
  ])('%s fails: %s', async (line, error) => {
    expect(await board.line(line)).toContain(`\n${error}`);
  });

  test('lightsleep without a time ends by Ctrl-C', async () => {
    board.type('machine.sleep()\r');
    await board.until(() => board.session.snapshot.device?.activity.kind !== 'prompt');
    await board.interrupt();
    expect(board.text).toContain('KeyboardInterrupt');
  });

  test('measures a pulse that the page makes', async () => {
    board.forget();
    board.type('machine.time_pulse_us(Pin(5, Pin.IN), 1, 5000000)\r');
    await board.until(() => board.session.snapshot.device?.activity.kind !== 'prompt');
    board.session.drivePin(5, 1);
    await board.until(() => board.session.snapshot.device?.pins.find(({ gpio }) => gpio === 5)?.level === 1);
    board.session.drivePin(5, 0);
    await board.untilText(/\n\d+\r\n>>> $/);
    board.session.drivePin(5, null);
  });

  test.each([
    ['while a program runs', 'w.feed()\nwhile True:\n    pass'],
    ['at the idle prompt', 'w.feed()'],
  ])('WDT resets the chip %s when it is not fed', async (_, program) => {
    await board.program(
      'from machine import WDT\nimport time\nw = WDT()\nfor n in range(4):\n    time.sleep(1)\n    w.feed()',
    );
    const boot = board.session.snapshot.device?.boot ?? 0;
    await board.start(program);
    await board.until(() => (board.session.snapshot.device?.boot ?? 0) > boot && board.atPrompt);
    expect(await board.line('import machine; machine.reset_cause()')).toBe('3\n');
  });
});
