import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CONDITION_PRESETS, GOOD_CONDITIONS, lanConditions } from '../protocol/lan-conditions';
import { TestBoard } from './test-board.test-helpers';

/** As one finds it in projects: a page is asked for until it comes whole, and what went wrong is printed. */
const HTTP_GET = `
import socket, time
def http_get(url, timeout, tries=1):
    _, _, host, path = url.split('/', 3)
    for n in range(tries):
        s = socket.socket()
        s.settimeout(timeout)
        try:
            s.connect(socket.getaddrinfo(host, 80)[0][-1])
            s.write(b'GET /%s HTTP/1.0\\r\\nHost: %s\\r\\n\\r\\n' % (path, host))
            status = s.readline().split()[1]
            length = -1
            while True:
                line = s.readline()
                if line in (b'\\r\\n', b''):
                    break
                if line.lower().startswith(b'content-length:'):
                    length = int(line.split(b':')[1])
            body = b''
            while True:
                part = s.recv(100)
                if not part:
                    break
                body += part
            if length >= 0 and len(body) < length:
                print('cut off')
            else:
                print(int(status), len(body))
                return
        except OSError as e:
            print('failed', e.errno)
        finally:
            s.close()
`;

const ECHO = `
def echo(host, timeout=8):
    s = socket.socket()
    s.settimeout(timeout)
    try:
        s.connect(socket.getaddrinfo(host, 7)[0][-1])
        for n in range(3):
            text = b'%d' % n * 200
            s.write(text)
            if s.read(len(text)) != text:
                print('wrong')
        print('echo ok')
    except OSError as e:
        print('failed', e.errno)
    finally:
        s.close()
`;

/** Each packet has a number and is asked for again until it is answered. */
const CHAT = `
def chat(host, timeout=0.5, tries=12):
    try:
        to = socket.getaddrinfo(host, 7)[0][-1]
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.settimeout(timeout)
        try:
            for n in range(3):
                said = b'%d hello' % n
                for turn in range(tries):
                    s.sendto(said, to)
                    try:
                        while s.recvfrom(64)[0] != said:
                            pass
                        break
                    except OSError as e:
                        if e.errno != 110:
                            raise
                else:
                    print('no answer')
                    return
            print('chat ok')
        finally:
            s.close()
    except OSError as e:
        print('failed', e.errno)
`;

let board: TestBoard;
beforeAll(async () => {
  board = await TestBoard.start();
  for (const program of [HTTP_GET, ECHO, CHAT]) await board.program(program);
});
beforeEach(() => board.session.setConditions(GOOD_CONDITIONS));
afterAll(() => board.dispose());

const get = (url: string, timeout: number, tries = 1) =>
  board.line(`http_get('http://${url}', ${timeout}, ${tries})`);

describe('a client with a timeout', () => {
  test.each([
    ['http.test/json', 5, '200 56\n'],
    ['http.test/status/404', 5, '404 14\n'],
    ['http.test/large/5000', 5, '200 5000\n'],
    ['http.test/slow', 5, '200 72\n'],
    ['http.test/slow', 0.1, 'failed 110\n'],
    ['drip.test/', 5, '200 295\n'],
    ['cut.test/', 5, 'cut off\n'],
    ['late.test/', 0.5, 'failed 110\n'],
    ['refuse.test/', 5, 'failed 104\n'],
    ['silent.test/', 0.5, 'failed 110\n'],
    ['nobody.test/', 5, 'failed -2\n'],
  ])('asks %s with %d s and gets what there is', async (url, timeout, printed) => {
    expect(await get(url, timeout)).toBe(printed);
  });

  test('asks reset.test and loses the rest of the page', async () => {
    expect(await get('reset.test/', 5)).toMatch(/^failed (104|9)\n$/);
  });

  test('waits six seconds for a host that is silent, when it has no timeout of its own', async () => {
    expect(await board.line("http_get('http://silent.test/', None)")).toBe('failed 103\n');
  });
});

