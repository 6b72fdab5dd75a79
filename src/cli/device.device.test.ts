import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../proxy/proxy.test-helpers';
import { buildBoard, buildCommand } from '../../tools/command-build.mjs';

const folder = mkdtempSync(join(tmpdir(), 'pinwire-device-'));
const commands: Command[] = [];

beforeAll(async () => {
  const root = process.cwd();
  await buildCommand(root);
  await buildBoard(root);
});
afterEach(() => {
  for (const { child } of commands.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `pinwire device` as it is started by hand. */
class Command {
  out = '';
  err = '';
  readonly child: ChildProcess;
  readonly end: Promise<number | null>;

  constructor(...args: string[]) {
    this.child = spawn(process.execPath, ['tools/pinwire.mjs', 'device', ...args]);
    this.child.stdout?.on('data', (bytes: Buffer) => (this.out += bytes.toString()));
    this.child.stderr?.on('data', (bytes: Buffer) => (this.err += bytes.toString()));
    this.end = new Promise((settle) => this.child.on('close', settle));
    commands.push(this);
  }

  type(text: string): void {
    this.child.stdin?.write(text);
  }

  eof(): void {
    this.child.stdin?.end();
  }

  async shows(text: string): Promise<void> {
    await until(() => this.out.includes(text), `"${text}" in ${JSON.stringify(this.out)}`, 25_000);
  }

  async says(text: RegExp): Promise<RegExpExecArray> {
    await until(() => text.test(this.err), `${String(text)} in ${JSON.stringify(this.err)}`, 25_000);
    return text.exec(this.err) ?? expect.unreachable();
  }
}

function script(source: string, name = 'script.py'): string {
  const file = join(folder, name);
  writeFileSync(file, source);
  return file;
}

/** A TCP client that keeps what it got. */
class Client {
  got = Buffer.alloc(0);
  closed = false;
  readonly socket: Socket;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (bytes: Buffer) => (this.got = Buffer.concat([this.got, bytes])));
    this.socket.on('error', () => undefined).on('close', () => (this.closed = true));
  }

  async gets(text: string): Promise<void> {
    await until(() => this.got.includes(text), `${text} in ${JSON.stringify(this.got.toString())}`, 25_000);
  }
}

describe('a board on stdin and stdout', () => {
  test('is a serial line: what is typed comes back with its result, Ctrl-C interrupts, raw mode works', async () => {
    const board = new Command();
    await board.shows('>>> ');
    board.type('while True: pass\r\r');
    board.type('\x03');
    await board.shows('KeyboardInterrupt');
    board.type('\x01print(1 + 1)\x04');
    await board.shows('raw REPL; CTRL-B to exit\r\n>OK2\r\n\x04\x04>');
    board.type('\x02');
    board.eof();
    expect(await board.end).toBe(0);
    expect(board.err).toBe('');
  });

  test('ends with its input when that has been done', async () => {
    const board = new Command();
    board.type("print('x' * 3)\r");
    board.eof();
    expect(await board.end).toBe(0);
    expect(board.out).toContain('xxx\r\n>>> ');
  });

  test('gives a program all bytes, 0x03 among them, when it has switched Ctrl-C off', async () => {
    const board = new Command();
    await board.shows('>>> ');
    board.type(
      '\x01import sys, micropython\n' +
        'micropython.kbd_intr(-1)\n' +
        "print('go')\n" +
        'print(sum(sys.stdin.buffer.read(2560)))\n' +
        'micropython.kbd_intr(3)\x04',
    );
    await board.shows('OKgo');
    board.child.stdin?.write(Buffer.from(Array.from({ length: 2_560 }, (_, index) => index % 256)));
    await board.shows('326400');
  });
});

describe('a script', () => {
  test.each([
    ['print(6 * 7)', '', 0, '42\r\n', /^$/],
    ["print('before')\n1 / 0", '', 1, 'before\r\n', /line 2, in <module>\r?\nZeroDivisionError/],
    ['import sys\nsys.exit(3)', '', 3, '', /^$/],
    ['def f(:', '', 1, '', /SyntaxError/],
    ["print(input('name: ').upper())", 'ann\r', 0, 'name: ann\r\nANN\r\n', /^$/],
    ['', '', 0, '', /^$/],
  ])('%j ends with its result', async (source, typed, code, out, err) => {
    const board = new Command('--run', script(source));
    board.type(typed);
    expect(await board.end).toBe(code);
    expect(board.out).toBe(out);
    expect(board.err).toMatch(err);
  });

  test('that asks for input when there is no more gets EOFError', async () => {
    const board = new Command('--run', script("print(input('name: '))"));
    board.eof();
    expect(await board.end).toBe(1);
    expect(board.err).toMatch(/EOFError/);
  });

  test('is interrupted by Ctrl-C, and ends by it unless it catches that', async () => {
    const board = new Command('--run', script("print('go')\nwhile True: pass"));
    await board.shows('go');
    board.child.kill('SIGINT');
    expect(await board.end).toBeNull();
    expect(board.child.signalCode).toBe('SIGINT');
    expect(board.err).toMatch(/KeyboardInterrupt/);
  });

  test('ends quietly when nobody reads what it prints', async () => {
    const board = new Command('--run', script('while True: print(1)'));
    await board.shows('1');
    board.child.stdout?.destroy();
    expect(await board.end).toBe(1);
    expect(board.err).toBe('');
  });

  test('prints as fast as its reader reads, and loses nothing', async () => {
    const board = new Command('--run', script("for i in range(20000): print('%05d' % i)"));
    expect(await board.end).toBe(0);
    const lines = board.out.split('\r\n');
    expect(lines).toHaveLength(20_001);
    expect(lines.slice(0, -1).every((line, index) => Number(line) === index)).toBe(true);
  });
});

describe('a board on TCP', () => {
  const port = async (board: Command): Promise<number> =>
    Number((await board.says(/serial line is at 127\.0\.0\.1:(\d+)/))[1]);

  test('has one client at a time, and goes on without one', async () => {
    const at = await port(new Command('--listen', '0'));
    const first = new Client(at);
    first.socket.write('x = 5\r');
    await first.gets('>>> x = 5');
    const second = new Client(at);
    await second.gets('in use by another client');
    await until(() => second.closed, 'the second to be closed');
    first.socket.destroy();
    await until(() => first.closed, 'the first to be closed');
    await expect
      .poll(async () => {
        const third = new Client(at);
        third.socket.write('print(x + 1)\r');
        await until(() => third.got.length > 0, 'an answer');
        third.socket.destroy();
        return third.got.includes('in use');
      })
      .toBe(false);
  });

  test('speaks RFC 2217 with who begins so, and is reset by DTR and RTS', async () => {
    const client = new Client(await port(new Command('--listen', '0')));
    client.socket.write(Buffer.from([255, 253, 44, 255, 251, 44]));
    await until(() => client.got.includes(Buffer.from([255, 251, 44])), 'WILL COM-PORT');
    client.socket.write(Buffer.from([255, 250, 44, 1, 0, 0, 37, 128, 255, 240]));
    await until(() => client.got.includes(Buffer.from([44, 101, 0, 0, 37, 128])), 'the baud rate');
    client.socket.write("print(b'\\xff'[0], chr(255) * 2)\r");
    await until(() => client.got.includes('255 '), 'the line');
    client.socket.write('alive = 1\r');
    client.got = Buffer.alloc(0);
    for (const value of [9, 11, 12]) client.socket.write(Buffer.from([255, 250, 44, 5, value, 255, 240]));
    await client.gets('MicroPython v');
    client.socket.write('alive\r');
    await client.gets("NameError: name 'alive' isn't defined");
  });
});

test('the files of a board are those of a folder, over its end', async () => {
  const flash = join(folder, 'flash');
  const source = script("f = open('a.txt', 'w')\nf.write('kept')\nf.close()\nimport os\nos.mkdir('lib')");
  expect(await new Command('--flash', flash, '--run', source).end).toBe(0);
  expect(readFileSync(join(flash, 'a.txt'), 'utf8')).toBe('kept');
  writeFileSync(join(flash, 'lib/mine.py'), 'value = 9');
  const board = new Command('--flash', flash, '--run', script('import mine\nprint(mine.value)'));
  expect(await board.end).toBe(0);
  expect(board.out).toBe('9\r\n');
});

test('a script whose files cannot be kept in the folder fails, and says which', async () => {
  const flash = join(folder, 'flash');
  const source = script("for name in ('.pinwire', 'a.txt'):\n  with open(name, 'w') as f:\n    f.write('x')");
  const board = new Command('--flash', flash, '--run', source);
  expect(await board.end).toBe(1);
  expect(board.err).toContain('/.pinwire is on the board and could not be written to');
  expect(readFileSync(join(flash, 'a.txt'), 'utf8')).toBe('x');
});

test('the server of a board is reached by a port of this computer, and real hosts by the board', async () => {
  const answering = createServer((socket) => socket.on('error', () => undefined).end('real'));
  await new Promise<void>((settle) => answering.listen(0, '127.0.0.1', settle));
  const real = (answering.address() as AddressInfo).port;
  const [free, other] = [await freePort(), await freePort()];
  const source = `import socket
s = socket.socket()
s.bind(('', 80))
s.listen(1)
t = socket.socket()
t.bind(('', 8080))
t.listen(1)
print('serving')
c, a = t.accept()
c.send(b'HTTP/1.0 200 OK\\r\\n\\r\\nsecond')
c.close()
c, a = s.accept()
c.recv(500)
r = socket.socket()
r.connect(socket.getaddrinfo('localhost', ${real})[0][-1])
c.send(b'HTTP/1.0 200 OK\\r\\n\\r\\n' + r.recv(10))
c.close()
`;
  const board = new Command(
    '--run',
    script(source),
    '--publish',
    `${other}:8080`,
    '--publish',
    `${free}:80`,
    '--real-private',
    `localhost:${real}`,
  );
  await board.shows('serving');
  expect(await (await fetch(`http://127.0.0.1:${other}/`)).text()).toBe('second');
  const answer = await fetch(`http://127.0.0.1:${free}/`);
  expect(await answer.text()).toBe('real');
  expect(await board.end).toBe(0);
  answering.close();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as AddressInfo;
  await new Promise((settle) => server.close(settle));
  return port;
}

test.each([
  [['--listen', '203.0.113.7:1'], /is no address of this machine/],
  [['--flash', 'no/such/folder'], /cannot be the board's flash/],
  [['--what'], /Unknown option '--what'/],
])('what cannot be, as %j, is one line and code 2', async (args, sentence) => {
  const board = new Command(...args);
  expect(await board.end).toBe(2);
  expect(board.err).toMatch(sentence);
  expect(board.err.trimEnd().split('\n')).toHaveLength(1);
  expect(board.out).toBe('');
});

describe('boards on one LAN', () => {
  const SERVER = `import socket
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(('', 9000))
tcp = socket.socket()
tcp.bind(('', 80))
tcp.listen(1)
print('here')
word, sender = udp.recvfrom(100)
print(word, sender[0])
udp.sendto(b'found', sender)
connection, client = tcp.accept()
print(connection.recv(100), client[0])
connection.send(b'and back')
connection.close()
`;
  const CLIENT = `import network, socket
print(network.WLAN(0).ifconfig()[0], network.WLAN(0).config('mac')[5])
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.sendto(b'who?', ('255.255.255.255', 9000))
word, sender = udp.recvfrom(100)
tcp = socket.socket()
tcp.connect((sender[0], 80))
tcp.send(b'over')
print(word, tcp.recv(100))
`;

  test('find each other by broadcast and talk over TCP; --lan that makes no sense ends with 2', async () => {
    const lan = ['--lan', `test-${process.pid}`];
    const server = new Command(...lan, '--run', script(SERVER, 'server.py'));
    await server.shows('here');
    const client = new Command(...lan, '--run', script(CLIENT, 'client.py'));
    expect([await client.end, await server.end]).toEqual([0, 0]);
    expect(client.out).toBe(`192.168.1.43 67\r\nb'found' b'and back'\r\n`);
    expect(server.out).toBe("here\r\nb'who?' 192.168.1.43\r\nb'over' 192.168.1.43\r\n");
    const wrong = new Command('--lan', 'a/b');
    expect(await wrong.end).toBe(2);
    expect(wrong.err).toMatch(/^pinwire: --lan takes a name .*\n$/);
  });
});
