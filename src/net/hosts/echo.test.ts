import { expect, test } from 'vitest';
import { LAN } from '../../protocol/air';
import { FakeBoard } from '../fake-board.test-helpers';

const TO = { ip: '203.0.113.7', port: 7 };

test('what is sent comes back, and the host closes when the client does', () => {
  const board = new FakeBoard();
  const connection = board.connect(TO);
  connection.send('hello ');
  board.settle();
  connection.send('there');
  connection.end();
  board.settle();
  expect(connection.text).toBe('hello there');
  expect(connection.events).toEqual(['opened', 'fin']);
});

test('a client that takes nothing back may send no more, and loses nothing', () => {
  const board = new FakeBoard({ window: 100 });
  const connection = board.connect(TO);
  connection.reads = false;
  connection.send('x'.repeat(connection.credit));
  board.settle();
  expect([connection.received.length, connection.credit]).toEqual([100, 100]);
  connection.reads = true;
  connection.grant(100);
  connection.end();
  board.settle();
  expect(connection.received.length).toBe(2144);
  expect(connection.events).toEqual(['opened', 'fin']);
});

test('a client that resets leaves nothing behind', () => {
  const board = new FakeBoard({ window: 10 });
  const connection = board.connect(TO);
  connection.reads = false;
  connection.send('x'.repeat(100));
  board.settle();
  connection.reset();
  board.settle();
  expect([connection.received.length, board.clock.nextDue]).toEqual([10, null]);
});

test('a packet comes back to where it came from', () => {
  const board = new FakeBoard();
  const from = { ip: LAN.board, port: 4_096 };
  const bytes = Uint8Array.of(1, 2, 3);
  board.post({ kind: 'datagram', from, to: TO, bytes });
  board.settle();
  expect(board.frames).toEqual([{ kind: 'datagram', from: TO, to: from, bytes }]);
});
