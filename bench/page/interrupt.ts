import { figure, type Figures } from '../figures';
import { BoardPage } from './board-page';
import type { BuiltSite } from './site';

const CALLS = ['spin', 'sleep', 'accept', 'flood'] as const;
const WARM_UP = 5;

/** From the key Ctrl-C to the prompt in the page: its bytes, and its text in the terminal. */
export function pageInterruptSection(quick: boolean, site: BuiltSite): Promise<Figures> {
  return site.withPage(async (page) => {
    const board = await BoardPage.open(page, site);
    await board.defineBlocking();
    const figures: Figures = {};
    for (const call of CALLS) {
      const told: number[] = [];
      const arrived: number[] = [];
      const drawn: number[] = [];
      for (let n = 0; n < WARM_UP + (quick ? 10 : 40); n++) {
        await board.run(`${call}()\n`, 'begun\r\n');
        // At another moment of the loop each time; a flood first fills what may be under way.
        await new Promise((resolve) => setTimeout(resolve, 20 + (n % 7)));
        const reaction = await board.interrupt();
        if (n < WARM_UP) continue;
        told.push(reaction.told);
        arrived.push(reaction.arrived);
        drawn.push(reaction.drawn);
      }
      figures[`${call}, key told to the page`] = figure('ms', told);
      figures[`${call}, prompt's bytes`] = figure('ms', arrived, 'p99 <= 20');
      figures[`${call}, drawn`] = figure('ms', drawn, call === 'flood' ? 'p99 <= 100' : undefined);
    }
    return figures;
  });
}
