import type { SessionSnapshot } from '../../session/session';
import { faults } from '../../words/en/faults';
import { wordsOf } from '../../words/spoken';
import { hasStartFiles } from './stuck-watch';

/** What a button below a fault does. */
export type Action = 'restart' | 'start-without-files' | 'try-again' | 'reload';

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
        ? { more: wordsOf(faults).failedAgain, actions: ['reload', 'try-again'] }
        : { more: null, actions: ['try-again'] };
    default:
      if (again && hasStartFiles(snapshot))
        return { more: wordsOf(faults).stoppedByFiles, actions: ['start-without-files', 'restart'] };
      return again
        ? { more: wordsOf(faults).stoppedAgain, actions: ['restart', 'reload'] }
        : { more: null, actions: ['restart'] };
  }
}
