import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { duplexExtension } from '../net/wisp/duplex';
import { encodePacket, Extension, Reason, type WispPacket } from '../net/wisp/packets';
import { Rules } from './rules';
import {
  Host,
  ORIGIN,
  startTestProxy,
  TestPage,
  until,
  type Mode,
  type TestProxy,
} from './proxy.test-helpers';

let proxy: TestProxy;
let echo: Host;
const modes: Mode[] = ['v1', 'v2', 'duplex'];

beforeEach(async () => {
  proxy = await startTestProxy({ limits: { connectionsPerMinute: 100_000 } });
  echo = await Host.echo();
});
afterEach(async () => {
  await proxy.close();
  expect(proxy.gateway.metrics).toMatchObject({ connections: 0, streams: 0, lingering: 0 });
  await until(() => echo.sockets.every(({ destroyed }) => destroyed), 'the end of all sockets');
  expect(await echo.open()).toBe(0);
  await echo.close();
});

/** Something is open while the attack comes, so that a leak would show. */
async function attacked(mode: Mode): Promise<TestPage> {
  const page = await TestPage.connect(proxy, mode);
  page.open(1, 'host.test', echo.port);
  page.write(1, 'x');
  await until(() => page.text(1) === 'x', 'the echo');
  return page;
}

const raw = (...bytes: number[]): Buffer => Buffer.from(bytes);

describe('what is no Wisp ends the connection', () => {
  test.each<[string, Buffer, number]>([
    ['an empty message', raw(), 1002],
    ['a short head', raw(1, 0, 0), 1002],
    ['an unknown type', raw(6, 1, 0, 0, 0), 1002],
    ['type 0', raw(0, 0, 0, 0, 0), 1002],
    ['a short CONNECT', raw(1, 2, 0, 0, 0, 1, 80), 1002],
    ['a host that is not UTF-8', raw(1, 2, 0, 0, 0, 1, 80, 0, 0xff, 0xfe), 1002],
    [
      'CONNECT on stream 0',
      Buffer.from(encodePacket({ kind: 'connect', stream: 0, transport: 1, port: 80, host: 'host.test' })),
      1002,
    ],
    ['DATA on stream 0', raw(2, 0, 0, 0, 0, 1), 1002],
    ['CONTINUE on stream 0', raw(3, 0, 0, 0, 0, 1, 0, 0, 0), 1002],
    ['a short CONTINUE', raw(3, 1, 0, 0, 0, 1), 1002],
    ['an empty CLOSE', raw(4, 1, 0, 0, 0), 1002],
    ['INFO twice', Buffer.from(encodePacket({ kind: 'info', major: 2, minor: 0, extensions: [] })), 1002],
    ['an INFO whose length lies', raw(5, 0, 0, 0, 0, 2, 0, 5, 255, 255, 255, 255), 1002],
    [
      'INCOMING from a page',
      Buffer.from(encodePacket({ kind: 'incoming', stream: 0x8000_0000, port: 80, address: 'x' })),
      1002,
    ],
    [
      'a number that is taken',
      Buffer.from(encodePacket({ kind: 'connect', stream: 1, transport: 1, port: 80, host: 'host.test' })),
      1002,
    ],
    ['more than 64 KiB', Buffer.alloc(200_000), 1009],
  ])('%s', async (_, message, code) => {
    for (const mode of modes) {
      const page = await attacked(mode);
      page.socket.send(message);
      expect([mode, await page.closeCode()]).toEqual([mode, code]);
    }
  });

  test('a text message', async () => {
    const page = await attacked('duplex');
    page.socket.send('hello');
    expect(await page.closeCode()).toBe(1003);
  });

  test.each<[string, WispPacket]>([
    ['SHUT without DUPLEX', { kind: 'shut', stream: 1 }],
    ['LISTEN without DUPLEX', { kind: 'listen', port: 80 }],
  ])('%s', async (_, packet) => {
    const page = await attacked('v2');
    page.send(packet);
    expect(await page.closeCode()).toBe(1002);
  });

  test.each<[string, WispPacket[]]>([
    [
      'SHUT twice',
      [
        { kind: 'shut', stream: 1 },
        { kind: 'shut', stream: 1 },
      ],
    ],
    [
      'DATA after SHUT',
      [
        { kind: 'shut', stream: 1 },
        { kind: 'data', stream: 1, bytes: raw(1) },
      ],
    ],
    [
      'CONNECT under a number of ours',
      [{ kind: 'connect', stream: 0x8000_0001, transport: 1, port: 80, host: 'host.test' }],
    ],
  ])('with DUPLEX: %s', async (_, packets) => {
    const silent = await Host.start((socket) => socket.resume());
    const page = await TestPage.connect(proxy);
    page.open(1, 'host.test', silent.port);
    await page.opened(1);
    for (const packet of packets) page.send(packet);
    expect(await page.closeCode()).toBe(1002);
    await silent.close();
  });

  test('many tiny fragments', async () => {
    const page = await attacked('duplex');
    for (let n = 0; n < 200; n++) page.socket.send(raw(2), { fin: false });
    expect(await page.closeCode()).toBe(1008);
  });

  test('10,000 random messages: each is an answer, an end, or nothing; the proxy lives', async () => {
    let seed = 12_345;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff;
      return seed % below;
    };
    let page = await TestPage.connect(proxy);
    for (let n = 0; n < 10_000; n++) {
      if (page.closed !== undefined || page.socket.readyState !== page.socket.OPEN) {
        await page.closeCode();
        page = await TestPage.connect(proxy);
      }
      const kinds = [2, 3, 4, 0xf1, 1, 1];
      const bytes = Array.from({ length: random(12) }, () => random(256));
      page.socket.send(raw(kinds[random(kinds.length)] ?? 0, 1 + random(6), 0, 0, 0, ...bytes));
      if (n % 50 === 0) await new Promise((settle) => setImmediate(settle));
    }
    page.leave();
    await page.closeCode();
    const next = await TestPage.connect(proxy);
    next.open(1, 'host.test', echo.port);
    next.write(1, 'still there');
    await until(() => next.text(1) === 'still there', 'the echo');
    next.leave();
    await next.closeCode();
  });
});