const LOSSLESS = {
  'a long way': lanConditions({ latency: 60, jitter: 60 }),
  'little bandwidth': lanConditions({ bandwidth: 64 }),
};
const LOSSY = {
  'packets that get lost': lanConditions({ loss: 4 }),
  everything: lanConditions({ latency: 20, jitter: 80, bandwidth: 256, loss: 3 }),
};

const PROGRAMS = [
  ['a page is fetched', "http_get('http://http.test/large/2000', 4, 2)", '200 2000\n'],
  ['an echo comes back', "echo('echo.test', 4)", 'echo ok\n'],
  ['packets that are sent until they are answered arrive', "chat('echo.test')", 'chat ok\n'],
] as const;

describe.each(Object.entries(LOSSLESS))('with %s', (_, conditions) => {
  beforeEach(() => board.session.setConditions(conditions));

  test.each(PROGRAMS)('%s', async (_, call, printed) => {
    expect(await board.line(call)).toBe(printed);
  });
});

describe.each(Object.entries(LOSSY))('with %s', (_, conditions) => {
  beforeEach(() => board.session.setConditions(conditions));

  test.each(PROGRAMS)('%s, or the program learns why not', async (_, call, printed) => {
    // How long what gets lost takes is chance: longer than a program waits, now and then.
    expect([printed, 'no answer\n', 'failed -2\n', 'failed 103\n', 'failed 110\n']).toContain(
      (await board.line(call)).replace(/^failed 110\n(?=.)/, ''),
    );
  });
});

/** A server of the kind that the lesson ends with: accept, read the request, send a page, close. */
const SERVER = `
import socket
l = socket.socket()
l.bind(('', 8080))
l.listen(2)
while True:
    c, a = l.accept()
    while c.readline() not in (b'\\r\\n', b''):
        pass
    c.send(b'HTTP/1.0 200 OK\\r\\n\\r\\n')
    for n in range(60):
        c.write(b'%d is a line of sixty\\n' % n)
    c.close()
`;
const PAGE = Array.from({ length: 60 }, (_, n) => `${n} is a line of sixty\n`).join('');

describe('a server of the board', () => {
  beforeAll(() => board.start(SERVER));
  afterAll(() => board.interrupt());

  test.each(Object.entries({ ...LOSSLESS, ...LOSSY }))(
    'gives its whole page with %s, though it closes before it has arrived',
    async (name, conditions) => {
      await board.until(() => board.session.snapshot.device?.listening.includes(8080) === true);
      board.session.setConditions(conditions);
      const to = { ip: '192.168.1.42', port: 8080 };
      const result = await board.session.fetch({ method: 'GET', to, path: '/', headers: [] });
      if (name in LOSSLESS || result.ok) {
        expect(result.ok && new TextDecoder().decode(result.response.body)).toBe(PAGE);
      } else {
        // The chip gives a closed connection five seconds: more losses than that takes are seen as such.
        expect(['reset', 'closed-early', 'no-answer', 'not-accepted']).toContain(result.failure.kind);
      }
    },
  );
});

const ASYNC_ECHO = `
import asyncio
async def talk(host):
    r, w = await asyncio.open_connection(host, 7)
    w.write(b'hello')
    await w.drain()
    print(await r.readexactly(5))
    w.close()
async def patient(host):
    try:
        await asyncio.wait_for(talk(host), 2)
    except asyncio.TimeoutError:
        print('too late')
    except OSError as e:
        print('failed', e.errno)
`;

describe('an asyncio client that waits two seconds', () => {
  beforeAll(() => board.program(ASYNC_ECHO));

  test.each([
    ['a good network', {}, "b'hello'\n"],
    ['a long way', { latency: 60, jitter: 60 }, "b'hello'\n"],
    ['a host that is down', { hostsDown: ['echo.test'] }, 'too late\n'],
    ['a name server that fails', { dns: 'fails' }, 'failed -2\n'],
  ] as const)('with %s', async (_, change, printed) => {
    board.session.setConditions(lanConditions(change));
    expect(await board.line("asyncio.run(patient('echo.test'))")).toBe(printed);
  });
});

