import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { englishNotice } from './english-notice';
import { MemoryFlash } from './node-host';
import { TestBoard } from './test-board.test-helpers';

let board: TestBoard;
beforeAll(async () => {
  board = await TestBoard.start();
  await board.line('import array, network, socket, time');
  await board.line('w = network.WLAN(network.STA_IF); ap = network.WLAN(network.AP_IF)');
});
afterAll(() => board.dispose());

/** Joins the network that the board began with, and waits for the address. */
async function rejoin(): Promise<void> {
  await board.line("w.active(True); w.connect('Pinwire', 'blinkenlights')");
  await board.until(() => board.session.snapshot.device?.wifi.connected === true);
}

const NAMES = [
  ['STA_IF', 'AP_IF'],
  [
    'STAT_IDLE',
    'STAT_CONNECTING',
    'STAT_WRONG_PASSWORD',
    'STAT_NO_AP_FOUND',
    'STAT_CONNECT_FAIL',
    'STAT_GOT_IP',
  ],
  ['MODE_11B', 'MODE_11G', 'MODE_11N'],
  ['AUTH_OPEN', 'AUTH_WEP', 'AUTH_WPA_PSK', 'AUTH_WPA2_PSK', 'AUTH_WPA_WPA2_PSK'],
  ['WLAN.IF_STA', 'WLAN.IF_AP', 'WLAN.PM_NONE', 'WLAN.PM_POWERSAVE', 'WLAN.PM_PERFORMANCE'],
  ['WLAN.SEC_OPEN', 'WLAN.SEC_WEP', 'WLAN.SEC_WPA', 'WLAN.SEC_WPA2', 'WLAN.SEC_WPA_WPA2'],
].map((names) => names.map((name) => `network.${name}`).join(', '));

describe('network (reference/esp8266 §4)', () => {
  test.each([
    [NAMES[0], '(0, 1)'],
    [NAMES[1], '(0, 1, 2, 3, 4, 5)'],
    [NAMES[2], '(1, 2, 3)'],
    [NAMES[3], '(0, 1, 2, 3, 4)'],
    [NAMES[4], '(0, 1, 0, 1, 2)'],
    [NAMES[5], '(0, 1, 2, 3, 4)'],
    ['network.hostname(), network.country(), network.phy_mode()', "('mpy-esp8266', 'XX', 3)"],
    ["network.hostname('kitchen'), network.hostname(), w.config('hostname')", "(None, 'kitchen', 'kitchen')"],
    [
      "network.hostname('h' * 32), len(network.hostname()), network.hostname('mpy-esp8266')",
      '(None, 32, None)',
    ],
    ["network.country('DE'), network.country(), network.country('XX')", "(None, 'DE', None)"],
    ['network.phy_mode(2), network.phy_mode(), network.phy_mode(3)', '(None, 2, None)'],
    [
      "network.ipconfig('dns'), network.ipconfig(dns='192.168.1.9'), w.ifconfig()[3]",
      "('192.168.1.1', None, '192.168.1.9')",
    ],
    ["network.ipconfig(dns='192.168.1.1'), network.ipconfig('dns')", "(None, '192.168.1.1')"],
  ])('%s is %s', async (line = '', result = '') => {
    expect(await board.line(line)).toBe(`${result}\n`);
  });

  test.each([
    ["network.hostname('h' * 33)", 'ValueError: \n'],
    ['network.hostname(5)', "TypeError: can't convert 'int' object to str implicitly\n"],
    ["network.country('DEU')", 'ValueError: \n'],
    ["network.phy_mode('11n')", "TypeError: can't convert str to int\n"],
    ['network.ipconfig()', 'TypeError: must query one param\n'],
    ["network.ipconfig('dns', dns='1.1.1.1')", "TypeError: can't specify pos and kw args\n"],
    ["network.ipconfig('addr4')", 'ValueError: unexpected key\n'],
    ["network.ipconfig(addr4='1.1.1.1')", 'ValueError: unexpected key\n'],
    ["network.ipconfig(dns='one.one')", 'ValueError: invalid arguments as dns server\n'],
    ['network.ipconfig(dns=8)', 'ValueError: invalid arguments as dns server\n'],
  ])('%s fails: %s', async (line, error) => {
    expect(await board.line(line)).toContain(`\n${error}`);
  });
});

