import { readFile } from 'node:fs/promises';
import { MemoryFlash } from '../src/cli/node-host';
import { TestBoard } from '../src/cli/test-board.test-helpers';
import { figure, type Figures } from './figures';

const WAYS = {
  value: 'p.value(1); p.value(0)',
  call: 'p(1); p(0)',
  on_off: 'p.on(); p.off()',
  toggle: 'p.toggle()',
} as const;

/** How often a program changes an output's level. */
export async function pinsSection(quick: boolean): Promise<Figures> {
  const program = await readFile('bench/programs/toggles.py');
  const board = await TestBoard.start(new MemoryFlash({ '/toggles.py': program }));
  const count = quick ? 50_000 : 200_000;
  try {
    await board.line('import toggles');
    const figures: Figures = {};
    for (const [way, text] of Object.entries(WAYS)) {
      const speeds: number[] = [];
      for (let round = 0; round < 8; round++) {
        const micros = Number(await board.line(`toggles.run('${way}', ${count})`));
        // The first rounds run code that is not compiled yet.
        if (round >= 2) speeds.push((count / micros) * 1_000_000);
      }
      figures[text] = figure('toggles/s', speeds, '>= 300000');
    }
    return figures;
  } finally {
    board.dispose();
  }
}
