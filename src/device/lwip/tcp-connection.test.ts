import { describe, expect, test } from 'vitest';
import type { AirFrame } from '../../protocol/air';
import { EAGAIN, EBADF, ECONNRESET } from './errnos.test-helpers';
import { RECEIVE_WINDOW } from './limits';
import { LwipError } from './lwip-error';
import { TcpConnection } from './tcp-connection';

/** A connection with everything it sent, shortened to what matters. */
function connected(credit = 100_000): { connection: TcpConnection; sent: string[] } {
  const sent: string[] = [];
  const connection = new TcpConnection(
    1,
    { ip: '192.168.1.42', port: 80 },
    { ip: '192.168.1.10', port: 5000 },
    (frame: AirFrame) => sent.push('bytes' in frame ? `${frame.kind} ${lengthOf(frame.bytes)}` : frame.kind),
  );
  connection.onOpened(credit);
  return { connection, sent };
}

const lengthOf = (bytes: number | Uint8Array): number => (typeof bytes === 'number' ? bytes : bytes.length);
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** What `recv(limit)` gives: its text, or the negative errno. */
function recv(connection: TcpConnection, limit: number): string | number {
  const count = connection.readable(limit);
  if (count < 0) return count;
  const into = new Uint8Array(count);
  connection.take(into);
  return new TextDecoder().decode(into);
}

describe('what a connection receives', () => {
  test('is read at most one segment of 536 bytes at a time', () => {
    const { connection } = connected();
    connection.onData(new Uint8Array(1000));
    connection.onData(new Uint8Array(3));
    expect(connection.readable(5000)).toBe(536);
    connection.take(new Uint8Array(536));
    expect(connection.readable(5000)).toBe(464);
    expect(connection.readable(10)).toBe(10);
    connection.take(new Uint8Array(464));
    expect(connection.readable(5000)).toBe(3);
  });

  test('may come from within what gives the far end credit, as from the board to itself', () => {
    let fed = 0;
    const connection = new TcpConnection(
      1,
      { ip: '127.0.0.1', port: 80 },
      { ip: '127.0.0.1', port: 5000 },
      (frame: AirFrame) => {
        if (frame.kind === 'credit') connection.onData(new Uint8Array(frame.bytes));
        fed++;
      },
    );
    connection.onOpened(100);
    connection.onData(new Uint8Array(RECEIVE_WINDOW));
    while (fed === 0) connection.take(new Uint8Array(512));
    expect(connection.receivedBytes).toBe(RECEIVE_WINDOW);
    expect(connection.alive).toBe(true);
  });

  test('ends with what had come before a FIN, and then for ever', () => {
    const { connection } = connected();
    expect(connection.readable(10)).toBe(EAGAIN);
    connection.onData(text('last'));
    connection.onFin();
    expect([recv(connection, 10), recv(connection, 10), recv(connection, 10)]).toEqual(['last', '', '']);
  });

  test('comes before the error of a reset, which is told once', () => {
    const { connection } = connected();
    connection.onData(text('last'));
    connection.onError(LwipError.reset);
    expect([recv(connection, 10), recv(connection, 10), recv(connection, 10)]).toEqual([
      'last',
      ECONNRESET,
      '',
    ]);
  });

  test('stays when it is only peeked at', () => {
    const { connection } = connected();
    connection.onData(text('abc'));
    const peeked = new Uint8Array(2);
    connection.peek(peeked);
    expect(peeked).toEqual(text('ab'));
    expect(recv(connection, 10)).toBe('abc');
  });

  test('is given back as credit when half a window was read, to the byte', () => {
    const { connection, sent } = connected();
    connection.onData(new Uint8Array(RECEIVE_WINDOW));
    connection.take(new Uint8Array(RECEIVE_WINDOW / 2 - 1));
    expect(sent).toEqual([]);
    connection.take(new Uint8Array(5));
    expect(sent).toEqual([`credit ${RECEIVE_WINDOW / 2 + 4}`]);
  });

  test('is a line at a time for readline, which waits for its end', () => {
    const { connection } = connected();
    connection.onData(text('GET'));
    expect(connection.readableLine(100)).toBe(EAGAIN);
    connection.onData(text(' /\r\nHost'));
    expect(connection.readableLine(100)).toBe(7);
    expect(connection.readableLine(2)).toBe(2);
    connection.take(new Uint8Array(7));
    connection.onFin();
    expect(connection.readableLine(100)).toBe(4);
  });

  test('does not stall a line longer than half the window', () => {
    const { connection } = connected();
    connection.onData(new Uint8Array(RECEIVE_WINDOW / 2));
    expect(connection.readableLine(1_000_000)).toBe(RECEIVE_WINDOW / 2);
  });
});

describe('what a connection sends', () => {
  test('is taken up to 1,072 bytes while the far end gives no credit', () => {
    const { connection, sent } = connected(0);
    expect(connection.write(new Uint8Array(5000), false)).toBe(1072);
    expect(connection.write(new Uint8Array(1), false)).toBe(EAGAIN);
    expect(sent).toEqual([]);
  });

  test('goes out as credit comes, and a blocked writer is let in at 16 bytes of room', () => {
    const { connection, sent } = connected(0);
    connection.write(new Uint8Array(1072), false);
    connection.onCredit(15);
    expect(connection.write(new Uint8Array(100), true)).toBe(EAGAIN);
    expect(connection.write(new Uint8Array(3), true)).toBe(EAGAIN);
    connection.onCredit(1);
    expect(connection.write(new Uint8Array(100), true)).toBe(16);
    expect(sent).toEqual(['data 15', 'data 1']);
  });

  test('is a copy: the program may use its buffer again', () => {
    const frames: AirFrame[] = [];
    const end = { ip: '', port: 0 };
    const connection = new TcpConnection(1, end, end, (frame) => frames.push(frame));
    connection.onOpened(0);
    const buffer = text('abc');
    connection.write(buffer, false);
    buffer.fill(0);
    connection.onCredit(10);
    expect(frames).toEqual([{ kind: 'data', stream: 1, bytes: text('abc') }]);
  });

  test('still goes after the far end has finished', () => {
    const { connection, sent } = connected();
    connection.onFin();
    expect(connection.write(text('late'), false)).toBe(4);
    expect(sent).toEqual(['data 4']);
  });

  test('fails after a reset: once as such, then as a bad descriptor', () => {
    const { connection } = connected();
    connection.onError(LwipError.reset);
    expect(connection.write(text('x'), false)).toBe(ECONNRESET);
    expect(connection.write(text('x'), false)).toBe(EBADF);
  });
});

describe('closing a connection', () => {
  test('sends what is left and then one FIN', () => {
    const { connection, sent } = connected(0);
    connection.write(new Uint8Array(10), false);
    connection.close();
    connection.close();
    expect(sent).toEqual([]);
    connection.onCredit(100);
    expect(sent).toEqual(['data 10', 'fin']);
    expect(connection.over).toBe(false);
    connection.onFin();
    expect(connection.over).toBe(true);
  });

  test('with unread data is a reset', () => {
    const { connection, sent } = connected();
    connection.onData(text('unread'));
    connection.close();
    expect(sent).toEqual(['reset']);
    expect(connection.over).toBe(true);
  });

  test('after a FIN from the far end is over with our own', () => {
    const { connection, sent } = connected();
    connection.onFin();
    connection.close();
    expect(sent).toEqual(['fin']);
    expect(connection.over).toBe(true);
  });

  test('after a reset sends nothing', () => {
    const { connection, sent } = connected();
    connection.onError(LwipError.reset);
    connection.close();
    connection.abort();
    expect(sent).toEqual([]);
  });
});
