import { useEffect, useRef, useState } from 'react';
import type { Session } from '../../session/session';
import { Button, IconButton } from '../common/button';
import { useCell } from '../common/cell';
import { Pane } from '../common/pane';
import { KeyRow } from './key-row';
import { PasteProgress } from './paste-progress';
import { TerminalMenu } from './terminal-menu';
import type { TerminalModel } from './terminal-model';
import './terminal.css';

interface TerminalPaneProps {
  model: TerminalModel;
  /** Keys that a screen keyboard lacks. */
  keyRow: boolean;
  /** Sentences for the student, above the terminal. */
  notices: React.ReactNode;
  session: Session;
  /** Before the first output: what the board is doing. */
  loading: boolean;
  onInterrupt: () => void;
  actions?: React.ReactNode;
}

export function TerminalPane({
  model,
  session,
  keyRow,
  notices,
  loading,
  onInterrupt,
  actions,
}: TerminalPaneProps) {
  const place = useRef<HTMLDivElement>(null);
  const status = useCell(model.status);
  const hint = useCell(model.hint);
  const [menu, setMenu] = useState<{ x: number; y: number } | null>(null);
  useEffect(() => (place.current ? model.attach(place.current) : undefined), [model]);

  return (
    <Pane
      name="Terminal"
      className="terminal-pane"
      actions={
        <>
          <Button aria-label="A− smaller text" title="Smaller text" onClick={() => model.enlarge(-1)}>
            A−
          </Button>
          <Button aria-label="A+ larger text" title="Larger text" onClick={() => model.enlarge(1)}>
            A+
          </Button>
          <IconButton icon="clear" label="Clear" onClick={() => model.clear()} />
          {actions}
        </>
      }
    >
      {notices}
      {hint === null ? null : (
        <p className="terminal-hint" role="status">
          <span>{hint}</span>
          <IconButton icon="close" label="Dismiss" onClick={() => model.hint.set(null)} />
        </p>
      )}
      <PasteProgress session={session} cancel={onInterrupt} />
      {keyRow && status !== 'failed' ? <KeyRow model={model} onInterrupt={onInterrupt} /> : null}
      <div
        className="terminal-place"
        ref={place}
        onContextMenu={(event) => {
          event.preventDefault();
          setMenu({ x: event.clientX, y: event.clientY });
        }}
      />
      {status === 'failed' ? (
        <div className="terminal-cover failed" role="alert">
          <p>
            The terminal could not be loaded. Check the connection and try again. If a new version of the page
            was published meanwhile, reload it.
          </p>
          <Button look="primary" icon="reset" onClick={() => model.retry()}>
            Try again
          </Button>{' '}
          <Button look="outlined" icon="reload" onClick={() => window.location.reload()}>
            Reload the page
          </Button>
        </div>
      ) : null}
      {loading && status !== 'failed' ? (
        <div className="terminal-cover">
          <p>Starting the board…</p>
          <p className="slow">This takes long. Is the connection slow? Wait, or reload the page.</p>
        </div>
      ) : null}
      {menu ? <TerminalMenu model={model} at={menu} close={() => setMenu(null)} /> : null}
    </Pane>
  );
}