describe('the handshake', () => {
  test('of version 1: the credit comes first, at once', async () => {
    const page = await TestPage.greet(proxy, []);
    await page.until((packet) => packet.kind === 'continue');
    expect(page.packets).toEqual([{ kind: 'continue', stream: 0, credit: 32 }]);
    page.leave();
    await page.closeCode();
  });

  test('of version 2: INFO tells the extensions, and what is allowed', async () => {
    const page = await TestPage.greet(proxy, ['wisp-v2']);
    const info = await page.until((packet) => packet.kind === 'info');
    if (info.kind !== 'info') throw new Error('that was INFO');
    expect(info.extensions.map(({ id }) => id)).toEqual([
      Extension.openConfirmation,
      Extension.duplex,
      Extension.tls,
      Extension.rules,
    ]);
    const text = info.extensions.find(({ id }) => id === Extension.rules)?.data;
    expect(Buffer.from(text ?? []).toString()).toBe('host.test:1-65535');
    page.leave();
    await page.closeCode();
  });

  test('without INFO in time ends the connection', async () => {
    const hasty = await startTestProxy({ limits: { helloTime: 30 } });
    const page = await TestPage.greet(hasty, ['wisp-v2']);
    expect(await page.closeCode()).toBe(1008);
    await hasty.close();
  });

  test('of another version is told so', async () => {
    const page = await TestPage.greet(proxy, ['wisp-v2']);
    page.send({ kind: 'info', major: 3, minor: 0, extensions: [] });
    expect(await page.reason(0)).toBe(Reason.incompatible);
    await page.closeCode();
  });

  test('packets before INFO end it', async () => {
    const page = await TestPage.greet(proxy, ['wisp-v2']);
    page.open(1, 'host.test', echo.port);
    expect(await page.closeCode()).toBe(1002);
    expect(echo.sockets).toHaveLength(0);
  });

  test('a page that has DUPLEX and not the confirmation of open streams gets none', async () => {
    const page = await TestPage.greet(proxy, ['wisp-v2'], ORIGIN);
    page.send({ kind: 'info', major: 2, minor: 0, extensions: [duplexExtension(100)] });
    page.open(1, 'host.test', echo.port);
    page.write(1, 'x');
    await until(() => page.text(1) === 'x', 'the echo');
    expect(page.packets.some((packet) => packet.kind === 'continue' && packet.stream === 1)).toBe(false);
    page.leave();
    await page.closeCode();
  });
});

describe('what is not allowed', () => {
  test('gets the same answer whatever the reason, in whatever spelling', async () => {
    const strict = await startTestProxy();
    strict.gateway.setRules(Rules.of(['listed.test:80']));
    strict.dns.answers.set('listed.test', ['127.0.0.1']);
    const page = await TestPage.connect(strict);
    const spellings = [
      'listed.test',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '',
      ' ',
      'localhost',
      'LOCALHOST',
      '0',
      '127.1',
    ];
    spellings.push(
      '0x7f.1',
      '2130706433',
      '[::1]',
      '::1',
      '127.0.0.1\0',
      '127.0.0.1%0',
      '127.0.0.1.',
      'ⓛocalhost',
    );
    spellings.push('127.0.0.1@x', '127.0.0.1#', 'a'.repeat(300), '169.254.169.254', '::ffff:169.254.169.254');
    spellings.push('fd00:ec2::254', 'metadata.google.internal', '100.100.100.200', '168.63.129.16');
    for (const [index, host] of spellings.entries()) {
      page.open(index + 1, host, 80);
      expect([host, await page.reason(index + 1)]).toEqual([host, Reason.blocked]);
    }
    expect(strict.dns.asked).toEqual(['listed.test']);
    const answers = page.packets
      .filter(({ kind }) => kind === 'close')
      .map((packet) => ({ ...packet, stream: 0 }));
    expect(new Set(answers.map((packet) => JSON.stringify(packet))).size).toBe(1);
    page.leave();
    await strict.close();
  });

  test('UDP, and kinds that there are not', async () => {
    const page = await TestPage.connect(proxy);
    page.open(1, 'host.test', 53, 2);
    expect(await page.reason(1)).toBe(Reason.blocked);
    for (const [id, kind] of [
      [2, 0],
      [3, 3],
    ] as const) {
      page.open(id, 'host.test', 80, kind);
      expect(await page.reason(id)).toBe(Reason.invalid);
    }
    expect(proxy.dns.asked).toEqual([]);
  });

  test('the proxy itself', async () => {
    const page = await TestPage.connect(proxy);
    page.open(1, 'host.test', proxy.port);
    expect(await page.reason(1)).toBe(Reason.blocked);
  });

  test('new rules hold for new streams; what is open stays', async () => {
    const page = await attacked('duplex');
    proxy.gateway.setRules(Rules.of([]));
    page.open(2, 'host.test', echo.port);
    expect(await page.reason(2)).toBe(Reason.blocked);
    page.write(1, 'y');
    await until(() => page.text(1) === 'xy', 'the echo');
  });
});
