import { area } from '../area';

/** Something of ours broke: what stands in the page then. */
export const faults = area('faults', {
  stopped: 'The board has stopped',
  notStarted: 'The board did not start',
  noNetwork: 'The board has no network',
  why: {
    'device-not-loaded':
      'The part of this page that runs the board could not be loaded. Check the connection and try again. If a new version of the page was published meanwhile, reload it.',
    'device-died': 'The board stopped unexpectedly. Restart it.',
    'device-not-started':
      'This browser did not start the board’s worker. Try again; if that does not help, reload the page.',
    'interpreter-damaged': 'MicroPython came damaged or incomplete. Try again: it is then loaded anew.',
    'interpreter-not-loaded':
      'MicroPython could not be loaded. Check the connection and try again. If a new version of the page was published meanwhile, reload it.',
    'no-memory':
      'The browser has no memory left for the board. Close other tabs, then start the board again.',
    'stack-end':
      'The program went deeper into itself than the board’s stack reaches, and the board stopped. Restart it; before you run the program again, look for a function that calls itself without end.',
    'simulator-bug':
      'The board stopped because of a fault in the simulator, not in your program. Restart the board.',
    'mixed-versions': 'Parts of two versions of this page were mixed. Reload the page.',
    'net-not-loaded':
      'The board’s network could not be loaded: the board works, but it reaches no host. Check the connection and try again.',
    'net-died': 'The board’s network stopped unexpectedly.',
    'net-keeps-stopping':
      'The board’s network stopped and cannot be started under a running board. Restart the board; its files stay.',
    'net-cut-off': 'The board did not look at its network for too long and was cut off.',
  },
  details: 'Details for a bug report',
  actions: {
    restart: 'Restart the board',
    'start-without-files': 'Start without main.py',
    'try-again': 'Try again',
    reload: 'Reload the page',
  },
  failedAgain: 'It has failed again.',
  stoppedAgain: 'It has stopped again.',
  stoppedByFiles:
    'It has stopped again before its first prompt. What main.py or boot.py does may be why: start once without them. They stay on the board, and you can change them.',
});
