import type { Translation } from '../areas';

export const page: Translation['page'] = {
  stop: 'Stopp',
  stopTip: 'Das Programm unterbrechen (Strg-C)',
  reset: 'Reset',
  resetTip: 'Drückt die Reset-Taste des Boards. Seine Dateien bleiben.',
  restarting: 'startet neu',
  more: 'Mehr',
  language: 'Sprache',
  wholePage: 'In Pinwire öffnen',
  networkConditions: 'Netzbedingungen',
  startWithoutFiles: 'Ohne main.py starten',
  startWithoutFilesTip:
    'Startet das Board neu und überspringt dieses eine Mal boot.py und main.py. Löscht nichts.',
  noStartFiles: 'Das Board hat kein boot.py und kein main.py.',
  copyDiagnostics: 'Diagnose kopieren',
  copyDiagnosticsTip:
    'Versionen, Browser und letzte Fehler, für alle, die dir helfen. Nichts aus deinen Dateien.',
  stuckTitle: 'Das Programm hält nicht an',
  stuck:
    'Das Programm hält nicht an: Es steckt in einer langen Operation, oder es läuft nach Strg-C weiter. Warte, bis es fertig ist, oder starte das Board neu; seine Dateien bleiben.',
  resetBoard: 'Board zurücksetzen',
  colours: {
    system: 'Farben: wie im System',
    light: 'Farben: hell',
    dark: 'Farben: dunkel',
  },
  languageNotLoaded: (name) =>
    `${name} konnte nicht geladen werden. Prüfe die Verbindung und wähle die Sprache noch einmal.`,
};
