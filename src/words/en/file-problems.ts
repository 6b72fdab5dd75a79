import { area } from '../area';
import { number, plural } from './formats';

const inBytes = (count: number): string =>
  `${number(count)} ${plural(count, { one: 'byte', other: 'bytes' })}`;

/** Why a file cannot be on the board: what is wrong, where, and what to do. */
export const fileProblems = area('fileProblems', {
  impossible: (name: string) => `The board cannot have a file called “${name}”. Choose another name.`,
  tooLong: (name: string) =>
    `“${name}” is too long a name: the board takes 255 bytes at most. Choose a shorter one.`,
  directory: (name: string) =>
    `“${name}” is a directory on the board. Choose another name, or remove the directory first.`,
  file: (name: string) =>
    `“${name}” is a file on the board, so there can be nothing below it. Choose another name.`,
  notEmpty: (name: string) => `The directory “${name}” is not empty. Remove what is in it first.`,
  full: (name: string, needed: number, free: number) =>
    `The board’s flash is full: ${name} needs ${inBytes(needed)} and ${inBytes(free)} are free. Remove files from the board, then save again.`,
  busy: 'The board is busy and has not taken what was saved before. Press Stop or Reset, then save again.',
  noName: 'Give the file a name, such as blink.py.',
  letters: 'Use letters, digits, dots, dashes and underscores.',
  dots: 'A file cannot be called . or ..',
  exists: 'There is a file of that name.',
});
