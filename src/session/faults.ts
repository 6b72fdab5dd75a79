import type { Fault, FaultCause } from '../protocol/messages';

/** What can break on the page's side of a board, and what helps. */

export const deviceNotLoaded = (detail: string): Fault => ({
  where: 'device worker',
  why: 'device-not-loaded',
  detail,
  remedy: 'try-again',
});

export const deviceDied = (detail: string): Fault => ({
  where: 'device worker',
  why: isOutOfMemory(detail) ? 'no-memory' : 'device-died',
  detail,
  remedy: 'restart',
});

export const mixedVersions = (where: Fault['where'], detail: string): Fault => ({
  where,
  why: 'mixed-versions',
  detail,
  remedy: 'reload',
});

/** @param message what a worker sent and nobody understands; only its kind is kept */
export const garbled = (where: Fault['where'], message: unknown): Fault =>
  mixedVersions(where, `a message that makes no sense: ${kindOf(message)}`);

/** A start that did not come to an end. */
export function startFault(error: unknown, has: { readonly worker: boolean }): Fault {
  const detail = String(error);
  return { where: 'page', why: whyNotStarted(detail, has.worker), detail, remedy: 'try-again' };
}

function whyNotStarted(detail: string, hasWorker: boolean): FaultCause {
  if (isOutOfMemory(detail)) return 'no-memory';
  if (!hasWorker) return 'device-not-started';
  return /CompileError|LinkError/.test(detail) ? 'interpreter-damaged' : 'interpreter-not-loaded';
}

export const netNotLoaded = (detail: string): Fault => ({
  where: 'net worker',
  why: 'net-not-loaded',
  detail,
  remedy: 'try-again',
});

export const netDied = (detail: string): Fault => ({
  where: 'net worker',
  why: 'net-died',
  detail,
  remedy: 'restart',
});

/** It was started anew as often as a board has spare ports for it, or the board cannot be told. */
export const netKeepsStopping = ({ detail }: Fault): Fault => ({
  where: 'net worker',
  why: 'net-keeps-stopping',
  detail,
  remedy: 'restart',
});

/** As engines put it: V8 "Array buffer allocation failed", "Out of memory"; SpiderMonkey "out of memory". */
function isOutOfMemory(detail: string): boolean {
  return /out of memory|allocation failed|could not allocate/i.test(detail);
}

function kindOf(message: unknown): string {
  if (typeof message !== 'object' || message === null) return typeof message;
  if (!('kind' in message) || typeof message.kind !== 'string') return 'no kind';
  return `kind ${message.kind.slice(0, 40)}`;
}
