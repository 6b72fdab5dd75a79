import { shortName } from '../../shared/short-name';
import { fileProblems } from '../../words/en/file-problems';
import { wordsOf } from '../../words/spoken';
import type { Said } from '../common/said';

/** Why a name cannot be a file of the board; null when it can. `path` comes with its leading slash. */
export function refuseFileName(path: string, existing: readonly string[]): Said | null {
  const name = path.slice(1);
  if (name === '') return () => wordsOf(fileProblems).noName;
  if (!/^[\w.-]+(\/[\w.-]+)*$/.test(name)) return () => wordsOf(fileProblems).letters;
  if (name.split('/').some((part) => part === '.' || part === '..')) return () => wordsOf(fileProblems).dots;
  if (existing.includes(path)) return () => wordsOf(fileProblems).exists;
  return null;
}

/** As MicroPython names files in tracebacks, with or without the slash. */
export function samePath(a: string, b: string): boolean {
  return shortName(a) === shortName(b);
}
