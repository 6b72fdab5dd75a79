import type { HttpFailure } from '../../protocol/http';
import { FileRefused } from '../../session/file-refused';
import { unreachable } from '../../shared/unreachable';
import { fileProblems } from '../../words/en/file-problems';
import { httpFailures } from '../../words/en/http-failures';
import { failureText } from '../../words/http-failure-text';
import { DeviceError } from './device-error';

/** Why the board does not take a file, in a sentence. */
export function fileError(error: unknown): Error {
  if (!(error instanceof FileRefused)) return error instanceof Error ? error : new DeviceError(String(error));
  return new DeviceError(fileText(error));
}

function fileText({ path, refusal }: FileRefused): string {
  const words = fileProblems.english;
  const name = path.slice(1);
  switch (refusal.reason) {
    case 'impossible name':
      return words.impossible(name);
    case 'name too long':
      return words.tooLong(name);
    case 'is a directory':
      return words.directory(name);
    case 'not a directory':
      return words.file(refusal.path.slice(1));
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

/** Why no answer came from the board's web server, in a sentence, and what came instead. */
export function httpError(
  failure: HttpFailure,
  to: { readonly ip: string; readonly port: number },
): DeviceError {
  const { title, why } = failureText(failure, to, httpFailures.english);
  const began =
    'received' in failure && failure.received.length > 0
      ? ` It began: ${JSON.stringify(new TextDecoder().decode(failure.received.subarray(0, 200)))}`
      : '';
  return new DeviceError(`${title}. ${why}${began}`);
}
