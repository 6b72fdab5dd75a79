import type { Translation } from '../areas';
import { plural } from './formats';

export const packs: Translation['packs'] = {
  add: 'Lektionen hinzufügen…',
  addHint: 'Von einer Adresse, aus einer Zip-Datei oder einem Ordner.',
  hint: (whose, minutes, summary) => `Von ${whose}. ${minutes} Minuten. ${summary}`,

  strip: 'Von <whose>anderen</whose>, nicht von dieser Seite',
  about: 'Über sie',
  newer: 'Es gibt eine neuere Fassung.',
  showNewer: 'Zeigen',
  working: 'Lektionen von <whose>anderen</whose> werden gelesen…',
  dropHere: 'Lege Lektionen hier ab: eine Zip-Datei oder einen Ordner',

  openTitle: 'Lektionen von <whose>anderen</whose>',
  fromAddress: 'Diese Lektionen gehören nicht zu dieser Seite. Sie kommen von <whose>einem Host</whose>:',
  fromFile:
    'Diese Lektionen gehören nicht zu dieser Seite. Sie kommen aus <whose>einer Datei</whose> auf diesem Gerät:',
  minutes: (minutes) => `${minutes} min`,
  credits: 'Wer sie geschrieben hat, nach eigener Angabe:',
  can: 'Sie bestehen aus Text, Bildern und Fragen an das Board. Ihre Programme laufen nur auf dem Board, und nur, wenn du sie startest.',
  boardFiles: 'Sie bringen Dateien für das Board mit, die erst durch deinen Klick dorthin kommen:',
  startFiles: 'boot.py und main.py laufen bei jedem Start des Boards von selbst.',
  remarks: (count) =>
    plural(count, { one: 'Ein Hinweis für die Autoren', other: `${count} Hinweise für die Autoren` }),
  knownFile: 'Andere aus einer Datei dieses Namens sind schon da.',
  notNow: 'Nicht jetzt',
  open: 'Öffnen',
  replace: 'Jene ersetzen, Fortschritt behalten',
  beside: 'Beide behalten',

  refusedTitle: 'Diese Lektionen lassen sich nicht öffnen',
  refusedFrom: 'Von <whose>anderen</whose>. Nichts davon wurde behalten.',
  again: 'Noch einmal versuchen',
  close: 'Schließen',

  listTitle: 'Lektionen von anderswo',
  address: 'Adresse eines Ordners mit Lektionen oder einer Zip-Datei',
  addAddress: 'Hinzufügen',
  zipFile: 'Zip-Datei wählen…',
  folder: 'Ordner wählen…',
  orDrop: 'Oder lege eins davon auf dieser Seite ab.',
  here: 'Auf diesem Gerät hinzugefügt',
  none: 'Noch keine.',
  size: (lessons, bytes) =>
    `${plural(lessons, { one: '1 Lektion', other: `${lessons} Lektionen` })}, ${bytes}`,
  openOne: 'Öffnen',
  openOf: (whose) => `Lektionen von ${whose} öffnen`,
  update: 'Aktualisieren',
  updateOf: (whose) => `Lektionen von ${whose} aktualisieren`,
  removeOf: (whose) => `Lektionen von ${whose} entfernen`,
  same: 'Es gibt nichts Neueres.',
  updated: 'Aktualisiert.',
  remove: 'Entfernen',
  removeAsk: 'Mit deinem Fortschritt darin entfernen?',
  keepThem: 'Behalten',
  unkept: (why) => `Die zuletzt hinzugefügten Lektionen sind nur in diesem Tab da. ${why}`,

  foreignCode: 'In einem neuen Tab ohne Rechte: Das Board hat Code aus Lektionen von <whose>anderen</whose>.',
  trust: 'Vertrauen',
  trustTip:
    'Seiten des Boards dürfen dann in einem neuen Tab, was Pinwire darf: lesen und ändern, was es in diesem Browser aufhebt',
};
