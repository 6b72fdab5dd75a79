import { Suspense, type ReactNode } from 'react';
import { useCell } from '../common/cell';
import { Pane } from '../common/pane';
import type { StartWatch } from './start-watch';

interface AfterPromptProps {
  /** The pane's accessible name, which it has from the beginning. */
  name: string;
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
    <Pane name={name} actions={actions}>
      {null}
    </Pane>
  );
  return over ? <Suspense fallback={place}>{children}</Suspense> : place;
}
