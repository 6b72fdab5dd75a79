import type { HttpFailure } from '../../protocol/http';
import { FileRefused } from '../../session/file-refused';
import { fileProblems } from '../../words/en/file-problems';
import { fileRefusalText } from '../../words/file-refusal-text';
import { httpFailures } from '../../words/en/http-failures';
import { failureText } from '../../words/http-failure-text';
import { DeviceError } from './device-error';

/** Why the board does not take a file, in a sentence. */
export function fileError(error: unknown): Error {
  if (error instanceof FileRefused) return new DeviceError(fileRefusalText(error, fileProblems.english));
  return error instanceof Error ? error : new DeviceError(String(error));
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
