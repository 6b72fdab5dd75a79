import type { Fault } from '../protocol/messages';

/** What can break on the page's side of a board, each as the sentence that a student reads and what helps. */

export const deviceNotLoaded = (detail: string): Fault => ({
  where: 'device worker',
  text: 'The part of this page that runs the board could not be loaded. Check the connection and try again. If a new version of the page was published meanwhile, reload it.',
  detail,
  remedy: 'try-again',
});

export const deviceDied = (detail: string): Fault => ({
  where: 'device worker',
  text: isOutOfMemory(detail) ? NO_MEMORY : 'The board stopped unexpectedly. Restart it.',
  detail,
  remedy: 'restart',
});

export const mixedVersions = (where: Fault['where'], detail: string): Fault => ({
  where,
  text: 'Parts of two versions of this page were mixed. Reload the page.',
  detail,
  remedy: 'reload',
});

/** @param message what a worker sent and nobody understands; only its kind is kept */
export const garbled = (where: Fault['where'], message: unknown): Fault =>
  mixedVersions(where, `a message that makes no sense: ${kindOf(message)}`);

/** A start that did not come to an end. */
export function startFault(error: unknown, has: { readonly worker: boolean }): Fault {
  const detail = String(error);
  if (isOutOfMemory(detail)) return { where: 'page', text: NO_MEMORY, detail, remedy: 'try-again' };
  if (!has.worker) {
    const text =
      'This browser did not start the board’s worker. Try again; if that does not help, reload the page.';
    return { where: 'page', text, detail, remedy: 'try-again' };
  }
  const text = /CompileError|LinkError/.test(detail)
    ? 'MicroPython came damaged or incomplete. Try again: it is then loaded anew.'
    : 'MicroPython could not be loaded. Check the connection and try again. If a new version of the page was published meanwhile, reload it.';
  return { where: 'page', text, detail, remedy: 'try-again' };
}

export const netNotLoaded = (detail: string): Fault => ({
  where: 'net worker',
  text: 'The board’s network could not be loaded: the board works, but it reaches no host. Check the connection and try again.',
  detail,
  remedy: 'try-again',
});

export const netDied = (detail: string): Fault => ({
  where: 'net worker',
  text: 'The board’s network stopped unexpectedly.',
  detail,
  remedy: 'restart',
});

/** It was started anew as often as a board has spare ports for it, or the board cannot be told. */
export const netKeepsStopping = ({ detail }: Fault): Fault => ({
  where: 'net worker',
  text: 'The board’s network stopped and cannot be started under a running board. Restart the board; its files stay.',
  detail,
  remedy: 'restart',
});

const NO_MEMORY =
  'The browser has no memory left for the board. Close other tabs, then start the board again.';

/** As engines put it: V8 "Array buffer allocation failed", "Out of memory"; SpiderMonkey "out of memory". */
function isOutOfMemory(detail: string): boolean {
  return /out of memory|allocation failed|could not allocate/i.test(detail);
}

function kindOf(message: unknown): string {
  if (typeof message !== 'object' || message === null) return typeof message;
  if (!('kind' in message) || typeof message.kind !== 'string') return 'no kind';
  return `kind ${message.kind.slice(0, 40)}`;
}
