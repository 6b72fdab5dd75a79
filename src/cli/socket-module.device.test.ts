import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { englishNotice } from './english-notice';
import { SOCKET_PROGRAM } from './socket-programs.test-helpers';
import { TestBoard } from './test-board.test-helpers';

/** The chip's `socket` as a program sees it: reference/esp8266 §2.1 to §2.5 through Python. */
describe('the module socket', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start();
    await board.program(`${SOCKET_PROGRAM}
import lwip, time`);
  });
  afterAll(() => board.dispose());

  test('is lwip, with the members of the chip and their values', async () => {
    expect(await board.line('print(socket is lwip, socket.__name__)')).toBe('True lwip\n');
    const source = `
for n in sorted(dir(socket)):
    if n[0] != '_':
        v = getattr(socket, n)
        print(n, v if isinstance(v, int) else callable(v), end=' ')
`;
    expect((await board.program(source)).trim()).toBe(
      'AF_INET 2 AF_INET6 10 IPPROTO_IP 0 IPPROTO_TCP 6 IP_ADD_MEMBERSHIP 1024 IP_DROP_MEMBERSHIP 1025 ' +
        'MSG_DONTWAIT 2 MSG_PEEK 1 SOCK_DGRAM 2 SOCK_RAW 3 SOCK_STREAM 1 SOL_SOCKET 1 SO_BROADCAST 32 ' +
        'SO_REUSEADDR 4 TCP_NODELAY 64 callback True getaddrinfo True print_pcbs True reset True socket True',
    );
  });

  test('gives sockets the methods of the chip, and no others but ioctl', async () => {
    const methods = await board.line("print([n for n in dir(socket.socket()) if n[0] != '_'])");
    expect((JSON.parse(methods.replaceAll("'", '"')) as string[]).sort()).toEqual(
      [
        ...['accept', 'bind', 'close', 'connect', 'listen', 'makefile', 'read', 'readinto', 'readline'],
        ...[
          'recv',
          'recvfrom',
          'send',
          'sendall',
          'sendto',
          'setblocking',
          'setsockopt',
          'settimeout',
          'write',
        ],
        'ioctl',
      ].sort(),
    );
  });

  test.each([
    ['socket.socket(type=2)', `TypeError("function doesn't take keyword arguments",)`],
    ['socket.socket(1, 2, 3, 4, 5)', `TypeError('function expected at most 4 arguments, got 5',)`],
    ["socket.socket('x')", `TypeError("can't convert str to int",)`],
    ['socket.socket(2, 3)', 'OSError(95,)'],
    ["socket.socket(2, 2).bind('x')", `TypeError("object 'str' isn't a tuple or list",)`],
    ['socket.socket(2, 2).listen()', 'OSError(95,)'],
    ['socket.socket(2, 2).accept()', 'OSError(95,)'],
    ["socket.socket(2, 2).sendall('x')", 'NotImplementedError()'],
    ["socket.socket(2, 2).sendto('x', ('host', 1))", "ValueError('invalid arguments',)"],
    ["socket.socket().sendto('x', ('1.2.3.4', 1))", 'OSError(107,)'],
    ["socket.socket().connect(('127.1', 1))", "ValueError('invalid arguments',)"],
    ["socket.socket().setsockopt(0, 1024, b'1234567')", 'ValueError()'],
    ["socket.socket().setsockopt(0, 1024, b'12345678')", 'OSError(22,)'],
    ['socket.socket().setsockopt(1, 20, 5)', `TypeError("'int' object isn't callable",)`],
    ["socket.socket().setsockopt(1, 4, 'x')", `TypeError("can't convert str to int",)`],
    ['socket.socket().__exit__', `AttributeError("'socket' object has no attribute '__exit__'",)`],
  ])('%s gives %s', async (call, error) => {
    expect(await board.line(`print(err(lambda: ${call}))`)).toBe(`${error}\n`);
  });

  test('warns of an option that is none, and of constraints that getaddrinfo passes over', async () => {
    expect(await board.line('socket.socket().setsockopt(1, 5, 1)')).toBe(
      'Warning: lwip.setsockopt() not implemented\n',
    );
    expect(await board.line("socket.getaddrinfo('127.1', 80, 2, 2)")).toBe(
      "Warning: unsupported getaddrinfo constraints\n[(2, 1, 0, '', ('127.0.0.1', 80))]\n",
    );
  });

  test('shows a socket as it stands', async () => {
    const source = `
print(socket.socket(), socket.socket(2, 2))
c, a = pair(1.5)
_ = c.send(b'x' * 20)
_ = a.recv(3)
r = repr(a)
print(r.startswith('<socket state=3 timeout=1500 incoming=3fff'), r.endswith(' off=3>'))
_ = a.recv(20)
print(a)
c.settimeout(0)
print(c)
c.settimeout(-1)
print(c)
done(c, a)
print(a)
`;
    expect(await board.program(source)).toBe(
      '<socket state=0 timeout=4294967295 incoming=0 off=0> <socket state=4 timeout=4294967295 incoming=0>\n' +
        'True True\n' +
        '<socket state=3 timeout=1500 incoming=0 off=0>\n' +
        '<socket state=3 timeout=0 incoming=0 off=0>\n' +
        '<socket state=3 timeout=4294966296 incoming=0 off=0>\n' +
        '<socket state=-16 timeout=1500 incoming=0 off=0>\n',
    );
  });

  test('tells an error once: 104 by recv and then the end, 104 by send and then 9', async () => {
    const source = `
for call in (lambda s: s.recv(1), lambda s: s.send('x'), lambda s: s.read(), lambda s: s.write('x')):
    c, a = pair()
    _ = c.send('unread')
    a.close()
    print(err(call, c), err(call, c), c)
    c.close()
`;
    const shown = (state: number): string => `<socket state=${state} timeout=4294967295 incoming=0 off=0>`;
    const reading = `OSError(104,) b'' ${shown(6)}\n`;
    const writing = `OSError(104,) OSError(9,) ${shown(-16)}\n`;
    expect(await board.program(source)).toBe(reading + writing + reading + writing);
  });

  test('MSG_PEEK leaves bytes and MSG_DONTWAIT does not wait', async () => {
    const source = `
c, a = pair()
print(err(a.recv, 1, socket.MSG_DONTWAIT), err(socket.socket().recv, 1, 2))
_ = c.send('abc')
print(a.recv(2, socket.MSG_PEEK), a.recvfrom(9, 3), a.recv(9))
c.close()
print(a.recv(1, socket.MSG_DONTWAIT))
a.close()
`;
    expect(await board.program(source)).toBe(
      "OSError(11,) OSError(11,)\nb'ab' (b'abc', ('0.0.0.0', 0)) b'abc'\nb''\n",
    );
  });

  test('what does not block gives what is there, or None', async () => {
    const source = `
c, a = pair(0)
print(a, a.read(), a.read(3), a.readline(), a.readinto(bytearray(3)), err(a.recv, 1))
_ = c.send('li')
print(a.readline(), a.readline())
_ = c.send('ne')
print(a.read(5))
print(err(a.sendall, bytes(1073)), a.sendall(bytes(1072)))
done(c, a)
`;
    expect(await board.program(source)).toBe(
      '<socket state=3 timeout=0 incoming=0 off=0> None None None None OSError(11,)\n' +
        "b'li' None\nb'ne'\nOSError(11,) None\n",
    );
  });

  test('UDP packets go from socket to socket, whole or cut', async () => {
    const source = `
a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
b = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
a.bind(('', 5000))
print(b.sendto('hello', ('127.0.0.1', 5000)), a)
data, peer = a.recvfrom(3)
print(data, peer, a)
print(a.sendto(b'back', peer), b.recvfrom(100))
b.connect(('192.168.1.42', 5000))
print(b.send('one'), b.write('two'), b.sendto('', ('127.0.0.1', 5000)))
print(a.recv(9), a.recv(9, 1), a.recvfrom(9)[0], a.recv(9))
for i in range(6):
    _ = b.send(str(i))
a.settimeout(0.05)
print([err(a.recv, 9) for i in range(5)])
a.setblocking(False)
print(err(a.recvfrom, 9), err(socket.socket(2, 2).bind, ('', 5000)))
done(a, b)
print(err(a.recv, 1), err(a.sendto, 'x', ('127.0.0.1', 1)), a.close())
`;
    expect(await board.program(source)).toBe(
      '5 <socket state=4 timeout=4294967295 incoming=1>\n' +
        "b'hel' ('127.0.0.1', 4096) <socket state=4 timeout=4294967295 incoming=0>\n" +
        "4 (b'back', ('127.0.0.1', 5000))\n3 3 0\n" +
        "b'one' b'two' b'two' b''\n" +
        "[b'0', b'1', b'2', b'3', 'OSError(110,)']\nOSError(11,) OSError(98,)\nOSError(9,) OSError(9,) None\n",
    );
  });

  test('a UDP packet that is too large is lost, and the page is told', async () => {
    const notices: string[] = [];
    board.session.onNotice((notice) => notices.push(englishNotice(notice)));
    const source = `
b = socket.socket(2, 2)
print(b.sendto(bytes(1473), ('192.168.1.7', 5000)), err(b.sendto, bytes(17000), ('192.168.1.7', 5000)))
print(b.setsockopt(1, socket.SO_BROADCAST, 1), b.sendto('all', ('255.255.255.255', 5000)))
m = bytes([239, 1, 2, 3, 0, 0, 0, 0])
print(b.setsockopt(0, socket.IP_ADD_MEMBERSHIP, m), b.setsockopt(0, socket.IP_DROP_MEMBERSHIP, m))
print(err(b.setsockopt, 0, socket.IP_DROP_MEMBERSHIP, m))
b.close()
`;
    expect(await board.program(source)).toBe('1473 OSError(12,)\nNone 3\nNone None\nOSError(22,)\n');
    expect(notices.join()).toContain('1,473 bytes are too many for a UDP packet');
  });

  test('the callback of option 20 is called with its socket, in a loop and in a sleep', async () => {
    const source = `
seen = []
def on(s):
    seen.append(s)

l = socket.socket()
l.bind(('', 9005))
l.listen(2)
l.setsockopt(socket.SOL_SOCKET, 20, on)
c = socket.socket()
c.connect(('127.0.0.1', 9005))
while not seen:
    pass
print(seen == [l])
a = l.accept()[0]
class Log:
    def __init__(self):
        self.lines = []
    def heard(self, s):
        self.lines.append(s.recv(9))

log = Log()
a.setsockopt(1, 20, log.heard)
_ = c.send('one')
time.sleep_ms(20)
_ = c.send('two')
c.close()
time.sleep_ms(20)
a.setsockopt(1, 20, None)
print(log.lines)
done(a, l)
`;
    expect(await board.program(source)).toBe("True\n[b'one', b'two', b'']\n");
  });

  test('at the idle prompt, too: a server that serves while the prompt waits', async () => {
    await board.program(`
def serve(listener):
    c, peer = listener.accept()
    while c.readline() not in (b'', b'\\r\\n'):
        pass
    c.send(b'HTTP/1.0 200 OK\\r\\n\\r\\nfrom the prompt')
    c.close()
    print('served', peer[0])

l = socket.socket()
l.bind(('', 9008))
l.listen(2)
l.setsockopt(socket.SOL_SOCKET, 20, serve)
`);
    for (let count = 0; count < 3; count++) {
      const result = await board.session.fetch({
        method: 'GET',
        to: { ip: '192.168.1.42', port: 9008 },
        path: '/',
        headers: [],
      });
      expect(result.ok && new TextDecoder().decode(result.response.body)).toBe('from the prompt');
    }
    await board.untilText(/(served 192\.168\.1\.10[^]*){3}/);
    await board.line('l.close()');
  });

  test('the port of a connection that the board closed first is taken, but for SO_REUSEADDR', async () => {
    const source = `
l = socket.socket()
l.bind(('', 9006))
l.listen(1)
c = socket.socket()
c.bind(('', 9007))
c.connect(('127.0.0.1', 9006))
a = l.accept()[0]
c.close()
a.close()
s = socket.socket()
print(err(s.bind, ('', 9007)))
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
print(s.bind(('', 9007)))
done(l, s)
`;
    expect(await board.program(source)).toBe('OSError(98,)\nNone\n');
  });
});
