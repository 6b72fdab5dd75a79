import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../proxy/proxy.test-helpers';
import { Rules } from '../proxy/rules';
import { startProxyServer, type ProxyServer } from '../proxy/server';
import { connectOutsideWorld } from './device/outside-world';
import { MemoryFlash } from './node-host';
import { TestBoard } from './test-board.test-helpers';
import { pageOrigins } from './test-host.test-helpers';

/** `WA`, what to do, size and name of a file (reference/esp8266 §1.6). */
function fileRequest(operation: 1 | 2 | 3, size = 0, name = ''): Buffer {
  const request = Buffer.alloc(82);
  request.write('WA');
  request.writeUInt8(operation, 2);
  request.writeUInt32LE(size, 12);
  request.writeUInt16LE(name.length, 16);
  request.write(name, 18);
  return request;
}

const OK = 'WB\0\0';

/** A WebREPL client: what the board's terminal shows it, and what comes of files. */
class Client {
  text = '';
  bytes = '';
  closed = false;
  readonly socket: WebSocket;

  constructor(port: number) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/`);
    this.socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.bytes += data.toString('latin1');
      else this.text += data.toString('latin1');
    });
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => (this.closed = true));
    clients.push(this);
  }

  type(keys: string): void {
    this.socket.send(keys);
  }

  async shows(text: string): Promise<void> {
    await until(() => this.text.endsWith(text), `${JSON.stringify(text)} after ${JSON.stringify(this.text)}`);
  }

  async gets(bytes: string): Promise<void> {
    await until(() => this.bytes === bytes, `${JSON.stringify(bytes)} for ${JSON.stringify(this.bytes)}`);
    this.bytes = '';
  }

  async logIn(): Promise<void> {
    await this.shows('Password: ');
    this.type('secret\r');
    await this.shows('WebREPL connected\r\n>>> ');
  }
}

const clients: Client[] = [];
let board: TestBoard;
let flash: MemoryFlash;
let world: ProxyServer;
const call = (): Client => new Client(world.gateway.publishedPorts[0] ?? 0);

beforeAll(async () => {
  flash = new MemoryFlash();
  board = await TestBoard.start(flash);
  world = await startProxyServer({
    host: '127.0.0.1',
    port: 0,
    token: 'token-of-the-tests',
    sameOrigin: true,
    origins: pageOrigins,
    rules: Rules.of([]),
    publish: [{ hostPort: 0, boardPort: 8266 }],
  });
  await connectOutsideWorld(board.session, world);
});
afterEach(async () => {
  for (const { socket } of clients) socket.terminate();
  await until(() => clients.splice(0).every(({ closed }) => closed), 'the end of all clients');
});
afterAll(async () => {
  board.dispose();
  await world.close();
});

describe('WebREPL', () => {
  test('needs a password, of nine characters at most', async () => {
    expect(await board.line('import webrepl; webrepl.start()')).toContain(
      "WebREPL is not configured, run 'import webrepl_setup'\n",
    );
    expect(await board.line("webrepl.start(password='0123456789')")).toMatch(/ValueError: \n$/);
    expect(await board.line("webrepl.start(password='secret')")).toBe(
      'WebREPL server started on http://192.168.1.42:8266/\nStarted webrepl in manual override mode\n',
    );
    const client = call();
    await client.shows('Password: ');
    client.type('wrong\r');
    await client.shows('\r\nAccess denied\r\n');
    await until(() => client.closed, 'the end');
  });

  test('is the terminal, whose Ctrl-C ends a program; a second client is refused', async () => {
    const client = call();
    await client.logIn();
    client.type('1 + 41\r');
    await client.shows('1 + 41\r\n42\r\n>>> ');
    board.type('print("typed on the line")\r');
    await client.shows('typed on the line\r\n>>> ');
    client.type('while True: print("x" * 100)\r\r');
    await until(() => client.text.length > 20_000, 'a flood');
    client.type('\x03');
    await client.shows('KeyboardInterrupt: \r\n>>> ');
    const second = call();
    await until(() => second.closed, 'the end of the second');
    await board.until(() => /Concurrent WebREPL connection from .* rejected/.test(board.text));
    client.type("input('? ')\r");
    await client.shows('? ');
    client.type('me\r');
    await client.shows("me\r\n'me'\r\n>>> ");
  });

  test('takes files and gives them, whatever is in them', async () => {
    const client = call();
    await client.logIn();
    client.socket.send(fileRequest(3));
    await client.gets('\x01\x1b\0');
    const file = Buffer.from(Array.from({ length: 1_500 }, (_, index) => index % 256));
    client.socket.send(fileRequest(1, file.length, '/data.bin'));
    await client.gets(OK);
    for (let at = 0; at < file.length; at += 400) client.socket.send(file.subarray(at, at + 400));
    await client.gets(OK);
    client.socket.send(fileRequest(2, 0, '/data.bin'));
    await client.gets(OK);
    for (let at = 0; at <= file.length; at += 256) {
      const part = file.subarray(at, at + 256);
      client.socket.send(Buffer.of(0));
      const last = part.length < 256 ? '' : undefined;
      const size = Buffer.alloc(2);
      size.writeUInt16LE(part.length);
      await client.gets(size.toString('latin1') + part.toString('latin1') + (last ?? ''));
    }
    client.socket.send(Buffer.of(0));
    await client.gets(`\0\0${OK}`);
    await until(() => flash.read('/data.bin')?.length === file.length, 'the file in the flash');
    client.type('2 + 2\r');
    await client.shows('4\r\n>>> ');
  });

  test('a client that takes nothing holds the program up, and Ctrl-C on the serial line ends both', async () => {
    const client = call();
    await client.logIn();
    client.socket.pause();
    board.forget();
    board.type('while True: print("x" * 500)\r\r');
    // It waits again and again, for moments, until everything on the way to the client is full.
    let since: number | null = null;
    await until(
      () => {
        const activity = board.session.snapshot.device?.activity;
        const waits = activity?.kind === 'waiting' && activity.on.call === 'send';
        since = waits ? (since ?? performance.now()) : null;
        return since !== null && performance.now() - since > 500;
      },
      'a program that is held up',
      30_000,
    );
    board.session.interrupt();
    await board.until(() => board.atPrompt);
    expect(board.text).toContain('dupterm: Exception in write() method, deactivating: ');
    expect(board.text).toMatch(/File "<stdin>", line 1, in <module>\r\nKeyboardInterrupt: \r\n>>> $/);
    client.socket.resume();
  });

  test('ends with webrepl.stop()', async () => {
    await board.line('webrepl.stop()');
    const client = call();
    await until(() => client.closed, 'the end');
    expect(client.text).toBe('');
  });

  test('webrepl_setup asks for a password and has boot.py start it', async () => {
    const files = { '/boot.py': new TextEncoder().encode('import gc\n#import webrepl\n#webrepl.start()\n') };
    const kept = new MemoryFlash(files);
    const other = await TestBoard.start(kept);
    other.type('import webrepl_setup\r');
    for (const [question, answer] of [
      ['> ', 'E'],
      ['New password (4-9 chars): ', 'abc'],
      ['New password (4-9 chars): ', 'abcd'],
      ['Confirm password: ', 'abcd'],
      ['reboot now? (y/n) ', 'n'],
    ] as const) {
      await other.until(() => other.text.endsWith(question) && !other.atPrompt, question);
      other.forget();
      other.type(`${answer}\r`);
    }
    await other.until(() => other.atPrompt);
    const text = (path: string): string => new TextDecoder().decode(kept.read(path) ?? undefined);
    expect(text('/webrepl_cfg.py')).toBe("PASS = 'abcd'\n");
    expect(text('/boot.py')).toBe('import gc\nimport webrepl\nwebrepl.start()\n');
    await other.softReset();
    expect(other.text).toContain('Started webrepl in normal mode');
    other.dispose();
  });
});

describe('os.dupterm', () => {
  test("tells a program's stream what is printed, until it fails", async () => {
    expect(
      await board.program(`
import io, os, time
class Copy(io.IOBase):
    def __init__(self):
        self.got = b''
    def write(self, data):
        self.got += data
        if b'enough' in data:
            raise ValueError('no more')
        return len(data)
    def readinto(self, buffer):
        return None
copy = Copy()
print(os.dupterm(copy), os.dupterm(copy) is copy)
print('hello')
time.sleep_ms(1)
got = copy.got
print('enough')
time.sleep_ms(1)
print(got, os.dupterm(None))
`),
    ).toBe(
      'None True\nhello\nenough\ndupterm: Exception in write() method, deactivating: Traceback (most recent call last):\n' +
        '  File "<stdin>", line 9, in write\n' +
        "ValueError: no more\nb'None True\\r\\nhello\\r\\n' None\n",
    );
  });

  test.each([
    ['os.dupterm(None, 2)', 'ValueError: invalid dupterm index'],
    ['os.dupterm(1)', 'OSError: stream operation not supported'],
    ['os.dupterm(None, 1)', 'OSError: [Errno 95] EOPNOTSUPP'],
  ])('%s raises %s', async (line, error) => {
    expect(await board.line(line)).toContain(`${error}\n`);
  });
});
