import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Reason } from '../net/wisp/packets';
import { Host, startTestProxy, TestPage, until, type Mode, type TestProxy } from './proxy.test-helpers';

const modes: Mode[] = ['v1', 'v2', 'duplex'];
let proxy: TestProxy;
const hosts: Host[] = [];
const host = async (starting: Promise<Host>): Promise<Host> => {
  const started = await starting;
  hosts.push(started);
  return started;
};

beforeEach(async () => {
  proxy = await startTestProxy();
});
afterEach(async () => {
  // Nothing that a test did may be left over.
  for (const one of hosts) for (const socket of one.sockets) socket.destroy();
  await proxy.close();
  for (const one of hosts.splice(0)) await one.close();
  expect(proxy.gateway.metrics).toMatchObject({ connections: 0, streams: 0, lingering: 0 });
});

describe.each(modes)('a stream of %s', (mode) => {
  test('carries bytes both ways', async () => {
    const echo = await host(Host.echo());
    const page = await TestPage.connect(proxy, mode);
    page.open(1, 'host.test', echo.port);
    page.write(1, 'hello ');
    page.write(1, 'there');
    await until(() => page.text(1) === 'hello there', 'the echo');
  });

  test('keeps DATA that comes before the dial has finished', async () => {
    const sink = await host(Host.sink());
    let answer: (addresses: string[]) => void = () => undefined;
    proxy.dns.answers.set('host.test', () => new Promise((settle) => (answer = settle)));
    const page = await TestPage.connect(proxy, mode);
    page.open(1, 'host.test', sink.port);
    page.write(1, 'early');
    await until(() => proxy.dns.asked.length === 1, 'the lookup');
    answer(['127.0.0.1']);
    await until(() => sink.text === 'early', 'the bytes');
  });

  test.each(['on an open stream', 'before the dial has finished'])(
    'loses nothing of DATA then CLOSE %s',
    async (when) => {
      const sink = await host(Host.sink());
      const page = await TestPage.connect(proxy, mode);
      page.open(1, 'host.test', sink.port);
      if (when === 'on an open stream') await until(() => sink.sockets.length === 1, 'the connection');
      // Within the least credit that a page has.
      for (let n = 0; n < 30; n++) page.write(1, new Uint8Array(1_000).fill(n));
      page.send({ kind: 'close', stream: 1, reason: Reason.voluntary });
      await until(() => sink.text.length === 30_000, 'all bytes');
      await until(() => sink.sockets[0]?.readableEnded === true, 'the end');
      expect(Buffer.concat(sink.received).every((byte, at) => byte === Math.floor(at / 1_000))).toBe(true);
    },
  );

  test('that nobody takes is refused', async () => {
    const gone = await Host.echo();
    const { port } = gone;
    await gone.close();
    const page = await TestPage.connect(proxy, mode);
    page.open(1, 'host.test', port);
    page.write(1, 'for nobody');
    expect(await page.reason(1)).toBe(Reason.refused);
  });

  test('ends with 03 when the far end resets it', async () => {
    const rude = await host(Host.start((socket) => socket.once('data', () => socket.resetAndDestroy())));
    const page = await TestPage.connect(proxy, mode);
    page.open(1, 'host.test', rude.port);
    page.write(1, 'x');
    expect(await page.reason(1)).toBe(Reason.networkError);
  });

  test('can be opened again under its number once it is closed', async () => {
    const echo = await host(Host.echo());
    const page = await TestPage.connect(proxy, mode);
    for (let n = 0; n < 20; n++) {
      page.open(1, 'host.test', echo.port);
      page.write(1, `${n};`);
      await until(() => page.text(1).endsWith(`${n};`), 'the echo');
      page.send({ kind: 'close', stream: 1, reason: Reason.voluntary });
      await until(() => proxy.gateway.metrics.lingering === 0, 'the end');
    }
    await until(() => echo.sockets.every(({ destroyed }) => destroyed), 'the end of all sockets');
    expect(await echo.open()).toBe(0);
  });

  test('gets 2 MB there and back intact', async () => {
    const echo = await host(Host.echo());
    const page = await TestPage.connect(proxy, mode);
    const sent = Buffer.alloc(2_000_000, 'abcdefghijklmnopqrstuvwxyz0123456789');
    page.open(1, 'host.test', echo.port);
    await page.sendAll(1, sent, mode);
    await until(() => page.bytes(1).length === sent.length, 'the echo');
    expect(page.bytes(1).equals(sent)).toBe(true);
  });
});

