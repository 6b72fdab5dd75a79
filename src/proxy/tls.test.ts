import { createServer, type Server, type Socket } from 'node:net';
import {
  createSecureContext,
  createServer as createTlsServer,
  type TLSSocket,
  type TlsOptions,
} from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Extension, Reason, TlsOutcome, type WispPacket } from '../net/wisp/packets';
import { HOST_CERTIFICATE } from './host-certificate.test-helpers';
import { startTestProxy, TestPage, until, type TestProxy } from './proxy.test-helpers';

let proxy: TestProxy;
let page: TestPage;
const closing: (() => Promise<void>)[] = [];

/** A server on loopback that stands for a host. @returns its port */
async function listening(server: Server, sockets: Set<Socket>): Promise<number> {
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((settle) => server.close(settle));
  });
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

const tlsHost = (onSocket: (socket: TLSSocket) => void, options: TlsOptions = {}): Promise<number> =>
  listening(
    createTlsServer({ ...HOST_CERTIFICATE, allowHalfOpen: true, ...options }, (socket) => {
      socket.on('error', () => undefined);
      onSocket(socket);
    }).on('tlsClientError', () => undefined),
    new Set(),
  );

/** Does something to whoever says something. */
const plainHost = (onHello: (socket: Socket) => void): Promise<number> =>
  listening(
    createServer({ allowHalfOpen: true }, (socket) => socket.once('data', () => onHello(socket))),
    new Set(),
  );

const start = (options: Parameters<typeof startTestProxy>[0] = {}): Promise<void> =>
  startTestProxy(options).then(async (started) => {
    proxy = started;
    page = await TestPage.connect(proxy, 'tls');
  });

beforeEach(() => start());
afterEach(async () => {
  page.leave();
  await proxy.close();
  for (const close of closing.splice(0)) await close();
  expect(proxy.gateway.metrics).toMatchObject({ connections: 0, streams: 0, lingering: 0 });
});

type Settled = Extract<WispPacket, { kind: 'tls' }>;

/** Opens a stream, asks for TLS, and waits for what becomes of it. */
async function secure(port: number, serverName = 'host.test', stream = 1): Promise<Settled> {
  page.open(stream, 'host.test', port);
  await page.opened(stream);
  page.send({ kind: 'starttls', stream, serverName });
  const settled = await page.until((packet) => packet.kind === 'tls' && packet.stream === stream);
  if (settled.kind !== 'tls') throw new Error('it was TLS');
  return settled;
}

