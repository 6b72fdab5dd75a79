import { useEffect, useState } from 'react';
import { pathsOf, type Whose } from '../../session/flash/flash-state';
import type { Session } from '../../session/session';
import { files as filesWords } from '../../words/en/files';
import { wordsOf } from '../../words/spoken';
import { Button } from '../common/button';
import { Dialog } from '../common/dialog';
import { Marked } from '../common/marked';
import { useSession } from '../common/use-session';
import { downloadAll } from './download';
import { listed, storageWords } from './words';
import './files.css';

/** Says that files are not kept, why, and what to do. */
export function StorageBanner({ session }: { session: Session }) {
  const state = useSession(session, (snapshot) => snapshot.flash);
  const files = useSession(session, (snapshot) => snapshot.files);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const [asking, setAsking] = useState(false);
  useWarningBeforeUnload(pathsOf(state).length > 0);
  const words = storageWords(state);
  const says = wordsOf(filesWords);

  const take = async (whose?: Whose) => {
    setAsking(false);
    setBusy(true);
    setFailed(false);
    const result = await session.takeFlash(whose);
    setBusy(false);
    setFailed(result === 'failed');
    setAsking(result === 'choose');
  };
  const remedy = async () => {
    if (state.kind === 'temporary') {
      await take();
      return;
    }
    setBusy(true);
    await session.keepAgain();
    setBusy(false);
  };

  if (!words) return null;
  return (
    <div className="banner storage-banner">
      <p>
        {words.text}
        {failed ? <strong> {says.storageRefuses}</strong> : null}
      </p>
      <div className="storage-banner-buttons">
        {words.remedy === null ? null : (
          <Button look="outlined" disabled={busy} onClick={() => void remedy()}>
            {busy ? says.oneMoment : words.remedy}
          </Button>
        )}
        {files.length === 0 ? null : (
          <Button look="outlined" icon="download" onClick={() => downloadAll(session)}>
            {says.downloadFiles}
          </Button>
        )}
      </div>
      {asking ? (
        <WhoseFiles
          changed={pathsOf(state)}
          choose={(whose) => void take(whose)}
          download={() => downloadAll(session)}
          close={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}

interface WhoseFilesProps {
  changed: readonly string[];
  choose: (whose: Whose) => void;
  download: () => void;
  close: () => void;
}

/** Nothing merges: either the stored files or those of this tab are the board's. */
function WhoseFiles({ changed, choose, download, close }: WhoseFilesProps) {
  const says = wordsOf(filesWords);
  return (
    <Dialog
      title={says.whose}
      close={close}
      buttons={
        <>
          <Button look="outlined" onClick={() => choose('stored')}>
            {says.keepStored}
          </Button>
          <Button look="outlined" onClick={() => choose('own')}>
            {says.useOwn}
          </Button>
          <Button look="outlined" autoFocus onClick={close}>
            {says.cancel}
          </Button>
        </>
      }
    >
      <p>
        <Marked text={says.changedHere(changed.length, listed(changed))} />
      </p>
      <ul>
        <li>
          <Marked text={says.ifStored} />
        </li>
        <li>
          <Marked text={says.ifOwn} />
        </li>
      </ul>
      <Button icon="download" onClick={download}>
        {says.downloadOwn}
      </Button>
    </Dialog>
  );
}

/** The browser asks in words of its own whether the student really wants to leave. */
function useWarningBeforeUnload(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [on]);
}
