import { readFile } from 'node:fs/promises';
import { figure, type Figures } from '../figures';
import { BoardPage } from './board-page';
import type { BuiltSite } from './site';

/** Sizes of a file, in bytes: a small program, and a large one for the chip's heap. */
const SIZES = [200, 16_384] as const;
/** The console's tail that the probe keeps has room for so many times. */
const AT_ONCE = 50;

/** From a program's `close` of a file until the browser has stored it and the program knows. */
export function pageFlashSection(quick: boolean, site: BuiltSite): Promise<Figures> {
  return site.withPage(async (page) => {
    const board = await BoardPage.open(page, site);
    await board.run(
      `${await readFile('bench/programs/kept.py', 'utf8')}\nprint('defi' 'ned')\n`,
      'defined\r\n>>> ',
    );
    const figures: Figures = {};
    for (const size of SIZES) {
      const times: number[] = [];
      for (let n = 0; n < (quick ? 1 : 10); n++) {
        await board.run(`kept(${size}, ${AT_ONCE})\n`, ']\r\n>>> ');
        times.push(...(await timesShown(board)));
      }
      figures[`${size} bytes, close() to kept`] = figure('ms', times, 'p99 <= 200');
    }
    return figures;
  });
}

async function timesShown({ page }: BoardPage): Promise<number[]> {
  const shown = await page.evaluate(() => window.probe.text);
  const [, list] = /times \[([\d, ]+)\]/.exec(shown) ?? [];
  if (list === undefined) throw new Error(`no times in ${JSON.stringify(shown)}`);
  return list.split(', ').map((microseconds) => Number(microseconds) / 1_000);
}