test('the time comes from the time servers, as ntptime asks for it', async () => {
  await board.program(`
import struct
def ntp(host):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.settimeout(2)
    try:
        s.sendto(b'\\x1b' + 47 * b'\\0', socket.getaddrinfo(host, 123)[0][-1])
        return struct.unpack('!I', s.recv(48)[40:44])[0] - 2208988800
    finally:
        s.close()
`);
  const now = Date.now() / 1000;
  for (const host of ['pool.ntp.org', 'ntp.test']) {
    const told = Number(await board.line(`ntp('${host}')`));
    expect(Math.abs(told - now)).toBeLessThan(60);
  }
});

describe('a name server', () => {
  test('that fails is told at once', async () => {
    board.session.setConditions(lanConditions({ dns: 'fails' }));
    expect(await get('http.test/', 5)).toBe('failed -2\n');
    expect(await board.line("chat('echo.test')")).toBe('failed -2\n');
  });

  test('that is silent is told after seven seconds', async () => {
    board.session.setConditions(CONDITION_PRESETS.nameServerDown);
    expect(await get('http.test/', 5)).toBe('failed -2\n');
    board.session.setConditions(GOOD_CONDITIONS);
    expect(await get('http.test/', 5)).toContain('200 ');
  });
});

describe('a host that is down', () => {
  beforeEach(() => board.session.setConditions(lanConditions({ hostsDown: ['echo.test', 'http.test'] })));

  test('is not reached, and is when it is back', async () => {
    expect(await get('http.test/', 0.3, 2)).toBe('failed 110\nfailed 110\n');
    expect(await board.line("echo('echo.test', 0.3)")).toBe('failed 110\n');
    expect(await board.line("chat('echo.test', 0.1, 3)")).toBe('no answer\n');
    board.session.setConditions(GOOD_CONDITIONS);
    expect(await board.line("echo('echo.test')")).toBe('echo ok\n');
  });

  test('comes back while a program asks again and again', async () => {
    await board.start(
      "for n in range(100):\n    print('try', n)\n    http_get('http://http.test/json', 0.3)\n    time.sleep(0.1)\n",
    );
    await board.untilText('failed 110');
    board.session.setConditions(GOOD_CONDITIONS);
    await board.untilText('200 56');
    await board.interrupt();
  });
});

describe('an access point that goes away', () => {
  test('takes connections with it; programs go on when it is back', async () => {
    await board.program(`
c = socket.socket()
c.connect(socket.getaddrinfo('echo.test', 7)[0][-1])
`);
    board.session.setConditions(CONDITION_PRESETS.linkDown);
    await board.until(() => board.session.snapshot.device?.wifi.connected === false);
    expect(await board.line('c.recv(1)')).toMatch(/OSError: \[Errno 10[34]\]/);
    expect(await board.line("socket.socket().connect(('203.0.113.7', 7))")).toContain('EHOSTUNREACH');
    board.session.setConditions(GOOD_CONDITIONS);
    await board.until(() => board.session.snapshot.device?.wifi.connected === true);
    expect(await board.line("echo('echo.test')")).toBe('echo ok\n');
  });

  test('ends a call that waits', async () => {
    await board.start(`
c = socket.socket()
c.connect(socket.getaddrinfo('echo.test', 7)[0][-1])
c.recv(1)
`);
    await board.until(() => {
      const { activity } = board.session.snapshot.device ?? {};
      return activity?.kind === 'waiting' && activity.on.call === 'recv';
    }, 'recv');
    board.session.setConditions(CONDITION_PRESETS.linkDown);
    await board.untilText(/OSError: \[Errno 10[34]\]/);
    await board.until(() => board.atPrompt);
  });
});

test('conditions outlive a reset of the board', async () => {
  board.session.setConditions(CONDITION_PRESETS.linkDown);
  board.forget();
  await board.session.reset();
  await board.until(() => board.atPrompt);
  await board.until(() => board.session.snapshot.device?.wifi.connected === false);
  expect(board.session.snapshot.conditions).toBe(CONDITION_PRESETS.linkDown);
});
