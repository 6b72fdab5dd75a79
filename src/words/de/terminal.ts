import type { Translation } from '../areas';
import { number, plural } from './formats';

export const terminal: Translation['terminal'] = {
  smaller: 'Kleinere Schrift',
  smallerName: 'A− kleinere Schrift',
  larger: 'Größere Schrift',
  largerName: 'A+ größere Schrift',
  clear: 'Leeren',
  notLoaded:
    'Das Terminal konnte nicht geladen werden. Prüfe die Verbindung und versuch es noch einmal. Falls inzwischen eine neue Version der Seite erschienen ist, lade sie neu.',
  starting: 'Das Board startet …',
  slow: 'Das dauert lange. Ist die Verbindung langsam? Warte, oder lade die Seite neu.',
  keys: 'Tasten',
  interruptKey: 'Strg-C',
  arrows: { up: 'Hoch', down: 'Runter' },
  copy: 'Kopieren',
  copyKeys: 'Strg-Umschalt-C',
  paste: 'Einfügen',
  pasteKeys: 'Strg-V',
  selectAll: 'Alles auswählen',
  inputTaken: 'Vom Board angenommene Eingabe',
  taking: (percent, size) => `Das Board nimmt deine Eingabe an: ${percent} % von ${size}`,
  kilobytes: (amount) => `${number(amount)} KB`,
  megabytes: (amount) => `${number(amount, 1)} MB`,
  cancel: 'Abbrechen',
  cancelTip: 'Den Rest verwerfen (Strg-C)',
  stillTaking:
    'Das Board nimmt noch an, was vorher kam. Warte darauf, oder drück Strg-C, und füge dann noch einmal ein.',
  mayNotCopy:
    'Dieser Browser lässt die Seite nicht kopieren. Markiere den Text und nimm das Menü des Browsers.',
  mayNotPaste: 'Dieser Browser lässt die Seite nicht in die Zwischenablage sehen. Drück zum Einfügen Strg-V.',
  controlsLeftOut: (count) =>
    `Beim Einfügen ${plural(count, { one: 'wurde ein Steuerzeichen', other: `wurden ${number(count)} Steuerzeichen` })} weggelassen: Das Board hielte sie für Tasten.`,
  onlyAscii:
    'Der Prompt nimmt nur reines ASCII an und lässt andere Buchstaben weg. Füge ganze Zeilen ein, oder nimm den Editor.',
  input: 'Eingabe im Terminal',
  tooMuchOutput: 'Zu viel Ausgabe zum Vorlesen: Geh die Zeilen selbst durch',
  wayOut: 'Escape und dann Tab verlässt das Terminal.',
  missing: (size) => `${size} Ausgabe werden nicht gezeigt`,
};
