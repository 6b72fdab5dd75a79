import type { Translation } from '../areas';
import { and, number, plural } from './formats';

export const files: Translation['files'] = {
  title: 'Dateien auf dem Board',
  close: 'Dateiliste schließen',
  none: "Das Board hat noch keine Dateien. Speichere im Editor, oder schreib eine mit <code>open('data.txt', 'w')</code>.",
  downloadAll: 'Alle herunterladen',
  add: 'Hinzufügen …',
  toAdd: 'Dateien zum Hinzufügen',
  erase: 'Flash löschen …',
  open: (name) => `${name} im Editor öffnen`,
  notText: 'Keine Textdatei: Der Editor würde sie beschädigen.',
  download: (name) => `${name} herunterladen`,
  remove: (name) => `${name} löschen`,
  removeAsked: (name) => `${name} löschen?`,
  removeIt: 'Löschen',
  keep: 'Behalten',
  cancel: 'Abbrechen',
  notAdded: (name, why) => `${name} wurde nicht hinzugefügt. ${why}`,
  use: 'Belegter Teil des Flash',
  used: (used, all) => `${used} von ${all} belegt`,
  eraseAsked: 'Den Flash des Boards löschen?',
  eraseIt: 'Löschen',
  erasing: 'Wird gelöscht …',
  eraseFiles: (count) => `${number(count)} ${plural(count, { one: 'Datei', other: 'Dateien' })} löschen`,
  noFiles: 'Der Flash enthält keine Dateien.',
  deletes: (count, names) =>
    `${plural(count, { one: 'Eine Datei wird', other: `${number(count)} Dateien werden` })} gelöscht: <strong>${names}</strong>. Das lässt sich nicht rückgängig machen.`,
  asNew: 'Das Board startet, als wäre es neu.',
  unsavedStays: 'Text im Editor, der nicht gespeichert ist, bleibt.',
  copyErased: 'Dieser Tab arbeitet mit einer Kopie: Die gespeicherten Dateien bleiben ebenfalls.',
  notErased: (why) => `Der Flash wurde nicht gelöscht (${why}).`,
  bytes: (count) => `${count} ${plural(count, { one: 'Byte', other: 'Byte' })}`,
  kilobytes: (amount, digits) => `${number(amount, digits)} KB`,
  megabytes: (amount, digits) => `${number(amount, digits)} MB`,
  list: (names, more) => (more === 0 ? and(names) : `${names.join(', ')} und ${number(more)} weitere`),
  storageFull: (count, names) =>
    `Der Speicher dieses Browsers für die Seite ist voll: ${names} ${plural(count, { one: 'ist', other: 'sind' })} auf dem Board und in diesem Tab, aber nicht dauerhaft gespeichert. Lösche Dateien, oder lade sie herunter, bevor du den Tab schließt.`,
  storageFailed: (count, names) =>
    `Dieser Browser konnte nicht in seinen Speicher schreiben: ${names} ${plural(count, { one: 'ist', other: 'sind' })} auf dem Board und in diesem Tab, aber nicht dauerhaft gespeichert. Lade ${plural(count, { one: 'die Datei', other: 'sie' })} herunter, bevor du den Tab schließt.`,
  temporary: {
    denied:
      'Dieser Browser gibt der Seite keinen Speicher: Die Dateien des Boards bestehen nur so lange wie dieser Tab. Erlaube dieser Website, Daten zu speichern, und versuch es noch einmal; oder lade herunter, was du behalten willst.',
    silent:
      'Der Speicher dieses Browsers antwortet nicht: Die Dateien des Boards bestehen nur so lange wie dieser Tab.',
    'older-tab':
      'Ein anderer Tab mit einer älteren Version dieser Seite hält den Speicher fest. Schließ ihn und versuch es noch einmal. Bis dahin bestehen die Dateien des Boards nur so lange wie dieser Tab.',
    'newer-tab':
      'Ein anderer Tab hat eine neuere Version dieser Seite. Lade diese hier neu; bis dahin bestehen die Dateien des Boards nur so lange wie dieser Tab.',
    closed:
      'Der Browser hat den Speicher dieser Seite geschlossen; vielleicht wurden ihre Websitedaten gelöscht. Die Dateien des Boards bestehen nur so lange wie dieser Tab.',
    'other-tab':
      'Ein anderer Tab hat den Flash dieses Boards. Dieser hier arbeitet mit einer Kopie, die beim Schließen des Tabs verschwindet.',
    'taken-over':
      'Ein anderer Tab hat den Flash dieses Boards übernommen. Dieser hier macht mit einer Kopie weiter, die beim Schließen des Tabs verschwindet.',
    'other-tab-closed':
      'Der Tab, der den Flash dieses Boards hatte, ist geschlossen. Dieser hier arbeitet noch mit einer Kopie, die beim Schließen des Tabs verschwindet.',
  },
  remedies: { again: 'Noch einmal versuchen', keep: 'Wieder speichern', here: 'Hier benutzen' },
  oneMoment: 'Einen Moment …',
  storageRefuses: 'Das hat nicht geklappt: Der Speicher antwortet nicht oder weigert sich.',
  downloadFiles: 'Dateien herunterladen',
  whose: 'Welche Dateien soll das Board haben?',
  keepStored: 'Gespeicherte behalten',
  useOwn: 'Die dieses Tabs nehmen',
  changedHere: (count, names) =>
    `<strong>${names}</strong> ${plural(count, { one: 'wurde', other: 'wurden' })} nur in diesem Tab geändert. Dateien zweier Tabs werden nicht vermischt: Das Board hat entweder die gespeicherten oder alle dieses Tabs.`,
  ifStored:
    '<em>Gespeicherte behalten:</em> Das Board startet mit ihnen neu; die Änderungen dieses Tabs verfallen.',
  ifOwn:
    '<em>Die dieses Tabs nehmen:</em> Die gespeicherten Dateien werden überschrieben; das Board läuft weiter.',
  downloadOwn: 'Dateien dieses Tabs herunterladen',
};
