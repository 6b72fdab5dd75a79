import type { Translation } from '../areas';
import { and, or } from './formats';

const quoted = (names: readonly string[]): readonly string[] => names.map((name) => `„${name}“`);

export const site: Translation['site'] = {
  problem: (sentences) =>
    `Die Datei pinwire.json neben dieser Seite lässt sich so nicht verwenden. ${sentences}`,
  notLoaded: (why) => `Sie lässt sich nicht laden: ${why}`,
  notAnObject: 'Sie ist kein Objekt wie { "title": "Netze 1" }.',
  notJson: (why) => `Sie ist kein JSON: ${why}`,
  notKnown: (name, known) => `„${name}“ ist unbekannt; es gibt ${and(quoted(known))}.`,
  empty: (name) => `„${name}“ ist leer.`,
  tooLong: (name, most) => `„${name}“ ist länger als ${most} Zeichen.`,
  notLessons: (name, example) => `„${name}“ ist keine Liste von Lektionen wie ["${example}"].`,
  noLesson: (name, shown, known) => `„${name}“ nennt ${shown}; es gibt ${and(quoted(known))}.`,
  notAddresses: (name, most) =>
    `„${name}“ ist keine Liste von Adressen wie ["https://schule.example/lektionen/"] mit höchstens ${most}.`,
  notUsable: (name, why) => `„${name}“ lässt sich nicht verwenden: ${why}`,
  notYesOrNo: (name) => `„${name}“ ist weder true noch false.`,
  notAmong: (name, shown, among) => `„${name}“ ist ${shown}; möglich ist ${or(quoted(among))}.`,
  noAddress:
    'Das ist keine Adresse. Ein Proxy gibt seine eigene aus, wenn er startet, etwa ws://127.0.0.1:8081/…/',
  wrongScheme: 'Die Adresse eines Proxys beginnt mit ws:// oder wss://.',
  notText: (name) => `„${name}“ ist kein Text.`,
};
