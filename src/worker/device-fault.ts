import type { Fault, FaultCause } from '../protocol/messages';

/** What ended the board, as engines put it. The first that fits counts. */
const CAUSES: readonly { readonly is: RegExp; readonly why: FaultCause }[] = [
  {
    // V8 and SpiderMonkey: "Array buffer allocation failed", "Out of memory", "could not allocate memory".
    is: /out of memory|allocat/i,
    why: 'no-memory',
  },
  {
    is: /call stack|too much recursion/i,
    why: 'stack-end',
  },
];

/** An exception that nothing in the device worker caught: a trap of the interpreter's, or a bug of ours. */
export function deviceFault(error: unknown): Fault {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    where: 'device worker',
    why: CAUSES.find(({ is }) => is.test(said))?.why ?? 'simulator-bug',
    detail: error instanceof Error ? (error.stack ?? said) : said,
    remedy: 'restart',
  };
}
