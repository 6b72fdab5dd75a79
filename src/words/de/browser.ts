import type { Translation } from '../areas';
import { and } from './formats';

export const browser: Translation['browser'] = {
  raw: 'Roh',
  rawTip: 'Kopf und Rumpf genau so, wie sie kamen',
  rawName: 'Antwort, wie sie ankam',
  back: 'Zurück',
  forward: 'Vorwärts',
  reload: 'Neu laden',
  address: 'Adresse',
  cancel: 'Laden abbrechen',
  auto: 'Auto',
  autoName: 'Automatisch neu laden',
  autoTip: 'Einmal pro Sekunde neu laden',
  restarted: 'Das Board wurde neu gestartet',
  restartedWhy:
    'Wenn Pinwire neu geladen wird, geht das Board aus und wieder an. Sein Programm und seine offenen Sockets sind weg.',
  restartedTodo: 'Starte den Server wieder und klick dann auf „Neu laden“.',
  frame: 'Seite vom Board',
  picture: 'Vom Board gesendet',
  arrived: (size) => `${size} sind angekommen`,
  otherType: (type) =>
    `${type === '' ? 'Ihr Typ ist nicht angegeben' : `Ihr Typ ist ${type}`}; den zeigt dieser Browser nicht. „Roh“ zeigt die Bytes.`,
  listens: 'An Port 80 lauscht ein Server',
  waits: 'Das Board wartet darauf, dass sich ein Browser verbindet.',
  open: (url) => `${url} öffnen`,
  empty: 'Noch keine Seite',
  emptyTodo: (board) =>
    `Starte auf dem Board einen Server, wie die Lektion ihn zeigt, wenn sie einen hat. Wenn das Terminal sagt, dass er lauscht, klick auf „Neu laden“: Dann erscheint hier die Seite von <code>${board}</code>.`,
  boardRestarted: 'Das Board wurde neu gestartet. Diese Seite ist von vorher.',
  foreignFiles: (hosts) =>
    `Die Seite nennt Dateien von ${and(hosts)}. Dieser Browser lädt nur Dateien vom Board.`,
  notLoaded: {
    title: 'Die Seite lässt sich nicht zeigen',
    why: 'Das Board hat geantwortet, aber der Teil dieses Browsers, der Seiten zeigt, konnte nicht geladen werden.',
    todo: 'Prüfe die Verbindung und lade dann neu. Falls inzwischen eine neue Version von Pinwire erschienen ist, lade die ganze Seite neu.',
  },
  left: {
    title: 'Die Seite ist von selbst weggegangen',
    why: 'Ein Skript der Seite hat eine andere Adresse auf eine Art geladen, die dieser Browser nicht zum Board bringen kann.',
    todo: 'Lass es einen Link, ein Formular oder fetch() benutzen. „Neu laden“ zeigt die Seite wieder.',
  },
  typeAddress: (board) => `Gib die Adresse des Boards ein: http://${board}/`,
  noLink: (text) => `„${text}“ ist keine Adresse.`,
  noAddress: (text, board) => `„${text}“ ist keine Adresse. Die des Boards ist http://${board}/`,
  noTls: 'Der Server der Lektion spricht einfaches HTTP, ohne Verschlüsselung. Nimm http:// statt https://.',
  otherScheme: (scheme) =>
    `Dieser Browser öffnet Adressen mit http:// und keine, die mit ${scheme}// beginnen.`,
  outside: (host, board) =>
    `${host} liegt außerhalb dieses Übungsnetzes. Dieser Browser erreicht nur das Board: http://${board}/`,
  nothingToLoad: 'Nichts zu laden.',
  tooManyWait: 'Es warten schon zu viele Anfragen auf das Board.',
  newTab: 'In einem neuen Tab öffnen',
  newTabPages: 'Seiten in einem neuen Tab',
  inNewTab: (trusted) => `In einem neuen Tab: ${trusted ? 'alle Rechte' : 'abgeschottet'}`,
  trusted: 'Alle Rechte',
  trustedTip:
    'Für Programme, die du geschrieben hast oder denen du traust. Skripte ihrer Seiten können, was Pinwire kann: lesen und ändern, was es in diesem Browser speichert.',
  sandboxed: 'Abgeschottet',
  sandboxedTip:
    'Für Programme von anderswo. Links, Formulare und Bilder gehen; Skripte können das Board nichts fragen.',
  noTabs: {
    insecure:
      'Andere Tabs können die Seiten des Boards nur zeigen, wenn Pinwire selbst über HTTPS oder von diesem Computer kam.',
    unsupported:
      'Andere Tabs können die Seiten des Boards nur in Browsern mit Service Workern zeigen. Dieser hat hier keine.',
    refused:
      'Andere Tabs können die Seiten des Boards nicht zeigen: Der Browser oder der Host hat den Service Worker von Pinwire abgelehnt.',
  },
  embedded:
    'Andere Tabs können die Seiten des Boards nicht zeigen, solange Pinwire Teil der Seite einer anderen Website ist. Öffne Pinwire in einem eigenen Tab.',
  tabsStart: 'Gleich können andere Tabs die Seiten des Boards zeigen.',
  boardAlone: (board) => `Andere Tabs zeigen nur Seiten des Boards: http://${board}/`,
};
