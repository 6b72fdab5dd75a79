import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { englishNotice } from './english-notice';
import { TestBoard } from './test-board.test-helpers';

let board: TestBoard;
beforeAll(async () => {
  board = await TestBoard.start();
  await board.line('import time, esp, micropython, sys, os, gc');
});
afterAll(() => board.dispose());

const lastLine = async (line: string): Promise<string> =>
  (await board.line(line)).trimEnd().split('\n').at(-1) ?? '';

describe('time', () => {
  test.each([
    ['time.localtime(0)', '(2000, 1, 1, 0, 0, 0, 5, 1)'],
    ['time.gmtime(86399)', '(2000, 1, 1, 23, 59, 59, 5, 1)'],
    ['time.localtime(820540800)', '(2026, 1, 1, 0, 0, 0, 3, 1)'],
    ['time.mktime((2000, 1, 1, 0, 0, 0, 0, 0))', '0'],
    ['time.mktime((2026, 1, 1, 0, 0, 0, 3, 1, 0))', '820540800'],
    ['time.mktime(time.localtime(123456789))', '123456789'],
    ['time.mktime((2026, 1, 1))', 'TypeError: mktime needs a tuple of length 8 or 9'],
    ['type(time.time()), type(time.time_ns()), time.time() < 1000', "(<class 'int'>, <class 'int'>, True)"],
    ['len(time.localtime()), time.localtime()[:2]', '(8, (2000, 1))'],
    ['time.ticks_diff(3, 2 ** 30 - 2), time.ticks_diff(2 ** 30 - 2, 3)', '(5, -5)'],
    ['time.ticks_add(2 ** 30 - 1, 1), time.ticks_add(0, -1)', '(0, 1073741823)'],
    ['time.ticks_add(0, 2 ** 29)', 'OverflowError: ticks interval overflow'],
    ['time.ticks_add(0, 2 ** 29 - 1)', '536870911'],
    ['[0 <= t() < 2 ** 30 for t in (time.ticks_ms, time.ticks_us, time.ticks_cpu)]', '[True, True, True]'],
    ['time.sleep(0), time.sleep_ms(-5), time.sleep_us(10), time.sleep(0.001)', '(None, None, None, None)'],
    ['time.sleep("1")', "TypeError: can't convert str to float"],
    ['time.sleep_ms(1.5)', "TypeError: can't convert float to int"],
    ['time.strftime', "AttributeError: 'module' object has no attribute 'strftime'"],
  ])('%s is %s', async (line, value) => {
    expect(await lastLine(line)).toBe(value);
  });

  test('a sleep longer than the chip counts is short, as on the chip, and the page is told', async () => {
    const notices: string[] = [];
    const stop = board.session.onNotice((notice) => notices.push(englishNotice(notice)));
    expect(
      await board.program(`
begun = time.ticks_ms()
time.sleep_ms(4294967 + 20)
print(time.ticks_diff(time.ticks_ms(), begun) < 5000)
`),
    ).toBe('True\n');
    await board.until(() => notices.length > 0, 'a notice');
    expect(notices[0]).toContain('4,295 s is longer');
    stop();
  });
});

describe('micropython', () => {
  test('schedule has a queue of four, whose functions run in turn', async () => {
    expect(
      await board.program(`
ran = []
def fill():
    # Nothing is run while a handler runs.
    for n in range(6):
        try:
            micropython.schedule(ran.append, n)
        except RuntimeError as error:
            print(n, error)
micropython.schedule(lambda _: fill(), 0)
for _ in range(20):
    pass
print(ran)
`),
    ).toBe('4 schedule queue full\n5 schedule queue full\n[0, 1, 2, 3]\n');
  });

  test('a scheduled function that fails is reported, and the program goes on', async () => {
    expect(
      await board.program(`
def fails(n):
    raise ValueError(n)
micropython.schedule(fails, 7)
for _ in range(20):
    pass
print('goes on')
`),
    ).toMatch(/ValueError: 7\ngoes on\n$/);
  });

  test('with the heap locked, no memory is to be had', async () => {
    expect(
      await board.program(`
def locked():
    micropython.heap_lock()
    try:
        x = [1, 2]
    except MemoryError as error:
        return micropython.heap_unlock(), error
    return 'made'
print(locked(), micropython.heap_lock(), micropython.heap_lock(), micropython.heap_unlock(), micropython.heap_unlock())
`),
    ).toBe('(0, MemoryError()) None None 1 0\n');
  });

  test('RingIO, const, opt_level and alloc_emergency_exception_buf are there', async () => {
    expect(
      await board.program(`
from micropython import const
LIMIT = const(5)
r = micropython.RingIO(4)
print(r.write(b'abcdef'), r.any(), r.read(3), r.any(), LIMIT)
print(micropython.opt_level(), micropython.opt_level(1), micropython.opt_level(), micropython.opt_level(0))
print(micropython.alloc_emergency_exception_buf(100))
`),
    ).toBe("4 4 b'abc' 1 5\n0 None 1 None\nNone\n");
  });
});

describe('esp', () => {
  test.each([
    ['esp.flash_size(), esp.flash_user_start()', '(4194304, 1048576)'],
    [
      'esp.osdebug(None), esp.sleep_type(), esp.sleep_type(esp.SLEEP_NONE), esp.sleep_type()',
      '(None, 2, None, 0)',
    ],
    ['esp.SLEEP_NONE, esp.SLEEP_LIGHT, esp.SLEEP_MODEM', '(0, 1, 2)'],
    ['esp.freemem()', 'OSError: [Errno 95] EOPNOTSUPP'],
    ['esp.deepsleep(1)', 'OSError: [Errno 95] EOPNOTSUPP'],
  ])('%s is %s', async (line, value) => {
    expect(await lastLine(line)).toBe(value);
  });

  test('has the names of the chip', async () => {
    expect(await board.line("print(*sorted(n for n in dir(esp) if n[0] != '_'))")).toBe(
      'SLEEP_LIGHT SLEEP_MODEM SLEEP_NONE apa102_write check_fw deepsleep esf_free_bufs flash_erase flash_id flash_read ' +
        'flash_size flash_user_start flash_write free freemem malloc meminfo osdebug set_native_code_location sleep_type\n',
    );
  });
});

describe('sys and os', () => {
  test.each([
    ['sys.platform, sys.byteorder, sys.maxsize, sys.argv', "('esp8266', 'little', 2147483647, [])"],
    ['sys.path', "['', '.frozen', '/lib', '/']"],
    [
      'sys.version_info, sys.implementation[0], sys.implementation[2]',
      "((3, 4, 0), 'micropython', 'ESP module with ESP8266')",
    ],
    ['sys.implementation._build, sys.implementation._mpy', "('ESP8266_GENERIC', 9990)"],
    ['os.uname()[0], os.uname().machine', "('esp8266', 'ESP module with ESP8266')"],
    ['os.sep, os.getcwd(), len(os.urandom(4))', "('/', '/', 4)"],
    ['gc.threshold(), gc.collect(), gc.isenabled()', '(9504, None, True)'],
  ])('%s is %s', async (line, value) => {
    expect(await lastLine(line)).toBe(value);
  });
});
