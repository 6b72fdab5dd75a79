import { FileRefused } from '../../session/file-refused';
import { unreachable } from '../../shared/unreachable';
import { fileProblems } from '../../words/en/file-problems';
import { wordsOf } from '../../words/spoken';
import { shortName } from '../editor/file-name';

/** Why a file was not saved or removed, as a sentence. What else may have happened says so itself. */
export function fileProblem(error: unknown): string {
  if (!(error instanceof FileRefused)) return error instanceof Error ? error.message : String(error);
  const words = wordsOf(fileProblems);
  const { refusal } = error;
  const name = shortName(error.path);
  switch (refusal.reason) {
    case 'impossible name':
      return words.impossible(name);
    case 'name too long':
      return words.tooLong(name);
    case 'is a directory':
      return words.directory(name);
    case 'not a directory':
      return words.file(shortName(refusal.path));
    case 'not empty':
      return words.notEmpty(name);
    case 'full':
      return words.full(name, refusal.neededBytes, refusal.freeBytes);
    case 'busy':
      return words.busy;
    default:
      return unreachable(refusal);
  }
}
