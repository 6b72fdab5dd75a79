import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MemoryFlash } from './node-host';
import { TestBoard } from './test-board.test-helpers';

/** Whose exceptions cannot be printed. */
const MODULE = 'class Faulty:\n    def __repr__(self):\n        return 1 / 0\n';

describe('what a program leaves behind is no matter to the next', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start(new MemoryFlash({ '/faulty.py': Buffer.from(MODULE) }));
    await board.line('import faulty, micropython');
  });
  afterAll(() => board.dispose());

  test.each([
    ['a class body that raises', 'class A:\n    inside = 1\n    1 / 0', 'ZeroDivisionError: divide by zero'],
    [
      'an exception that a module cannot print',
      'raise ValueError(faulty.Faulty())',
      'ZeroDivisionError: raised while',
    ],
  ])('names are defined for functions too after %s', async (_, source, message) => {
    expect(await board.program(source)).toContain(message);
    await board.line('name = 5');
    await board.program('def look():\n    return name');
    expect(await board.line('look(), [look() for n in (1, 2)]')).toBe('(5, [5, 5])\n');
    expect(await board.line("__name__, 'inside' in dir(), globals() is locals()")).toBe(
      "('__main__', False, True)\n",
    );
    await board.line('del name, look');
  });

  test('the heap is unlocked', async () => {
    await board.line('micropython.heap_lock()');
    expect(await board.line("['x'] * 3")).toBe("['x', 'x', 'x']\n");
  });
});
