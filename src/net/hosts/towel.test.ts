import { expect, test } from 'vitest';
import { FakeBoard, join, textOf } from '../fake-board.test-helpers';
import { film } from './film/film';

const TO = { ip: '203.0.113.23', port: 23 };
const SECONDS = film.frames / film.framesPerSecond;
const wholeFilm = join(Array.from({ length: film.frames }, (_, index) => film.frame(index)));

test('the whole film comes, in its own time, and then the host closes', () => {
  const board = new FakeBoard();
  const connection = board.connect(TO);
  board.advance((SECONDS - 1) * 1000);
  expect(connection.events).toEqual(['opened']);
  board.advance(2000);
  expect(connection.events).toEqual(['opened', 'fin']);
  expect(Buffer.compare(connection.received, wholeFilm)).toBe(0);
  connection.end();
  board.settle();
  expect(board.clock.nextDue).toBeNull();
});

test('a reader that stops makes the film wait, and it goes on in its own time, with nothing lost', () => {
  const board = new FakeBoard({ window: 3000 });
  const connection = board.connect(TO);
  connection.reads = false;
  board.advance(30_000);
  expect(connection.window).toBe(0);
  expect(board.clock.nextDue).toBeNull();

  connection.reads = true;
  connection.grant(3000);
  board.settle();
  const before = connection.received.length;
  board.advance(1000);
  const framesSince = textOf(connection.received.slice(before)).split('\x1b[H').length - 1;
  expect(framesSince).toBeGreaterThanOrEqual(film.framesPerSecond - 1);
  expect(framesSince).toBeLessThanOrEqual(film.framesPerSecond + 1);
  const received = connection.received;
  expect(Buffer.compare(received, wholeFilm.slice(0, received.length))).toBe(0);
});

test('what the client says is read and ignored', () => {
  const board = new FakeBoard();
  const connection = board.connect(TO);
  const credit = connection.credit;
  connection.send(new Uint8Array([255, 251, 31, 255, 253, 1]));
  board.advance(1000);
  expect(connection.credit).toBe(credit);
  expect(connection.events).toEqual(['opened']);
});

test.each(['end', 'reset'] as const)('the film stops when the client goes away by %s', (how) => {
  const board = new FakeBoard();
  const connection = board.connect(TO);
  board.advance(1000);
  connection[how]();
  board.settle();
  expect(board.clock.nextDue).toBeNull();
  const frames = board.frames.length;
  board.advance(5000);
  expect(board.frames.length).toBe(frames);
});

test('two clients see the film each from its beginning', () => {
  const board = new FakeBoard();
  const first = board.connect(TO);
  board.advance(3000);
  const second = board.connect(TO);
  board.advance(3000);
  expect(second.received.length).toBeGreaterThan(1000);
  expect(first.text.startsWith(second.text)).toBe(true);
});
