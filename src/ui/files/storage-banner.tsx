import { useEffect, useState } from 'react';
import { pathsOf, type Whose } from '../../session/flash/flash-state';
import type { Session } from '../../session/session';
import { Button } from '../common/button';
import { Dialog } from '../common/dialog';
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
        {failed ? <strong> That did not work: the storage does not answer or refuses.</strong> : null}
      </p>
      <div className="storage-banner-buttons">
        {words.remedy === null ? null : (
          <Button look="outlined" disabled={busy} onClick={() => void remedy()}>
            {busy ? 'One moment…' : words.remedy}
          </Button>
        )}
        {files.length === 0 ? null : (
          <Button look="outlined" icon="download" onClick={() => downloadAll(session)}>
            Download files
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
  const one = changed.length === 1;
  return (
    <Dialog
      title="Which files shall the board have?"
      close={close}
      buttons={
        <>
          <Button look="outlined" onClick={() => choose('stored')}>
            Keep stored files
          </Button>
          <Button look="outlined" onClick={() => choose('own')}>
            Use this tab’s files
          </Button>
          <Button look="outlined" autoFocus onClick={close}>
            Cancel
          </Button>
        </>
      }
    >
      <p>
        <strong>{listed(changed)}</strong> {one ? 'was' : 'were'} changed in this tab only. Files of two tabs
        are not mixed: the board has either the stored ones or all of this tab’s.
      </p>
      <ul>
        <li>
          <em>Keep stored files:</em> the board restarts with them; this tab’s changes are dropped.
        </li>
        <li>
          <em>Use this tab’s files:</em> the stored files are overwritten; the board goes on.
        </li>
      </ul>
      <Button icon="download" onClick={download}>
        Download this tab’s files
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
