import type { BoardObservation, Observation } from '../protocol/observation';
import { DisposableStore, type Dispose } from '../shared/disposable';
import type { Session } from './session';

/**
 * How long after it happened anything is heard of, in milliseconds: the log is told ten times a second, and a busy machine
 * takes a while.
 */
export const HEARD_WITHIN = 200;

/** Of each kind of observation what it is without its time. */
type Untimed<T> = T extends unknown ? Omit<T, 'at'> : never;

export interface ObserveOptions {
  /** Whether the network log is wanted: it is watched as long as this goes on. */
  readonly network: boolean;
  /** The variables that are wanted, by name. */
  readonly variables?: readonly string[];
}

/**
 * Tells what is seen of a session's board, as it comes, beginning with how it is now. It takes nothing away: whoever draws the console still says when it is drawn.
 */
export function observe(
  session: Session,
  { network, variables = [] }: ObserveOptions,
  tell: (observation: Observation) => void,
): Dispose {
  const owned = new DisposableStore();
  const decoder = new TextDecoder();
  const say = (seen: Untimed<BoardObservation>): void => tell({ ...seen, at: session.boardTime });
  let state = session.snapshot.device;
  let files = session.snapshot.fileChanges;
  const tellFiles = (): void => say({ kind: 'files', read: (path) => session.readFile(`/${path}`) });
  if (state) say({ kind: 'state', state });
  tellFiles();
  owned.add(
    session.onOutput(({ bytes }) => say({ kind: 'output', text: decoder.decode(bytes, { stream: true }) })),
  );
  owned.add(session.onTraceback(({ type, message }) => say({ kind: 'raised', type, message })));
  owned.add(
    session.subscribe(() => {
      const { device, fileChanges } = session.snapshot;
      if (device && device !== state) say({ kind: 'state', state: device });
      state = device;
      if (fileChanges === files) return;
      files = fileChanges;
      tellFiles();
    }),
  );
  if (variables.length > 0) {
    owned.add(session.onVariables((values) => say({ kind: 'variables', values })));
    owned.add(session.watchVariables(variables));
  }
  if (network) {
    owned.add(session.onNetwork((entries) => tell({ kind: 'network', entries })));
    owned.add(session.watchNetwork());
  }
  return () => owned.dispose();
}
