import { useCallback, useSyncExternalStore } from 'react';
import type { Session, SessionSnapshot } from '../../session/session';

/** Reads a part of the session's snapshot. `select` must give the same value while nothing in it changed. */
export function useSession<T>(session: Session, select: (snapshot: SessionSnapshot) => T): T {
  const subscribe = useCallback((onChange: () => void) => session.subscribe(onChange), [session]);
  const read = () => select(session.snapshot);
  return useSyncExternalStore(subscribe, read, read);
}
