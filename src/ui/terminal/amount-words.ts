import { terminal } from '../../words/en/terminal';
import { wordsOf } from '../../words/spoken';

/** `5 KB`, `1.0 MB`: of the console, at a glance. */
export function amountWords(bytes: number): string {
  const { kilobytes, megabytes } = wordsOf(terminal);
  return bytes < 1_000_000 ? kilobytes(Math.ceil(bytes / 1000)) : megabytes(bytes / 1_000_000);
}
