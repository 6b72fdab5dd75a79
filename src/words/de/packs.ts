import type { Translation } from '../areas';
import { number, plural } from './formats';

export const packs: Translation['packs'] = {
  add: 'Lektionen hinzufügen …',
  addHint: 'Von einer Adresse, aus einer Zip-Datei oder einem Ordner.',
  from: (whose) => `Von ${whose}.`,

  strip: 'Von <whose/>, nicht von dieser Website',
  about: 'Mehr dazu',
  newer: 'Es gibt eine neuere Fassung.',
  showNewer: 'Zeigen',
  working: 'Lektionen von <whose/> werden gelesen …',
  dropHere: 'Lass Lektionen hier fallen: eine Zip-Datei oder einen Ordner',

  openTitle: 'Lektionen von <whose/>',
  fromAddress: 'Diese Lektionen gehören nicht zu dieser Website. Sie kommen von <whose/>:',
  fromFile: 'Diese Lektionen gehören nicht zu dieser Website. Sie kommen aus <whose/> auf diesem Gerät:',
  minutes: (minutes) => `${number(minutes)} min`,
  credits: 'Wer sie geschrieben hat, nach eigener Angabe:',
  can: 'Sie bestehen aus Text, Bildern und Fragen an das Board. Ihre Programme laufen nur auf dem Board, und nur, wenn du sie startest.',
  boardFiles: 'Sie bringen Dateien für das Board mit, die nur durch deinen Klick dorthin kommen:',
  startFiles: 'boot.py und main.py laufen bei jedem Start des Boards von selbst.',
  remarks: (count) =>
    plural(count, {
      one: 'Eine Bemerkung für ihren Autor',
      other: `${number(count)} Bemerkungen für ihren Autor`,
    }),
  knownFile: 'Andere aus einer Datei dieses Namens sind schon hier.',
  notNow: 'Jetzt nicht',
  open: 'Öffnen',
  replace: 'Jene ersetzen, meinen Fortschritt behalten',
  beside: 'Beide behalten',

  refusedTitle: 'Diese Lektionen lassen sich nicht öffnen',
  refusedFrom: 'Von <whose/>. Nichts davon wurde gespeichert.',
  again: 'Noch einmal versuchen',
  close: 'Schließen',
  tooLarge: (most) => `ist größer als ${most}. Verkleinere die Bilder darin, oder teile es auf.`,
  notLessons:
    'ist weder eine Zip-Datei noch ein Ordner mit Lektionen. Dateien für das Board kommen über „Dateien“ ganz oben hinzu.',

  readerMissing:
    'lässt sich nicht lesen: Ein Teil dieser Seite konnte nicht geladen werden. Prüfe die Verbindung und versuch es noch einmal.',

  listTitle: 'Lektionen von anderswo',
  address: 'Adresse eines Ordners mit Lektionen oder einer Zip-Datei',
  addressHint: 'https://schule.example/lektionen/',
  addAddress: 'Hinzufügen',
  zipFile: 'Zip-Datei wählen …',
  folder: 'Ordner wählen …',
  orDrop: 'Oder lass eines davon auf diese Seite fallen.',
  here: 'Auf diesem Gerät hinzugefügt',
  none: 'Bisher keine.',
  size: (lessons, bytes) =>
    `${number(lessons)} ${plural(lessons, { one: 'Lektion', other: 'Lektionen' })}, ${bytes}`,
  openOne: 'Öffnen',
  update: 'Aktualisieren',
  updateOf: (whose) => `Die Lektionen von ${whose} aktualisieren`,
  openOf: (whose) => `Die Lektionen von ${whose} öffnen`,
  removeOf: (whose) => `Die Lektionen von ${whose} entfernen`,
  same: 'Es gibt nichts Neueres.',
  updated: 'Aktualisiert.',
  remove: 'Entfernen',
  removeAsk: 'Sie und deinen Fortschritt darin entfernen?',
  keepThem: 'Behalten',
  unkept: (why) => `Die zuletzt hinzugefügten Lektionen gibt es nur in diesem Tab. ${why}`,
  sandboxed: 'In einem neuen Tab abgeschottet: Auf dem Board ist Code aus Lektionen von <whose/>.',
  trustIt: 'Ihm trauen',
  trustTip:
    'Seiten des Boards können dann in einem neuen Tab, was Pinwire kann: lesen und ändern, was es in diesem Browser speichert',
};
