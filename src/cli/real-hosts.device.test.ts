import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { englishNotice } from './english-notice';
import { RealWorld } from './real-world.test-helpers';
import { TestBoard } from './test-board.test-helpers';

const world = new RealWorld();
let board: TestBoard;
let notices: string[] = [];

const PROGRAM = `import socket, time

def to(name, port):
    s = socket.socket()
    s.settimeout(5)
    s.connect(socket.getaddrinfo(name, port)[0][-1])
    return s

def read(s):
    n, last = 0, b''
    while True:
        data = s.recv(500)
        if not data:
            return n, last[-16:]
        n += len(data)
        last = data

def ask(path, name='web.example', port=80):
    s = to(name, port)
    s.send(b'GET ' + path + b' HTTP/1.0\\r\\nHost: web.example\\r\\n\\r\\n')
    try:
        return read(s)
    finally:
        s.close()

def fails(f, *args):
    try:
        return f(*args)
    except OSError as e:
        return 'OSError', e.errno`;

beforeAll(async () => {
  await world.open();
  await world.startProxy();
  board = await TestBoard.start();
  board.session.onNotice((notice) => notices.push(englishNotice(notice)));
  await board.program(PROGRAM);
});
afterAll(async () => {
  board.dispose();
  await world.close();
});

const isOn = (): boolean => board.session.snapshot.realHosts.kind === 'on';

beforeEach(async () => {
  notices = [];
  board.session.setProxy(world.proxyUrl);
  await board.until(isOn, 'the proxy');
});

/** Waits until no connection to a host is left. */
const allClosed = (): Promise<void> => vi.waitFor(() => expect(world.sockets.size).toBe(0), 5_000);

describe('a program with real hosts', () => {
  test('reads a page, and a large one', async () => {
    const { web } = world.ports;
    expect(await board.line(`ask(b'/a', port=${web})`)).toContain("b'you asked for /a')");
    expect(await board.line(`ask(b'/large', port=${web})`)).toMatch(/^\(300\d\d\d, b'x{16}'\)\n$/);
    await allClosed();
  });

  test('reads a stream until Ctrl-C, holds it back while it does not, and closes it', async () => {
    await board.line(`s = to('stream.example', ${world.ports.stream})`);
    await board.start('while True:\n    print(str(s.recv(500), "utf8"), end="")');
    await board.untilText('tick');
    await board.interrupt();
    expect(world.sockets.size).toBe(1);
    expect(await board.line('len(s.recv(500))')).toMatch(/^\d+\n$/);
    await board.line('s.close()');
    await allClosed();
  });

  test('gets back what it sends, all of it', async () => {
    await board.line(`s = to('echo.example', ${world.ports.echo})`);
    await board.program(`total = 0
for i in range(300):
    s.sendall(b'%06d' % i * 50)
    got = b''
    while len(got) < 300:
        got += s.recv(300 - len(got))
    total += got == b'%06d' % i * 50
s.close()`);
    expect(await board.line('total')).toBe('300\n');
    await allClosed();
  });

  test('speaks UDP', async () => {
    await board.program(`u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u.settimeout(5)
u.sendto(b'hello', socket.getaddrinfo('udp.example', ${world.ports.udp})[0][-1])`);
    expect(await board.line('u.recvfrom(100)[0]; u.close()')).toBe("b'hello'\n");
  });

  test('reaches virtual hosts as before', async () => {
    expect(await board.line("socket.getaddrinfo('echo.test', 7)[0][-1]")).toBe("('203.0.113.7', 7)\n");
  });
});

describe('a real host that is not reached', () => {
  test.each([
    ['closed port', "fails(to, 'shut.example', 1)", "('OSError', 104)\n", null],
    [
      'port that is not allowed',
      "fails(to, 'web.example', 9)",
      "('OSError', 104)\n",
      /does not allow.*web\.example, port 9/,
    ],
    [
      'name that is not allowed',
      "fails(to, 'other.example', 80)",
      "('OSError', -2)\n",
      /does not allow “other\.example”/,
    ],
    [
      'address that is not allowed',
      "s = socket.socket(); fails(s.connect, ('10.1.2.3', 80))",
      "('OSError', 104)\n",
      /10\.1\.2\.3, port 80/,
    ],
  ])('because of a %s gives the chip’s error', async (_, line, printed, said) => {
    expect(await board.line(line)).toBe(printed);
    if (said) await vi.waitFor(() => expect(notices.join('\n')).toMatch(said));
    else expect(notices).toEqual([]);
  });

  test('because it is not there is said at once, while the program waits its time', async () => {
    board.type(
      "s = socket.socket(); s.settimeout(2); fails(s.connect, socket.getaddrinfo('gone.example', 80)[0][-1])\r",
    );
    await vi.waitFor(() => expect(notices.join()).toContain('cannot reach gone.example, port 80'), 5_000);
    await board.untilText(/\('OSError', 1\d\d\)/);
    await board.until(() => board.atPrompt);
  });
});

