import { area } from '../area';

/** The bar at the top, and what lies above the panes. */
export const page = area('page', {
  stop: 'Stop',
  stopTip: 'Interrupt the program (Ctrl-C)',
  reset: 'Reset',
  resetTip: 'Press the board’s reset button. Its files stay.',
  restarting: 'restarting',
  more: 'More',
  language: 'Language',
  wholePage: 'Open in Pinwire',
  networkConditions: 'Network conditions',
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
