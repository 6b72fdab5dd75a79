import { expect, test } from 'vitest';
import { FakeBoard, type BoardConnection } from '../fake-board.test-helpers';

const record = (kind: number, ...body: number[]): string =>
  String.fromCharCode(kind, 3, 3, body.length >> 8, body.length & 0xff, ...body);

function hello(...suites: number[]): string {
  const body = [3, 3, ...new Uint8Array(32), 0, 0, 2 * suites.length];
  for (const suite of suites) body.push(suite >> 8, suite & 0xff);
  body.push(1, 0);
  return record(22, 1, 0, 0, body.length, ...body);
}

const text = ({ received }: BoardConnection): string => String.fromCharCode(...received);

const FINISHED = record(20, 1) + record(22, 20, 0, 0, 12, ...new Uint8Array(12));

function send(connection: BoardConnection, board: FakeBoard, text: string): void {
  connection.send(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  board.settle();
}

test('a service behind TLS answers in records, and ends with an alert that says so', () => {
  const board = new FakeBoard();
  const connection = board.connect({ ip: '203.0.113.81', port: 443 });
  send(connection, board, hello(0x002f, 0xff50));
  expect(text(connection).slice(0, 11)).toBe('\x16\x03\x03\x00\x2a\x02\x00\x00\x26\x03\x03');
  // As the board sends it: in whatever pieces.
  for (const part of FINISHED + record(23, ...new TextEncoder().encode('GET /json HTTP/1.0\r\n\r\n')))
    send(connection, board, part);
  expect(text(connection)).toContain('HTTP/1.0 200 OK\r\n');
  expect(text(connection)).toContain('"name": "http.test"');
  expect(text(connection).endsWith(record(21, 1, 0))).toBe(true);
});

test.each([
  ['offers encryption alone', hello(0x002f, 0x0035), record(21, 2, 40)],
  ['speaks no TLS', 'GET / HTTP/1.0\r\n\r\n', record(21, 2, 10)],
  ['begins with data', record(23, 1, 2, 3), record(21, 2, 10)],
])('who %s is refused', (_, sent, answer) => {
  const board = new FakeBoard();
  const connection = board.connect({ ip: '203.0.113.81', port: 443 });
  send(connection, board, sent);
  expect(text(connection)).toBe(answer);
});