describe('network.WLAN of the station', () => {
  test.each([
    ['network.WLAN() is w, network.WLAN(0) is w, network.WLAN(True) is ap, w', '(True, True, True, <WLAN>)'],
    ['w.active(), w.isconnected(), w.status() == network.STAT_GOT_IP', '(True, True, True)'],
    ["w.status('rssi')", '-52'],
    ['w.ifconfig()', "('192.168.1.42', '255.255.255.0', '192.168.1.1', '192.168.1.1')"],
    [
      "w.ipconfig('addr4'), w.ipconfig('gw4'), w.ipconfig('dhcp4')",
      "(('192.168.1.42', '255.255.255.0'), '192.168.1.1', True)",
    ],
    ["w.config('ssid'), w.config('essid'), w.config('channel')", "('Pinwire', 'Pinwire', 6)"],
    ["w.config('mac')", String.raw`b'\\\xcf\x7f\x10 B'`],
    ["w.config('hostname'), w.config('dhcp_hostname')", "('mpy-esp8266', 'mpy-esp8266')"],
    ["w.config('protocol'), w.config('pm')", '(3, 2)'],
    ["w.config(pm=0, txpower=17.5, protocol=2), w.config('pm'), w.config('protocol')", '(None, 0, 2)'],
    ["w.config(pm=2, protocol=3, hostname='mpy-esp8266', channel=3)", ''],
    [
      "w.config(mac=b'\\x5e12345'), w.config('mac'), w.config(mac=b'\\x5c\\xcf\\x7f\\x10 B')",
      "(None, b'^12345', None)",
    ],
  ])('%s is %s', async (line, result) => {
    expect(await board.line(line)).toBe(result === '' ? '' : `${result}\n`);
  });

  test.each([
    ['network.WLAN(-1)', 'ValueError: \n'],
    ['network.WLAN(2)', 'ValueError: \n'],
    ["network.WLAN('sta')", "TypeError: can't convert str to int\n"],
    ['network.WLAN(interface_id=0)', "TypeError: function doesn't take keyword arguments\n"],
    ["w.active('on')", "TypeError: can't convert str to int\n"],
    ["w.connect(ssid='Pinwire')", 'TypeError: extra keyword arguments given\n'],
    ["w.connect('a', 'b', 'c')", 'TypeError: extra positional arguments given\n'],
    ['w.connect(5)', "TypeError: can't convert 'int' object to str implicitly\n"],
    ["w.connect('Pinwire', 'blinkenlights', bssid=b'12345')", 'ValueError: \n'],
    ["w.status('stations')", 'ValueError: unknown status param\n'],
    ["w.status('ssid')", 'ValueError: unknown status param\n'],
    ["w.ifconfig(('192.168.1.42',))", 'ValueError: requested length 4 but object has length 1\n'],
    ['w.ifconfig(5)', "TypeError: object 'int' isn't a tuple or list\n"],
    ["w.ifconfig(('192.168.1', 24, '192.168.1.1', '192.168.1.1'))", 'ValueError: invalid arguments\n'],
    ['w.ipconfig()', 'TypeError: must query one param\n'],
    ["w.ipconfig('addr4', dhcp4=True)", "TypeError: can't specify pos and kw args\n"],
    ["w.ipconfig('addr6')", 'ValueError: unexpected key\n'],
    ["w.ipconfig(addr6='::1')", 'ValueError: unexpected key\n'],
    ["w.ipconfig(gw4='router')", 'ValueError: invalid arguments\n'],
    ['w.config()', 'TypeError: can query only one param\n'],
    ["w.config('mac', 'ssid')", 'TypeError: can query only one param\n'],
    ["w.config('mac', pm=1)", 'TypeError: either pos or kw args are allowed\n'],
    ["w.config('password')", 'ValueError: unknown config param\n'],
    ["w.config('key')", 'ValueError: unknown config param\n'],
    ['w.config(speed=1)', 'ValueError: unknown config param\n'],
    ["w.config('hidden')", 'OSError: AP required\n'],
    ["w.config('security')", 'OSError: AP required\n'],
    ["w.config('authmode')", 'OSError: AP required\n'],
    ["w.config(ssid='Mine')", 'OSError: AP required\n'],
    ["w.config(key='12345678')", 'OSError: AP required\n'],
    ["w.config(mac=b'12345')", 'ValueError: invalid buffer length\n'],
    ["w.config(hostname='h' * 33)", 'ValueError: \n'],
  ])('%s fails: %s', async (line, error) => {
    expect(await board.line(line)).toContain(`\n${error}`);
  });

  test('scans for two seconds and finds networks of all kinds, one without a name', async () => {
    const printed = await board.program(`
begun = time.ticks_ms()
found = w.scan()
print(time.ticks_diff(time.ticks_ms(), begun) >= 2000)
for entry in found:
    print(entry)
`);
    expect(printed.split('\n')).toEqual([
      'True',
      String.raw`(b'Pinwire', b'0\xb5\xc2O\x01\x01', 6, -52, 3, 0)`,
      String.raw`(b'Library Guests', b'0\xb5\xc2O\x01\x02', 1, -67, 0, 0)`,
      String.raw`(b'Workshop', b'\xa4+\x8c\x10w!', 11, -74, 4, 0)`,
      String.raw`(b'', b'\xa4+\x8c\x10\x99\x05', 13, -86, 3, 1)`,
      '',
    ]);
  });

  test('scans until Ctrl-C', async () => {
    board.type('w.scan()\r');
    await board.until(() => board.session.snapshot.device?.activity.kind !== 'prompt');
    await board.interrupt();
    expect(board.text).toContain('KeyboardInterrupt');
  });

  test.each([
    ["path('Pinwire', 'guessed')", "([1, 2], False, '0.0.0.0', 31)"],
    ["path('Nowhere', 'anything')", "([1, 3], False, '0.0.0.0', 31)"],
    ["path(b'Workshop', b'soldering iron')", "([1, 5], True, '192.168.1.42', -74)"],
    ["path('Library Guests')", "([1, 5], True, '192.168.1.42', -67)"],
    [
      "path('Pinwire', 'blinkenlights', bssid=b'0\\xb5\\xc2O\\x01\\x01')",
      "([1, 5], True, '192.168.1.42', -52)",
    ],
  ])('%s goes by the states %s', async (call, states) => {
    const printed = await board.program(`
def path(*args, **more):
    w.connect(*args, **more)
    states = [w.status()]
    while states[-1] == 1:
        time.sleep_ms(20)
        if w.status() != states[-1]:
            states.append(w.status())
    return states, w.isconnected(), w.ifconfig()[0], w.status('rssi')
print(${call})
`);
    expect(printed).toBe(`${states}\n`);
  });

  test('leaves its network, and joins the one that it remembers, also after a soft reset', async () => {
    expect(await board.line('w.disconnect(), w.status(), w.isconnected(), w.ifconfig()')).toBe(
      "(None, 0, False, ('0.0.0.0', '0.0.0.0', '0.0.0.0', '208.67.222.222'))\n",
    );
    await board.until(() => board.session.snapshot.device?.wifi.connected === false);
    board.forget();
    board.type('\x04');
    await board.untilText('soft reboot');
    await board.until(() => board.atPrompt);
    await board.line('import array, network, socket, time');
    await board.line('w = network.WLAN(network.STA_IF); ap = network.WLAN(network.AP_IF)');
    expect(await board.line("w.isconnected(), w.config('ssid')")).toBe("(False, 'Pinwire')\n");
    await board.line('w.connect()');
    await board.until(() => board.session.snapshot.device?.wifi.connected === true);
    expect(board.session.snapshot.device?.wifi).toEqual({
      connected: true,
      ssid: 'Pinwire',
      ip: '192.168.1.42',
    });
  });

  test('that is switched off takes no orders, makes sockets and lookups fail, and comes back', async () => {
    await board.line('w.active(False)');
    await board.until(() => board.session.snapshot.device?.wifi.connected === false);
    expect(await board.line('w.active(), w.status(), w.isconnected(), w.ifconfig()[0]')).toBe(
      "(False, 0, False, '0.0.0.0')\n",
    );
    const connect = await board.program("s = socket.socket()\ns.connect(('203.0.113.80', 80))");
    expect(connect).toContain('OSError: [Errno 113] EHOSTUNREACH');
    expect(await board.line("socket.getaddrinfo('micropython.org', 80)")).toContain('OSError: -2\n');
    expect(await board.line('w.connect()')).toContain('OSError: Cannot connect to AP\n');
    expect(await board.line("w.connect('Pinwire', 'x')")).toContain('OSError: Cannot set STA config\n');
    expect(await board.line('w.disconnect()')).toContain('OSError: Cannot disconnect from AP\n');
    expect(await board.line('w.scan()')).toContain('OSError: STA must be active\n');
    await board.line('w.active(True)');
    await board.until(() => board.session.snapshot.device?.wifi.connected === true);
    const lookup = "socket.getaddrinfo('micropython.org', 80)[0][-1]";
    expect(await board.line(lookup)).toBe("('203.0.113.80', 80)\n");
    // "socket stays usable" (reference/esp8266 §2.4)
    expect(await board.line("s.connect(('203.0.113.80', 80)); s.close()")).toBe('');
  });

  test('that loses its network ends what is connected, and a listener serves on after it', async () => {
    await rejoin();
    // The network goes while the program waits in recv.
    const source = `
from machine import Pin
l = socket.socket()
l.bind(('', 8006))
l.listen(1)
c = socket.socket()
c.connect(('203.0.113.80', 80))
leave = Pin(4, Pin.OUT, value=0)
leave.irq(lambda pin: w.disconnect())
leave.on()
try:
    c.recv(10)
except OSError as error:
    print(error.errno, w.isconnected())
leave.irq(None)
c.close()
`;
    expect(await board.program(source)).toContain('103 False\n');
    await rejoin();
    const port = () => board.session.snapshot.device?.listening;
    await board.until(() => port()?.includes(8006) === true);
    await board.line('l.close()');
  });

  test('takes a fixed address without DHCP, and one by DHCP again', async () => {
    await rejoin();
    const fixed = "w.ifconfig(('192.168.1.42', 16, '192.168.1.2', '192.168.1.3')), w.ifconfig()";
    expect(await board.line(fixed)).toBe(
      "(None, ('192.168.1.42', '255.255.0.0', '192.168.1.2', '192.168.1.3'))\n",
    );
    expect(await board.line("w.ipconfig('dhcp4'), w.isconnected()")).toBe('(False, True)\n');
    expect(
      await board.line("w.ipconfig(addr4='192.168.1.42/24', gw4='192.168.1.4'), w.ipconfig('addr4')"),
    ).toBe("(None, ('192.168.1.42', '255.255.255.0'))\n");
    expect(await board.line("w.ipconfig(addr4=('192.168.1.42', '255.0.0.0')), w.ifconfig()[1:3]")).toBe(
      "(None, ('255.0.0.0', '192.168.1.4'))\n",
    );
    await board.line("w.ifconfig('dhcp')");
    await board.until(() => board.session.snapshot.device?.wifi.connected === true);
    expect(await board.line("w.ifconfig(), w.ipconfig('dhcp4')")).toBe(
      "(('192.168.1.42', '255.255.255.0', '192.168.1.1', '192.168.1.1'), True)\n",
    );
  });

  test('says that another address of its own is not simulated', async () => {
    const told: string[] = [];
    board.session.onNotice((notice) => told.push(englishNotice(notice)));
    await board.line("w.ifconfig(('192.168.1.77', '255.255.255.0', '192.168.1.1', '192.168.1.1'))");
    expect(told.join()).toContain('192.168.1.77');
    await board.line('w.ipconfig(dhcp4=True)');
    await board.until(() => board.session.snapshot.device?.wifi.ip === '192.168.1.42');
  });
});

