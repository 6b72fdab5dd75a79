import type { TracebackFrame } from '../protocol/messages';

export interface UncaughtException {
  readonly type: string;
  readonly message: string;
  /** The student's frames, innermost last. */
  readonly frames: readonly TracebackFrame[];
}

const HEAD = String.raw`Traceback \(most recent call last\):\r?\n`;
const REST = String.raw`((?: {2}File "[^\n]*\r?\n)+)([A-Za-z_]\w*)(?:: ([^\n]*?))?\r?\n(?:>>> )?$`;
const TRACEBACK = new RegExp(HEAD + REST);
/** Deep recursion prints more than is kept of it: its last frames are what is left. */
const CUT_TRACEBACK = new RegExp(String.raw`^[^\n]*\n` + REST);
const FRAME = /File "([^"]*)", line (\d+)(?:, in (\S+))?/;

/**
 * The exception whose traceback ends what a statement printed, before the next prompt.
 *
 * @param isCut whether `printed` is only the end of it
 */
export function findTraceback(printed: string, isCut = false): UncaughtException | undefined {
  const match = TRACEBACK.exec(printed) ?? (isCut ? CUT_TRACEBACK.exec(printed) : null);
  if (!match) return undefined;
  const [, files = '', type = '', message = ''] = match;
  const frames = files
    .split('\n')
    .map((line) => FRAME.exec(line))
    .filter((frame) => frame !== null)
    .map(([, file = '', line = '0', block = '<module>']) => ({ file, line: Number(line), block }));
  return { type, message, frames };
}
