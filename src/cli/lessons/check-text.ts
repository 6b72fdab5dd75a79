import { codeBlocks } from '../../lessons/every-block';
import type { WholeLesson } from '../../lessons/lesson-data';
import type { CodeBlock, ConsoleStatement } from '../../lessons/model';
import { Pattern } from '../../lessons/steps/pattern';
import { LessonProblem, type LessonBoard } from './lesson-board';

/** So long a block may run before it counts as one that runs on, and is interrupted, in milliseconds. */
const RUNS_ON = 1_500;

/**
 * Types and pastes every code block in its order, and compares what the board prints with what the text shows. What
 * the text cannot know stands there as `...`, as in doc tests. A block that runs on is interrupted after a while.
 *
 * @throws {LessonProblem} with all that is not so
 */
export async function checkText(board: LessonBoard, lesson: WholeLesson): Promise<void> {
  const problems: string[] = [];
  board.setNetwork(lesson.rest.network);
  for (const block of codeBlocks(lesson.document.children)) {
    if (lesson.untested.includes(block.id) || block.kind === 'plain') continue;
    problems.push(...(await checkBlock(board, block)).map((problem) => `line ${block.line}: ${problem}`));
  }
  if (problems.length > 0) throw new LessonProblem(problems.join('\n'));
}

async function checkBlock(board: LessonBoard, block: CodeBlock): Promise<readonly string[]> {
  if (block.kind !== 'console' || block.run === 'paste') {
    const printed = await printedBy(board, () => board.runBlock(block));
    return raised(printed) ? [`${block.label} raises ${raised(printed) ?? ''}`] : [];
  }
  const problems: string[] = [];
  for (const statement of block.statements) {
    const patience = statement.output.length > 0 ? board.patience : RUNS_ON;
    const printed = await printedBy(board, () => board.session.typeLines(statement.typed), patience);
    const problem = compare(statement, printed);
    if (problem !== null) problems.push(problem);
  }
  return problems;
}

/** What is printed until the prompt is back, or until it is clear that it does not come by itself. */
async function printedBy(
  board: LessonBoard,
  send: () => Promise<unknown>,
  patience = RUNS_ON,
): Promise<string> {
  const before = board.prompts;
  board.printed = '';
  await board.time.during(send());
  const isBack = (): boolean => board.atPrompt && board.prompts > before;
  await board.comes(isBack, patience);
  const { printed } = board;
  if (!board.atPrompt) await board.interrupt();
  return printed;
}

function compare({ lines, output }: ConsoleStatement, printed: string): string | null {
  const [first = ''] = lines;
  const shown = output.map((line) => line.trimEnd()).join('\n');
  const error = raised(printed);
  if (shown === '') return error === null ? null : `${first} raises ${error}`;
  const actual = printed
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
  const pattern = shown.replaceAll('*', '\\*').replaceAll('...', '*');
  if (new Pattern(pattern).matches(actual)) return null;
  return `${first} prints ${JSON.stringify(actual)}, and the text shows ${JSON.stringify(shown)}`;
}

/** The last line of a traceback, if there is one. */
function raised(printed: string): string | null {
  const at = printed.lastIndexOf('Traceback (most recent call last):');
  return at < 0 ? null : (printed.slice(at).trimEnd().split('\n').at(-1) ?? null);
}
