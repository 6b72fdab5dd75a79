import type { SolutionAction } from '../../lessons/lesson-data';
import { typedLines } from '../../lessons/typed-text';
import { steps } from '../../words/en/steps';
import { wordsOf } from '../../words/spoken';
import { Button } from '../common/button';
import { Marked } from '../common/marked';
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
    <div className="step-solution" role="group" aria-label={wordsOf(steps).solution}>
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
  const words = wordsOf(steps);
  const { run, type, paste, save, run_file, press, wire, open, post, network } = action;
  const disabled = actions.refused !== null;
  if (run !== undefined) {
    const block = actions.blockById(run);
    return block ? (
      <p>
        <Marked text={words.runBlock(block.label)} />{' '}
        <Button look="run" icon="play" disabled={disabled} onClick={() => actions.runBlock(block)}>
          {words.run}
        </Button>
      </p>
    ) : null;
  }
  if (type !== undefined)
    return (
      <Code
        label={words.type}
        text={type}
        button={words.typeIt}
        {...{ disabled }}
        act={() => actions.typeLines(typedLines(type))}
      />
    );
  if (paste !== undefined)
    return (
      <Code
        label={words.paste}
        text={paste}
        button={words.pasteIt}
        {...{ disabled }}
        act={() => actions.paste(paste)}
      />
    );
  if (save) return <FileView path={save.path} text={save.text} actions={actions} />;
  if (open !== undefined)
    return (
      <p>
        <Marked text={words.openPage(open)} />{' '}
        <Button onClick={() => actions.openPage(open)}>{words.open}</Button>
      </p>
    );
  if (run_file !== undefined) return <p>{words.runFile(run_file)}</p>;
  if (press !== undefined) return <p>{words.press[press]}</p>;
  if (wire)
    return (
      <p>{wire.to === 'none' ? words.letGo(wire.gpio) : words.wire(wire.gpio, wire.to.toUpperCase())}</p>
    );
  if (post)
    return (
      <p>
        <Marked text={words.sendForm(post.to)} />
      </p>
    );
  return network === undefined ? null : <p>{words.chooseNetwork}</p>;
}

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
  const words = wordsOf(steps);
  const present = actions.readFile(path);
  return (
    <>
      <p>
        <Marked text={present === null ? words.newFile(path) : words.changeFile(path)} />
      </p>
      <DiffView before={present ?? ''} after={text} />
      <Button onClick={() => actions.putInEditor(path, text)}>{words.putInEditor}</Button>
    </>
  );
}
