import type { Session } from '../../session/session';
import { useSession } from '../common/use-session';
import { FLASH_BYTES, usedBytes } from './flash-size';
import { sizeWords } from './words';

/** How full the flash is. */
export function FlashUse({ session }: { session: Session }) {
  const files = useSession(session, (snapshot) => snapshot.files);
  const used = usedBytes(files.map((path) => session.readFile(path)?.length ?? 0));
  return (
    <div className="flash-use">
      <meter aria-label="Used of the flash" min={0} max={FLASH_BYTES} high={FLASH_BYTES * 0.9} value={used} />
      <span>
        {sizeWords(used)} of {sizeWords(FLASH_BYTES)} used
      </span>
    </div>
  );
}
