import { useState } from 'react';
import { pathsOf } from '../../session/flash/flash-state';
import type { Session } from '../../session/session';
import { Button, IconButton } from '../common/button';
import { useCell } from '../common/cell';
import { useSession } from '../common/use-session';
import { canBeStopped } from './activity-words';
import type { SiteModel } from './site-model';

/** Says that there is another build. Nothing happens before the student wants it. */
export function UpdateLine({ site, session }: { site: SiteModel; session: Session | null }) {
  const { update } = useCell(site.state);
  const [later, setLater] = useState(false);
  return (
    <div role="status">
      {update && !later ? (
        <div className="banner update-line">
          <p>
            A new version of Pinwire is ready. Reload to use it.
            {session ? <Kept session={session} /> : null}
          </p>
          <ReloadButton site={site} session={session} />
          <IconButton icon="close" label="Later" onClick={() => setLater(true)} />
        </div>
      ) : null}
    </div>
  );
}

function Kept({ session }: { session: Session }) {
  const lost = useSession(session, (snapshot) => pathsOf(snapshot.flash).length > 0);
  return lost
    ? ' Files that this tab alone has are lost then: download them first.'
    : ' The board’s files and the text in the editor are kept.';
}

function ReloadButton({ site, session }: { site: SiteModel; session: Session | null }) {
  const reloading = useCell(site.reloading);
  return (
    <Button look="outlined" icon="reset" disabled={reloading} onClick={() => void site.reload()}>
      {session ? <ReloadWords session={session} /> : 'Reload'}
    </Button>
  );
}

function ReloadWords({ session }: { session: Session }) {
  const running = useSession(session, canBeStopped);
  return running ? 'Stop the program and reload' : 'Reload';
}
