import { Suspense, use } from 'react';
import type { StepOutline } from '../../lessons/lesson-data';
import { lesson } from '../../words/en/lesson';
import { wordsOf } from '../../words/spoken';
import { PaneBoundary } from '../common/boundary';
import { useCell } from '../common/cell';
import { Icon } from '../common/icon';
import { loadable } from '../common/loadable';
import { LessonTextsContext } from './lesson-texts';
import { stepElement } from './lesson-route';
import type { StepActions } from './step-actions';
import type { StepsModel } from './steps-model';
import './step-card.css';

const StepHelp = loadable(() => import('./step-help').then((module) => module.StepHelp));

interface StepCardProps {
  outline: StepOutline;
  /** 1 for the first. */
  number: number;
  model: StepsModel | null;
  actions: StepActions;
}

/** A step at its place in the text: what is to be done, how it stands, and help for the step at hand. */
export function StepCard({ outline, number, model, actions }: StepCardProps) {
  const id = stepElement(outline.id);
  return (
    <section className="step" id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
      {model ? (
        <LiveStep {...{ outline, number, model, actions }} />
      ) : (
        <StepHead outline={outline} number={number} state="open" />
      )}
    </section>
  );
}

function LiveStep({ outline, number, model, actions }: Omit<StepCardProps, 'model'> & { model: StepsModel }) {
  const { current, progress } = useCell(model.state);
  const done = progress.done.includes(outline.id);
  const isHere = current === outline.id;
  return (
    <div className="step-body" data-state={done ? 'done' : isHere ? 'here' : 'open'}>
      <StepHead outline={outline} number={number} state={done ? 'done' : 'open'} />
      {isHere || done ? (
        <PaneBoundary bare name="Help with a step" onError={actions.onError}>
          {/* Its place is kept, so that the text below does not move when it comes. */}
          <Suspense fallback={<div className="step-actions" />}>
            <AfterStart model={model}>
              <StepHelp outline={outline} model={model} actions={actions} />
            </AfterStart>
          </Suspense>
        </PaneBoundary>
      ) : null}
    </div>
  );
}

/** Nothing of the help is fetched on the way to the first prompt. */
function AfterStart({ model, children }: { model: StepsModel; children: React.ReactNode }) {
  const { watched } = useCell(model.state);
  return watched ? children : <div className="step-actions" />;
}

function StepHead({
  outline,
  number,
  state,
}: {
  outline: StepOutline;
  number: number;
  state: 'done' | 'open';
}) {
  const texts = use(LessonTextsContext);
  const id = stepElement(outline.id);
  return (
    <>
      <h3 className="step-title" id={`${id}-title`}>
        <span className="step-mark" aria-hidden="true">
          {state === 'done' ? <Icon name="check" size={14} /> : number}
        </span>
        {texts(outline.title)}
        <span className="visually-hidden">
          {state === 'done' ? wordsOf(lesson).isDone : wordsOf(lesson).isStep(number)}
        </span>
      </h3>
      <p className="step-goal">{texts(outline.goal)}</p>
    </>
  );
}
