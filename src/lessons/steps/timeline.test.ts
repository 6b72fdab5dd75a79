import { describe, expect, test } from 'vitest';
import type { NetworkLogEntry } from '../../protocol/network-log';
import type { Observation } from '../../protocol/observation';
import { VirtualClock } from '../../shared/virtual-clock';
import type { Check } from '../lesson-data';
import { ScriptedBoard, stepOf } from './scripted-board.test-helpers';
import { Timeline, UNSURE } from './timeline';

const LATE = 200;

/** A board of whose network one hears so much later. */
const hearing = (check: Check, later: number): ScriptedBoard =>
  new ScriptedBoard([stepOf(check)], [], { late: LATE, network: () => later });
const done = (board: ScriptedBoard): boolean => {
  board.clock.advance(1_000);
  return board.watch.state('one')?.done ?? false;
};

describe('one thing after another', () => {
  const answered: Check = { request: { by: 'browser', status: 200 } };
  const serves = (board: ScriptedBoard): void =>
    board.serves('GET / HTTP/1.0\r\n\r\n', 'HTTP/1.0 200 OK\r\n\r\n');

  test('an answer, then output that was heard of before the answer was', () => {
    const board = hearing({ then: [answered, { output: { contains: 'served' } }] }, 120);
    board.starts('serve()');
    serves(board);
    board.clock.advance(60);
    board.prints('served\r\n');
    expect(done(board)).toBe(true);
  });

  test('output that came before the answer does not count as after it', () => {
    const board = hearing({ then: [answered, { output: { contains: 'served' } }] }, 120);
    board.starts('serve()');
    board.prints('served\r\n');
    board.clock.advance(2 * UNSURE);
    serves(board);
    expect(done(board)).toBe(false);
  });

  test('two requests are two, and not one that is looked at twice', () => {
    const board = hearing({ then: [answered, answered] }, 100);
    board.starts('serve()');
    const visit = board.isVisited().opened().data('lan', 'GET / HTTP/1.0\r\n\r\n');
    visit.data('board', 'HTTP/1.0 200 OK\r\n\r\n').end('board', 'fin').end('lan', 'fin');
    expect(done(board)).toBe(false);
    serves(board);
    expect(done(board)).toBe(true);
  });

  test('a level that a pin had between two requests, though all is heard of together', () => {
    const high: Check = { pin: { gpio: 4, level: 'high' } };
    const board = hearing({ then: [answered, high, { output: { contains: 'x' } }] }, 140);
    board.starts('serve()');
    serves(board);
    board.clock.advance(20);
    board.pin(4, 1);
    board.clock.advance(20);
    board.pin(4, 0);
    board.prints('x');
    expect(done(board)).toBe(true);
  });

  test.each<[string, Check, (board: ScriptedBoard) => void]>([
    ['lookup', { lookup: { name: 'a.test' } }, (board) => board.looksUp('a.test', '1.1.1.1')],
    ['datagram', { datagram: { to: '1.1.1.1:7' } }, (board) => board.datagram('board', '1.1.1.1', 7, 'x')],
    ['connection', { connection: { to: '1.1.1.1:7' } }, (board) => void board.connects('1.1.1.1', 7)],
  ])('a %s of about the time of what it follows counts, and not one of long before', (_, check, happens) => {
    for (const [pause, counts] of [
      [UNSURE - 10, true],
      [10 * UNSURE, false],
    ] as const) {
      const board = hearing({ then: [{ output: { contains: 'x' } }, check] }, 100);
      board.starts('f()');
      happens(board);
      board.clock.advance(pause);
      board.prints('x');
      expect(done(board)).toBe(counts);
    }
  });

  test('what is not to pass since a line was entered is not missed where it passes at once', () => {
    const board = hearing(
      { all: [{ prompt: 'back' }, { output: { line: 'x' } }, { not: { lookup: { name: '*' } } }] },
      0,
    );
    board.starts('f()');
    board.looksUp('a.test', '1.1.1.1');
    board.prints('x\r\n');
    board.ends();
    expect(done(board)).toBe(false);
  });
});

test('what was so for long enough stays so, though its end is heard of before anybody looked at the clock', () => {
  const board = new ScriptedBoard([stepOf({ listening: 80, for: 1 })], [], { late: LATE, network: () => 0 });
  const at = board.clock.now;
  board.listensAt(80);
  board.clock.advance(1_100);
  board.listensAt();
  expect(board.clock.now - at).toBe(1_100);
  expect(done(board)).toBe(true);
});

describe('the timeline', () => {
  const text = (at: number, text: string): Observation => ({ kind: 'output', at, text });
  const link = (at: number): NetworkLogEntry => ({ kind: 'link', at, up: true });
  const open = (late: number) => {
    const clock = new VirtualClock(10_000);
    const told: string[] = [];
    const timeline = new Timeline({
      clock,
      wallClock: () => clock.now,
      late,
      tell: (observation, at) =>
        told.push(`${observation.kind === 'output' ? observation.text : observation.kind} ${at}`),
      onTold: () => undefined,
    });
    return { clock, told, timeline };
  };

  test('tells in the order in which it happened, when all of it is known', () => {
    const { clock, told, timeline } = open(LATE);
    timeline.hear(text(10_000, 'a'));
    timeline.hear(text(10_100, 'b'));
    clock.advance(150);
    timeline.hear({ kind: 'network', entries: [link(10_060)] });
    expect(told).toEqual([]);
    clock.advance(LATE);
    expect(told).toEqual(['a 10000', 'network 10010', 'b 10100']);
  });

  test('puts what comes too late to when it is heard, so that time never goes back', () => {
    const { clock, told, timeline } = open(LATE);
    timeline.hear(text(10_000, 'a'));
    clock.advance(1_000);
    timeline.hear({ kind: 'network', entries: [link(10_010)] });
    clock.advance(1_000);
    expect(told[0]).toBe('a 10000');
    expect(Number(told[1]?.split(' ')[1])).toBeGreaterThanOrEqual(10_000);
  });

  test('tells a flood as it comes, and keeps little of it', () => {
    const { told, timeline } = open(LATE);
    for (let n = 0; n < 5_000; n++) timeline.hear(text(10_000, 'x'));
    expect(told.length).toBeGreaterThan(3_000);
  });

  test('tells at once where nothing is late', () => {
    const { told, timeline } = open(0);
    timeline.hear(text(10_000, 'a'));
    expect(told).toEqual(['a 10000']);
  });
});
