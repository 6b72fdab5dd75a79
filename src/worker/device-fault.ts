import type { Fault } from '../protocol/messages';

/** What ended the board, as engines put it, and how a student is told. The first that fits counts. */
const CAUSES: readonly { readonly is: RegExp; readonly text: string }[] = [
  {
    // V8 and SpiderMonkey: "Array buffer allocation failed", "Out of memory", "could not allocate memory".
    is: /out of memory|allocat/i,
    text: 'The browser has no memory left for the board. Close other tabs, then restart the board.',
  },
  {
    is: /call stack|too much recursion/i,
    text: 'The program went deeper into itself than the board’s stack reaches, and the board stopped. Restart it; before you run the program again, look for a function that calls itself without end.',
  },
  {
    is: /./s,
    text: 'The board stopped because of a fault in the simulator, not in your program. Restart the board.',
  },
];

/** An exception that nothing in the device worker caught: a trap of the interpreter's, or a bug of ours. */
export function deviceFault(error: unknown): Fault {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    where: 'device worker',
    text: CAUSES.find(({ is }) => is.test(said))?.text ?? '',
    detail: error instanceof Error ? (error.stack ?? said) : said,
    remedy: 'restart',
  };
}
