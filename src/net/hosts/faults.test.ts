import { expect, test } from 'vitest';
import { FakeBoard, type BoardConnection } from '../fake-board.test-helpers';
import { LATE } from './faults';

function get(board: FakeBoard, name: string): BoardConnection {
  const [ip = ''] = board.resolve(name) ?? [];
  const connection = board.connect({ ip, port: 80 });
  connection.send('GET / HTTP/1.0\r\n\r\n');
  board.settle();
  return connection;
}

/** The length that the head tells, and the length of the body that came. */
function lengths({ text }: BoardConnection): { told: number; came: number } {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  return { told: Number(/Content-Length: (\d+)/.exec(head)?.[1]), came: body.length };
}

test('reset.test resets in the middle of its page', () => {
  const board = new FakeBoard();
  const connection = get(board, 'reset.test');
  board.advance(1_000);
  const { told, came } = lengths(connection);
  expect([came > 0, came < told]).toEqual([true, true]);
  expect(connection.events).toEqual(['opened', 'reset']);
});

test('cut.test closes in the middle of its page', () => {
  const board = new FakeBoard();
  const connection = get(board, 'cut.test');
  board.advance(1_000);
  const { told, came } = lengths(connection);
  expect([came > 0, came < told]).toEqual([true, true]);
  expect(connection.events).toEqual(['opened', 'fin']);
});

test('drip.test sends its whole page one byte at a time', () => {
  const board = new FakeBoard();
  const connection = get(board, 'drip.test');
  board.advance(30_000);
  expect(connection.parts.every((part) => part.length === 1)).toBe(true);
  const { told, came } = lengths(connection);
  expect(came).toBe(told);
  expect(connection.events).toEqual(['opened', 'fin']);
});

test('late.test sends nothing for five seconds, and then its whole page', () => {
  const board = new FakeBoard();
  const connection = get(board, 'late.test');
  board.advance(LATE - 1);
  expect(connection.text).toBe('');
  board.advance(1);
  const { told, came } = lengths(connection);
  expect(came).toBe(told);
  expect(connection.events).toEqual(['opened', 'fin']);
});

test.each(['drip.test', 'late.test'])('%s stops when its client is gone', (name) => {
  const board = new FakeBoard();
  const connection = get(board, name);
  board.advance(200);
  connection.reset();
  board.settle();
  expect(board.clock.nextDue).toBeNull();
});

test('a reader that stops makes drip.test wait', () => {
  const board = new FakeBoard({ window: 5 });
  const [ip = ''] = board.resolve('drip.test') ?? [];
  const connection = board.connect({ ip, port: 80 });
  connection.reads = false;
  connection.send('GET / HTTP/1.0\r\n\r\n');
  board.advance(10_000);
  expect([connection.received.length, board.clock.nextDue]).toEqual([5, null]);
  connection.reads = true;
  connection.grant(5);
  board.advance(30_000);
  expect(lengths(connection).came).toBe(lengths(connection).told);
});
