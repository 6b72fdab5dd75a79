import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MemoryFlash } from './node-host';
import { TestBoard } from './test-board.test-helpers';
import { testHost } from './test-host.test-helpers';

let board: TestBoard;
const notices: unknown[] = [];
beforeAll(async () => {
  board = await TestBoard.start();
  board.session.onNotice((notice) => notices.push(notice));
  await board.line('import gc, sys; from machine import Pin, I2C, SPI');
});
afterAll(() => board.dispose());

const lastLine = async (line: string): Promise<string> =>
  (await board.line(line)).trimEnd().split('\n').at(-1) ?? '';
const free = async (): Promise<number> => Number(await board.line('gc.collect(); gc.mem_free()'));

describe('what the chip has frozen', () => {
  test('takes of the heap what executing it makes, and gives it back', async () => {
    const before = await free();
    await board.line('import requests');
    const taken = before - (await free());
    expect(taken).toBeGreaterThan(300);
    expect(taken).toBeLessThan(1_500);
    await board.line("del requests, sys.modules['requests']");
    expect(before - (await free())).toBeLessThan(100);
    await board.line('import requests');
    expect(Math.abs(before - (await free()) - taken)).toBeLessThan(200);
  });

  test('stands in tracebacks, as on the chip', async () => {
    expect(await board.line("requests.get('http://nobody.test/')")).toMatch(
      /line 1, in <module>\n {2}File "requests\/__init__.py", line \d+, in get\n[^]*OSError: -2\n$/,
    );
  });

  test('all of it can be imported, and the heap is whole after it', async () => {
    expect(
      await board.program(`
import _onewire, _webrepl, apa102, dht, ds18x20, mip, neopixel, ssl, webrepl, websocket, ntptime, onewire, ssd1306, umqtt.robust, umqtt.simple, urequests
names = ['name%d' % n for n in range(300)]
for name in names:
    exec(name + '=0', {})
gc.collect()
print(umqtt, umqtt.simple, urequests.get is requests.get, len(names))
`),
    ).toBe("<module 'umqtt'> <module 'umqtt.simple'> True 300\n");
    await board.line('del names, name, ssd1306, ds18x20');
  });

  test('gives way to a file of the flash', async () => {
    const other = await TestBoard.start(new MemoryFlash({ '/dht.py': new TextEncoder().encode('mine = 1') }));
    expect(await other.line('import dht; dht.mine')).toBe('1\n');
    other.dispose();
  });

  test('is there for main.py, before there is a prompt', async () => {
    const main = new TextEncoder().encode('import onewire\nprint(onewire.OneWire.SKIP_ROM)\n');
    const other = TestBoard.boot(new MemoryFlash({ '/main.py': main }));
    await other.untilText('204');
    other.dispose();
  });

  test('that the page cannot load it is an ImportError; later it may', async () => {
    let fails = true;
    const host = testHost();
    const other = TestBoard.on({
      ...host,
      loadLibraries: () => (fails ? Promise.reject(new Error('no network')) : host.loadLibraries()),
    });
    await other.until(() => other.atPrompt);
    expect(await other.line('import dht')).toContain("the page could not load the module 'dht'");
    fails = false;
    expect(await other.line('import dht; dht')).toBe("<module 'dht'>\n");
    other.dispose();
  });

  test('is whole when firmware imports it while that itself is loaded', async () => {
    const host = testHost();
    const other = TestBoard.on({
      ...host,
      loadLibraries: async () => {
        const libraries = await host.loadLibraries();
        const stream = ':asyncio/fw_asyncio_stream.py';
        const marks = 'marks = [bytes((n,)) * 40 for n in range(60)]\n';
        return { ...libraries, [stream]: `import requests\n${libraries[stream] ?? ''}${marks}` };
      },
    });
    await other.until(() => other.atPrompt);
    await other.line('import asyncio, gc; gc.collect(); x = [bytes(100) for _ in range(150)]');
    expect(await other.line('asyncio.stream.marks == [bytes((n,)) * 40 for n in range(60)]')).toBe('True\n');
    expect(await other.line('asyncio.StreamReader')).toBe("<class 'Stream'>\n");
    other.dispose();
  });

  test('Ctrl-C ends an import that waits for the page', async () => {
    const host = testHost();
    const other = TestBoard.on({ ...host, loadLibraries: () => new Promise(() => undefined) });
    await other.until(() => other.atPrompt);
    other.type('import dht\r');
    await other.until(() => other.session.snapshot.device?.activity.kind !== 'prompt');
    await other.interrupt();
    expect(other.text).toContain('KeyboardInterrupt');
    other.dispose();
  });
});

