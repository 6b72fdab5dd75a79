import { areGood, type LanConditions } from '../../protocol/lan-conditions';
import type { Traceback } from '../../session/session';
import { conditionsWords } from '../network/conditions-words';

/** What happened, why, and what to do: one sentence or two for an error that students meet in the lessons. */
export function explain(
  error: Pick<Traceback, 'type' | 'message'>,
  conditions: LanConditions,
): string | null {
  if (error.type === 'KeyboardInterrupt' || error.type === 'SystemExit') return null;
  if (error.type === 'OSError') {
    const reason = explainOsError(error.message);
    return reason === null ? null : `${reason}${conditionsRemark(error.message, conditions)}`;
  }
  if (error.type === 'MemoryError')
    return 'The board ran out of memory: it has about 38 KB for a program and its data. Press Ctrl-D to start afresh, and read or build data in smaller pieces.';
  if (error.type === 'NameError' && /'(socket|s|addr|addr_info|http_get|machine)'/.test(error.message))
    return `${quoted(error.message)} is not there yet: an earlier block of the lesson makes it. Run the blocks from the top of the section.`;
  return null;
}

/** Whether a restart of Python is the way out. */
export function restartHelps(error: Pick<Traceback, 'type' | 'message'>): boolean {
  return error.type === 'MemoryError' || (error.type === 'OSError' && errnoOf(error.message) === 98);
}

/** The number that stands in `[Errno 98] EADDRINUSE`, or alone in `-2`. */
function errnoOf(message: string): number | null {
  const match = /\[Errno (-?\d+)\]/.exec(message) ?? /^\(?(-\d+)/.exec(message.trim());
  return match?.[1] === undefined ? null : Number(match[1]);
}

const byErrno: Readonly<Record<number, string>> = {
  98: 'That port is still taken: the server that Ctrl-C stopped left its socket open and listening. Press Ctrl-D, which restarts Python and closes all sockets, then run this again. Typing s.close() right after Ctrl-C, before running it again, does the same.',
  103: 'Nobody answered. Check the address, then make a new socket and connect again.',
  104: 'The other side refused the connection, or ended it without a proper close. Check the address and the port, then make a new socket and connect again.',
  110: 'Nobody answered in time. Check the address and the port, then try again.',
  111: 'The connection was refused: at that address no program listens on that port. Check the port, or start the server first.',
  113: 'There is no way to that address. Check it, and that the board’s Wi-Fi is connected.',
  128: 'This socket is not connected. Call connect() first, on a socket that has not been closed.',
};

/** What a network that was made bad can bring about: no name, no answer (in time), a connection that ends, no way. */
const fromConditions: ReadonlySet<number | null> = new Set([-2, 103, 104, 110, 113]);

function conditionsRemark(message: string, conditions: LanConditions): string {
  if (areGood(conditions) || !fromConditions.has(errnoOf(message))) return '';
  return ` The network is bad on purpose at the moment, which may be why. ${conditionsWords(conditions)}`;
}

function explainOsError(message: string): string | null {
  const errno = errnoOf(message);
  if (errno === -2)
    return 'That host name was not found. Check how it is spelled: only the hosts of the lessons have names here, and those that the proxy to real hosts allows, where there is one.';
  if (errno === 98 || message.includes('EADDRINUSE')) return byErrno[98] ?? null;
  return errno === null ? null : (byErrno[errno] ?? null);
}

function quoted(message: string): string {
  return /'([^']+)'/.exec(message)?.[1] ?? 'That name';
}
