import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../proxy/flags';
import { DEVICE_HELP, readDeviceOptions } from './device-options';

describe('what pinwire device is asked for', () => {
  test('is a board on stdin and stdout, whose files are gone at its end, unless more is said', async () => {
    expect(await readDeviceOptions([])).toEqual({
      pty: false,
      listen: null,
      run: null,
      flash: null,
      publish: [],
      lan: null,
      packages: null,
      rules: null,
      quiet: false,
    });
  });

  test.each([
    ['2217', '127.0.0.1', 2_217],
    ['0.0.0.0:1', '0.0.0.0', 1],
    ['[::1]:0', '::1', 0],
    ['board.local:65535', 'board.local', 65_535],
  ])('--listen %s is host and port', async (text, host, port) => {
    expect((await readDeviceOptions(['--listen', text]))?.listen).toEqual({ host, port });
  });

  test('may be several ports and several rules', async () => {
    const options = await readDeviceOptions([
      '--publish',
      '8080:80',
      '--publish',
      '2323:23',
      '--real',
      'micropython.org:80,443',
      '--real',
      '*.a.example:1',
    ]);
    expect(options?.publish).toEqual([
      { hostPort: 8_080, boardPort: 80 },
      { hostPort: 2_323, boardPort: 23 },
    ]);
    expect(options?.rules?.list).toHaveLength(2);
  });

  test.each([
    [['--listen', '70000'], /--listen takes HOST:PORT/],
    [['--listen', 'a:b'], /--listen takes HOST:PORT/],
    [['--listen'], /'--listen <value>' argument missing/],
    [['--pty', '--listen', '0'], /one serial line/],
    [['--pty', '--run', 'x.py'], /has the serial line for itself/],
    [['--run', ''], /--run needs a name/],
    [['--flash', 'a', '--flash', 'b'], /'--flash' was given twice/],
    [['--lan', ''], /--lan takes a name of at most 32 letters/],
    [['--lan', '../x'], /--lan takes/],
    [['--lan', 'x'.repeat(33)], /--lan takes/],
    [['--publish', '80'], /--publish takes a port of this computer and one of the board/],
    [['--publish', '0:80'], /--publish takes/],
    [['--real', 'x'], /"x" is no rule/],
    [['--real', '127.0.0.1:80'], /is not a public address/],
    [['--what'], /Unknown option '--what'\. --help/],
    [['x.py'], /Unexpected argument/],
  ])('is refused in one sentence when it is %j', async (args, sentence) => {
    const error: unknown = await readDeviceOptions(args).catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toMatch(sentence);
    expect(String(error)).not.toMatch(/\n/);
  });

  test('is listed by --help, each in full', async () => {
    expect(await readDeviceOptions(['--help'])).toBeNull();
    for (const flag of [
      'pty',
      'listen',
      'run',
      'flash',
      'publish',
      'lan',
      'real',
      'real-private',
      'quiet',
      'help',
    ])
      expect(DEVICE_HELP).toContain(`--${flag} `);
    for (const line of DEVICE_HELP.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });
});
