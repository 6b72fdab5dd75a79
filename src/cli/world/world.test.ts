import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { virtualHosts } from '../../net/hosts/virtual-hosts';
import { TimerClock } from '../../worker/timer-clock';
import { instructions, pythonSetUp } from './instructions';
import { World } from './world';

let world: World;
const hosts = virtualHosts({ clock: new TimerClock(), wallClock: () => Date.UTC(2024, 1, 29, 12) });

beforeEach(async () => {
  world = await World.open(hosts, 0);
});
afterEach(() => world.close());

const portOf = (host: string, transport: 'TCP' | 'UDP' = 'TCP'): number => {
  const found = world.ports.find((port) => port.host === host && port.transport === transport);
  if (!found) throw new Error(`no ${transport} port of ${host}`);
  return found.here;
};

/** All that comes until the host closes, or what ended it. */
function heard(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (bytes) => (text += bytes.toString('latin1')));
    socket.on('end', () => resolve(text));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
  });
}

describe('a virtual host on a port of this computer', () => {
  test('answers as in the page', async () => {
    const socket = connect(portOf('micropython.org'), '127.0.0.1');
    socket.write('GET /ks/test.html HTTP/1.0\r\nHost: micropython.org\r\n\r\n');
    const answer = await heard(socket);
    expect(answer).toMatch(/^HTTP\/1\.0 200 OK\r\n/);
    expect(answer).toContain('</html>');
    socket.destroy();
  });

  test('shows the film', async () => {
    const socket = connect(portOf('towel.blinkenlights.nl'), '127.0.0.1');
    const text = await new Promise<string>((resolve) =>
      socket.once('data', (bytes) => resolve(String(bytes))),
    );
    expect(text).toContain('\x1b[');
    socket.destroy();
  });

  test('gives a megabyte back, however its client reads, and closes when that does', async () => {
    const socket = connect(portOf('echo.test'), '127.0.0.1');
    const sent = Buffer.alloc(1_000_000, 'pinwire ');
    socket.end(sent);
    expect((await heard(socket)).length).toBe(sent.length);
  });

  test('fails as in the page', async () => {
    const socket = connect(portOf('reset.test'), '127.0.0.1');
    socket.write('GET / HTTP/1.0\r\n\r\n');
    expect(await heard(socket)).toBe('ECONNRESET');
  });

  test('answers UDP', async () => {
    const socket = createSocket('udp4');
    const answer = new Promise<string>((resolve) =>
      socket.once('message', (bytes) => resolve(String(bytes))),
    );
    socket.send('hello', portOf('echo.test', 'UDP'), '127.0.0.1');
    expect(await answer).toBe('hello');
    socket.close();
  });
});

test('all ports are free again after the end, and after a start that failed', async () => {
  const port = portOf('micropython.org');
  await world.close();
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(port, '127.0.0.1', resolve));
  await expect(World.open(hosts, port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await expect(World.open(hosts, port - 1)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  const before = createServer();
  await new Promise<void>((resolve, reject) =>
    before.once('error', reject).listen(port - 1, '127.0.0.1', resolve),
  );
  before.close();
  blocker.close();
});

test('a port that speaks TCP and UDP has one number here, too', () => {
  expect(portOf('echo.test', 'UDP')).toBe(portOf('echo.test', 'TCP'));
});

test('the instructions name every port', () => {
  const text = instructions(world.ports);
  for (const { host, port, here } of world.ports)
    expect(text).toMatch(new RegExp(`${host.replaceAll('.', '\\.')}:${port} +127\\.0\\.0\\.1:${here} `));
});

test('after the set-up, the code of the lesson runs in the Python of this computer, when it has one', async (context) => {
  const code = `${pythonSetUp(world.ports)}
addr = socket.getaddrinfo("micropython.org", 80)[0][-1]
s = socket.socket()
s.connect(addr)
s.send(b"GET /ks/test.html HTTP/1.0\\r\\nHost: micropython.org\\r\\n\\r\\n")
print(str(s.recv(15), "utf8"), socket.getaddrinfo("127.0.0.1", 9)[0][-1][1])
`;
  const printed = await new Promise<string | null>((resolve) => {
    const python = spawn('python3', ['-c', code], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    python.stdout.on('data', (bytes: Buffer) => (text += String(bytes)));
    python.on('error', () => resolve(null));
    python.on('close', () => resolve(text));
  });
  // Not every computer on which the tests run has a Python.
  if (printed === null) context.skip('there is no python3 here');
  else expect(printed).toBe('HTTP/1.0 200 OK 9\n');
});
