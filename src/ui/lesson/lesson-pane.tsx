import { Suspense, useCallback, useLayoutEffect, useMemo, useRef, type ReactNode } from 'react';
import type { Lesson } from '../../lessons/lesson-data';
import { lesson as lessonWords } from '../../words/en/lesson';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { PaneBoundary } from '../common/boundary';
import { Button } from '../common/button';
import { useCell } from '../common/cell';
import { useLanguage } from '../common/use-language';
import { loadable } from '../common/loadable';
import { Pane } from '../common/pane';
import type { TextStore } from '../common/text-store';
import { type BlockContext, Blocks } from './lesson-block';
import { LessonTextsContext, textsOf } from './lesson-texts';
import { readPlace, writePlace } from './lesson-place';
import type { LessonShelf } from './lesson-shelf';
import { showPlace } from './show-place';
import { takingFrom } from './packs/taking-code';
import type { StepActions } from './step-actions';
import { StepCard } from './step-card';
import type { StepsModel } from './steps-model';
import './lesson.css';

const Menus = loadable(() => import('./lesson-nav').then((module) => module.LessonMenus));
const Terms = loadable(() => import('./terms').then((module) => module.Terms));
const PackPlace = loadable(() => import('./packs/pack-place').then((module) => module.PackPlace));
const LessonFiles = loadable(() => import('./lesson-files').then((module) => module.LessonFiles));
const LessonEnd = loadable(() => import('./lesson-nav').then((module) => module.LessonEnd));

interface LessonPaneProps {
  shelf: LessonShelf;
  context: Omit<BlockContext, 'after' | 'pictures'>;
  stepActions: Omit<StepActions, 'goTo'>;
  store: TextStore;
  actions?: ReactNode;
}

export function LessonPane({ shelf, context, stepActions, store, actions }: LessonPaneProps) {
  const { slug, lesson, steps, target, problem } = useCell(shelf.state);
  const scroller = useRef<HTMLDivElement>(null);
  const over = useCell(shelf.begun);
  const goTo = useCallback(
    (step: string) => {
      shelf.open({ slug, step });
      showPlace(step, steps);
    },
    [shelf, slug, steps],
  );
  useLayoutEffect(() => {
    if (!lesson || !scroller.current) return;
    // A place that is not there, say of a step that has another name by now, is the one where the student was.
    if (target === null || !showPlace(target, steps)) scroller.current.scrollTop = readPlace(store, slug);
  }, [lesson, slug, steps, store, target]);

  const outline = lesson?.data.outline ?? [];
  return (
    <Pane
      name={wordsOf(page).parts.Lesson}
      className="lesson-pane"
      actions={
        <>
          <Later over={over} onError={stepActions.onError}>
            <Menus shelf={shelf} goTo={goTo} />
          </Later>
          {actions}
        </>
      }
    >
      <Later over={over} onError={stepActions.onError}>
        <PackPlace door={shelf.packs} brought={lesson?.brought ?? null} />
      </Later>
      {steps && outline.length > 0 ? <ProgressBar of={outline.length} model={steps} /> : null}
      <div
        className="lesson-scroller"
        tabIndex={0}
        ref={scroller}
        onScrollEnd={(event) => writePlace(store, slug, event.currentTarget.scrollTop)}
      >
        {lesson ? (
          <>
            <LessonText {...{ lesson, shelf, steps, context, stepActions, goTo }} />
            <Later over={over} onError={stepActions.onError}>
              <Terms />
            </Later>
          </>
        ) : (
          <div className="prose" role="status">
            {problem === null ? null : (
              <>
                <p>{problem()}</p>
                <Button look="outlined" onClick={() => shelf.retry()}>
                  {wordsOf(page).tryAgain}
                </Button>
              </>
            )}
          </div>
        )}
      </div>
    </Pane>
  );
}

interface LessonTextProps extends Pick<LessonPaneProps, 'shelf' | 'context' | 'stepActions'> {
  lesson: Lesson;
  steps: StepsModel | null;
  goTo: (step: string) => void;
}

function LessonText({ lesson, shelf, steps, context, stepActions, goTo }: LessonTextProps) {
  const { slug, credit, outline, minutes, files } = lesson.data;
  const begun = useCell(shelf.begun);
  const { brought } = lesson;
  const translation = useCell(shelf.words.translation);
  const texts = useMemo(() => textsOf(translation), [translation]);
  const isTranslated = (translation?.document ?? null) !== null;
  const taking = useMemo(() => takingFrom(brought, shelf.onForeignCode), [brought, shelf]);
  const actions = useMemo(() => taking.steps({ ...stepActions, goTo }), [goTo, stepActions, taking]);
  const whole = useMemo<BlockContext>(() => {
    const after = (id: string): ReactNode =>
      outline.map((step, index) =>
        step.at === id ? (
          <StepCard key={step.id} outline={step} number={index + 1} model={steps} actions={actions} />
        ) : null,
      );
    return {
      ...context,
      after,
      actions: taking.blocks(context.actions),
      pictures: brought?.pictures ?? null,
    };
  }, [actions, brought, context, outline, steps, taking]);
  return (
    <LessonTextsContext value={texts}>
      <article className="prose">
        {minutes === undefined ? null : (
          <p className="lesson-facts">{wordsOf(lessonWords).facts(minutes, outline.length)}</p>
        )}
        <LanguageLine lesson={lesson} isTranslated={isTranslated} />
        {steps && actions.bench && Object.keys(files).length > 0 ? (
          <aside className="lesson-files">
            <Later over={begun} onError={stepActions.onError}>
              <LessonFiles files={files} model={steps} actions={actions} />
            </Later>
          </aside>
        ) : null}
        <Blocks blocks={(translation?.document ?? lesson.document).children} context={whole} />
        <Later over={begun} onError={stepActions.onError}>
          <LessonEnd slug={slug} shelf={shelf} />
        </Later>
        <footer className="lesson-credit">
          {credit.text} {wordsOf(lessonWords).licence(credit.license)}{' '}
          {credit.url === undefined ? null : (
            <a href={credit.url} target="_blank" rel="noreferrer">
              {wordsOf(lessonWords).source}
            </a>
          )}
        </footer>
      </article>
    </LessonTextsContext>
  );
}

/** Says where a lesson's text is in English and the page is not. */
function LanguageLine({ lesson, isTranslated }: { lesson: Lesson; isTranslated: boolean }) {
  const isEnglish = lesson.data.language === 'en' && !isTranslated;
  if (useLanguage() === 'en' || !isEnglish || lesson.brought) return null;
  return <p className="lesson-language">{wordsOf(lessonWords).inEnglish}</p>;
}

/** What is not needed before the first prompt. The text can do without it, should it not come. */
function Later({
  over,
  onError,
  children,
}: Pick<StepActions, 'onError'> & { over: boolean; children: ReactNode }) {
  if (!over) return null;
  return (
    <PaneBoundary bare name="Lesson" onError={onError}>
      <Suspense>{children}</Suspense>
    </PaneBoundary>
  );
}

/** How far the student is; and, for those who do not see it, what has just been done or gone wrong. */
function ProgressBar({ of, model }: { of: number; model: StepsModel }) {
  const { progress, news } = useCell(model.state);
  const done = progress.done.length;
  return (
    <>
      <div
        className="lesson-progress"
        role="progressbar"
        aria-label={wordsOf(lessonWords).stepsDone}
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuenow={done}
      >
        <div style={{ width: `${(100 * done) / of}%` }} />
      </div>
      <p className="visually-hidden" role="status">
        {news()}
      </p>
    </>
  );
}