describe('a proxy that fails', () => {
  test('resets what goes through it, says so, and is used again when it is back', async () => {
    const { stream, web } = world.ports;
    await board.line(`s = to('stream.example', ${stream})`);
    board.type('fails(read, s)\r');
    await vi.waitFor(() => expect(world.sockets.size).toBe(1));
    await world.stopProxy();
    await board.untilText("('OSError', 104)");
    await board.until(() => board.atPrompt);
    await board.until(() => board.session.snapshot.realHosts.kind === 'lost', 'the loss of the proxy');
    expect(board.session.snapshot.realHosts).toEqual({ kind: 'lost', why: 'ended' });
    expect(notices.join()).toContain('The proxy to real hosts has ended');
    expect(await board.line(`s.close(); fails(to, 'web.example', ${web})`)).toBe("('OSError', -2)\n");
    await world.startProxy();
    expect(await board.line(`ask(b'/b', port=${web})`)).toContain("b'you asked for /b')");
    expect(isOn()).toBe(true);
  });

  test('that is switched off leaves nothing open, and its addresses lead nowhere', async () => {
    await board.line(`s = to('stream.example', ${world.ports.stream})`);
    board.session.setProxy(null);
    expect(await board.line('fails(read, s)')).toBe("('OSError', 104)\n");
    await allClosed();
    expect(await board.line("s.close(); socket.getaddrinfo('micropython.org', 80)[0][-1]")).toBe(
      "('203.0.113.80', 80)\n",
    );
  });
});

describe('the way to a proxy that lives', () => {
  test('is cut: what went through it is reset, and the next use finds it again', async () => {
    const { stream, web } = world.ports;
    board.session.setProxy(world.relayedUrl);
    await board.until(isOn, 'the proxy');
    await board.line(`s = to('stream.example', ${stream})`);
    board.type('fails(read, s)\r');
    await vi.waitFor(() => expect(world.sockets.size).toBe(1));
    world.relay.cut();
    await board.untilText("('OSError', 104)");
    await board.until(() => board.atPrompt);
    await board.until(() => board.session.snapshot.realHosts.kind === 'lost', 'the loss of the proxy');
    // The proxy has noticed, too, and kept nothing.
    await allClosed();
    await board.line('s.close()');
    expect(await board.line(`ask(b'/c', port=${web})`)).toContain("b'you asked for /c')");
  });

  test('falls silent: a program waits as long as it wants to, and Ctrl-C and the switch still work', async () => {
    const { echo, web } = world.ports;
    board.session.setProxy(world.relayedUrl);
    await board.until(isOn, 'the proxy');
    await board.line(`s = to('echo.example', ${echo})`);
    world.relay.fallSilent();
    expect(await board.line("s.settimeout(0.2); s.send(b'anybody?')")).toBe('8\n');
    expect(await board.line('fails(s.recv, 1)')).toBe("('OSError', 110)\n");
    await board.line('n = socket.socket(); n.settimeout(0.2)');
    const connects = `fails(n.connect, socket.getaddrinfo('web.example', ${web})[0][-1])`;
    expect(await board.line(connects)).toMatch(/^\('OSError', 11\d\)\n$/);
    await board.start('s.settimeout(None); s.recv(1)');
    await board.interrupt();
    board.session.setProxy(null);
    expect(await board.line('fails(s.recv, 1)')).toBe("('OSError', 104)\n");
    await board.line('s.close(); n.close()');
    world.relay.cut();
    await allClosed();
  });
});

describe('a program on this machine', () => {
  const ask = async (): Promise<string> => (await fetch(`http://127.0.0.1:${world.published}/x`)).text();

  test('opens the board’s own server', async () => {
    await board.program(`l = socket.socket()
l.bind(('', 80))
l.listen(5)`);
    await board.start(`while True:
    c, a = l.accept()
    c.recv(500)
    c.send(b'HTTP/1.0 200 OK\\r\\n\\r\\nhello ' + a[0].encode())
    c.close()`);
    expect(await ask()).toBe('hello 192.168.1.1');
    expect(await ask()).toBe('hello 192.168.1.1');
    await board.interrupt();
    await board.line('l.close()');
  });

  test('gets no answer where nothing listens', async () => {
    await expect(ask()).rejects.toThrow();
  });
});

test('resetting the board closes what it had open out there', async () => {
  await board.line(`s = to('stream.example', ${world.ports.stream})`);
  expect(world.sockets.size).toBe(1);
  await board.session.reset();
  await allClosed();
});
