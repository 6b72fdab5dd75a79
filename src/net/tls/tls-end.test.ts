import { describe, expect, test } from 'vitest';
import { FakeBoard, type BoardConnection } from '../fake-board.test-helpers';
import type { Connection, ConnectionHandlers } from '../lan-stream';
import { clientHello, FINISHED, record } from './records.test-helpers';
import { tlsEnd, type Answer, type Gatekeeper } from './tls-end';

const HTTPS = { ip: '203.0.113.81', port: 443 };
const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const text = ({ received }: BoardConnection): string => latin(received);
const said = (...bytes: number[]): string => latin(record(21, ...bytes));

function send(connection: BoardConnection, board: FakeBoard, bytes: Uint8Array): void {
  connection.send(bytes);
  board.settle();
}

describe('a service behind TLS', () => {
  test('answers in records, and ends with an alert that says so', () => {
    const board = new FakeBoard();
    const connection = board.connect(HTTPS);
    send(connection, board, clientHello({ suites: [0x002f, 0xff50] }));
    expect(text(connection).slice(0, 11)).toBe('\x16\x03\x03\x00\x2a\x02\x00\x00\x26\x03\x03');
    // As the board sends it: in whatever pieces.
    const request = record(23, ...new TextEncoder().encode('GET /json HTTP/1.0\r\n\r\n'));
    for (const byte of [...FINISHED, ...request]) send(connection, board, Uint8Array.of(byte));
    expect(text(connection)).toContain('HTTP/1.0 200 OK\r\n');
    expect(text(connection)).toContain('"name": "http.test"');
    expect(text(connection).endsWith(said(1, 0))).toBe(true);
  });

  test.each([
    ['offers encryption alone', clientHello({ suites: [0x002f, 0x0035] }), said(2, 40)],
    ['speaks no TLS', new TextEncoder().encode('GET / HTTP/1.0\r\n\r\n'), said(2, 10)],
    ['begins with data', record(23, 1, 2, 3), said(2, 10)],
    ['sends what is no hello', record(22, 1, 0, 0, 1, 9), said(2, 10)],
  ])('refuses who %s', (_, sent, answer) => {
    const board = new FakeBoard();
    const connection = board.connect(HTTPS);
    send(connection, board, sent);
    expect(text(connection)).toBe(answer);
    expect(connection.events).toEqual(['opened', 'fin']);
  });
});

/** The far end of a board's TLS whose hello is answered when the test says so. */
class Asked {
  readonly board = new FakeBoard();
  readonly events: string[] = [];
  readonly connection: BoardConnection;
  answer: Answer | undefined;
  inner: Connection | undefined;

  constructor() {
    const gatekeeper: Gatekeeper = {
      onHello: (_, answer) => {
        this.answer = answer;
      },
      onGivenUp: () => this.events.push('given up'),
    };
    const service = (connection: Connection): ConnectionHandlers => tlsEnd(connection, gatekeeper);
    const host = { name: 'asked.test', ip: '203.0.113.200', services: new Map([[443, service]]) };
    this.board.network.addHost(host);
    this.connection = this.board.connect({ ip: host.ip, port: 443 });
    this.say(clientHello({ suites: [0xff50] }));
  }

  say(bytes: Uint8Array): void {
    send(this.connection, this.board, bytes);
  }

  act(act: () => void): string {
    this.board.network.act(act);
    this.board.settle();
    return text(this.connection);
  }

  accept(): void {
    this.act(() =>
      this.answer?.accept((inner) => {
        this.inner = inner;
        return {
          onData: (bytes) => this.events.push(latin(bytes)),
          onEnd: () => this.events.push('end'),
          onReset: () => this.events.push('reset'),
          onRoom: () => this.events.push('room'),
        };
      }),
    );
  }
}

describe('a hello that is answered later', () => {
  test('is accepted; what is to be said before the handshake is over waits for that', () => {
    const asked = new Asked();
    expect(text(asked.connection)).toBe('');
    asked.accept();
    expect(asked.inner?.write(Uint8Array.of(1))).toBe(0);
    asked.say(FINISHED);
    expect(asked.events).toEqual(['room']);
    expect(asked.act(() => asked.inner?.write(Uint8Array.of(1))).endsWith(latin(record(23, 1)))).toBe(true);
    asked.say(record(23, 72, 105));
    expect(asked.events).toEqual(['room', 'Hi']);
  });

  test('is accepted by a service that ends at once, which the board hears after the handshake', () => {
    const asked = new Asked();
    asked.accept();
    const before = asked.act(() => asked.inner?.end());
    expect(before.endsWith(latin(record(22, 14, 0, 0, 0)))).toBe(true);
    asked.say(FINISHED);
    expect(text(asked.connection).endsWith(latin(FINISHED) + said(1, 0))).toBe(true);
    expect(asked.connection.events).toEqual(['opened', 'fin']);
  });

  test.each<[string, (answer: Answer) => void, string]>([
    ['refused', (answer) => answer.refuse(112), said(2, 112)],
    ['answered by nonsense', (answer) => answer.talkNonsense(), '\0\0\0\0\0'],
    ['not answered at all', (answer) => answer.hangUp(), ''],
  ])('is %s', (_, act, last) => {
    const asked = new Asked();
    expect(asked.act(() => asked.answer && act(asked.answer))).toBe(last);
    expect(asked.connection.events).toEqual(['opened', 'fin']);
    // Only once.
    asked.accept();
    expect(text(asked.connection)).toBe(last);
  });

  test.each<[string, (asked: Asked) => void]>([
    ['ends', ({ connection }) => connection.end()],
    ['resets', ({ connection }) => connection.reset()],
    ['talks on', ({ connection }) => connection.send(clientHello({ suites: [0xff50] }))],
  ])('is given up when the board %s, and once before the handshake is over', (_, act) => {
    const early = new Asked();
    act(early);
    early.board.settle();
    expect(early.events).toEqual(['given up']);
    early.accept();
    expect(early.inner).toBeUndefined();
    const late = new Asked();
    late.accept();
    act(late);
    late.board.settle();
    expect(late.events).toEqual(['reset']);
  });
});
