import type { SessionSnapshot } from '../../session/session';
import { hasStartFiles } from './stuck-watch';

/** What a button below a fault does. */
export type Action = 'restart' | 'start-without-files' | 'try-again' | 'reload';

export const actionNames: Readonly<Record<Action, string>> = {
  restart: 'Restart the board',
  'start-without-files': 'Start without main.py',
  'try-again': 'Try again',
  reload: 'Reload the page',
};

export interface Advice {
  /** What else there is to know, from the second time on. */
  readonly more: string | null;
  /** The first is the one that most likely helps. */
  readonly actions: readonly Action[];
}

/** So many faults in a row are no accident: what was tried does not help. */
const LOOP = 2;

export function adviceFor(snapshot: SessionSnapshot): Advice {
  const { fault, faultsInRow } = snapshot;
  const again = faultsInRow >= LOOP;
  switch (fault?.remedy) {
    case 'reload':
      return { more: null, actions: ['reload'] };
    case 'try-again':
      return again
        ? { more: 'It has failed again.', actions: ['reload', 'try-again'] }
        : { more: null, actions: ['try-again'] };
    default:
      if (again && hasStartFiles(snapshot)) return LOOP_BY_FILES;
      return again
        ? { more: 'It has stopped again.', actions: ['restart', 'reload'] }
        : { more: null, actions: ['restart'] };
  }
}

const LOOP_BY_FILES: Advice = {
  more: 'It has stopped again before its first prompt. What main.py or boot.py does may be why: start once without them. They stay on the board, and you can change them.',
  actions: ['start-without-files', 'restart'],
};
