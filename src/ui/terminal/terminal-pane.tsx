import { useEffect, useRef, useState } from 'react';
import type { Session } from '../../session/session';
import { page } from '../../words/en/page';
import { terminal } from '../../words/en/terminal';
import { wordsOf } from '../../words/spoken';
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
  const words = wordsOf(terminal);
  const place = useRef<HTMLDivElement>(null);
  const status = useCell(model.status);
  const hint = useCell(model.hint);
  const [menu, setMenu] = useState<{ x: number; y: number } | null>(null);
  useEffect(() => (place.current ? model.attach(place.current) : undefined), [model]);

  return (
    <Pane
      name={wordsOf(page).parts.Terminal}
      className="terminal-pane"
      actions={
        <>
          <Button aria-label={words.smallerName} title={words.smaller} onClick={() => model.enlarge(-1)}>
            A−
          </Button>
          <Button aria-label={words.largerName} title={words.larger} onClick={() => model.enlarge(1)}>
            A+
          </Button>
          <IconButton icon="clear" label={words.clear} onClick={() => model.clear()} />
          {actions}
        </>
      }
    >
      {notices}
      {hint === null ? null : (
        <p className="terminal-hint" role="status">
          <span>{hint()}</span>
          <IconButton icon="close" label={wordsOf(page).dismiss} onClick={() => model.hint.set(null)} />
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
          <p>{words.notLoaded}</p>
          <Button look="primary" icon="reset" onClick={() => model.retry()}>
            {wordsOf(page).tryAgain}
          </Button>{' '}
          <Button look="outlined" icon="reload" onClick={() => window.location.reload()}>
            {wordsOf(page).reloadPage}
          </Button>
        </div>
      ) : null}
      {loading && status !== 'failed' ? (
        <div className="terminal-cover">
          <p>{words.starting}</p>
          <p className="slow">{words.slow}</p>
        </div>
      ) : null}
      {menu ? <TerminalMenu model={model} at={menu} close={() => setMenu(null)} /> : null}
    </Pane>
  );
}
