import { area } from '../area';

/** Something of ours broke: what stands in the page then. */
export const faults = area('faults', {
  stopped: 'The board has stopped',
  notStarted: 'The board did not start',
  noNetwork: 'The board has no network',
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
