import { areGood, type LanConditions } from '../../protocol/lan-conditions';
import type { Traceback } from '../../session/session';
import { explanations } from '../../words/en/explanations';
import { wordsOf } from '../../words/spoken';
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
  if (error.type === 'MemoryError') return wordsOf(explanations).memory;
  if (error.type === 'NameError' && /'(socket|s|addr|addr_info|http_get|machine)'/.test(error.message))
    return wordsOf(explanations).notThereYet(quoted(error.message));
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

/** What a network that was made bad can bring about: no name, no answer (in time), a connection that ends, no way. */
const fromConditions: ReadonlySet<number | null> = new Set([-2, 103, 104, 110, 113]);

function conditionsRemark(message: string, conditions: LanConditions): string {
  if (areGood(conditions) || !fromConditions.has(errnoOf(message))) return '';
  return ` ${wordsOf(explanations).badOnPurpose(conditionsWords(conditions))}`;
}

function explainOsError(message: string): string | null {
  const { errno: byErrno, hostNotFound } = wordsOf(explanations);
  const errno = errnoOf(message);
  if (errno === -2) return hostNotFound;
  if (errno === 98 || message.includes('EADDRINUSE')) return byErrno[98] ?? null;
  return errno === null ? null : (byErrno[errno] ?? null);
}

function quoted(message: string): string {
  return /'([^']+)'/.exec(message)?.[1] ?? '?';
}
