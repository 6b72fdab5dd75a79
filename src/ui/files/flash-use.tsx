import type { Session } from '../../session/session';
import { files } from '../../words/en/files';
import { wordsOf } from '../../words/spoken';
import { useSession } from '../common/use-session';
import { sizeWords } from './words';

/** How full the flash is. */
export function FlashUse({ session }: { session: Session }) {
  const words = wordsOf(files);
  const { usedBytes, totalBytes } = useSession(session, (snapshot) => snapshot.flashUse);
  return (
    <div className="flash-use">
      <meter aria-label={words.use} min={0} max={totalBytes} high={totalBytes * 0.9} value={usedBytes} />
      <span>{words.used(sizeWords(usedBytes), sizeWords(totalBytes))}</span>
    </div>
  );
}
