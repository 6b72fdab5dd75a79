import { use } from 'react';
import type { Step, StepOutline } from '../../lessons/lesson-data';
import { steps } from '../../words/en/steps';
import { wordsOf } from '../../words/spoken';
import { Button } from '../common/button';
import { useCell } from '../common/cell';
import { Icon } from '../common/icon';
import { Marked } from '../common/marked';
import { LessonTextsContext } from './lesson-texts';
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
  const words = wordsOf(steps);
  const texts = use(LessonTextsContext);
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
        <StepFilesView
          step={id}
          files={step.files}
          {...{ bench, model, refused }}
          onTake={actions.onTakeFiles}
        />
      ) : null}
      {state.mistake === null ? null : (
        <p className="step-note" data-tone="mistake">
          <Icon name="warning" size={16} />
          <span>{texts(state.mistake)}</span>
        </p>
      )}
      {state.mistake !== null || state.missing === null ? null : (
        <p className="step-note" data-tone="missing">
          <span>
            <Marked text={words.nearly(texts(state.missing))} />
          </span>
        </p>
      )}
      {hints.length === 0 ? null : (
        <ol className="step-hints" aria-label={words.hints}>
          {hints.map((hint) => (
            <li key={hint}>{texts(hint)}</li>
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
  const words = wordsOf(steps);
  const texts = use(LessonTextsContext);
  const { id, hints, challenge } = step;
  const left = hints.length - shown;
  return (
    <div className="step-actions">
      {left === 0 ? null : (
        <Button onClick={() => model.showHint(id)}>
          {shown === 0 ? words.hint : words.anotherHint}
          <span className="visually-hidden">{words.ofStep(texts(step.title))}</span>
          <span className="step-count">{words.doneOf(shown + 1, hints.length)}</span>
        </Button>
      )}
      {left > 0 || challenge || showsSolution ? null : (
        <Button onClick={() => model.showSolution(id)}>
          {words.showSolution}
          <span className="visually-hidden">{words.ofStep(texts(step.title))}</span>
        </Button>
      )}
      {left === 0 && challenge ? <span className="step-remark">{words.noSolution}</span> : null}
      {shown > 0 || showsSolution || begun ? (
        <Button onClick={() => model.reset(id)}>
          {words.reset}
          <span className="visually-hidden">{words.ofStep(texts(step.title))}</span>
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
          {wordsOf(steps).nextStep}
        </Button>
      )}
      <Button onClick={() => model.reset(id)}>{wordsOf(steps).again}</Button>
    </div>
  );
}
