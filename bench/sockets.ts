import { readFile } from 'node:fs/promises';
import { MemoryFlash } from '../src/cli/node-host';
import { TestBoard } from '../src/cli/test-board.test-helpers';
import { figure, type Figures } from './figures';
import { withStreamNetwork } from './recv';

/** UDP packets there and back, connections opened and closed, and how often a program can look at four sockets. */
export async function socketsSection(quick: boolean): Promise<Figures> {
  const program = await readFile('bench/programs/sockets.py');
  return withStreamNetwork(async (build) => {
    const board = await TestBoard.start(new MemoryFlash({ '/sockets.py': program }), build);
    const perSecond = async (call: string): Promise<number[]> => {
      const values: number[] = [];
      for (let round = 0; round < (quick ? 3 : 8); round++) {
        const [count = 0, micros = 1] = (await board.line(call)).split(' ').map(Number);
        values.push((count * 1e6) / micros);
      }
      return values;
    };
    try {
      await board.line('import sockets');
      return {
        'UDP packets': figure('1/s', await perSecond('sockets.udp(500)')),
        'connections to a host': figure('1/s', await perSecond('sockets.connects(300)')),
        'connections from a host': figure('1/s', await perSecond('sockets.accepts()')),
        'select over 4 sockets': figure('1/s', await perSecond('sockets.selects(5000)')),
        'ipoll over 4 sockets': figure('1/s', await perSecond('sockets.polls(5000)')),
      };
    } finally {
      board.dispose();
    }
  });
}
