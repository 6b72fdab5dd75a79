import type { SolutionAction } from '../../lessons/lesson-data';
import { typedLines } from '../../lessons/typed-text';
import { Button } from '../common/button';
import { DiffView } from './diff-view';
import { pythonTokens } from './python-tokens';
import type { StepActions } from './step-actions';

interface SolutionViewProps {
  solution: readonly SolutionAction[];
  actions: StepActions;
}

/** A way that leads there, action by action; what can be done for the student has a button. */
export function SolutionView({ solution, actions }: SolutionViewProps) {
  const shown = solution.filter(({ wait }) => wait === undefined);
  return (
    <div className="step-solution" role="group" aria-label="Solution">
      <ol>
        {shown.map((action, index) => (
          <li key={index}>
            <ActionView action={action} actions={actions} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function ActionView({ action, actions }: { action: SolutionAction; actions: StepActions }) {
  const { run, type, paste, save, run_file, press, wire, open, post, network } = action;
  const disabled = actions.refused !== null;
  if (run !== undefined) {
    const block = actions.blockById(run);
    return block ? (
      <p>
        Run the block <code>{block.label}</code>{' '}
        <Button look="run" icon="play" disabled={disabled} onClick={() => actions.runBlock(block)}>
          Run
        </Button>
      </p>
    ) : null;
  }
  if (type !== undefined)
    return (
      <Code
        label="Type at the prompt:"
        text={type}
        button="Type it in"
        {...{ disabled }}
        act={() => actions.typeLines(typedLines(type))}
      />
    );
  if (paste !== undefined)
    return (
      <Code
        label="Paste at the prompt:"
        text={paste}
        button="Paste it"
        {...{ disabled }}
        act={() => actions.paste(paste)}
      />
    );
  if (save) return <FileView path={save.path} text={save.text} actions={actions} />;
  if (open !== undefined)
    return (
      <p>
        Open <code>{open}</code> in the Browser pane{' '}
        <Button onClick={() => actions.openPage(open)}>Open</Button>
      </p>
    );
  if (run_file !== undefined) return <p>Run {run_file} in the editor.</p>;
  if (press !== undefined) return <p>{PRESS[press]}</p>;
  if (wire)
    return (
      <p>
        {wire.to === 'none'
          ? `Let go of GPIO${wire.gpio} on the board.`
          : `Wire GPIO${wire.gpio} to ${wire.to.toUpperCase()} on the board.`}
      </p>
    );
  if (post)
    return (
      <p>
        Send the form to <code>{post.to}</code> in the Browser pane.
      </p>
    );
  return network === undefined ? null : <p>Choose another network in the Network pane.</p>;
}

const PRESS = {
  'ctrl-c': 'Press Ctrl-C in the terminal.',
  'ctrl-d': 'Press Ctrl-D at the prompt, which restarts Python.',
  reset: 'Press the board’s reset button.',
} as const;

interface CodeProps {
  label: string;
  text: string;
  button: string;
  disabled: boolean;
  act: () => void;
}

function Code({ label, text, button, disabled, act }: CodeProps) {
  return (
    <>
      <p>{label}</p>
      <pre tabIndex={0}>
        <code>
          {pythonTokens(text.trimEnd()).map((token, index) => (
            <span key={index} className={`token-${token.kind}`}>
              {token.text}
            </span>
          ))}
        </code>
      </pre>
      <Button look="run" icon="play" disabled={disabled} onClick={act}>
        {button}
      </Button>
    </>
  );
}

/** Against what the student has in that file. */
function FileView({ path, text, actions }: { path: string; text: string; actions: StepActions }) {
  const present = actions.readFile(path);
  return (
    <>
      <p>
        {present === null ? 'A new file ' : 'Change '}
        <code>{path}</code>:
      </p>
      <DiffView before={present ?? ''} after={text} />
      <Button onClick={() => actions.putInEditor(path, text)}>Put it into the editor</Button>
    </>
  );
}
