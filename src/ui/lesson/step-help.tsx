import type { Step, StepOutline } from '../../lessons/lesson-data';
import { Button } from '../common/button';
import { useCell } from '../common/cell';
import { Icon } from '../common/icon';
import { SolutionView } from './solution-view';
import type { StepActions } from './step-actions';
import { StepFilesView } from './step-files-view';
import { StepNetwork } from './step-network';
import type { StepsModel } from './steps-model';
import './step-help.css';

interface StepHelpProps {
  outline: StepOutline;
  model: StepsModel;
  actions: StepActions;
}

/** Below a step: what went wrong, what is missing, hints one at a time, then the solution. */
export function StepHelp({ outline: { id }, model, actions }: StepHelpProps) {
  const { progress, watched } = useCell(model.state);
  const step = model.step(id);
  const state = watched?.get(id);
  if (!step || !state) return <div className="step-actions" />;
  const hints = step.hints.slice(0, progress.hints[id] ?? 0);
  const showsSolution = progress.solutions.includes(id) && !step.challenge;
  const { bench, refused } = actions;
  return (
    <>
      {bench && !state.done && step.network !== undefined ? (
        <StepNetwork setting={step.network} session={bench.session} />
      ) : null}
      {bench && !state.done && step.files ? (
        <StepFilesView step={id} files={step.files} {...{ bench, model, refused }} />
      ) : null}
      {state.mistake === null ? null : (
        <p className="step-note" data-tone="mistake">
          <Icon name="warning" size={16} />
          <span>{state.mistake}</span>
        </p>
      )}
      {state.mistake !== null || state.missing === null ? null : (
        <p className="step-note" data-tone="missing">
          <span>
            <b>Nearly.</b> {state.missing}
          </span>
        </p>
      )}
      {hints.length === 0 ? null : (
        <ol className="step-hints" aria-label="Hints">
          {hints.map((hint) => (
            <li key={hint}>{hint}</li>
          ))}
        </ol>
      )}
      {showsSolution ? <SolutionView solution={step.solution} actions={actions} /> : null}
      {state.done ? (
        <DoneActions id={id} model={model} actions={actions} />
      ) : (
        <HelpActions
          step={step}
          shown={hints.length}
          showsSolution={showsSolution}
          begun={state.checks.some(Boolean) || state.mistake !== null}
          model={model}
        />
      )}
    </>
  );
}

interface HelpActionsProps {
  step: Step;
  /** How many hints are shown. */
  shown: number;
  showsSolution: boolean;
  /** Something of it has happened. */
  begun: boolean;
  model: StepsModel;
}

function HelpActions({ step, shown, showsSolution, begun, model }: HelpActionsProps) {
  const { id, hints, challenge } = step;
  const left = hints.length - shown;
  return (
    <div className="step-actions">
      {left === 0 ? null : (
        <Button onClick={() => model.showHint(id)}>
          {shown === 0 ? 'Hint' : 'Another hint'}
          <span className="visually-hidden"> for “{step.title}”</span>
          <span className="step-count">
            {shown + 1} of {hints.length}
          </span>
        </Button>
      )}
      {left > 0 || challenge || showsSolution ? null : (
        <Button onClick={() => model.showSolution(id)}>
          Show the solution
          <span className="visually-hidden"> of “{step.title}”</span>
        </Button>
      )}
      {left === 0 && challenge ? (
        <span className="step-remark">A challenge has no solution here.</span>
      ) : null}
      {shown > 0 || showsSolution || begun ? (
        <Button onClick={() => model.reset(id)}>
          Reset this step
          <span className="visually-hidden"> “{step.title}”</span>
        </Button>
      ) : null}
    </div>
  );
}

function DoneActions({ id, model, actions }: { id: string; model: StepsModel; actions: StepActions }) {
  const { current } = useCell(model.state);
  return (
    <div className="step-actions">
      {current === null ? null : (
        <Button look="run" onClick={() => actions.goTo(current)}>
          Next step
        </Button>
      )}
      <Button onClick={() => model.reset(id)}>Do it again</Button>
    </div>
  );
}