describe('TLS that a page asks for', () => {
  test('stands between the proxy and the host, which hears the name; bytes go both ways, ends by halves', async () => {
    let heard: unknown;
    const port = await tlsHost((socket) => {
      heard = socket.servername;
      socket.on('data', (bytes: Buffer) => socket.write(bytes)).on('end', () => socket.end('bye'));
    });
    expect(await secure(port)).toEqual({
      kind: 'tls',
      stream: 1,
      outcome: TlsOutcome.encrypted,
      alert: 0,
      details: ['TLSv1.3', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    });
    expect(heard).toBe('host.test');
    page.write(1, 'hello');
    await until(() => page.text(1) === 'hello', 'the echo');
    page.send({ kind: 'shut', stream: 1 });
    await page.until((packet) => packet.kind === 'shut');
    expect(page.text(1)).toBe('hellobye');
    await until(() => proxy.gateway.metrics.streams + proxy.gateway.metrics.lingering === 0, 'the end');
    expect(proxy.log).toContainEqual(
      expect.objectContaining({ event: 'tls', how: 'TLSv1.3', outcome: TlsOutcome.encrypted }),
    );
    expect(proxy.gateway.metrics.text).toContain('tls_total{outcome="encrypted"} 1\n');
  });

  test('carries a megabyte each way through a page that takes it piece by piece', async () => {
    const port = await tlsHost((socket) => socket.pipe(socket));
    await secure(port);
    const bytes = Buffer.from(Array.from({ length: 1_000_000 }, (_, n) => n * 7));
    await page.sendAll(1, bytes, 'tls');
    await until(() => page.bytes(1).length === bytes.length, 'all of it');
    expect(page.bytes(1).equals(bytes)).toBe(true);
  });

  test('is held back by a page that takes nothing', async () => {
    let sent = 0;
    const port = await tlsHost((socket) => {
      const more = (): void => {
        while (sent < 50_000_000 && socket.write(new Uint8Array(50_000))) sent += 50_000;
      };
      socket.on('drain', more);
      more();
    });
    await secure(port);
    await until(() => page.bytes(1).length === 65_536, 'the window');
    // Whole conversations have time meanwhile.
    for (const stream of [2, 3]) await secure(await tlsHost((socket) => socket.end()), 'host.test', stream);
    expect(page.bytes(1).length).toBe(65_536);
    expect(sent).toBeLessThan(20_000_000);
  });

  test('says what a browser would say of the certificate, and refuses none', async () => {
    page.leave();
    await proxy.close();
    await start({ trust: createSecureContext({ ca: HOST_CERTIFICATE.cert }) });
    const port = await tlsHost((socket) => socket.end());
    expect((await secure(port, 'host.test', 1)).details).toEqual(['TLSv1.3', '']);
    const mismatch = ['TLSv1.3', 'ERR_TLS_CERT_ALTNAME_INVALID'];
    expect((await secure(port, 'other.test', 2)).details).toEqual(mismatch);
    // Neither an address nor nonsense goes out as a name.
    expect((await secure(port, '127.0.0.1', 3)).details).toEqual(mismatch);
    expect((await secure(port, 'no name\0', 4)).details).toEqual(mismatch);
  });

  test.each<[string, (socket: Socket) => unknown, number, number]>([
    ['refuses by an alert', (socket) => socket.end(raw(21, 3, 3, 0, 2, 2, 40)), TlsOutcome.alert, 40],
    ['knows no such name', (socket) => socket.end(raw(21, 3, 3, 0, 2, 2, 112)), TlsOutcome.alert, 112],
    ['speaks HTTP', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), TlsOutcome.notTls, 0],
    ['sends zeros', (socket) => socket.write(new Uint8Array(99)), TlsOutcome.notTls, 0],
    ['ends', (socket) => socket.end(), TlsOutcome.lost, 0],
    ['resets', (socket) => socket.resetAndDestroy(), TlsOutcome.lost, 0],
  ])('with a host that %s is told, and closed', async (_, act, outcome, alert) => {
    const port = await plainHost(act);
    expect(await secure(port)).toMatchObject({ outcome, alert });
    expect(await page.reason(1)).toBe(Reason.networkError);
    expect(proxy.gateway.metrics.handshakes).toEqual({ encrypted: 0, failed: 1 });
  });

  test('with a host that has too old a TLS is an alert', async () => {
    const port = await tlsHost(() => undefined, { maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' });
    expect(await secure(port)).toMatchObject({ outcome: TlsOutcome.alert, alert: 70 });
  });

  test('with a host that has spoken already is none', async () => {
    const port = await listening(
      createServer((socket) => socket.write('220 hello\r\n')),
      new Set(),
    );
    page.open(1, 'host.test', port);
    await until(() => page.text(1).startsWith('220'), 'the greeting');
    page.send({ kind: 'starttls', stream: 1, serverName: 'host.test' });
    expect(await page.until(({ kind }) => kind === 'tls')).toMatchObject({ outcome: TlsOutcome.notTls });
    expect(await page.reason(1)).toBe(Reason.networkError);
  });

  test('ends when the host says nothing for as long as it may take to accept', async () => {
    page.leave();
    await proxy.close();
    await start({ limits: { connectTime: 40 } });
    const port = await plainHost(() => undefined);
    expect(await secure(port)).toMatchObject({ outcome: TlsOutcome.silent });
    expect(await page.reason(1)).toBe(Reason.networkError);
  });

  test.each<[string, number | null]>([
    ['resets it', Reason.networkError],
    ['closes it', Reason.voluntary],
    ['goes away', null],
  ])('leaves nothing behind when the page %s in the middle', async (_, reason) => {
    const sockets = new Set<Socket>();
    const port = await listening(
      createServer((socket) => socket.resume()),
      sockets,
    );
    page.open(1, 'host.test', port);
    await page.opened(1);
    page.send({ kind: 'starttls', stream: 1, serverName: 'host.test' });
    await until(() => [...sockets].some(({ bytesRead }) => bytesRead > 0), 'the hello');
    if (reason === null) page.socket.terminate();
    else page.send({ kind: 'close', stream: 1, reason });
    await until(() => sockets.size === 0, 'the end');
  });

  test('is closed at the host when the page resets its stream later', async () => {
    let isClosed = false;
    const port = await tlsHost((socket) => socket.resume().once('end', () => (isClosed = true)));
    await secure(port);
    page.write(1, 'x');
    page.send({ kind: 'close', stream: 1, reason: Reason.networkError });
    await until(() => isClosed, 'the end');
  });

  test('is ended for the page when the host breaks it off later', async () => {
    const port = await tlsHost((socket) => socket.once('data', () => socket.destroy()));
    await secure(port);
    page.write(1, 'x');
    await page.until((packet) => packet.kind === 'shut' || packet.kind === 'close');
  });

  test('stays within the rules: the host that was dialled is the one that is spoken to', async () => {
    const port = await tlsHost((socket) => socket.end(`this is ${socket.localPort ?? 0}`));
    await secure(port, 'micropython.org');
    await until(() => page.text(1) === `this is ${port}`, 'the answer');
    expect(proxy.dns.asked).toEqual(['host.test']);
  });
});

const raw = (...bytes: number[]): Buffer => Buffer.from(bytes);

describe('STARTTLS', () => {
  test('is offered to pages, and taken from those that have it', async () => {
    const info = await page.until((packet) => packet.kind === 'info');
    if (info.kind !== 'info') throw new Error('that was INFO');
    expect(info.extensions).toContainEqual({ id: Extension.tls, data: Uint8Array.of(1) });
    const other = await TestPage.connect(proxy, 'duplex');
    other.send({ kind: 'starttls', stream: 1, serverName: '' });
    expect(await other.closeCode()).toBe(1002);
  });

  test.each<[string, WispPacket[]]>([
    ['after DATA', [{ kind: 'data', stream: 1, bytes: raw(1) }]],
    ['after SHUT', [{ kind: 'shut', stream: 1 }]],
    ['twice', [{ kind: 'starttls', stream: 1, serverName: '' }]],
  ])('%s ends the connection', async (_, packets) => {
    const port = await listening(
      createServer({ allowHalfOpen: true }, (socket) => socket.resume()),
      new Set(),
    );
    page.open(1, 'host.test', port);
    await page.opened(1);
    for (const packet of packets) page.send(packet);
    page.send({ kind: 'starttls', stream: 1, serverName: '' });
    expect(await page.closeCode()).toBe(1002);
  });

  test.each<[string, WispPacket]>([
    ['DATA', { kind: 'data', stream: 1, bytes: raw(1) }],
    ['SHUT', { kind: 'shut', stream: 1 }],
  ])('is not followed by %s before it is answered', async (_, packet) => {
    const port = await plainHost(() => undefined);
    page.open(1, 'host.test', port);
    await page.opened(1);
    page.send({ kind: 'starttls', stream: 1, serverName: '' });
    page.send(packet);
    expect(await page.closeCode()).toBe(1002);
  });

  test('on stream 0, towards a client, and TLS from a page end the connection', async () => {
    for (const packet of [
      { kind: 'starttls', stream: 0, serverName: '' },
      { kind: 'starttls', stream: 0x8000_0000, serverName: '' },
      { kind: 'tls', stream: 1, outcome: 0, alert: 0, details: [] },
    ] as const) {
      const other = await TestPage.connect(proxy, 'tls');
      other.send(packet);
      expect(await other.closeCode()).toBe(1002);
    }
  });
});
