import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Check } from '../lesson-data';
import { ConsoleReader } from './console-reader';
import { Finder, Lines, Pattern } from './pattern';
import { ScriptedBoard, stepOf } from './scripted-board.test-helpers';
import { UNSURE } from './timeline';

const LATE = 200;

const leaf = fc.constantFrom<Check>(
  { output: { contains: 'a' } },
  { output: { contains: 'b' } },
  { output: { line: 'c*' } },
  { prompt: 'back' },
  { prompt: 'interrupted' },
  { error: { type: 'OSError' } },
  { pin: { gpio: 4, level: 'high' } },
  { listening: 80 },
  { request: { by: 'browser', status: 200 } },
  { connection: { state: 'open' } },
  { lookup: { name: 'a.test' } },
  { datagram: { to: '1.1.1.1:7' } },
);
/** Without `within`: what waits for it in a `then` begins anew, so it has more chances there than alone. */
const check = fc.letrec<{ check: Check }>((tie) => ({
  check: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('check'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('check'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    fc.array(tie('check'), { minLength: 1, maxLength: 3 }).map((then) => ({ then })),
    tie('check').map((not) => ({ not })),
    tie('check').map((all) => ({ all: [all], for: 1 })),
  ),
})).check;

const ACTS: readonly ((board: ScriptedBoard) => void)[] = [
  (board) => board.starts('f()'),
  (board) => board.prints('a'),
  (board) => board.prints('b\r\nc'),
  (board) => board.prints('d\r\n'),
  (board) => board.ends(),
  (board) => board.raises('OSError', '-2'),
  (board) => board.raises('KeyboardInterrupt'),
  (board) => board.pin(4, 1),
  (board) => board.pin(4, 0),
  (board) => board.listensAt(80),
  (board) => board.listensAt(),
  (board) => board.serves('GET / HTTP/1.0\r\n\r\n', 'HTTP/1.0 200 OK\r\n\r\n'),
  (board) => void board.connects('1.1.1.1', 80).opened(),
  (board) => board.looksUp('a.test', '1.1.1.1'),
  (board) => board.datagram('board', '1.1.1.1', 7, 'x'),
  (board) => board.clock.advance(300),
  (board) => board.clock.advance(2_000),
];
const acts = fc.array(fc.constantFrom(...ACTS), { maxLength: 30 });

/** When each of some checks was so first, as the number of the act; null: never. They see the same board. */
function firstTimes(
  checks: readonly Check[],
  all: readonly ((board: ScriptedBoard) => void)[],
): (number | null)[] {
  const board = new ScriptedBoard(checks.map((one, at) => stepOf(one, { id: String(at) })));
  const times: (number | null)[] = checks.map(() => null);
  const look = (time: number): void =>
    checks.forEach((_, at) => {
      if (board.watch.state(String(at))?.done === true) times[at] ??= time;
    });
  look(-1);
  all.forEach((act, time) => {
    act(board);
    look(time);
  });
  return times;
}

const order = (time: number | null): number => time ?? Infinity;

test('any is so when the first of its parts is, one alone is as good as itself in all, any and then', () => {
  fc.assert(
    fc.property(check, check, acts, (one, other, script) => {
      const [a, b, any, allOne, anyOne, thenOne] = firstTimes(
        [one, other, { any: [one, other] }, { all: [one] }, { any: [one] }, { then: [one] }],
        script,
      );
      expect(order(any ?? null)).toBe(Math.min(order(a ?? null), order(b ?? null)));
      expect([allOne, anyOne]).toEqual([a, a]);
      expect(thenOne).toEqual(a);
    }),
    { numRuns: 1_000 },
  );
});

test('all is never so before each of its parts was, then never before its first', () => {
  fc.assert(
    fc.property(check, check, acts, (one, other, script) => {
      const [a, b, all, then] = firstTimes(
        [one, other, { all: [one, other] }, { then: [one, other] }],
        script,
      );
      expect(order(all ?? null)).toBeGreaterThanOrEqual(Math.max(order(a ?? null), order(b ?? null)));
      expect(order(then ?? null)).toBeGreaterThanOrEqual(order(a ?? null));
    }),
    { numRuns: 1_000 },
  );
});

test('a time makes nothing easier: within and for come no sooner than without them', () => {
  fc.assert(
    fc.property(leaf, acts, (one, script) => {
      const [plain, within, long] = firstTimes([one, { ...one, within: 1 }, { ...one, for: 1 }], script);
      expect(order(within ?? null)).toBeGreaterThanOrEqual(order(plain ?? null));
      expect(order(long ?? null)).toBeGreaterThanOrEqual(order(plain ?? null));
    }),
    { numRuns: 1_000 },
  );
});

test('how long the network is on its way makes no difference, as long as it is known how long that may be', () => {
  const delays = fc.array(fc.nat(LATE - UNSURE), { minLength: 1, maxLength: 20 });
  const moments = fc.array(fc.tuple(fc.constantFrom(...ACTS), fc.nat(120)), { maxLength: 40 });
  const timed = fc.oneof(
    check,
    fc.tuple(check, fc.constantFrom(1, 5)).map(([all, within]) => ({ all: [all], within })),
  );
  fc.assert(
    fc.property(fc.array(timed, { minLength: 1, maxLength: 4 }), moments, delays, (checks, script, ways) => {
      let next = 0;
      const slow = (): number => ways[next++ % ways.length] ?? 0;
      const [atOnce, later] = [() => 0, slow].map((network) => {
        const steps = checks.map((one, at) => stepOf(one, { id: String(at) }));
        const board = new ScriptedBoard(steps, [], { late: LATE, network });
        for (const [act, pause] of script) {
          act(board);
          board.clock.advance(pause);
        }
        board.clock.advance(5_000);
        return steps.map(({ id }) => board.watch.state(id));
      });
      expect(later).toEqual(atOnce);
    }),
    { numRuns: 2_000 },
  );
});

test('in what pieces the console comes makes no difference', () => {
  const text = fc
    .array(
      fc.constantFrom(
        '>>> ',
        '... ',
        '=== ',
        'abc',
        '>',
        '.',
        ' ',
        '\r\n',
        '\n',
        '\x1b[2m',
        '\x1b',
        'x>>> y',
      ),
      {
        maxLength: 30,
      },
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.array(fc.nat(5)), (all, cuts) => {
      const read = (pieces: readonly string[]): string => {
        const reader = new ConsoleReader();
        const events = [...pieces, '\n\n'].flatMap((piece) => reader.hear(piece));
        return events
          .map((event) => (event.kind === 'printed' ? event.text : event.kind === 'entered' ? '⏎' : '❯'))
          .join('');
      };
      const pieces: string[] = [];
      let from = 0;
      for (const cut of cuts) {
        pieces.push(all.slice(from, from + cut));
        from += cut;
      }
      expect(read([...pieces, all.slice(from)])).toBe(read([all]));
    }),
    { numRuns: 3_000 },
  );
});

test('a finder finds as often as one finds in the whole, and keeps little', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 4 }),
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b') })),
      (sought, pieces) => {
        const finder = new Finder(sought);
        const count = pieces.reduce((sum, piece) => sum + finder.hear(piece), 0);
        expect(count).toBe(pieces.join('').split(sought).length - 1);
      },
    ),
  );
});

test('lines are those of the whole, whatever the pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', '\n') })), (pieces) => {
      const heard: string[] = [];
      const lines = new Lines((line) => heard.push(line) > 0);
      const counted = pieces.reduce((sum, piece) => sum + lines.hear(piece), 0);
      expect(heard).toEqual(pieces.join('').split('\n').slice(0, -1));
      expect(counted).toBe(heard.length);
    }),
  );
});

test('a pattern means what the regular expression would, and takes no longer for being nasty', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
  fc.assert(
    fc.property(letters, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 }), (pattern, text) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
      expect(new Pattern(pattern).matches(text)).toBe(expression.test(text));
    }),
  );
  expect(new Pattern('a\\*b').matches('a*b')).toBe(true);
  expect(new Pattern('a\\*b').matches('axb')).toBe(false);
  expect(new Pattern('*a'.repeat(100)).matches('a'.repeat(4_000) + 'b')).toBe(false);
});
