import type { Translation } from '../areas';
import { number, plural } from './formats';

export const lesson: Translation['lesson'] = {
  run: 'Ausführen',
  runName: (block) => `Ausführen: ${block}`,
  stop: 'Stopp',
  stopName: (block) => `Unterbrechen: ${block}`,
  pasteTip: 'Am Prompt einfügen',
  typeTip: 'Am Prompt eintippen',
  openInEditor: 'Im Editor öffnen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  notCopied: 'Markieren, dann Strg-C',
  marks: { sending: 'wird gesendet …', running: 'läuft', done: 'fertig', stopped: 'angehalten' },
  stoppedAtError: 'Das Board ist bei diesem Fehler stehen geblieben. Das Terminal zeigt die Zeile.',
  noLesson: (name) => `Eine Lektion „${name}“ gibt es hier nicht.`,
  notLoaded: 'Diese Lektion konnte nicht geladen werden. Prüfe die Verbindung und versuch es noch einmal.',
  stepsDone: 'Erledigte Schritte',
  stepDone: (title) => `Schritt erledigt: ${title}.`,
  nextStep: (title) => `Weiter mit: ${title}.`,
  lastStep: 'Das war der letzte Schritt.',
  isDone: ', erledigt',
  isStep: (number) => `, Schritt ${number}`,
  licence: (licence) => `Lizenz: ${licence}.`,
  source: 'Der Text an seiner Quelle',
  facts: (minutes, steps) =>
    steps === 0
      ? `Etwa ${number(minutes)} Minuten`
      : `Etwa ${number(minutes)} Minuten, ${number(steps)} ${plural(steps, { one: 'Schritt', other: 'Schritte' })}`,
  inEnglish: 'Der Text dieser Lektion ist englisch.',
  table: 'Tabelle',
  admonitions: {
    attention: 'Achtung',
    caution: 'Vorsicht',
    danger: 'Gefahr',
    error: 'Fehler',
    hint: 'Hinweis',
    important: 'Wichtig',
    note: 'Anmerkung',
    seealso: 'Siehe auch',
    tip: 'Tipp',
    warning: 'Warnung',
  },
};
