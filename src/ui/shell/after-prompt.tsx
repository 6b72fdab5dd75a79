import { Suspense, useState, type ReactNode } from 'react';
import type { Session } from '../../session/session';
import { Pane } from '../common/pane';
import { useSession } from '../common/use-session';

interface AfterPromptProps {
  /** The pane's accessible name, which it has from the beginning. */
  name: string;
  session: Session;
  actions: ReactNode;
  children: ReactNode;
}

/**
 * A pane that is loaded once the board has started, or has failed to: nothing of it is fetched on the way to the
 * first prompt. Until then its place is there, empty. A board that is started anew does not take it away again.
 */
export function AfterPrompt({ name, session, actions, children }: AfterPromptProps) {
  const started = useSession(session, ({ phase }) => phase !== 'loading');
  const [wasStarted, setWasStarted] = useState(started);
  if (started && !wasStarted) setWasStarted(true);
  const place = (
    <Pane name={name} actions={actions}>
      {null}
    </Pane>
  );
  return started || wasStarted ? <Suspense fallback={place}>{children}</Suspense> : place;
}
