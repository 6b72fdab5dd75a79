import { buffer } from 'node:stream/consumers';
import { bytesOf } from '../commands/saying';
import { ConfigError } from '../../proxy/flags';
import { unsendableByte } from './raw-repl-client';

/** What the board's flash could hold: more would only be read, and not compiled. */
const MOST_SCRIPT = 2 ** 20;
const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/**
 * A script for the board; `-` is stdin.
 *
 * @throws {ConfigError} when it is none that a serial line can carry
 */
export async function readScript(file: string): Promise<Uint8Array> {
  const bytes = file === '-' ? await buffer(process.stdin) : await bytesOf(file);
  const name = file === '-' ? 'The script' : file;
  if (bytes.length > MOST_SCRIPT)
    throw new ConfigError(`${name} is too long for a board: ${bytes.length} bytes.`);
  const control = unsendableByte(bytes);
  if (control !== undefined)
    throw new ConfigError(
      `${name} is no text: it has the byte ${control} in it, which a serial line keeps for itself.`,
    );
  const isMarked = bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  return isMarked ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
}