describe('requests', () => {
  test.each([
    [
      "r = requests.get('http://http.test/json'); r.status_code, r.reason, sorted(r.json())[:1]",
      /^\(200, b'OK', /,
    ],
    ["requests.get('http://http.test/chunked').text[:5]", /^'/],
    ["requests.get('http://http.test/redirect').status_code", /^200$/],
    ["requests.post('http://http.test/echo', json={'a': 1}).text", /\{"a": 1\}/],
    ["requests.post('http://http.test/echo', data='abcd').text", /abcd/],
    ["requests.get('http://http.test/status/404').status_code", /^404$/],
    ["requests.get('http://cut.test/').content", /^ValueError: Connection closed before body complete$/],
    ["requests.get('http://refuse.test/')", /^OSError: \[Errno 104\] ECONNRESET$/],
    ["requests.get('http://silent.test/', timeout=0.1)", /^OSError: \[Errno 110\] ETIMEDOUT$/],
    ["requests.get('ftp://http.test/')", /^ValueError: Unsupported protocol: ftp:$/],
    ["requests.get('https://http.test/json').json()['name']", /^'http\.test'$/],
    ["len(requests.get('https://http.test/large/2000').content)", /^2000$/],
    ["requests.get('https://refuse.test/')", /^OSError: \[Errno 104\] ECONNRESET$/],
  ])('%s', async (line, shown) => {
    expect(await lastLine(line)).toMatch(shown);
  });
});

test('upysh has a shell’s commands', async () => {
  await board.line("from upysh import *; mkdir('a'); cd('a')");
  await board.program("with open('one.txt', 'w') as f: f.write('1\\n2\\n3\\n')");
  expect(await board.line('pwd')).toBe('/a\n');
  expect(await board.line("cp('one.txt', 'two.txt'); mv('one.txt', 'three.txt'); head('two.txt', 2)")).toBe(
    '1\n2\n',
  );
  await board.line("mkdir('b')");
  expect(await board.line('ls')).toMatch(/^ {3}<dir> b\n {7}6 three.txt\n {7}6 two.txt\n\n[\d,]+k free\n\n$/);
  expect(await board.line("cd('/'); rm('a'); rm('a')")).toBe("rm of 'a' failed\n");
  expect(await board.line('man')).toContain('newfile');
});

test('ntptime sets the clock of the board', async () => {
  await board.line('import ntptime, time; ntptime.settime()');
  const seconds = Number(await board.line('time.time()'));
  expect(Math.abs(seconds + 946_684_800 - Date.now() / 1000)).toBeLessThan(5);
});

describe('what nothing is connected to', () => {
  test.each([
    ['i = I2C(scl=Pin(5), sda=Pin(4)); i.scan()', '[]'],
    ["i.writeto(60, b'a')", 'OSError: [Errno 19] ENODEV'],
    ['import ssd1306; ssd1306.SSD1306_I2C(128, 64, i)', 'OSError: [Errno 19] ENODEV'],
    ['I2C(scl=Pin(15), sda=Pin(4)).scan()', 'OSError: [Errno 110] ETIMEDOUT'],
    ['I2C(0, scl=Pin(5), sda=Pin(4))', 'TypeError: extra keyword arguments given'],
    ['s = SPI(1, baudrate=1000000); s', 'HSPI(id=1, baudrate=1000000, polarity=0, phase=0)'],
    ['s.read(3), s.write(b"a")', "(b'\\x00\\x00\\x00', None)"],
    ['SPI(1, baudrate=50000000)', 'ValueError: impossible baudrate'],
    [
      'd = ssd1306.SSD1306_SPI(128, 32, s, Pin(4), Pin(5), Pin(2)); d.text("hi", 0, 0); d.show(); d.buffer[:2]',
      "bytearray(b'\\x00\\x7f')",
    ],
    [
      'import neopixel; n = neopixel.NeoPixel(Pin(4), 8); n[1] = (1, 2, 3); n.write(); n[1], n.buf[3:6]',
      "((1, 2, 3), bytearray(b'\\x02\\x01\\x03'))",
    ],
    ['import apa102; a = apa102.APA102(Pin(4), Pin(5), 2); a.fill((1, 2, 3, 4)); a.write(); len(a)', '2'],
    ['import dht; dht.DHT11(Pin(4)).measure()', 'OSError: [Errno 110] ETIMEDOUT'],
    ['import onewire; o = onewire.OneWire(Pin(4)); o.reset(), o.scan(), o.readbyte()', '(False, [], 255)'],
    ['import ds18x20; ds18x20.DS18X20(o).convert_temp()', 'OneWireError:'],
  ])('%s gives %s', async (line, value) => {
    expect(await lastLine(line)).toBe(value);
  });

  test('is told to the page', () => {
    expect(notices).toEqual(expect.arrayContaining([13, 4].map((gpio) => ({ kind: 'sent-nowhere', gpio }))));
  });

  test('sensors that did answer are read as their data sheets say', async () => {
    expect(
      await board.program(`
s = dht.DHT22(Pin(4))
s.buf[:] = bytes((2, 0x8c, 0x80, 0x65, 0))
print(s.humidity(), s.temperature())
t = ds18x20.DS18X20(o)
t.read_scratch = lambda rom: rom[1:]
for rom in (b'\\x28\\x91\\x01', b'\\x28\\x5e\\xff', b'\\x10\\xaa\\x00\\x4b\\x46\\xff\\xff\\x0c\\x10'):
    print(t.read_temp(rom))
print(o.crc8(b'\\x02\\x1c\\xb8\\x01\\0\\0\\0\\xa2'))
`),
    ).toBe('65.20003 -10.1\n25.0625\n-10.125\n85.0\n0\n');
  });
});
