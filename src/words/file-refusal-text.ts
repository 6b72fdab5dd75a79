import type { FlashRefusal } from '../protocol/messages';
import { shortName } from '../shared/short-name';
import { unreachable } from '../shared/unreachable';
import type { Translation } from './areas';

interface Refused {
  readonly path: string;
  readonly refusal: FlashRefusal | { readonly reason: 'busy' };
}

/** Why the board does not take a file, in a sentence. */
export function fileRefusalText({ path, refusal }: Refused, words: Translation['fileProblems']): string {
  const name = shortName(path);
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
