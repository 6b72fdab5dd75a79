import type { Session, SessionSnapshot } from '../../session/session';
import { Button } from '../common/button';
import { useSession } from '../common/use-session';

/** Less than this is there before anybody could read how far it is. */
const WORTH_TELLING = 4_096;

/** How far a long paste is, and the way out of it. */
export function PasteProgress({ session, cancel }: { session: Session; cancel: () => void }) {
  // One text for each step that can be seen: the page is not drawn anew for every 255 bytes.
  const words = useSession(session, ({ pending }) => progressWords(pending));
  if (words === null) return null;
  const percent = Number.parseInt(words, 10);
  return (
    <div className="paste-progress">
      <progress max={100} value={percent} aria-label="Input taken by the board" />
      <span>The board takes your input: {words}</span>
      <Button look="outlined" onClick={cancel} title="Drop the rest (Ctrl-C)">
        Cancel
      </Button>
    </div>
  );
}

/** `34% of 1.0 MB`; null when there is nothing to tell. */
export function progressWords(pending: SessionSnapshot['pending']): string | null {
  if (pending === null || pending.of < WORTH_TELLING) return null;
  const percent = Math.floor((100 * (pending.of - pending.bytes)) / pending.of);
  return `${percent}% of ${amount(pending.of)}`;
}

function amount(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
