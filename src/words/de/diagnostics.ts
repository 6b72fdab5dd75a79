import type { Translation } from '../areas';

export const diagnostics: Translation['diagnostics'] = {
  title: 'Diagnose',
  text: 'Diagnose als Text',
  copying: 'Wird kopiert …',
  copied:
    'Dieser Text ist in der Zwischenablage. Füge ihn dort ein, wo du um Hilfe bittest. Er enthält keine Namen und keine Inhalte deiner Dateien; er ist englisch.',
  refused:
    'Dieser Browser lässt die Seite nicht kopieren. Der Text unten ist markiert: Kopiere ihn mit Strg-C oder über das Menü des Browsers.',
  copyAgain: 'Noch einmal kopieren',
  close: 'Schließen',
};
