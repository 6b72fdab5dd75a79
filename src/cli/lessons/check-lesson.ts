import { codeBlocks } from '../../lessons/every-block';
import type { Mistake, Step, WholeLesson } from '../../lessons/lesson-data';
import { checkText } from './check-text';
import { performActions } from './actions';
import { LessonBoard, LessonProblem, PATIENCE } from './lesson-board';

/** One thing that was tried. */
export interface Case {
  readonly lesson: string;
  readonly name: string;
  readonly seconds: number;
  /** Null: it is as it should be. */
  readonly problem: string | null;
}

export interface CheckOptions {
  readonly build: string;
  /** Milliseconds. */
  readonly now: () => number;
  /** How long anything may take, in milliseconds. */
  readonly patience?: number;
  readonly onCase: (one: Case) => void;
}

/** So long the starting state is looked at before a step counts as not done in it, in milliseconds. */
const AT_REST = 600;
/** How many boards run at a time: they wait more than they work. */
const BOARDS = 4;

interface Try {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/**
 * Tries a lesson on real boards: no step is done before its solution begins, each solution does its step and is taken
 * for no mistake, each mistake is told as it should be, and each code block prints what the text shows.
 */
export async function checkLesson(lesson: WholeLesson, options: CheckOptions): Promise<readonly Case[]> {
  const { steps } = lesson.rest;
  const start = (): Promise<LessonBoard> =>
    LessonBoard.start({
      build: options.build,
      files: lesson.data.files,
      patience: options.patience ?? PATIENCE,
    });
  const tries: Try[] = [
    { name: 'text', run: () => withBoard(start, (board) => checkText(board, lesson)) },
    ...steps.flatMap((step, at) =>
      step.mistakes.map((mistake, index) => ({
        name: `step ${step.id}, mistake ${index + 1}`,
        run: () => withBoard(start, (board) => checkMistake(board, lesson, at, mistake)),
      })),
    ),
  ];
  const cases: Case[] = [];
  const add = (name: string, began: number, problem: string | null): void => {
    const one = { lesson: lesson.entry.slug, name, seconds: (options.now() - began) / 1_000, problem };
    cases.push(one);
    options.onCase(one);
  };
  const attempt = async ({ name, run }: Try): Promise<boolean> => {
    const began = options.now();
    const problem = await problemOf(run);
    add(name, began, problem);
    return problem === null;
  };
  const path = withBoard(start, async (board) => {
    board.attend(steps);
    for (const step of steps) {
      const name = `step ${step.id}`;
      if (!(await attempt({ name, run: () => checkStep(board, lesson, step) }))) return;
    }
  });
  await Promise.all([path, inTurns(tries, attempt)]);
  return cases;
}

async function inTurns(tries: readonly Try[], attempt: (one: Try) => Promise<boolean>): Promise<void> {
  const waiting = [...tries];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await attempt(next);
  };
  await Promise.all(Array.from({ length: BOARDS - 1 }, lane));
}

async function withBoard(
  start: () => Promise<LessonBoard>,
  use: (board: LessonBoard) => Promise<void>,
): Promise<void> {
  const board = await start();
  try {
    await use(board);
  } finally {
    board.dispose();
  }
}

async function problemOf(run: () => Promise<void>): Promise<string | null> {
  try {
    await run();
    return null;
  } catch (error) {
    if (error instanceof LessonProblem) return error.message;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

async function checkStep(board: LessonBoard, lesson: WholeLesson, step: Step): Promise<void> {
  const state = () => board.watch.state(step.id);
  await begin(board, lesson, step);
  await board.pause(AT_REST);
  if (state()?.done === true)
    throw new LessonProblem(
      'it is done before its solution begins. Ask in `checks` for what the student has to do',
    );
  board.told.clear();
  await performActions(board, step.solution, codeBlocks(lesson.document.children));
  const done = await board.comes(() => state()?.done === true, board.patience);
  if (!done) throw new LessonProblem(`its solution does not do it: ${lacks(board, step)}`);
  const [mistake] = board.told;
  if (mistake !== undefined) throw new LessonProblem(`its own solution is taken for a mistake: “${mistake}”`);
}

/** As the page does when the student comes to a step. */
export async function begin(board: LessonBoard, lesson: WholeLesson, step: Step): Promise<void> {
  board.watch.choose(step.id);
  board.setNetwork(step.network ?? lesson.rest.network);
  for (const [path, text] of Object.entries(step.files ?? {}))
    await board.time.during(board.session.writeFile(`/${path}`, new TextEncoder().encode(text)));
}

function lacks(board: LessonBoard, step: Step): string {
  const state = board.watch.state(step.id);
  const failing = step.checks.flatMap((check, at) =>
    state?.checks[at] === true ? [] : [`check ${at + 1} (${JSON.stringify(check)})`],
  );
  return `${failing.join(', ')} not so; the console ends ${JSON.stringify(board.console.slice(-200))}`;
}

async function checkMistake(
  board: LessonBoard,
  lesson: WholeLesson,
  at: number,
  mistake: Mistake,
): Promise<void> {
  const { steps } = lesson.rest;
  const step = steps[at];
  if (!step) return;
  board.attend(
    steps,
    steps.slice(0, at).map(({ id }) => id),
  );
  await begin(board, lesson, step);
  const told = (): string | null => board.watch.state(step.id)?.mistake ?? null;
  await performActions(board, mistake.example, codeBlocks(lesson.document.children));
  if (await board.comes(() => told() === mistake.say, board.patience)) return;
  if (board.watch.state(step.id)?.done === true)
    throw new LessonProblem('its example does the step, so it is no mistake');
  const other = told();
  const instead = other === null ? 'nothing was said' : `“${other}” was said`;
  throw new LessonProblem(
    `its example is not recognised: ${instead}; the console ends ${JSON.stringify(board.console.slice(-200))}`,
  );
}
