import { setTimeout as sleep } from 'node:timers/promises';
import { TestBoard } from '../src/cli/test-board.test-helpers';
import { figure, type Figures } from './figures';

/** What a board may be waiting in, and the program for it; none: it is at its prompt. */
const WAITS = {
  'at the prompt': '',
  'in time.sleep': 'import time\nprint("wai" "ting")\ntime.sleep(99)',
  'in accept': `
import socket
s = socket.socket()
s.bind(('', 82))
s.listen(1)
print('wai' 'ting')
s.accept()`,
  'in poll': `
import select, socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', 83))
p = select.poll()
p.register(s, select.POLLIN)
print('wai' 'ting')
p.poll()`,
  'in asyncio': `
import asyncio
async def nobody(reader, writer):
    pass
async def main():
    await asyncio.start_server(nobody, '0.0.0.0', 84)
    print('wai' 'ting')
    await asyncio.sleep(99)
asyncio.run(main())`,
} as const;

/** What a whole board takes of the processor while it waits, in Node. */
export async function idleSection(quick: boolean): Promise<Figures> {
  const figures: Figures = {};
  for (const [name, program] of Object.entries(WAITS)) {
    const board = await TestBoard.start();
    try {
      if (program !== '') {
        await board.start(program);
        await board.untilText('waiting');
      }
      // What was begun is done by then: the state is told, code is compiled.
      await sleep(1_000);
      const shares: number[] = [];
      for (let second = 0; second < (quick ? 1 : 5); second++) shares.push(await processorTime(1_000));
      figures[name] = figure('ms of processor time in a second', shares, '<= 5');
    } finally {
      board.dispose();
    }
  }
  return figures;
}

/** Of all threads, this one too. */
async function processorTime(milliseconds: number): Promise<number> {
  const before = process.cpuUsage();
  await sleep(milliseconds);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
