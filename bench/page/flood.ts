import { single, type Figures } from '../figures';
import { BoardPage } from './board-page';
import type { BuiltSite } from './site';

/** `while True: print('x' * 79)`: what the terminal takes, and how smooth the page stays. */
export function floodSection(quick: boolean, site: BuiltSite): Promise<Figures> {
  return site.withPage(async (page) => {
    const board = await BoardPage.open(page, site);
    await board.defineBlocking();
    await board.run('flood()\n', 'begun\r\n');
    const flow = (duration: number) => page.evaluate((length) => window.probe.flow(length), duration);
    // Long enough for the scrollback to fill and the code to be compiled.
    await flow(1_000);
    const { frames, bytes, took } = await flow(quick ? 1_000 : 5_000);
    await board.interrupt();
    return {
      drawn: single('MB/s', bytes / took / 1000, '>= 1'),
      frames: single('1/s', (frames * 1000) / took, '>= 30'),
    };
  });
}
