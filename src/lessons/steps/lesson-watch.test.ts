import { describe, expect, test } from 'vitest';
import { ScriptedBoard, stepOf } from './scripted-board.test-helpers';

describe('a lesson', () => {
  const one = stepOf(
    { output: { contains: 'one' } },
    {
      mistakes: [{ when: { error: { type: 'NameError' } }, say: 'It has no name.', example: [] }],
    },
  );
  const two = stepOf(
    [
      { output: { contains: 'two' }, say: 'Two has not come.' },
      { pin: { gpio: 4, level: 'high' }, say: 'GPIO4 is low.' },
    ],
    { id: 'two' },
  );

  test('goes on with the next step that is not done', () => {
    const board = new ScriptedBoard([one, two]);
    expect(board.watch.current).toBe('one');
    board.enters('f()', 'one\n');
    expect([board.watch.current, board.watch.done]).toEqual(['two', ['one']]);
  });

  test('takes steps in any order', () => {
    const board = new ScriptedBoard([one, two]);
    board.pin(4, 1);
    board.enters('f()', 'two\n');
    expect([board.watch.current, board.watch.done]).toEqual(['one', ['two']]);
  });

  test('says what is missing when a part is there', () => {
    const board = new ScriptedBoard([one, two]);
    expect(board.watch.state('two')?.missing).toBeNull();
    board.enters('f()', 'two\n');
    expect(board.watch.state('two')).toMatchObject({ checks: [true, false], missing: 'GPIO4 is low.' });
  });

  test('names a mistake until something new is started', () => {
    const board = new ScriptedBoard([one, two]);
    board.starts('f()');
    board.raises('NameError', "name 'f' isn't defined");
    board.ends();
    expect(board.watch.state('one')?.mistake).toBeNull();
    board.clock.advance(500);
    expect(board.watch.state('one')?.mistake).toBe('It has no name.');
    board.enters('x');
    expect(board.watch.state('one')?.mistake).toBeNull();
  });

  test('does not name what turns out to be right a moment later', () => {
    const mistake = {
      when: { all: [{ prompt: 'back' }, { not: { lookup: { name: 'a' } } }] },
      say: 'No.',
      example: [],
    };
    const board = new ScriptedBoard([stepOf({ listening: 80 }, { mistakes: [mistake] as never })]);
    board.enters('f()');
    board.clock.advance(100);
    board.looksUp('a', '1.1.1.1');
    board.clock.advance(1_000);
    expect(board.watch.state('one')?.mistake).toBeNull();
  });

  test('does not name the mistakes of steps that are not at hand', () => {
    const board = new ScriptedBoard([two, one]);
    board.raises('NameError');
    board.clock.advance(500);
    expect(board.watch.state('one')?.mistake).toBeNull();
    board.watch.choose('one');
    board.raises('NameError');
    board.clock.advance(500);
    expect(board.watch.state('one')?.mistake).toBe('It has no name.');
  });

  test('remembers what was done before, and begins a step anew', () => {
    const board = new ScriptedBoard([one, two], ['one']);
    expect(board.watch.current).toBe('two');
    board.watch.reset('one');
    expect([board.watch.current, board.watch.done]).toEqual(['one', []]);
    board.enters('f()', 'one\n');
    expect(board.watch.done).toEqual(['one']);
  });

  test('tells of a change when there is one, and not otherwise', () => {
    const board = new ScriptedBoard([one]);
    board.enters('f()', 'nothing\n');
    expect(board.changes).toBe(0);
    board.enters('f()', 'one\n');
    expect(board.changes).toBe(1);
    board.enters('f()', 'one\n');
    expect(board.changes).toBe(1);
  });
});
