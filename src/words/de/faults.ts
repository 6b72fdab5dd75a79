import type { Translation } from '../areas';

export const faults: Translation['faults'] = {
  stopped: 'Das Board ist stehen geblieben',
  notStarted: 'Das Board ist nicht gestartet',
  noNetwork: 'Das Board hat kein Netzwerk',
  details: 'Einzelheiten für einen Fehlerbericht',
  actions: {
    restart: 'Board neu starten',
    'start-without-files': 'Ohne main.py starten',
    'try-again': 'Noch einmal versuchen',
    reload: 'Seite neu laden',
  },
  failedAgain: 'Es hat wieder nicht geklappt.',
  stoppedAgain: 'Es ist wieder stehen geblieben.',
  stoppedByFiles:
    'Es ist wieder vor seinem ersten Prompt stehen geblieben. Das kann an dem liegen, was main.py oder boot.py tut: Starte einmal ohne sie. Sie bleiben auf dem Board, und du kannst sie ändern.',
};
