import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestBoard } from './test-board.test-helpers';

describe('socket', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.startInVirtualTime();
    await board.program(
      'import gc, socket\ndef pair(ip="127.0.0.1"):\n    l = socket.socket()\n    l.bind((ip, 0))\n    return l\n' +
        'def err(f, *a):\n    try:\n        return f(*a)\n    except Exception as e:\n        return repr(e)\n',
    );
  });
  afterAll(() => board.dispose());

  test.each([
    ['socket.socket().recv(1)', 'OSError(107,)'],
    ["socket.socket().send('x')", 'OSError(107,)'],
    ['socket.socket().accept()', 'OSError(22,)'],
    ["socket.socket().connect(('203.0.113.80', 81))", 'OSError(104,)'],
    ["socket.socket().connect(('micropython.org', 80))", "ValueError('invalid arguments',)"],
    [
      "socket.socket().connect(('1.2.3.4', 80, 1))",
      "ValueError('requested length 2 but object has length 3',)",
    ],
    ["socket.getaddrinfo('no.such.host', 80)", 'OSError(-2,)'],
    ["socket.getaddrinfo('', 80)", 'OSError(-12,)'],
    ["socket.getaddrinfo('micropython.org', '80')", `TypeError("can't convert str to int",)`],
    ['socket.getaddrinfo(5, 80)', `TypeError("can't convert 'int' object to str implicitly",)`],
    ['socket.socket().bind((5, 80))', `TypeError("can't convert 'int' object to str implicitly",)`],
    ['socket.socket().send(5)', "TypeError('object with buffer protocol required',)"],
    ['socket.socket(2, 3)', 'OSError(95,)'],
    ['socket.socket(2, 9)', 'OSError(22,)'],
  ])('%s gives %s', async (call, error) => {
    expect(await board.line(`print(err(lambda: ${call}))`)).toBe(`${error}\n`);
  });

  test('a closed socket is a bad descriptor, and closing twice is nothing', async () => {
    await board.line('s = socket.socket(); s.close(); s.close()');
    for (const call of ['s.recv(1)', "s.send('x')", 's.listen()', "s.connect(('1.2.3.4', 5))", 's.accept()'])
      expect(await board.line(`print(err(lambda: ${call}))`)).toBe('OSError(9,)\n');
    expect(await board.line('s')).toBe('<socket state=-16 timeout=4294967295 incoming=0 off=0>\n');
  });

  test('nobody at an address: ECONNABORTED after 6 seconds, or ETIMEDOUT when that is sooner', async () => {
    expect(
      await board.line(
        "s = socket.socket(); s.settimeout(0.05); print(err(s.connect, ('192.168.1.99', 80)))",
      ),
    ).toBe('OSError(110,)\n');
    expect(await board.line("print(err(s.connect, ('192.168.1.99', 80)))")).toBe('OSError(114,)\n');
    expect(await board.line("print(err(socket.socket().connect, ('192.168.1.99', 80)))")).toBe(
      'OSError(103,)\n',
    );
  });

  test('non-blocking calls say EAGAIN and EINPROGRESS', async () => {
    expect(
      await board.program(
        "s = socket.socket()\ns.setblocking(False)\nprint(err(s.recv, 1))\nprint(err(s.connect, ('192.168.1.99', 80)))\n" +
          "l = socket.socket()\nl.setblocking(False)\nl.bind(('', 8001))\nl.listen()\nprint(err(l.accept))\ns.close(); l.close()",
      ),
    ).toBe('OSError(11,)\nOSError(115,)\nOSError(11,)\n');
  });

  test('a call that did not wait is not what a later wait is taken for', async () => {
    const seen = new Set<string>();
    const stop = board.session.subscribe(() =>
      seen.add(JSON.stringify(board.session.snapshot.device?.activity)),
    );
    expect(
      await board.program(`import network
l = socket.socket()
l.setblocking(False)
l.bind(('', 8011))
l.listen()
print(err(l.accept), socket.getaddrinfo('1.2.3.4', 80)[0][4], len(network.WLAN().scan()))
l.close()
`),
    ).toBe("OSError(11,) ('1.2.3.4', 80) 4\n");
    stop();
    expect([...seen].join(' ')).not.toMatch(/accept|getaddrinfo/);
  });

  test('a port in use', async () => {
    expect(
      await board.program(
        "a = socket.socket()\na.bind(('', 8002))\nb = socket.socket()\nprint(err(b.bind, ('', 8002)))\na.close()\nprint(b.bind(('', 8002)))\nb.close()",
      ),
    ).toBe('OSError(98,)\nNone\n');
  });

  test.each(['127.0.0.1', '192.168.1.42'])('a program talks to its own server at %s', async (ip) => {
    const source = `
l = socket.socket()
l.bind(('0.0.0.0', 8003))
l.listen(1)
l.settimeout(5)
c = socket.socket()
c.connect(('${ip}', 8003))
a, peer = l.accept()
print(peer[0], a)
f = c.makefile('rwb', 0)
print(f.write('one\\ntwo\\n'), c.send(b'rest'))
g = a.makefile('rwb', 0)
print(g.readline(), g.readline(2), g.read(3), a.recv(9))
b = bytearray(4)
a.sendall('abcdefgh')
print(c.readinto(b), b, c.recv(2), c.recv(9))
a.close()
print(c.recv(5), c.read(), c.readline())
c.close(); l.close()
`;
    expect(await board.program(source)).toBe(
      `${ip} <socket state=3 timeout=5000 incoming=0 off=0>\n8 4\nb'one\\n' b'tw' b'o\\nr' b'est'\n` +
        "4 bytearray(b'abcd') b'ef' b'gh'\nb'' b'' b''\n",
    );
  });

  test('send takes 1,072 bytes when nobody reads, and sendall the rest when somebody does', async () => {
    const source = `
l = socket.socket()
l.bind(('', 8004))
l.listen(1)
c = socket.socket()
c.connect(('127.0.0.1', 8004))
a = l.accept()[0]
print(a.send(bytes(5000)))
got = 0
c.settimeout(0.1)
try:
    while True:
        n = len(c.recv(5000))
        got += n
        print(n, end=' ')
except OSError as e:
    print(got, e)
c.close(); a.close(); l.close()
`;
    expect(await board.program(source)).toBe('536 536 1072 [Errno 110] ETIMEDOUT\n'.replace(/^/, '1072\n'));
  });

  test('sockets that nobody holds are closed by the collector', async () => {
    const source = `
def leave(port):
    s = socket.socket()
    s.bind(('', port))
    s.listen()
for port in range(8010, 8020):
    leave(port)
gc.collect()
free = 0
for port in range(8010, 8020):
    s = socket.socket()
    free += err(s.bind, ('', port)) is None
    s.close()
print(free)
`;
    // The collector looks at the stack without knowing what is a pointer: some may still look held.
    expect(Number(await board.program(source))).toBeGreaterThanOrEqual(5);
  });

  test('host functions are out of reach', async () => {
    for (const name of ['js', 'jsffi', '_vm', '_chip', '_lwip', '_pins', '_wlan'])
      expect(await board.line(`print(err(__import__, '${name}'))`)).toBe(
        `ImportError("no module named '${name}'",)\n`,
      );
    expect(
      await board.line(
        "import sys; print([m for m in sys.modules if m[0] == '_' or m.startswith(('js', 'fw', 'public'))])",
      ),
    ).toBe('[]\n');
  });
});
