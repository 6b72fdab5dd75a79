import { codeBlocks } from '../../lessons/every-block';
import type { SolutionAction, Step, WholeLesson } from '../../lessons/lesson-data';
import { performActions } from './actions';
import { begin } from './check-lesson';
import { equivalence } from './equivalent-mutants';
import { LessonBoard, LessonProblem } from './lesson-board';
import { mutantsOf, sample, type Mutant } from './mutants';

export interface MutationOptions {
  readonly build: string;
  /** At most so many of a lesson's mutants, from all its steps; null: all. */
  readonly most: number | null;
  readonly onMutant: (one: MutantResult) => void;
}

export interface MutantResult {
  readonly lesson: string;
  readonly step: string;
  readonly mutant: string;
  /** `unreached`: a whole solution before it did not do its step, so nothing is known of this one. */
  readonly outcome: 'caught' | 'survived' | 'equivalent' | 'unreached';
  /** Why an equivalent one may pass. */
  readonly why: string | null;
}

/** How long a broken solution may take to do its step all the same, in milliseconds. */
const PATIENCE = 4_000;
/** For the steps before it, which do what they should. */
const WAY_PATIENCE = 30_000;
/** For the steps after it. */
const REST_PATIENCE = 12_000;
const BOARDS = 4;

interface Job {
  readonly step: Step;
  readonly at: number;
  readonly mutant: Mutant;
}

/**
 * Takes each step's solution broken in one place, after whole ones of the steps before it: the step must not be done, or
 * one after it that goes on with what the broken one left.
 */
export async function mutateLesson(
  lesson: WholeLesson,
  options: MutationOptions,
): Promise<readonly MutantResult[]> {
  const blocks = codeBlocks(lesson.document.children);
  const all = lesson.rest.steps.flatMap((step, at) =>
    mutantsOf(step, blocks).map((mutant): Job => ({ step, at, mutant })),
  );
  const waiting = [...(options.most === null ? all : sample(all, options.most, isOpen(lesson)))];
  const results: MutantResult[] = [];
  const lane = async (): Promise<void> => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      const result = await resultOf(lesson, job, options.build);
      results.push(result);
      options.onMutant(result);
    }
  };
  await Promise.all(Array.from({ length: BOARDS }, lane));
  return results;
}

/** A few are chosen from those of which it is not known that they are as good as the solution. */
const isOpen =
  ({ entry }: WholeLesson) =>
  ({ step, mutant }: Job): boolean =>
    equivalence(entry.slug, step.id, mutant.name) === null;

/** The way to a step may fail on a busy machine: it is gone again. */
const ATTEMPTS = 3;

async function resultOf(lesson: WholeLesson, job: Job, build: string): Promise<MutantResult> {
  const [slug, step, mutant] = [lesson.entry.slug, job.step.id, job.mutant.name];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      const why = equivalence(slug, step, mutant);
      if (!(await survives(lesson, job, { build, goesOn: why === null })))
        return { lesson: slug, step, mutant, outcome: 'caught', why: null };
      return { lesson: slug, step, mutant, outcome: why === null ? 'survived' : 'equivalent', why };
    } catch (error) {
      if (!(error instanceof LessonProblem)) throw error;
    }
  }
  return { lesson: slug, step, mutant, outcome: 'unreached', why: null };
}

interface Trial {
  readonly build: string;
  /** Whether the steps after it are tried, too. */
  readonly goesOn: boolean;
}

async function survives(
  lesson: WholeLesson,
  { step, at, mutant }: Job,
  { build, goesOn }: Trial,
): Promise<boolean> {
  const blocks = codeBlocks(lesson.document.children);
  const { steps } = lesson.rest;
  const board = await LessonBoard.start({ build, files: lesson.data.files, patience: WAY_PATIENCE });
  const isDone = (id: string) => (): boolean => board.watch.state(id)?.done === true;
  try {
    board.attend(steps);
    for (const before of steps.slice(0, at)) {
      await begin(board, lesson, before);
      await performActions(board, before.solution, blocks);
      await board.until(isDone(before.id), `step ${before.id}, before the mutant`);
    }
    await begin(board, lesson, step);
    board.patience = PATIENCE;
    try {
      await performActions(board, mutant.solution, blocks);
    } catch (error) {
      if (!(error instanceof LessonProblem)) throw error;
    }
    if (!(await board.comes(isDone(step.id), PATIENCE))) return false;
    const rest = goesOn ? steps.slice(at + 1) : [];
    return await finishes(board, lesson, rest);
  } finally {
    board.dispose();
  }
}

/** Whether the whole solutions of these steps do them, up to one that begins with a board that has forgotten all. */
async function finishes(board: LessonBoard, lesson: WholeLesson, rest: readonly Step[]): Promise<boolean> {
  const blocks = codeBlocks(lesson.document.children);
  board.patience = REST_PATIENCE;
  for (const step of rest) {
    if (step.solution.some(restarts)) return true;
    await begin(board, lesson, step);
    try {
      await performActions(board, step.solution, blocks);
    } catch (error) {
      if (error instanceof LessonProblem) return false;
      throw error;
    }
    if (!(await board.comes(() => board.watch.state(step.id)?.done === true, REST_PATIENCE))) return false;
  }
  return true;
}

const restarts = ({ press }: SolutionAction): boolean => press === 'ctrl-d' || press === 'reset';
