import { useEffect, useRef, useState } from 'react';
import { Button, IconButton } from '../common/button';
import { useCell } from '../common/cell';
import { Pane } from '../common/pane';
import { KeyRow } from './key-row';
import { TerminalMenu } from './terminal-menu';
import type { TerminalModel } from './terminal-model';
import './terminal.css';

interface TerminalPaneProps {
  model: TerminalModel;
  /** Keys that a screen keyboard lacks. */
  keyRow: boolean;
  /** Sentences for the student, above the terminal. */
  notices: React.ReactNode;
  /** Before the first output: what the board is doing. */
  loading: boolean;
  onInterrupt: () => void;
  actions?: React.ReactNode;
}

export function TerminalPane({ model, keyRow, notices, loading, onInterrupt, actions }: TerminalPaneProps) {
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
      {keyRow ? <KeyRow model={model} onInterrupt={onInterrupt} /> : null}
      <div
        className="terminal-place"
        ref={place}
        onContextMenu={(event) => {
          event.preventDefault();
          setMenu({ x: event.clientX, y: event.clientY });
        }}
      />
      {status === 'failed' ? (
        <p className="terminal-cover" role="alert">
          The terminal could not be loaded. Check the connection and reload the page.
        </p>
      ) : null}
      {loading && status !== 'failed' ? <p className="terminal-cover">Starting the board…</p> : null}
      {menu ? <TerminalMenu model={model} at={menu} close={() => setMenu(null)} /> : null}
    </Pane>
  );
}
