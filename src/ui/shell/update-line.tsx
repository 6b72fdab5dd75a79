import { useState } from 'react';
import { pathsOf } from '../../session/flash/flash-state';
import type { Session } from '../../session/session';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
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
            {wordsOf(page).update} {session ? <Kept session={session} /> : null}
          </p>
          <ReloadButton site={site} session={session} />
          <IconButton icon="close" label={wordsOf(page).later} onClick={() => setLater(true)} />
        </div>
      ) : null}
    </div>
  );
}

function Kept({ session }: { session: Session }) {
  const lost = useSession(session, (snapshot) => pathsOf(snapshot.flash).length > 0);
  return lost ? wordsOf(page).updateLoses : wordsOf(page).filesKept;
}

function ReloadButton({ site, session }: { site: SiteModel; session: Session | null }) {
  const reloading = useCell(site.reloading);
  return (
    <Button look="outlined" icon="reset" disabled={reloading} onClick={() => void site.reload()}>
      {session ? <ReloadWords session={session} /> : wordsOf(page).reload}
    </Button>
  );
}

function ReloadWords({ session }: { session: Session }) {
  const running = useSession(session, canBeStopped);
  return running ? wordsOf(page).stopAndReload : wordsOf(page).reload;
}
