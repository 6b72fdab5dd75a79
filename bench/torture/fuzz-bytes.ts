import { byteBurst, MODES } from './byte-burst';
import type { FuzzBoard } from './fuzz-board';
import { Random } from '../../src/shared/random';

/** Most bytes of one burst. */
const MOST_BURST = 65_536;

/** Types one burst of random bytes and looks whether the board is well after it. @returns what is wrong */
export async function fuzzBytes(board: FuzzBoard, seed: number, round: number): Promise<string | null> {
  const random = Random.at(seed, round);
  const { mode, bytes, interrupts } = byteBurst(random, MOST_BURST);
  board.session.type(MODES[mode]);
  await board.send(bytes);
  if (interrupts) board.interrupt();
  return board.recover();
}
