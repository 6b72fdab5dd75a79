import { lesson } from '../../words/en/lesson';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
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
      <p>{reason ?? wordsOf(lesson).stoppedAtError}</p>
      {restartHelps(run.error) ? (
        <Button look="outlined" onClick={restart}>
          {wordsOf(page).restartPython}
        </Button>
      ) : null}
    </div>
  );
}
