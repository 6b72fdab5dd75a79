import { createSocket } from 'node:dgram';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Reason } from '../net/wisp/packets';
import { VirtualClock } from '../shared/virtual-clock';
import { DEFAULT_LIMITS } from './limits';
import { Host, startTestProxy, TestPage, until, type TestProxy } from './proxy.test-helpers';
import { Rules } from './rules';

let proxy: TestProxy;
const hosts: Host[] = [];
const host = async (starting: Promise<Host>): Promise<Host> => {
  const started = await starting;
  hosts.push(started);
  return started;
};
const endless = (): Promise<Host> =>
  host(
    Host.start((socket) => {
      const more = (): void => {
        while (socket.write(Buffer.alloc(65_536)));
      };
      socket.on('drain', more);
      more();
    }),
  );
const silent = (): Promise<Host> => host(Host.start((socket) => socket.resume()));
const stuck = (): Promise<Host> => host(Host.start((socket) => socket.pause()));

beforeEach(async () => {
  proxy = await startTestProxy();
});
afterEach(async () => {
  await proxy.close();
  expect(proxy.gateway.metrics).toMatchObject({ connections: 0, streams: 0, lingering: 0 });
  for (const one of hosts.splice(0)) {
    for (const socket of one.sockets) socket.resume();
    await until(
      () => one.sockets.every(({ destroyed, readableEnded }) => destroyed || readableEnded),
      'the end of all sockets',
    );
    await one.close();
  }
});

async function replaceProxy(...options: Parameters<typeof startTestProxy>): Promise<void> {
  await proxy.close();
  proxy = await startTestProxy(...options);
}

describe('streams', () => {
  test('are no more than the cap, and one that ends makes room', async () => {
    const quiet = await silent();
    const page = await TestPage.connect(proxy);
    for (let id = 1; id <= 8; id++) page.open(id, 'host.test', quiet.port);
    for (let id = 1; id <= 8; id++) await page.opened(id);
    page.open(9, 'host.test', quiet.port);
    expect(await page.reason(9)).toBe(Reason.throttled);
    page.send({ kind: 'close', stream: 3, reason: Reason.networkError });
    page.open(10, 'host.test', quiet.port);
    await page.opened(10);
    expect(quiet.sockets).toHaveLength(9);
  });

  test('that were closed and still have bytes for a stuck host count, until their time is up', async () => {
    const deaf = await stuck();
    const page = await TestPage.connect(proxy, 'v2');
    for (let id = 1; id <= 8; id++) {
      page.open(id, 'host.test', deaf.port);
      await page.opened(id);
      // More than the kernels take.
      for (let n = 0; n < 32; n++) page.write(id, new Uint8Array(65_000));
    }
    await until(() => deaf.sockets.length === 8, 'all streams');
    for (let id = 1; id <= 8; id++) page.send({ kind: 'close', stream: id, reason: Reason.voluntary });
    page.open(9, 'host.test', deaf.port);
    expect(await page.reason(9)).toBe(Reason.throttled);
    await until(() => proxy.gateway.metrics.lingering === 0, 'the end of their time');
    page.open(10, 'host.test', deaf.port);
    await page.opened(10);
  });

  test('are opened no faster than the cap, and who goes on regardless is cut off', async () => {
    const page = await TestPage.connect(proxy);
    for (let id = 1; id <= 61; id++) {
      page.open(id, 'nobody.test', 80);
      page.send({ kind: 'close', stream: id, reason: Reason.voluntary });
    }
    expect(await page.reason(61)).toBe(Reason.throttled);
    for (let id = 100; id < 300; id++) page.open(id, 'nobody.test', 80);
    expect(await page.closeCode()).toBe(1008);
    expect(
      proxy.log.filter((entry) => entry.event === 'refused' && entry.why === 'too many CONNECTs'),
    ).toHaveLength(1);
  });

  test('5,000 CONNECTs to an unlisted name ask nobody and open nothing', async () => {
    await replaceProxy({ limits: { connectsPerMinute: 100_000, streams: 10_000 } });
    const page = await TestPage.connect(proxy);
    for (let id = 1; id <= 5_000; id++) page.open(id, 'not-listed.test', 80);
    await page.reason(5_000);
    expect(proxy.dns.asked).toEqual([]);
  });

  test('on which nothing happens are ended', async () => {
    const clock = new VirtualClock();
    await replaceProxy({ clock });
    const quiet = await silent();
    const page = await TestPage.connect(proxy);
    page.open(1, 'host.test', quiet.port);
    await page.opened(1);
    for (let seconds = 0; seconds < 119; seconds += 10) {
      clock.advance(10_000);
      page.socket.ping();
      await until(() => page.socket.bufferedAmount === 0, 'the ping');
      await roundTrip(page);
    }
    clock.advance(15_000);
    expect(await page.reason(1)).toBe(Reason.idle);
    page.leave();
    await page.closeCode();
  });

  test('half open for ever are ended, too', async () => {
    const clock = new VirtualClock();
    await replaceProxy({ clock, limits: { pingTime: 10_000_000 } });
    const quiet = await silent();
    const page = await TestPage.connect(proxy);
    for (let id = 1; id <= 8; id++) {
      page.open(id, 'host.test', quiet.port);
      page.send({ kind: 'shut', stream: id });
    }
    for (let id = 1; id <= 8; id++) await page.opened(id);
    await until(
      () => quiet.sockets.length === 8 && quiet.sockets.every((socket) => socket.readableEnded),
      'the ends',
    );
    clock.advance(140_000);
    for (let id = 1; id <= 8; id++) expect(await page.reason(id)).toBe(Reason.idle);
    page.leave();
    await page.closeCode();
  });
});

