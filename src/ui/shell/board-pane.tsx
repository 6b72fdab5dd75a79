import { Suspense, type ReactNode } from 'react';
import type { Session } from '../../session/session';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { useCell } from '../common/cell';
import { loadable } from '../common/loadable';
import { Pane } from '../common/pane';
import { useSession } from '../common/use-session';
import type { StartWatch } from './start-watch';

/** The drawing is not needed for the first prompt, so it does not stand in its way. */
const Board = loadable(() => import('../board/board').then((module) => module.Board));

interface BoardPaneProps {
  session: Session;
  start: StartWatch;
  onReset: () => void;
  actions?: ReactNode;
}

export function BoardPane({ session, start, onReset, actions }: BoardPaneProps) {
  const pins = useSession(session, (snapshot) => snapshot.device?.pins ?? null);
  const over = useCell(start.over);
  return (
    <Pane name={wordsOf(page).parts.Board} className="board-pane" actions={actions}>
      <div className="board-scroller">
        {pins === null || !over ? null : (
          <Suspense>
            <Board pins={pins} onDrive={(gpio, drive) => session.drivePin(gpio, drive)} onReset={onReset} />
          </Suspense>
        )}
      </div>
    </Pane>
  );
}
