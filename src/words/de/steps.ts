import type { Translation } from '../areas';
import { and, number } from './formats';

const coded = (names: readonly string[]): readonly string[] => names.map((name) => `<code>${name}</code>`);

export const steps: Translation['steps'] = {
  steps: 'Schritte',
  lessons: 'Lektionen',
  doneOf: (done, all) => `${number(done)} von ${number(all)}`,
  lessonHint: (minutes, summary) => `${number(minutes)} Minuten. ${summary}`,
  glossary: 'Glossar',
  glossaryHint: 'Die Fachwörter, erklärt.',
  previous: 'Vorherige',
  next: 'Nächste',
  allDone: 'Du hast alle Schritte dieser Lektion geschafft.',
  nearly: (missing) => `<strong>Fast.</strong> ${missing}`,
  hints: 'Tipps',
  hint: 'Tipp',
  anotherHint: 'Noch ein Tipp',
  ofStep: (step) => `, Schritt „${step}“`,
  showSolution: 'Lösung zeigen',
  noSolution: 'Zu einer Herausforderung gibt es hier keine Lösung.',
  reset: 'Schritt zurücksetzen',
  nextStep: 'Nächster Schritt',
  again: 'Noch einmal',
  solution: 'Lösung',
  run: 'Ausführen',
  runBlock: (block) => `Führ den Block <code>${block}</code> aus`,
  type: 'Gib am Prompt ein:',
  typeIt: 'Eintippen',
  paste: 'Füge am Prompt ein:',
  pasteIt: 'Einfügen',
  openPage: (address) => `Öffne <code>${address}</code> im Bereich „Browser“`,
  open: 'Öffnen',
  runFile: (name) => `Führ ${name} im Editor aus.`,
  press: {
    'ctrl-c': 'Drück im Terminal Strg-C.',
    'ctrl-d': 'Drück am Prompt Strg-D, das startet Python neu.',
    reset: 'Drück die Reset-Taste des Boards.',
  },
  letGo: (gpio) => `Lass GPIO${gpio} auf dem Board los.`,
  wire: (gpio, rail) => `Verbinde GPIO${gpio} auf dem Board mit ${rail}.`,
  sendForm: (address) => `Sende im Bereich „Browser“ das Formular an <code>${address}</code>.`,
  chooseNetwork: 'Wähle im Bereich „Netzwerk“ ein anderes Netz.',
  newFile: (name) => `Eine neue Datei <code>${name}</code>:`,
  changeFile: (name) => `Ändere <code>${name}</code>:`,
  putInEditor: 'In den Editor übernehmen',
  diff: { added: 'hinzufügen: ', removed: 'entfernen: ' },
  stepFiles: {
    name: 'Dateien dieses Schritts',
    beginsWith: (names) => `Dieser Schritt beginnt mit ${and(coded(names))}.`,
    otherText: (name) =>
      `Dieser Schritt beginnt mit einem <code>${name}</code>, und deines ist ein anderes. Es bleibt, wie es ist, solange du es nicht ersetzt.`,
  },
  lessonFiles: {
    name: 'Dateien dieser Lektion',
    beginsWith: (names) => `Diese Lektion beginnt mit ${and(coded(names))}.`,
    otherText: (name) =>
      `Diese Lektion beginnt mit einem <code>${name}</code>, und deines ist ein anderes. Es bleibt, wie es ist, solange du es nicht ersetzt.`,
  },
  put: 'Auf das Board legen',
  onBoard: (names) => `Auf dem Board: ${and(coded(names))}.`,
  takeBack: (name) => `${name} zurücknehmen`,
  takeAllBack: 'Diese Dateien zurücknehmen',
  replace: 'Meines ersetzen',
  beginAnew: (name) => `Mit ${name} neu beginnen`,
  wouldChange: (name) => `Was sich in ${name} ändern würde`,
  networkIsBad: (conditions) =>
    `<strong>Das Netz ist mit Absicht schlecht.</strong> ${conditions} Nach diesem Schritt ist es wieder wie vorher.`,
  wantsBadNetwork: (conditions) =>
    `<strong>Dieser Schritt braucht ein schlechtes Netz.</strong> ${conditions}`,
  makeItSo: 'So einstellen',
};