test('a board that starts again joins the network that connect() stored, by its key, until the flash is erased', async () => {
  const flash = new MemoryFlash();
  const starts = async (act?: string): Promise<string> => {
    const again = await TestBoard.start(flash);
    try {
      if (act !== undefined) await again.line(`import network; w = network.WLAN(); w.${act}`);
      return await again.line("import network; w = network.WLAN(); w.config('ssid'), w.isconnected()");
    } finally {
      again.dispose();
    }
  };
  expect(await starts()).toBe("('Pinwire', True)\n");
  await starts("connect('Library Guests', '')");
  expect(await starts()).toBe("('Library Guests', True)\n");
  await starts("connect('Workshop', 'guessed')");
  expect(await starts()).toBe("('Workshop', False)\n");
  await flash.erase();
  expect(await starts()).toBe("('Pinwire', True)\n");
});

describe('network.WLAN of the access point', () => {
  test.each([
    ['ap.active(), ap.active(True), ap.active(), ap.isconnected()', '(False, None, True, False)'],
    ["ap.status(), ap.status('stations')", '(-1, [])'],
    ['ap.ifconfig()', "('192.168.4.1', '255.255.255.0', '192.168.4.1', '192.168.1.1')"],
    [
      "ap.ipconfig('addr4'), ap.ipconfig('gw4'), ap.ipconfig('dhcp4')",
      "(('192.168.4.1', '255.255.255.0'), '192.168.4.1', True)",
    ],
    [
      "ap.config('ssid'), ap.config('essid'), ap.config('channel')",
      "('MicroPython-102042', 'MicroPython-102042', 1)",
    ],
    ["ap.config('hidden'), ap.config('security'), ap.config('authmode')", '(False, 4, 4)'],
    ["ap.config('mac')", String.raw`b'^\xcf\x7f\x10 B'`],
    ["ap.config(ssid='Board', key='12345678', channel=11, hidden=True, security=3)", ''],
    [
      "ap.config('ssid'), ap.config('channel'), ap.config('hidden'), ap.config('security')",
      "('Board', 11, True, 3)",
    ],
    [
      "ap.config(essid=b'Open', authmode=0, password=''), ap.config('essid'), ap.config('authmode')",
      "(None, 'Open', 0)",
    ],
    [
      "ap.ifconfig(('10.0.0.1', '255.0.0.0', '10.0.0.1', '192.168.1.1')), ap.ifconfig()[0]",
      "(None, '10.0.0.1')",
    ],
    [
      "ap.ipconfig(dhcp4=False), ap.ipconfig('dhcp4'), ap.active(0), ap.active()",
      '(None, False, None, False)',
    ],
  ])('%s is %s', async (line, result) => {
    expect(await board.line(line)).toBe(result === '' ? '' : `${result}\n`);
  });

  test.each([
    ["ap.connect('Pinwire', 'x')", 'OSError: STA required\n'],
    ['ap.disconnect()', 'OSError: STA required\n'],
    ['ap.scan()', 'OSError: STA required\n'],
    ["ap.ifconfig('dhcp')", 'OSError: STA required\n'],
    ["ap.config('hostname')", 'OSError: STA required\n'],
    ["ap.status('rssi')", 'ValueError: unknown status param\n'],
    ["ap.config(security=4, key='short')", "OSError: can't set AP config\n"],
    ["ap.config('key')", 'ValueError: unknown config param\n'],
    ["ap.config(channel='six')", "TypeError: can't convert str to int\n"],
  ])('%s fails: %s', async (line, error) => {
    expect(await board.line(line)).toContain(`\n${error}`);
  });
});

describe('socket', () => {
  test('sends arrays as the bytes that they are', async () => {
    const source = `
l = socket.socket()
l.bind(('', 8005))
l.listen(1)
c = socket.socket()
c.connect(('127.0.0.1', 8005))
a = l.accept()[0]
data = array.array('H', [1, 2, 0x4241])
print(c.send(data), c.write(data), c.sendall(data))
print(a.recv(6), a.recv(6), a.recv(6))
c.close(); a.close(); l.close()
`;
    const each = String.raw`b'\x01\x00\x02\x00AB'`;
    expect(await board.program(source)).toBe(`6 6 None\n${each} ${each} ${each}\n`);
  });
});
