import { area } from '../area';
import { and, number } from './formats';

/** Lessons to choose from, and help with their steps. */
export const steps = area('steps', {
  steps: 'Steps',
  lessons: 'Lessons',
  doneOf: (done: number, all: number) => `${number(done)} of ${number(all)}`,
  lessonHint: (minutes: number, summary: string) => `${number(minutes)} minutes. ${summary}`,
  glossary: 'Glossary',
  glossaryHint: 'The words of the field, explained.',
  previous: 'Previous',
  next: 'Next',
  allDone: 'You have done all steps of this lesson.',
  nearly: (missing: string) => `<strong>Nearly.</strong> ${missing}`,
  hints: 'Hints',
  hint: 'Hint',
  anotherHint: 'Another hint',
  /** After a button's own words, for those who do not see where it stands. */
  ofStep: (step: string) => `, step “${step}”`,
  showSolution: 'Show the solution',
  noSolution: 'A challenge has no solution here.',
  reset: 'Reset this step',
  nextStep: 'Next step',
  again: 'Do it again',
  /** A solution, action by action. */
  solution: 'Solution',
  run: 'Run',
  runBlock: (block: string) => `Run the block <code>${block}</code>`,
  type: 'Type at the prompt:',
  typeIt: 'Type it in',
  paste: 'Paste at the prompt:',
  pasteIt: 'Paste it',
  openPage: (address: string) => `Open <code>${address}</code> in the Browser pane`,
  open: 'Open',
  runFile: (name: string) => `Run ${name} in the editor.`,
  press: {
    'ctrl-c': 'Press Ctrl-C in the terminal.',
    'ctrl-d': 'Press Ctrl-D at the prompt, which restarts Python.',
    reset: 'Press the board’s reset button.',
  },
  letGo: (gpio: number) => `Let go of GPIO${gpio} on the board.`,
  wire: (gpio: number, rail: string) => `Wire GPIO${gpio} to ${rail} on the board.`,
  sendForm: (address: string) => `Send the form to <code>${address}</code> in the Browser pane.`,
  chooseNetwork: 'Choose another network in the Network pane.',
  newFile: (name: string) => `A new file <code>${name}</code>:`,
  changeFile: (name: string) => `Change <code>${name}</code>:`,
  putInEditor: 'Put it into the editor',
  diff: { added: 'add: ', removed: 'remove: ' },
  /** Files that a step, or a whole lesson, begins with. */
  stepFiles: {
    name: 'Files of this step',
    beginsWith: (names: readonly string[]) => `This step begins with ${and(coded(names))}.`,
    otherText: (name: string) =>
      `This step begins with a <code>${name}</code>, and yours is another one. It stays as it is unless you replace it.`,
  },
  lessonFiles: {
    name: 'Files of this lesson',
    beginsWith: (names: readonly string[]) => `This lesson begins with ${and(coded(names))}.`,
    otherText: (name: string) =>
      `This lesson begins with a <code>${name}</code>, and yours is another one. It stays as it is unless you replace it.`,
  },
  put: 'Put on the board',
  onBoard: (names: readonly string[]) => `On the board: ${and(coded(names))}.`,
  takeBack: (name: string) => `Take ${name} back`,
  takeAllBack: 'Take these files back',
  replace: 'Replace mine',
  /** Opens what that would change, and a button that does it. */
  beginAnew: (name: string) => `Begin anew with ${name}`,
  wouldChange: (name: string) => `What would change in ${name}`,
  /** A step that makes the network bad. */
  networkIsBad: (conditions: string) =>
    `<strong>The network is bad on purpose.</strong> ${conditions} After this step it is as it was before.`,
  wantsBadNetwork: (conditions: string) => `<strong>This step wants a bad network.</strong> ${conditions}`,
  makeItSo: 'Make it so',
});

function coded(names: readonly string[]): readonly string[] {
  return names.map((name) => `<code>${name}</code>`);
}
