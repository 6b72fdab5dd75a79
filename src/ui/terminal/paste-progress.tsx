import type { Session, SessionSnapshot } from '../../session/session';
import { terminal } from '../../words/en/terminal';
import { wordsOf } from '../../words/spoken';
import { Button } from '../common/button';
import { useSession } from '../common/use-session';
import { amountWords } from './amount-words';

/** Less than this is there before anybody could read how far it is. */
const WORTH_TELLING = 4_096;

/** How far a long paste is, and the way out of it. */
export function PasteProgress({ session, cancel }: { session: Session; cancel: () => void }) {
  const words = wordsOf(terminal);
  // Steps that can be seen: the page is not drawn anew for every 255 bytes.
  const percent = useSession(session, ({ pending }) => percentTaken(pending));
  const all = useSession(session, ({ pending }) => pending?.of ?? 0);
  if (percent === null) return null;
  return (
    <div className="paste-progress">
      <progress max={100} value={percent} aria-label={words.inputTaken} />
      <span>{words.taking(percent, amountWords(all))}</span>
      <Button look="outlined" onClick={cancel} title={words.cancelTip}>
        {words.cancel}
      </Button>
    </div>
  );
}

/** null when there is nothing to tell. */
export function percentTaken(pending: SessionSnapshot['pending']): number | null {
  if (pending === null || pending.of < WORTH_TELLING) return null;
  return Math.floor((100 * (pending.of - pending.bytes)) / pending.of);
}
