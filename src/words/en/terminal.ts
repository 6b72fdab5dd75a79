import { area } from '../area';
import { number, plural } from './formats';

export const terminal = area('terminal', {
  smaller: 'Smaller text',
  smallerName: 'A− smaller text',
  larger: 'Larger text',
  largerName: 'A+ larger text',
  clear: 'Clear',
  notLoaded:
    'The terminal could not be loaded. Check the connection and try again. If a new version of the page was published meanwhile, reload it.',
  starting: 'Starting the board…',
  slow: 'This takes long. Is the connection slow? Wait, or reload the page.',
  keys: 'Keys',
  interruptKey: 'Ctrl-C',
  arrows: { up: 'Up', down: 'Down' },
  copy: 'Copy',
  copyKeys: 'Ctrl-Shift-C',
  paste: 'Paste',
  pasteKeys: 'Ctrl-V',
  selectAll: 'Select all',
  inputTaken: 'Input taken by the board',
  taking: (percent: number, size: string) => `The board takes your input: ${percent}% of ${size}`,
  kilobytes: (amount: number) => `${number(amount)} KB`,
  megabytes: (amount: number) => `${number(amount, 1)} MB`,
  cancel: 'Cancel',
  cancelTip: 'Drop the rest (Ctrl-C)',
  stillTaking: 'The board is still taking what came before. Wait for it, or press Ctrl-C, then paste again.',
  mayNotCopy: 'This browser does not let the page copy. Select the text and use the browser’s own menu.',
  mayNotPaste: 'This browser does not let the page read the clipboard. Press Ctrl-V to paste.',
  controlsLeftOut: (count: number) =>
    `${number(count)} ${plural(count, { one: 'control character was', other: 'control characters were' })} left out of what you pasted: the board would take them for keys.`,
  onlyAscii:
    'The prompt takes plain ASCII only and leaves out the other letters. Paste whole lines, or use the editor.',
  input: 'Terminal input',
  tooMuchOutput: 'Too much output to read out: go through the lines by yourself',
  wayOut: 'Escape, then Tab, leaves the terminal.',
  missing: (size: string) => `${size} of output are not shown`,
});
