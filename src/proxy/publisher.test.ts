import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Reason, type WispPacket } from '../net/wisp/packets';
import { startTestProxy, TestPage, until, type TestProxy } from './proxy.test-helpers';

let proxy: TestProxy;
let port: number;

beforeEach(async () => {
  proxy = await startTestProxy({ publish: [{ hostPort: 0, boardPort: 80 }] });
  port = proxy.gateway.publishedPorts[0] ?? 0;
});
afterEach(async () => {
  await proxy.close();
  expect(proxy.gateway.metrics).toMatchObject({ connections: 0, streams: 0, lingering: 0 });
});

interface Client {
  readonly socket: Socket;
  readonly text: () => string;
  readonly end: Promise<'closed' | 'reset'>;
}

function call(first = '', to = port): Client {
  let text = '';
  let how: 'closed' | 'reset' = 'closed';
  const socket = connect({ host: '127.0.0.1', port: to, allowHalfOpen: true }, () => socket.write(first));
  socket.on('data', (bytes) => (text += bytes.toString()));
  socket.on('error', () => (how = 'reset'));
  socket.on('end', () => socket.end());
  return { socket, text: () => text, end: new Promise((settle) => socket.on('close', () => settle(how))) };
}

const ask = (host: string): string => `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`;

/** A page that takes connections to port 80 of its board. */
async function listening(at = proxy): Promise<TestPage> {
  const page = await TestPage.connect(at);
  page.send({ kind: 'listen', port: 80 });
  // LISTEN is not confirmed; what follows it is.
  page.open(1, 'nobody.test', 80);
  await page.reason(1);
  return page;
}

async function incoming(page: TestPage): Promise<Extract<WispPacket, { kind: 'incoming' }>> {
  const packet = await page.until(({ kind }) => kind === 'incoming');
  if (packet.kind !== 'incoming') throw new Error('that was INCOMING');
  return packet;
}

