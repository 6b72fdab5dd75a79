import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { until } from '../../proxy/proxy.test-helpers';
import type { OpenPort, SerialClient } from './serial-port';
import { TcpLine } from './tcp-line';

/** A port that takes as much as it is told to. */
class FakePort {
  room = Infinity;
  got = '';
  client: SerialClient | null = null;

  open(client: SerialClient): OpenPort | null {
    if (this.client) return null;
    this.client = client;
    return {
      write: (bytes) => {
        this.got += Buffer.from(bytes).toString();
        return this.got.length < this.room;
      },
      close: () => (this.client = null),
    };
  }
}

const sockets: Socket[] = [];
let line: TcpLine | null = null;
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await line?.close();
});

async function listen(port: FakePort): Promise<void> {
  line = await TcpLine.listen({ host: '127.0.0.1', port: 0 });
  line.attach({ port, onControlLines: () => undefined });
}

function client(): { socket: Socket; got: string; closed: boolean } {
  const socket = connect(Number(line?.address.split(':')[1]), '127.0.0.1');
  const one = { socket, got: '', closed: false };
  socket.on('data', (bytes: Buffer) => (one.got += bytes.toString()));
  socket.on('error', () => undefined).on('close', () => (one.closed = true));
  sockets.push(socket);
  return one;
}

test('a client that connects before there is a board is served when there is one', async () => {
  line = await TcpLine.listen({ host: '127.0.0.1', port: 0 });
  const early = client();
  early.socket.write('early');
  await once(early.socket, 'connect');
  const port = new FakePort();
  line.attach({ port, onControlLines: () => undefined });
  await until(() => port.got === 'early', 'its bytes');
});

test('a client that connects at once after another one has gone is not told that the port is in use', async () => {
  const port = new FakePort();
  await listen(port);
  for (let turn = 0; turn < 20; turn++) {
    const { socket } = client();
    socket.write(`${turn} `);
    await until(() => port.got.endsWith(`${turn} `), 'its bytes');
    socket.destroy();
  }
});

test('a client that has gone while it waited for the board gives the port back', async () => {
  const port = new FakePort();
  port.room = 10;
  await listen(port);
  const gone = client();
  gone.socket.write('x'.repeat(10));
  await until(() => port.got.length === 10, 'its bytes');
  gone.socket.write('y'.repeat(100_000));
  gone.socket.end();
  const next = client();
  next.socket.write('next');
  await until(() => port.got.endsWith('next'), 'the next one');
});

test('a client that only waits for the board keeps the port, and all that it sent is read in its order', async () => {
  const port = new FakePort();
  port.room = 10;
  await listen(port);
  const slow = client();
  slow.socket.write('0'.repeat(10));
  await until(() => port.got.length === 10, 'its bytes');
  slow.socket.write('1'.repeat(50_000));
  const next = client();
  await until(() => next.closed, 'the end');
  expect(next.got).toMatch(/in use by another client/);
  slow.socket.write('2');
  port.room = Infinity;
  port.client?.onRoom();
  await until(() => port.got.length === 50_011, 'the rest');
  expect(port.got).toBe(`${'0'.repeat(10)}${'1'.repeat(50_000)}2`);
});