describe('a page', () => {
  test('that is gone without a word is found out', async () => {
    const clock = new VirtualClock();
    await replaceProxy({ clock });
    const quiet = await silent();
    const page = await TestPage.connect(proxy);
    page.open(1, 'host.test', quiet.port);
    await page.opened(1);
    // Answers no ping any more, as a machine that was switched off.
    page.socket.pause();
    clock.advance(20_000);
    clock.advance(20_000);
    await until(() => proxy.gateway.metrics.connections === 0, 'the end');
    page.socket.terminate();
    expect(proxy.log).toContainEqual(
      expect.objectContaining({ event: 'disconnected', how: 'no answer to a ping' }),
    );
  });

  test.each(['v2', 'duplex'] as const)(
    'that reads nothing holds up its own hosts alone (%s)',
    async (mode) => {
      const source = await endless();
      const echo = await host(Host.echo());
      const sleepy = await TestPage.connect(proxy, mode);
      sleepy.socket.pause();
      for (let id = 1; id <= 8; id++) {
        sleepy.open(id, 'host.test', source.port);
        sleepy.send({ kind: 'continue', stream: id, credit: mode === 'duplex' ? 0xffff_ffff : 0 });
      }
      await until(() => source.sockets.length === 8, 'its streams');
      const awake = await TestPage.connect(proxy, 'duplex');
      awake.open(1, 'host.test', echo.port);
      await awake.opened(1);
      const before = proxy.gateway.metrics.bytes.toPages;
      for (let n = 0; n < 200; n++) {
        const start = performance.now();
        awake.write(1, 'x');
        await until(() => awake.bytes(1).length === n + 1, 'the echo');
        expect(performance.now() - start).toBeLessThan(2_000);
      }
      // What was taken for the sleeper: its backlog, the kernel's buffers, and a read for each stream.
      const taken = proxy.gateway.metrics.bytes.toPages - before;
      expect(taken).toBeLessThan(DEFAULT_LIMITS.backlog + 16 * 2 ** 20);
      sleepy.socket.terminate();
      awake.leave();
    },
  );

  test('has no more bytes than the cap', async () => {
    await replaceProxy({ limits: { transfer: 1_000_000 } });
    const source = await endless();
    const page = await TestPage.connect(proxy, 'v2');
    page.open(1, 'host.test', source.port);
    expect(await page.closeCode()).toBe(1008);
  });

  test('that leaves in order has its last bytes delivered', async () => {
    const sink = await host(Host.sink());
    for (const mode of ['v1', 'duplex'] as const) {
      const page = await TestPage.connect(proxy, mode);
      page.open(1, 'host.test', sink.port);
      page.write(1, `${mode} `);
      page.leave();
      await until(() => sink.text.includes(mode), 'the bytes');
    }
  });
});

describe('the end of the proxy', () => {
  test('waits for streams that are open, takes no new ones, and is bounded', async () => {
    await replaceProxy({ limits: { drainTime: 5_000 } });
    const echo = await host(Host.echo());
    const page = await TestPage.connect(proxy);
    page.open(1, 'host.test', echo.port);
    await page.opened(1);
    const closed = proxy.gateway.close();
    page.open(2, 'host.test', echo.port);
    expect(await page.reason(2)).toBe(Reason.throttled);
    page.write(1, 'the rest');
    await until(() => page.text(1) === 'the rest', 'the rest');
    page.send({ kind: 'shut', stream: 1 });
    expect(await page.closeCode()).toBe(1001);
    await closed;
  });

  test('cuts what does not end', async () => {
    const quiet = await silent();
    const page = await TestPage.connect(proxy);
    page.open(1, 'host.test', quiet.port);
    await page.opened(1);
    await proxy.close();
    expect(await page.closeCode()).toBe(1001);
    await until(() => quiet.sockets.every(({ destroyed }) => destroyed), 'the end of the socket');
  });
});

describe('UDP, where it is allowed', () => {
  test('carries datagrams both ways, by rules of its own', async () => {
    const server = createSocket('udp4');
    server.on('message', (bytes, { port, address }) => server.send(`${bytes.toString()}!`, port, address));
    await new Promise<void>((settle) => server.bind(0, '127.0.0.1', settle));
    const { port } = server.address();
    await replaceProxy({ udp: true, rules: Rules.of([], [`host.test:${port}/udp`]) });
    const page = await TestPage.connect(proxy);
    page.open(1, 'host.test', port, 2);
    page.write(1, 'hello');
    await until(() => page.text(1) === 'hello!', 'the answer');
    page.open(2, 'host.test', port);
    expect(await page.reason(2)).toBe(Reason.blocked);
    page.open(3, 'host.test', port + 1, 2);
    expect(await page.reason(3)).toBe(Reason.blocked);
    page.send({ kind: 'close', stream: 1, reason: Reason.voluntary });
    page.leave();
    await page.closeCode();
    server.close();
  });
});

/** What was sent before has been dealt with. */
async function roundTrip(page: TestPage): Promise<void> {
  await new Promise<void>((settle) => {
    page.socket.once('pong', () => settle());
    page.socket.ping();
  });
}
