import type { Problem } from '../authoring/lesson-file';

/** What is wrong with a pack: where, what, and what to do. `line` is null where a file as a whole is meant. */
export interface PackProblem {
  readonly file: string;
  readonly line: number | null;
  readonly text: string;
}

/** The one error of everything that reads what others have made. */
export class PackError extends Error {
  override readonly name = 'PackError';

  constructor(readonly problems: readonly PackProblem[]) {
    super(problems.map(problemLine).join('\n'));
  }
}

export const refuse = (file: string, text: string, line: number | null = null): never => {
  throw new PackError([{ file, line, text }]);
};

/** `lamp/lesson.yaml:3: …` */
export const problemLine = ({ file, line, text }: PackProblem): string =>
  `${file}${line === null ? '' : `:${line}`}: ${text}`;

export const packProblem = ({ file, line, text }: Problem): PackProblem => ({ file, line, text });
