import { FileRefused } from '../../session/file-refused';
import { fileProblems } from '../../words/en/file-problems';
import { fileRefusalText } from '../../words/file-refusal-text';
import { wordsOf } from '../../words/spoken';

/** Why a file was not saved or removed, as a sentence. What else may have happened says so itself. */
export function fileProblem(error: unknown): string {
  if (error instanceof FileRefused) return fileRefusalText(error, wordsOf(fileProblems));
  return error instanceof Error ? error.message : String(error);
}
