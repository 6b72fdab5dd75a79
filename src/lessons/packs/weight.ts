import { complain, type Complaint } from '../../words/complaint';
import { codeBlocks } from '../every-block';
import type { Check, WholeLesson } from '../lesson-data';
import type { LessonDocument } from '../model';
import { PACK_LIMITS } from './limits';
import type { PackProblem } from './pack-error';

/** What a text would cost the page that draws it. Null where that is within bounds. */
export function textTooHeavy({ children }: LessonDocument, file: string): PackProblem | null {
  const { drawn, code } = PACK_LIMITS;
  if (drawnParts(children, drawn) > drawn) return problem(file, complain('tooManyParts', drawn));
  const length = codeBlocks(children).reduce((sum, block) => sum + block.text.length, 0);
  return length > code ? problem(file, complain('tooMuchCode', code)) : null;
}

/** What steps would cost the page that watches for them, and files the board. Null where that is within bounds. */
export function dataTooHeavy(lesson: WholeLesson, file: string): PackProblem | null {
  const { checks, boardFiles } = PACK_LIMITS;
  const { steps } = lesson.rest;
  const all = steps.flatMap((step) => [...step.checks, ...step.mistakes.map(({ when }) => when)]);
  if (countChecks(all) > checks) return problem(file, complain('tooManyChecks', checks));
  const files = [lesson.data.files, ...steps.map((step) => step.files ?? {})];
  const bytes = files.flatMap((some) => Object.values(some)).reduce((sum, one) => sum + one.length, 0);
  if (bytes > boardFiles) return problem(file, complain('boardFilesTooLarge', boardFiles));
  return null;
}

const problem = (file: string, what: Complaint): PackProblem => ({ file, line: null, what });

/** Blocks, their parts and the lines of code, up to a little more than `most`. */
function drawnParts(children: unknown, most: number): number {
  let count = 0;
  const waiting: unknown[] = [children];
  while (waiting.length > 0 && count <= most) {
    const part = waiting.pop();
    if (typeof part !== 'object' || part === null) continue;
    if (!Array.isArray(part)) count++;
    // One by one: as arguments of one call, the parts of a long list are too many.
    for (const inner of Object.values(part) as unknown[]) waiting.push(inner);
  }
  return count;
}

function countChecks(checks: readonly Check[]): number {
  const inner = checks.flatMap(({ all, any, then, not }) => [
    ...(all ?? []),
    ...(any ?? []),
    ...(then ?? []),
    ...(not ? [not] : []),
  ]);
  return checks.length === 0 ? 0 : checks.length + countChecks(inner);
}
