import { TestBoard } from '../src/cli/test-board.test-helpers';
import { figure, type Figures } from './figures';

/** From Ctrl-D at the prompt to the bytes of the next prompt, in Node. */
export async function softResetSection(quick: boolean): Promise<Figures> {
  const board = await TestBoard.start();
  try {
    const tries: number[] = [];
    for (let n = 0; n < (quick ? 15 : 60); n++) {
      board.forget();
      const start = performance.now();
      board.type('\x04');
      await board.until(() => board.text.endsWith('information.\r\n>>> '), 'the next prompt');
      tries.push(performance.now() - start);
      await board.until(() => board.atPrompt);
    }
    // The first ones run code that is not compiled yet.
    return { 'Ctrl-D to prompt': figure('ms', tries.slice(5), '<= 50') };
  } finally {
    board.dispose();
  }
}
