import { area } from '../area';
import { and } from './formats';

/** The bar at the top, what lies above the panes, and what is said in many places. */
export const page = area('page', {
  /** Parts of the page, by what they are called in its sources. */
  parts: {
    Page: 'Page',
    Lesson: 'Lesson',
    Editor: 'Editor',
    Terminal: 'Terminal',
    Board: 'Board',
    Browser: 'Browser',
    Network: 'Network',
    Files: 'Files',
    Internet: 'Internet',
    Storage: 'Storage',
    'Network conditions': 'Network conditions',
    'Help with a step': 'Help with a step',
  },
  panes: 'Panes',
  tools: 'Tools',
  editorAndTerminal: 'Editor and terminal',
  boardAndBrowser: 'Board and browser',
  browserAndNetwork: 'Browser and network',
  fold: (pane: string) => `Fold ${pane}`,
  unfold: (pane: string) => `Unfold ${pane}`,
  between: (first: string, second: string) => `Between ${first} and ${second}`,
  /** Behind a tab’s name. */
  neededForStep: ', needed for this step',
  dismiss: 'Dismiss',
  tryAgain: 'Try again',
  reload: 'Reload',
  reloadPage: 'Reload the page',
  partNotLoaded: (part: string) =>
    `The part “${part}” of this page could not be loaded. Check the connection and try again. If a new version of the page was published meanwhile, reload it.`,
  partStopped: (part: string) =>
    `“${part}” has stopped because of a fault in this page. Try again; if that does not help, reload the page.`,
  restGoesOn: 'The rest of the page goes on, and nothing is lost.',
  notReady: 'The board is not ready yet.',
  cannotStart: 'The board cannot start in this page.',
  noLesson: (name: string) => `There is no lesson “${name}” here.`,
  noPane: (name: string, panes: readonly string[]) => `There is no pane “${name}”; there are ${and(panes)}.`,
  restartPython: 'Restart Python (Ctrl-D)',
  update: 'A new version of Pinwire is ready. Reload to use it.',
  updateLoses: 'Files that this tab alone has are lost then: download them first.',
  filesKept: 'The board’s files and the text in the editor are kept.',
  stopAndReload: 'Stop the program and reload',
  later: 'Later',
  stop: 'Stop',
  stopTip: 'Interrupt the program (Ctrl-C)',
  reset: 'Reset',
  resetTip: 'Press the board’s reset button. Its files stay.',
  restarting: 'restarting',
  more: 'More',
  language: 'Language',
  wholePage: 'Open in Pinwire',
  startWithoutFiles: 'Start without main.py',
  startWithoutFilesTip: 'Restarts the board and skips boot.py and main.py this once. Deletes nothing.',
  noStartFiles: 'The board has no boot.py and no main.py.',
  copyDiagnostics: 'Copy diagnostics',
  copyDiagnosticsTip: 'Versions, browser and recent faults, for whoever helps you. Nothing of your files.',
  stuckTitle: 'The program does not stop',
  stuck:
    'The program does not stop: it is inside one long operation, or it goes on after Ctrl-C. Wait for its end, or restart the board; its files stay.',
  resetBoard: 'Reset the board',
  colours: {
    system: 'Colours: as the system has it',
    light: 'Colours: light',
    dark: 'Colours: dark',
  },
  languageNotLoaded: (name: string) =>
    `${name} could not be loaded. Check the connection and choose it again.`,
});
