import { constants } from 'node:os';

/** How the command ends: with a code, or by a signal that it was sent. */
export type Ending = number | NodeJS.Signals;

/**
 * Whoever waits for a process that was sent a signal looks whether it ended by that: a shell ends its script after Ctrl-C
 * only then. By the hang-up of a terminal, too: Node, when it exits, aborts over one that is gone.
 *
 * @returns the exit code, where the signal does not end it at once
 */
export function exitCode(ending: Ending): number {
  if (typeof ending === 'number') return ending;
  process.kill(process.pid, ending);
  return 128 + constants.signals[ending];
}
