import type { Translation } from '../areas';
import { number } from './formats';

const inBytes = (count: number): string => `${number(count)} Byte`;

export const fileProblems: Translation['fileProblems'] = {
  impossible: (name) => `Eine Datei namens „${name}“ kann das Board nicht haben. Wähle einen anderen Namen.`,
  tooLong: (name) =>
    `„${name}“ ist als Name zu lang: Das Board nimmt höchstens 255 Byte. Wähle einen kürzeren.`,
  directory: (name) =>
    `„${name}“ ist auf dem Board ein Verzeichnis. Wähle einen anderen Namen, oder entferne zuerst das Verzeichnis.`,
  file: (name) =>
    `„${name}“ ist auf dem Board eine Datei, darunter kann also nichts liegen. Wähle einen anderen Namen.`,
  notEmpty: (name) => `Das Verzeichnis „${name}“ ist nicht leer. Entferne zuerst, was darin ist.`,
  full: (name, needed, free) =>
    `Der Flash des Boards ist voll: ${name} braucht ${inBytes(needed)}, frei sind ${inBytes(free)}. Entferne Dateien vom Board und speichere dann noch einmal.`,
  busy: 'Das Board ist beschäftigt und hat noch nicht angenommen, was vorher gespeichert wurde. Drück Stopp oder Reset und speichere dann noch einmal.',
  noName: 'Gib der Datei einen Namen, etwa blink.py.',
  letters: 'Nimm Buchstaben ohne Umlaute, Ziffern, Punkte, Binde- und Unterstriche.',
  dots: 'Eine Datei kann nicht . oder .. heißen.',
  exists: 'Eine Datei mit diesem Namen gibt es schon.',
};
