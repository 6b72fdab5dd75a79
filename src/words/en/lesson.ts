import { area } from '../area';
import { number, plural } from './formats';

const ADMONITIONS: Readonly<Record<string, string>> = {
  attention: 'Attention',
  caution: 'Caution',
  danger: 'Danger',
  error: 'Error',
  hint: 'Hint',
  important: 'Important',
  note: 'Note',
  seealso: 'See also',
  tip: 'Tip',
  warning: 'Warning',
};

/** The text of a lesson, its blocks of code and its steps, as far as they are there from the beginning. */
export const lesson = area('lesson', {
  run: 'Run',
  runName: (block: string) => `Run: ${block}`,
  stop: 'Stop',
  stopName: (block: string) => `Interrupt: ${block}`,
  pasteTip: 'Paste at the prompt',
  typeTip: 'Type at the prompt',
  openInEditor: 'Open in editor',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Select it, then Ctrl-C',
  marks: { sending: 'sending…', running: 'running', done: 'done', stopped: 'stopped' },
  stoppedAtError: 'The board stopped at this error. The terminal shows the line.',
  noLesson: (name: string) => `There is no lesson “${name}” here.`,
  notLoaded: 'This lesson could not be loaded. Check the connection, then try again.',
  stepsDone: 'Steps done',
  stepDone: (title: string) => `Step done: ${title}.`,
  nextStep: (title: string) => `Next: ${title}.`,
  lastStep: 'That was the last step.',
  /** Behind a step’s title. */
  isDone: ', done',
  isStep: (number: number) => `, step ${number}`,
  licence: (licence: string) => `Licence: ${licence}.`,
  source: 'The text at its source',
  /** Above the text; `steps` is 0 where it has none. */
  facts: (minutes: number, steps: number) =>
    steps === 0
      ? `About ${number(minutes)} minutes`
      : `About ${number(minutes)} minutes, ${number(steps)} ${plural(steps, { one: 'step', other: 'steps' })}`,
  inEnglish: 'This lesson is in English.',
  table: 'Table',
  admonitions: ADMONITIONS,
});
