import { figure, type Figures } from '../figures';
import { BoardPage } from './board-page';
import type { BuiltSite } from './site';

const TARGET = '<= 16';

/** From a key to its letter in the document: at the board's prompt, and in the editor while a program runs. */
export function typingSection(quick: boolean, site: BuiltSite): Promise<Figures> {
  return site.withPage(async (page) => {
    // The prompt's line must not wrap.
    const count = quick ? 20 : 50;
    const board = await BoardPage.open(page, site);
    const terminal = await board.type('.xterm-rows', count);
    await board.dropLine();
    await board.defineBlocking();
    const inEditor = async (): Promise<number[]> => {
      await page.locator('.monaco-editor').getByRole('textbox').focus();
      await page.keyboard.press('Enter');
      return board.type('.view-lines', count);
    };
    await board.run('spin()\n', 'begun\r\n');
    const beside = await inEditor();
    await board.focusTerminal();
    await board.interrupt();
    await board.run('flood()\n', 'begun\r\n');
    const flooded = await inEditor();
    await board.focusTerminal();
    await board.interrupt();
    return {
      'terminal, at the prompt': figure('ms', terminal, TARGET),
      'editor, beside `while True: pass`': figure('ms', beside, TARGET),
      'editor, during a flood': figure('ms', flooded, TARGET),
    };
  });
}
