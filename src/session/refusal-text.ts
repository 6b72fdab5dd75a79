import type { FlashRefusal } from '../protocol/messages';
import { unreachable } from '../shared/unreachable';

/** Why the board did not take a file: what was wrong, where, and what to do. */
export function refusalText(path: string, refusal: FlashRefusal): string {
  const name = path.replace(/^\//, '');
  switch (refusal.reason) {
    case 'impossible name':
      return `The board cannot have a file called “${name}”. Choose another name.`;
    case 'name too long':
      return `“${name}” is too long a name: the board takes 255 bytes at most. Choose a shorter one.`;
    case 'is a directory':
      return `“${name}” is a directory on the board. Choose another name, or remove the directory first.`;
    case 'not a directory':
      return `“${refusal.path.slice(1)}” is a file on the board, so there can be nothing below it. Choose another name.`;
    case 'not empty':
      return `The directory “${name}” is not empty. Remove what is in it first.`;
    case 'full':
      return (
        `The board's flash is full: ${name} needs ${inBytes(refusal.neededBytes)} and ` +
        `${inBytes(refusal.freeBytes)} are free. Remove files from the board, then save again.`
      );
    default:
      return unreachable(refusal);
  }
}

const inBytes = (bytes: number): string => `${bytes.toLocaleString('en')} bytes`;
