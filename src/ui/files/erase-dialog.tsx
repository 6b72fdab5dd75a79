import { useState } from 'react';
import type { Session } from '../../session/session';
import { Button } from '../common/button';
import { Dialog } from '../common/dialog';
import { useSession } from '../common/use-session';
import { listed } from './words';

interface EraseDialogProps {
  session: Session;
  done: () => void;
  cancel: () => void;
}

export function EraseDialog({ session, done, cancel }: EraseDialogProps) {
  const files = useSession(session, (snapshot) => snapshot.files);
  const copy = useSession(session, (snapshot) => snapshot.flash.kind === 'temporary');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const erase = async () => {
    setBusy(true);
    try {
      await session.eraseFlash();
      done();
    } catch (error) {
      setProblem(`The flash was not erased (${error instanceof Error ? error.message : String(error)}).`);
      setBusy(false);
    }
  };
  const count = files.length === 1 ? '1 file' : `${files.length} files`;
  return (
    <Dialog
      title="Erase the board’s flash?"
      close={cancel}
      buttons={
        <>
          <Button look="outlined" autoFocus disabled={busy} onClick={cancel}>
            Cancel
          </Button>
          <Button look="danger" icon="bin" disabled={busy} onClick={() => void erase()}>
            {busy ? 'Erasing…' : files.length === 0 ? 'Erase' : `Erase ${count}`}
          </Button>
        </>
      }
    >
      <p>
        {files.length === 0 ? (
          'The flash has no files. '
        ) : (
          <>
            {files.length === 1 ? 'One file is' : `${files.length} files are`} deleted:{' '}
            <strong>{listed(files)}</strong>. There is no way back.{' '}
          </>
        )}
        The board starts as if it were new.
      </p>
      <p>Text in the editor that is not saved stays.</p>
      {copy ? <p>This tab works on a copy: the stored files stay as well.</p> : null}
      {problem === null ? null : (
        <p className="files-problem" role="alert">
          {problem}
        </p>
      )}
    </Dialog>
  );
}
