import { complaintText, type Complaint } from '../../words/complaint';
import type { Problem } from '../authoring/lesson-file';

/** What is wrong with a pack. `line` is null where a file as a whole is meant. */
export interface PackProblem extends Omit<Problem, 'line'> {
  readonly line: number | null;
}

/** The one error of everything that reads what others have made. */
export class PackError extends Error {
  override readonly name = 'PackError';

  constructor(readonly problems: readonly PackProblem[]) {
    super(problems.map(problemLine).join('\n'));
  }
}

export const refuse = (file: string, what: Complaint, line: number | null = null): never => {
  throw new PackError([{ file, line, what }]);
};

/** `lamp/lesson.yaml:3: …`, in English. */
export const problemLine = ({ file, line, place = '', what }: PackProblem): string =>
  `${file}${line === null ? '' : `:${line}`}: ${place}${complaintText(what)}`;
