import type { Notice } from '../protocol/notices';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestBoard } from './test-board.test-helpers';

describe('the system', () => {
  let board: TestBoard;
  const notices: Notice[] = [];
  beforeAll(async () => {
    board = await TestBoard.start();
    board.session.onNotice((notice) => notices.push(notice));
    await board.line('import gc, machine, os, sys, time');
  });
  afterAll(() => board.dispose());

  test('leaves a program the heap of the chip', async () => {
    await board.line('gc.collect()');
    const free = Number(await board.line('gc.mem_free()'));
    expect(free).toBeGreaterThan(34_000);
    expect(free).toBeLessThanOrEqual(38_016);
  });

  test.each([
    ['sys.platform', "'esp8266'"],
    ['sys.implementation[:2]', "('micropython', (1, 27, 0, ''))"],
    ['sys.maxsize, sys.byteorder, sys.path', "(2147483647, 'little', ['', '.frozen', '/lib', '/'])"],
    ['os.uname()[0], os.uname().machine', "('esp8266', 'ESP module with ESP8266')"],
    ['os.getcwd()', "'/'"],
    ['gc.threshold()', '9504'],
    ['machine.freq(), machine.reset_cause()', '(80000000, 0)'],
    ['machine.unique_id()', String.raw`b'B \x10\x00'`],
    ['sorted(dir())', "['__name__', 'gc', 'machine', 'os', 'sys', 'time']"],
  ])('%s is %s', async (line, result) => {
    expect(await board.line(line)).toBe(`${result}\n`);
  });

  test('has no module that the chip does not have, unless it is a file of the flash', async () => {
    for (const name of ['functools', 'js', '_vm', 'datetime'])
      expect(await board.line(`import ${name}`)).toContain(`ImportError: no module named '${name}'`);
    await board.session.writeFile('/functools.py', new TextEncoder().encode('mine = 1'));
    expect(await board.line('import functools; functools.mine')).toBe('1\n');
  });

  test('says once of what is not simulated that it is not, in the program and to the page', async () => {
    for (let round = 0; round < 2; round++) {
      expect(await board.line('import espnow')).toContain(
        "the module 'espnow' of the ESP8266 is not simulated",
      );
      expect(await board.line('machine.UART(0)')).toContain('OSError: [Errno 95] EOPNOTSUPP');
    }
    expect(notices).toEqual([
      { kind: 'no-module', name: 'espnow' },
      { kind: 'not-simulated', name: 'machine.UART' },
    ]);
    expect(await board.line('machine.UART')).toBe('<machine.UART: not simulated yet>\n');
  });

  test('counts ticks modulo 2^30, with arithmetic that wraps', async () => {
    expect(await board.line('time.ticks_diff(0, 2**30 - 1), time.ticks_add(2**30 - 1, 2)')).toBe('(1, 1)\n');
    expect(await board.line('time.ticks_diff(2**29 - 1, 0), time.ticks_diff(2**29, 0)')).toBe(
      `(${2 ** 29 - 1}, ${-(2 ** 29)})\n`,
    );
    expect(await board.line('0 <= time.ticks_ms() < 2**30, 0 <= time.ticks_cpu() < 2**30')).toBe(
      '(True, True)\n',
    );
  });

  test('counts seconds from 2000', async () => {
    expect(await board.line('time.localtime(0)')).toBe('(2000, 1, 1, 0, 0, 0, 5, 1)\n');
    expect(await board.line('time.mktime((2026, 3, 1, 12, 0, 0, 0, 0))')).toBe('825681600\n');
    expect(await board.line('time.localtime(825681600)')).toBe('(2026, 3, 1, 12, 0, 0, 6, 60)\n');
    expect(await board.line('0 <= time.time() < 600, time.gmtime() == time.localtime()')).toBe(
      '(True, True)\n',
    );
  });

  test.each(['sleep(0.05)', 'sleep_ms(50)', 'sleep_us(50000)'])('time.%s takes its 50 ms', async (call) => {
    await board.line(`t = time.ticks_us(); time.${call}; t = time.ticks_diff(time.ticks_us(), t)`);
    const took = Number(await board.line('t')) / 1000;
    expect(took).toBeGreaterThanOrEqual(50);
    expect(took).toBeLessThan(500);
  });

  test.each(['sleep(0)', 'sleep_ms(-5)', 'sleep_us(0)'])('time.%s does not wait', async (call) => {
    expect(await board.line(`time.${call}`)).toBe('');
  });
});
