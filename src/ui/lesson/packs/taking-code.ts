import type { Brought } from '../../../lessons/lesson-data';
import type { BlockActions } from '../code-block';
import type { StepActions } from '../step-actions';

/** The same actions as for any lesson, but that it is told whose code goes to the board, into the editor or along. */
interface Taking {
  readonly blocks: (actions: BlockActions) => BlockActions;
  readonly steps: (actions: StepActions) => StepActions;
}

const OWN: Taking = { blocks: (actions) => actions, steps: (actions) => actions };

export function takingFrom(brought: Brought | undefined, onCode: (brought: Brought) => void): Taking {
  if (!brought) return OWN;
  const told =
    <Args extends readonly unknown[], Result>(act: (...args: Args) => Result) =>
    (...args: Args): Result => {
      onCode(brought);
      return act(...args);
    };
  return {
    blocks: (actions) => ({
      ...actions,
      run: told(actions.run),
      openInEditor: told(actions.openInEditor),
      copy: told(actions.copy),
    }),
    steps: (actions) => ({
      ...actions,
      runBlock: told(actions.runBlock),
      typeLines: told(actions.typeLines),
      paste: told(actions.paste),
      putInEditor: told(actions.putInEditor),
      onTakeFiles: told(actions.onTakeFiles),
    }),
  };
}
