import type { Session } from '../../session/session';
import { useSession } from '../common/use-session';
import { sizeWords } from './words';

/** How full the flash is. */
export function FlashUse({ session }: { session: Session }) {
  const { usedBytes, totalBytes } = useSession(session, (snapshot) => snapshot.flashUse);
  return (
    <div className="flash-use">
      <meter
        aria-label="Used of the flash"
        min={0}
        max={totalBytes}
        high={totalBytes * 0.9}
        value={usedBytes}
      />
      <span>
        {sizeWords(usedBytes)} of {sizeWords(totalBytes)} used
      </span>
    </div>
  );
}