describe('half-close', () => {
  test('by the page: the host sees the end, and its answer still comes', async () => {
    const polite = await host(
      Host.start((socket, { received }) => {
        socket.on('data', (bytes) => received.push(bytes));
        socket.on('end', () => socket.end('farewell'));
      }),
    );
    const page = await TestPage.connect(proxy);
    page.open(1, 'host.test', polite.port);
    page.write(1, 'last words');
    page.send({ kind: 'shut', stream: 1 });
    await page.until((packet) => packet.kind === 'shut');
    expect(polite.text).toBe('last words');
    expect(page.text(1)).toBe('farewell');
    await until(() => proxy.gateway.metrics.lingering === 0, 'the end');
    expect(page.packets.some(({ kind }) => kind === 'close')).toBe(false);
  });

  test('by the host: what the page sends afterwards still arrives', async () => {
    const listener = await host(
      Host.start((socket, { received }) => {
        socket.end('hello');
        socket.on('data', (bytes) => received.push(bytes));
      }),
    );
    const page = await TestPage.connect(proxy);
    page.open(1, 'host.test', listener.port);
    await page.until((packet) => packet.kind === 'shut');
    page.write(1, 'after the end');
    page.send({ kind: 'shut', stream: 1 });
    await until(() => listener.text === 'after the end', 'the bytes');
  });

  test('does not exist in plain Wisp: the end of the host is CLOSE, and the page may lose nothing by it', async () => {
    const brief = await host(Host.start((socket) => socket.end('hello')));
    const page = await TestPage.connect(proxy, 'v2');
    page.open(1, 'host.test', brief.port);
    expect(await page.reason(1)).toBe(Reason.voluntary);
    expect(page.text(1)).toBe('hello');
  });

  test('CLOSE that is not voluntary is a reset at the host', async () => {
    const errors: (string | undefined)[] = [];
    const listener = await host(
      Host.start((socket) => {
        socket.on('error', ({ code }: NodeJS.ErrnoException) => errors.push(code));
        socket.resume();
      }),
    );
    const page = await TestPage.connect(proxy);
    page.open(1, 'host.test', listener.port);
    await page.opened(1);
    page.send({ kind: 'close', stream: 1, reason: Reason.networkError });
    await until(() => errors.length === 1, 'the reset');
    expect(errors).toEqual(['ECONNRESET']);
  });
});

describe('credit', () => {
  test('an endless sender stops at exactly what the page takes', async () => {
    const endless = await host(
      Host.start((socket) => {
        const more = (): void => {
          while (socket.write(Buffer.alloc(16_384)));
        };
        socket.on('drain', more);
        more();
      }),
    );
    const page = await TestPage.connect(proxy);
    page.open(1, 'host.test', endless.port);
    await until(() => page.bytes(1).length === 65_536, 'the window');
    page.send({ kind: 'continue', stream: 1, credit: 1_000 });
    await until(() => page.bytes(1).length === 66_536, 'the rest');
    // A round trip on another stream: had there been more, it would have come.
    page.open(2, 'host.test', 1);
    await page.reason(2);
    expect(page.bytes(1).length).toBe(66_536);
  });

  test.each(modes)('who sends more than they may is cut off (%s)', async (mode) => {
    const stuck = await host(Host.start((socket) => socket.pause()));
    const page = await TestPage.connect(proxy, mode);
    page.open(1, 'host.test', stuck.port);
    await until(() => stuck.sockets.length === 1, 'the connection');
    // What the kernels' buffers take in between counts as passed on.
    for (let n = 0; n < 600 && page.closed === undefined; n++) page.write(1, new Uint8Array(60_000));
    expect(await page.closeCode()).toBe(1008);
    await until(() => proxy.gateway.metrics.lingering === 0, 'the end of the stream');
  });

  test('bytes that a stuck host does not take are not asked for', async () => {
    const stuck = await host(Host.start((socket) => socket.pause()));
    const page = await TestPage.connect(proxy);
    page.open(1, 'host.test', stuck.port);
    await page.opened(1);
    const granted = (): number =>
      page.packets.reduce(
        (sum, packet) => (packet.kind === 'continue' && packet.stream === 1 ? sum + packet.credit : sum),
        0,
      );
    let sent = 0;
    // Sends all it may, until no more is granted.
    for (let quiet = 0; quiet < 50; quiet++) {
      const may = 131_072 + granted() - sent;
      if (may > 0) {
        page.write(1, new Uint8Array(Math.min(may, 60_000)));
        sent += Math.min(may, 60_000);
        quiet = 0;
      }
      await new Promise((settle) => setTimeout(settle, 2));
    }
    expect(page.closed).toBeUndefined();
    expect(sent - granted()).toBe(131_072);
  });

  test('what waits for credit stays as it came, whatever other streams bring meanwhile', async () => {
    const [a, b] = [Buffer.alloc(100_000, 'a'), Buffer.alloc(50_000, 'b')];
    const first = await host(Host.start((socket) => socket.end(a)));
    const second = await host(Host.start((socket) => socket.end(b)));
    const page = await TestPage.connect(proxy);
    page.open(1, 'host.test', first.port);
    await until(() => page.bytes(1).length === 65_536, 'the window');
    page.open(2, 'host.test', second.port);
    await until(() => page.bytes(2).equals(b), 'the other stream');
    page.send({ kind: 'continue', stream: 1, credit: 65_536 });
    await until(() => page.bytes(1).equals(a), 'the rest');
  });

  test('a page that reads late gets what was sent, as it was sent', async () => {
    // More than the kernel's buffers hold, and never twice the same.
    const sent = Buffer.from(new Uint32Array(6_000_000).map((_, n) => n).buffer);
    const source = await host(Host.start((socket) => socket.end(sent)));
    const page = await TestPage.connect(proxy, 'v1');
    page.socket.pause();
    page.open(1, 'host.test', source.port);
    let [before, quiet] = [0, 0];
    const isStuck = (): boolean => {
      const { toPages } = proxy.gateway.metrics.bytes;
      quiet = toPages > 0 && toPages === before ? quiet + 1 : 0;
      before = toPages;
      return quiet === 20;
    };
    await until(isStuck, 'the proxy to wait for the page');
    page.socket.resume();
    await page.reason(1);
    expect(page.bytes(1).equals(sent)).toBe(true);
  });
});
