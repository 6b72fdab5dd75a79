import { complain } from '../../words/complaint';
import { PACK_LIMITS } from './limits';
import { refuse } from './pack-error';

/**
 * The text of a file as it must be: UTF-8, of a length that people write, without NUL.
 *
 * @throws {PackError} that says where it is not
 */
export function sourceText(bytes: Uint8Array, file: string): string {
  if (bytes.length > PACK_LIMITS.text) refuse(file, complain('fileTooLong', PACK_LIMITS.text));
  const nul = bytes.indexOf(0);
  if (nul >= 0) refuse(file, complain('holdsNul'), lineAt(bytes, nul));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse(file, complain('notUtf8'), firstBadLine(bytes));
  }
}

const lineAt = (bytes: Uint8Array, end: number): number =>
  bytes.subarray(0, end).reduce((line, byte) => (byte === 10 ? line + 1 : line), 1);

/** No character of UTF-8 goes over the end of a line, so each can be looked at by itself. */
function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf(10, from);
    const to = end < 0 ? bytes.length : end + 1;
    try {
      decoder.decode(bytes.subarray(from, to));
    } catch {
      return line;
    }
    from = to;
  }
  return line;
}
