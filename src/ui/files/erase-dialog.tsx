import { useState } from 'react';
import type { Session } from '../../session/session';
import { files as words } from '../../words/en/files';
import { wordsOf } from '../../words/spoken';
import { Button } from '../common/button';
import { Dialog } from '../common/dialog';
import { Marked } from '../common/marked';
import type { Said } from '../common/said';
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
  const [problem, setProblem] = useState<Said | null>(null);
  const erase = async () => {
    setBusy(true);
    try {
      await session.eraseFlash();
      done();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      setProblem(() => () => wordsOf(words).notErased(why));
      setBusy(false);
    }
  };
  const { length } = files;
  const says = wordsOf(words);
  return (
    <Dialog
      title={says.eraseAsked}
      close={cancel}
      buttons={
        <>
          <Button look="outlined" autoFocus disabled={busy} onClick={cancel}>
            {says.cancel}
          </Button>
          <Button look="danger" icon="bin" disabled={busy} onClick={() => void erase()}>
            {busy ? says.erasing : length === 0 ? says.eraseIt : says.eraseFiles(length)}
          </Button>
        </>
      }
    >
      <p>
        {length === 0 ? says.noFiles : <Marked text={says.deletes(length, listed(files))} />} {says.asNew}
      </p>
      <p>{says.unsavedStays}</p>
      {copy ? <p>{says.copyErased}</p> : null}
      {problem === null ? null : (
        <p className="files-problem" role="alert">
          {problem()}
        </p>
      )}
    </Dialog>
  );
}