describe('a published port', () => {
  test('leads to the page that takes connections, and back', async () => {
    const page = await listening();
    const client = call(ask(`127.0.0.1:${port}`));
    const { stream, port: boardPort, address } = await incoming(page);
    expect(boardPort).toBe(80);
    expect(stream).toBeGreaterThanOrEqual(0x8000_0000);
    expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(page.bytes(stream)).toHaveLength(0);
    page.send({ kind: 'continue', stream, credit: 0 });
    await until(() => page.text(stream) === ask(`127.0.0.1:${port}`), 'the request, whole');
    page.write(stream, 'HTTP/1.0 200 OK\r\n\r\nhello');
    page.send({ kind: 'shut', stream });
    expect(await client.end).toBe('closed');
    expect(client.text()).toBe('HTTP/1.0 200 OK\r\n\r\nhello');
  });

  test('is bound to 127.0.0.1 and nothing else', async () => {
    const elsewhere = connect({ host: '127.0.0.2', port });
    const code = await new Promise((settle) =>
      elsewhere.on('error', ({ code }: NodeJS.ErrnoException) => settle(code)),
    );
    expect(code).toBe('ECONNREFUSED');
  });

  test('goes to the last page that asked for it', async () => {
    const first = await listening();
    const second = await listening();
    call(ask(`localhost:${port}`));
    await incoming(second);
    second.leave();
    await second.closeCode();
    call(ask(`localhost:${port}`));
    await incoming(first);
    first.send({ kind: 'listen', port: 80 });
  });

  test('has a page that says so while no page takes connections', async () => {
    const client = call(ask(`127.0.0.1:${port}`));
    await client.end;
    expect(client.text()).toMatch(/^HTTP\/1\.1 503 [^]*No page takes connections to its board's port 80/);
    const other = call('hello\r\n');
    await other.end;
    expect(other.text()).toBe('');
  });

  test('has its clients wait for a page, where they are to', async () => {
    const patient = await startTestProxy({
      publish: [{ hostPort: 0, boardPort: 80 }],
      publishPatience: 60_000,
    });
    const client = call('hello\r\n', patient.gateway.publishedPorts[0]);
    const page = await listening(patient);
    const { stream } = await incoming(page);
    page.send({ kind: 'continue', stream, credit: 0 });
    await until(() => page.text(stream) === 'hello\r\n', 'what was said before');
    page.leave();
    await page.closeCode();
    await client.end;
    const left = call('hello', patient.gateway.publishedPorts[0]);
    await patient.close();
    await left.end;
    expect(left.text()).toBe('');
  });

  test('is let go of by LISTEN 0 and by the end of the page', async () => {
    const page = await listening();
    page.send({ kind: 'listen', port: 0 });
    page.open(2, 'nobody.test', 80);
    await page.reason(2);
    const client = call(ask(`127.0.0.1:${port}`));
    await client.end;
    expect(client.text()).toContain('503');
  });

  test.each([
    'evil.test',
    'evil.test:80',
    '127.0.0.1',
    '127.0.0.1:1',
    '192.0.2.1',
    'localhost.evil.test',
    '',
  ])('answers no request for %j', async (host) => {
    const page = await listening();
    const client = call(ask(host));
    await client.end;
    expect(client.text()).toMatch(/^HTTP\/1\.1 421 /);
    expect(page.packets.some(({ kind }) => kind === 'incoming')).toBe(false);
  });

  test('a WebSocket of a program passes whatever host it names; one of a browser, which says its origin, does not', async () => {
    const page = await listening();
    const upgrade = 'GET / HTTP/1.1\r\nHost: board.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n';
    const program = call(`${upgrade}\r\n`);
    await incoming(page);
    program.socket.destroy();
    const browser = call(`${upgrade}Origin: http://board.test\r\n\r\n`);
    await browser.end;
    expect(browser.text()).toMatch(/^HTTP\/1\.1 421 /);
  });

  test('answers no request with two names, one that comes in pieces, or one without end', async () => {
    await listening();
    const two = call(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.test\r\n\r\n`);
    await two.end;
    expect(two.text()).toMatch(/^HTTP\/1\.1 421 /);
    const pieces = call('GE');
    for (const piece of ['T / HTT', 'P/1.1\r\nHo', 'st: evil.test\r\n', '\r\n']) {
      await new Promise((settle) => setTimeout(settle, 20));
      pieces.socket.write(piece);
    }
    await pieces.end;
    expect(pieces.text()).toMatch(/^HTTP\/1\.1 421 /);
    const endless = call(`GET / HTTP/1.1\r\nX: ${'x'.repeat(10_000)}`);
    await endless.end;
    expect(endless.text()).toMatch(/^HTTP\/1\.1 431 /);
  });

  test('a client that waits for the board to speak gets through, and its request is judged all the same', async () => {
    const page = await listening();
    const client = call();
    const { stream } = await incoming(page);
    page.send({ kind: 'continue', stream, credit: 0 });
    page.write(stream, 'login: ');
    await until(() => client.text() === 'login: ', 'the greeting');
    client.socket.write('pinwire\r\n');
    await until(() => page.text(stream) === 'pinwire\r\n', 'the answer');
    client.socket.destroy();

    const late = call();
    const second = await page.until((packet) => packet.kind === 'incoming' && packet.stream !== stream);
    if (second.kind !== 'incoming') throw new Error('that was INCOMING');
    page.send({ kind: 'continue', stream: second.stream, credit: 0 });
    late.socket.write(ask('evil.test'));
    expect(await page.reason(second.stream)).toBe(Reason.blocked);
    expect(page.bytes(second.stream)).toHaveLength(0);
    expect(await late.end).toBe('reset');
  });

  test('that the board refuses is reset', async () => {
    const page = await listening();
    const client = call(ask(`127.0.0.1:${port}`));
    const { stream } = await incoming(page);
    page.send({ kind: 'close', stream, reason: Reason.refused });
    expect(await client.end).toBe('reset');
  });

  test('tells the page when the client is gone before it was taken', async () => {
    const page = await listening();
    const client = call(ask(`127.0.0.1:${port}`));
    const { stream } = await incoming(page);
    client.socket.resetAndDestroy();
    page.send({ kind: 'continue', stream, credit: 0 });
    expect(await page.reason(stream)).toBe(Reason.networkError);
  });

  test('cannot be reached from a page through the proxy', async () => {
    const page = await listening();
    page.open(2, 'host.test', port);
    expect(await page.reason(2)).toBe(Reason.blocked);
  });

  test('that somebody else has is one clear sentence, and nothing is left open', async () => {
    const other = createServer();
    await new Promise<void>((settle) => other.listen(0, '127.0.0.1', settle));
    const taken = (other.address() as AddressInfo).port;
    await expect(startTestProxy({ publish: [{ hostPort: taken, boardPort: 80 }] })).rejects.toThrow(
      `Port ${taken}, which was to lead to the board's port 80, is in use.`,
    );
    await new Promise((settle) => other.close(settle));
  });

  test('is free again when the proxy has ended', async () => {
    const second = await startTestProxy({ publish: [{ hostPort: 0, boardPort: 80 }] });
    const hostPort = second.gateway.publishedPorts[0] ?? 0;
    await second.close();
    const third = await startTestProxy({ publish: [{ hostPort, boardPort: 80 }] });
    expect(third.gateway.publishedPorts).toEqual([hostPort]);
    await third.close();
  });
});
