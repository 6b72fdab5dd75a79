import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestBoard } from './test-board.test-helpers';

describe('network.WLAN', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start();
    await board.line('import array, network, socket; w = network.WLAN(network.STA_IF)');
  });
  afterAll(() => board.dispose());

  test.each([
    ['w.active(), w.isconnected(), w.status() == network.STAT_GOT_IP', '(True, True, True)'],
    ['w.ifconfig()', "('192.168.1.42', '255.255.255.0', '192.168.1.1', '192.168.1.1')"],
    ["w.config('ssid'), w.config('mac')[:3]", String.raw`('Pinwire', b'\\\xcf\x7f')`],
    ['network.WLAN() is w, w', '(True, <WLAN>)'],
    ['network.WLAN(network.AP_IF).active()', 'False'],
  ])('%s is %s', async (line, result) => {
    expect(await board.line(line)).toBe(`${result}\n`);
  });

  test('that is switched off makes sockets and lookups fail, and comes back', async () => {
    await board.line('w.active(False)');
    await board.until(() => board.session.snapshot.device?.wifi.connected === false);
    expect(await board.line('w.isconnected(), w.ifconfig()[0]')).toBe("(False, '0.0.0.0')\n");
    expect(await board.line("socket.socket().connect(('203.0.113.80', 80))")).toContain(
      'OSError: [Errno 113] EHOSTUNREACH',
    );
    expect(await board.line("socket.getaddrinfo('micropython.org', 80)")).toContain('OSError: -2\n');
    expect(await board.line('w.connect()')).toContain('OSError: Cannot connect to AP');
    await board.line('w.active(True)');
    await board.until(() => board.session.snapshot.device?.wifi.connected === true);
    expect(await board.line("socket.getaddrinfo('micropython.org', 80)[0][-1]")).toBe(
      "('203.0.113.80', 80)\n",
    );
  });

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
