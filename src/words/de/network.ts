import type { Translation } from '../areas';
import { number, plural } from './formats';

type End = string | null;

const the = (end: End): string => end ?? 'das Board';
const capital = (end: End): string => end ?? 'Das Board';
const by = (end: End): string => (end === null ? 'vom Board' : `von ${end}`);
const plain = (amount: number, digits = 0): string => number(amount, digits);

export const network: Translation['network'] = {
  save: 'Mitschnitt speichern',
  saveTip: 'Einen Mitschnitt (pcapng) für Wireshark und tshark speichern',
  clear: 'Liste leeren',
  list: 'Verkehr, das Neueste zuerst',
  showOlder: (count) => `${number(count)} ältere zeigen`,
  nothing: 'Noch ist nichts auf Sendung',
  nothingTodo:
    'Lass das Board eine Seite abrufen, wie in der Lektion mit <code>http_get</code>, oder öffne seinen eigenen Server im Browser. Jede Namensauflösung und jede Verbindung erscheint hier: was in welche Richtung ging, wie lange es dauerte, wer sie schloss und wie.',
  tryIt: (code) => `Zum Ausprobieren am Prompt: <code>${code}</code>`,
  notListed: (own, board) =>
    `Was das Board an sich selbst sendet, an <code>${own}</code> oder <code>${board}</code>, geht nicht über seine Antenne und steht nicht in der Liste.`,
  browserPane: 'Browser (Bereich)',
  toPort: (name, port) => `${name} → Port ${port}`,
  emptyName: '(leerer Name)',
  asked: 'gefragt, noch keine Antwort',
  is: (addresses) => `ist ${addresses.join(', ')}`,
  noSuchName: 'diesen Namen gibt es nicht',
  datagrams: (count) => `${number(count)} ${plural(count, { one: 'Datagramm', other: 'Datagramme' })}`,
  began: (time) => `Begann um ${time}`,
  worlds: { real: 'echt', virtual: 'virtuell' },
  worldTips: { real: 'Ein echter Host, über den Proxy', virtual: 'Ein Host dieser Seite' },
  sentByBoard: 'vom Board gesendet',
  received: 'empfangen',
  shortBytes: (count) => `${count} B`,
  linkUp: 'der Zugangspunkt ist wieder an',
  linkDown: 'der Zugangspunkt wurde ausgeschaltet',
  notKept: (count) =>
    `${plural(count, { one: 'Ein älteres Ereignis wurde', other: `${number(count)} ältere Ereignisse wurden` })} nicht aufgehoben: Solange diese Ansicht zu ist, hat nur eine bestimmte Menge Platz.`,
  microseconds: (value) => `${plain(value)} µs`,
  milliseconds: (value, digits) => `${plain(value, digits)} ms`,
  seconds: (value) => `${plain(value, 1)} s`,
  minutes: (value) => `${plain(value)} min`,
  short: {
    connecting: 'verbindet …',
    open: 'offen',
    closing: 'halb geschlossen',
    refused: 'abgewiesen',
    unanswered: 'keine Antwort',
    lost: 'Netzwerk neu gestartet',
  },
  shortClosed: (end) => `${by(end)} geschlossen`,
  shortReset: (end) => `${by(end)} zurückgesetzt`,
  waitsFor: (end) => `Wartet auf eine Antwort ${by(end)}.`,
  openBoth: 'In beide Richtungen offen.',
  halfClosed: (end) => `${capital(end)} hat seine Richtung geschlossen (FIN) und kann noch empfangen.`,
  closed: (first, second) => `Zuerst ${by(first)} geschlossen (FIN), dann ${by(second)}.`,
  secrecy: {
    none: 'Nicht verschlüsselt.',
    form: 'TLS nur der Form nach: nicht verschlüsselt.',
    encrypted: {
      open: (protocol, host) =>
        `Verschlüsselt (${protocol}) zwischen Proxy und ${host}, nicht zwischen dieser Seite und dem Proxy.`,
      local: (protocol, host) =>
        `Verschlüsselt (${protocol}) zwischen Proxy und ${host}. Zwischen dieser Seite und dem Proxy nicht, doch bleibt das auf diesem Computer.`,
      encrypted: (protocol, host) =>
        `Verschlüsselt (${protocol}) zwischen Proxy und ${host}, und ein zweites Mal zwischen dieser Seite und dem Proxy, der mitlesen kann.`,
    },
    trusted: 'Wie auf dem Chip hat niemand das Zertifikat geprüft. Es wäre gültig gewesen.',
    distrusted: (flaw) =>
      `Wie auf dem Chip hat niemand das Zertifikat geprüft. Es wäre nicht gültig gewesen (${flaw}).`,
  },
  cutOff: (end) =>
    `${capital(end)} hat sie abgebrochen (RST): Beide Richtungen endeten sofort, und was unterwegs war, ist verloren.`,
  refused: (port, end) => `Abgewiesen (RST): An Port ${port} ${by(end)} lauscht niemand.`,
  unanswered: (ip, end) => `Unter ${ip} hat niemand geantwortet; ${the(end)} hat aufgegeben.`,
  lost: 'Das Netzwerk wurde neu gestartet: Was aus der Verbindung wurde, ist nicht bekannt.',
  gap: (count) =>
    `Der Anfang, ${number(count)} ${plural(count, { one: 'Ereignis', other: 'Ereignisse' })}, ist nicht mehr da.`,
  inOrder: (far) => `Was das Board und ${far} gesendet haben, der Reihe nach`,
  silence: (duration) => `${duration} Stille`,
  leftOut: (count) => `${number(count)} ${plural(count, { one: 'Schritt', other: 'Schritte' })} ausgelassen`,
  steps: {
    open: 'bittet um eine Verbindung',
    opened: 'ist einverstanden',
    accepted: 'das Programm nimmt sie an:',
    refused: 'weist ab',
    encrypted: 'ab hier verschlüsselt der Proxy:',
    fin: 'sendet nichts mehr',
    reset: 'bricht ab',
  },
  pieces: (size, count, duration) => `${size} in ${number(count)} Teilen, ${duration}`,
  kinds: { sent: 'Gesendet', request: 'Anfrage', response: 'Antwort' },
  by: (end) => by(end),
  head: 'Kopf',
  headGoesOn: 'Die leere Zeile, die den Kopf beendet, ist noch nicht gekommen.',
  noBody: 'Kein Rumpf.',
  body: 'Rumpf',
  chunks: (count) =>
    plural(count, { one: 'kam in einem Chunk', other: `aus ${number(count)} Chunks zusammengesetzt` }),
  newest: 'Das neueste Datagramm',
  newestShort: 'Neuestes Datagramm',
  datagram: 'Datagramm',
  theFirst: (size) => `davon die ersten ${size}`,
  notText: 'kein Text',
};
