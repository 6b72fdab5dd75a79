import { Button } from '../common/button';
import { explain, restartHelps } from './explain';
import type { BlockRun } from './lesson-runs';

type FailedRun = Extract<BlockRun, { kind: 'failed' }>;

/** Below a block that ended in an error: what happened, why, and what to do. */
export function Explanation({ run, restart }: { run: FailedRun; restart: () => void }) {
  const { type, message } = run.error;
  const reason = explain(run.error, run.conditions);
  return (
    <div className="code-explanation" role="alert">
      <strong>{message === '' ? type : `${type}: ${message}`}</strong>
      <p>{reason ?? 'The board stopped at this error. The terminal shows the line.'}</p>
      {restartHelps(run.error) ? (
        <Button look="outlined" onClick={restart}>
          Restart Python (Ctrl-D)
        </Button>
      ) : null}
    </div>
  );
}
