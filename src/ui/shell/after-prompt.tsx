import { Suspense, type ReactNode } from 'react';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { useCell } from '../common/cell';
import { Pane } from '../common/pane';
import type { PaneName } from './pane-names';
import type { StartWatch } from './start-watch';

interface AfterPromptProps {
  /** The pane, whose accessible name is there from the beginning. */
  name: PaneName;
  start: StartWatch;
  actions: ReactNode;
  children: ReactNode;
}

/**
 * A pane that is loaded once the first start is over: nothing of it is fetched on the way to the first prompt. Until
 * then its place is there, empty.
 */
export function AfterPrompt({ name, start, actions, children }: AfterPromptProps) {
  const over = useCell(start.over);
  const place = (
    <Pane name={wordsOf(page).parts[name]} actions={actions}>
      {null}
    </Pane>
  );
  return over ? <Suspense fallback={place}>{children}</Suspense> : place;
}
