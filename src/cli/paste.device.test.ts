import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestBoard } from './test-board.test-helpers';

describe('a paste', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start();
  });
  afterAll(() => board.dispose());

  const REMARK = '# a remark of 40 characters and no more\n';

  test('of 1 MB is cancelled by Ctrl-C at once, and nothing of it is run', async () => {
    board.forget();
    const pasted = board.session.paste(`${REMARK}print("run")\n`.repeat(20_000));
    await board.until(() => board.text.length > 50_000, 'the echo of its beginning');
    board.session.interrupt();
    expect(await pasted).toBe('interrupted');
    await board.until(() => board.atPrompt, 'the prompt');
    expect(board.text).not.toMatch(/^run/m);
    expect(board.session.snapshot.pending).toBeNull();
    expect(await board.line('1+1')).toBe('2\n');
  });

  test('whose text is larger than the heap runs when its program is not', async () => {
    expect(await board.program(`${REMARK.repeat(2_000)}print("done")`)).toBe('done\n');
  });

  test.each([
    ['NUL bytes', 'x = 1\0', 'SyntaxError: invalid syntax'],
    ['bytes that are no UTF-8', Uint8Array.of(0x78, 0x3d, 0xff, 0xfe, 0xc3), 'NameError: name '],
  ])('of %s is an error, and no more', async (_, source, error) => {
    board.forget();
    board.type('\x05');
    await board.untilText('=== ');
    board.session.type(source);
    board.type('\x04');
    await board.until(() => board.atPrompt);
    expect(board.text).toContain(error);
    expect(await board.line('1+1')).toBe('2\n');
  });

  test('shows the values of its expressions', async () => {
    expect(await board.program('a = 3\na\nfor i in range(2): i\na * 2')).toBe('3\n0\n1\n6\n');
  });

  // The last one: the names of what was compiled stay in the heap, as on the chip.
  test('whose program is larger than the heap says so, and its rest is not run as lines', async () => {
    const large = Array.from({ length: 5_000 }, (_, n) => `name_${n} = ${n}`).join('\n');
    expect(await board.program(`${large}\nprint("run")`)).toMatch(
      /^(Traceback [^]*)?MemoryError: memory allocation failed, allocating \d+ bytes\n$/,
    );
    expect(await board.line('1+1')).toBe('2\n');
  });
});
