import type { Fault } from '../../protocol/messages';
import { Button } from '../common/button';

/** Something of ours broke: what happened, and one thing to do about it. */
export function FaultView({ fault, restart, busy }: { fault: Fault; restart: () => void; busy: boolean }) {
  return (
    <div className="fault" role="alert">
      <h2>The board has stopped</h2>
      <p>{fault.text}</p>
      <p>The board’s files and the text in the editor are kept.</p>
      <Button look="primary" icon="reset" onClick={restart} disabled={busy}>
        {busy ? 'Restarting…' : 'Restart the board'}
      </Button>
      {fault.detail === '' ? null : (
        <details>
          <summary>Details for a bug report</summary>
          <pre tabIndex={0}>{fault.detail}</pre>
        </details>
      )}
    </div>
  );
}
