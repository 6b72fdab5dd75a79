import type { Translation } from '../areas';

export const faults: Translation['faults'] = {
  stopped: 'Das Board ist stehen geblieben',
  notStarted: 'Das Board ist nicht gestartet',
  noNetwork: 'Das Board hat kein Netzwerk',
  why: {
    'device-not-loaded':
      'Der Teil dieser Seite, der das Board laufen lässt, konnte nicht geladen werden. Prüfe die Verbindung und versuch es noch einmal. Wurde inzwischen eine neue Version der Seite veröffentlicht, dann lade sie neu.',
    'device-died': 'Das Board ist unerwartet stehen geblieben. Starte es neu.',
    'device-not-started':
      'Dieser Browser hat den Worker des Boards nicht gestartet. Versuch es noch einmal; hilft das nicht, lade die Seite neu.',
    'interpreter-damaged':
      'MicroPython kam beschädigt oder unvollständig an. Versuch es noch einmal: Dann wird es neu geladen.',
    'interpreter-not-loaded':
      'MicroPython konnte nicht geladen werden. Prüfe die Verbindung und versuch es noch einmal. Wurde inzwischen eine neue Version der Seite veröffentlicht, dann lade sie neu.',
    'no-memory':
      'Der Browser hat keinen Speicher mehr für das Board. Schließ andere Tabs und starte das Board dann noch einmal.',
    'stack-end':
      'Das Programm hat sich tiefer verschachtelt, als der Stack des Boards reicht, und das Board ist stehen geblieben. Starte es neu; bevor du das Programm wieder ausführst, such nach einer Funktion, die sich ohne Ende selbst aufruft.',
    'simulator-bug':
      'Das Board ist wegen eines Fehlers im Simulator stehen geblieben, nicht wegen deines Programms. Starte das Board neu.',
    'mixed-versions': 'Teile zweier Versionen dieser Seite sind durcheinandergeraten. Lade die Seite neu.',
    'net-not-loaded':
      'Das Netzwerk des Boards konnte nicht geladen werden: Das Board läuft, erreicht aber keinen Host. Prüfe die Verbindung und versuch es noch einmal.',
    'net-died': 'Das Netzwerk des Boards ist unerwartet stehen geblieben.',
    'net-keeps-stopping':
      'Das Netzwerk des Boards ist stehen geblieben und lässt sich unter einem laufenden Board nicht neu starten. Starte das Board neu; seine Dateien bleiben.',
    'net-cut-off': 'Das Board hat sich zu lange nicht um sein Netzwerk gekümmert und wurde davon getrennt.',
  },
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
