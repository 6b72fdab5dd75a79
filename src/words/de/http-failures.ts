import type { Translation } from '../areas';
import { number } from './formats';

export const httpFailures: Translation['httpFailures'] = {
  began: 'Sie begann mit:',
  bytes: (count) => `${count} Byte`,
  kilobytes: (amount, digits) => `${number(amount, digits)} KB`,
  megabytes: (amount, digits) => `${number(amount, digits)} MB`,
  nothingListens: (ip, port) => ({
    title: `An Port ${port} lauscht niemand`,
    why: `Das Board unter ${ip} hat die Verbindung abgewiesen: Kein Programm hat einen lauschenden Socket an Port ${port}.`,
    todo: 'Starte auf dem Board einen Server und lade dann neu.',
  }),
  notAccepted: (port) => ({
    title: 'Das Programm ist anderswo beschäftigt',
    why: `Ein Socket lauscht an Port ${port}, aber das Programm hat accept() nicht aufgerufen, um diese Verbindung anzunehmen.`,
    todo: 'Falls der Server mit Strg-C angehalten wurde, ist sein Socket noch offen: Gib s.close() ein oder drück Strg-D, und starte ihn dann wieder.',
  }),
  noAnswer: (seconds) => ({
    title: 'Das Board hat nicht rechtzeitig geantwortet',
    why: `Das Programm hat die Verbindung angenommen, und ${seconds} Sekunden später war keine vollständige Antwort da.`,
    todo: 'Sieh im Terminal nach, worauf es wartet. Vielleicht wartet es auf Bytes, die ein Browser nicht sendet, oder es arbeitet zu lange, bevor es antwortet.',
  }),
  closedEarly: {
    title: 'Das Board hat zu früh geschlossen',
    why: 'Das Programm hat die Verbindung geschlossen, bevor es eine vollständige HTTP-Antwort gesendet hatte.',
    todo: 'Sende Statuszeile, Header, eine leere Zeile und den Rumpf, und ruf danach close() auf.',
  },
  reset: {
    title: 'Die Verbindung wurde abgebrochen',
    why: 'Das Board hat die Verbindung zurückgesetzt: Sein Programm endete mit einem Fehler, oder es gab einen Reset.',
    todo: 'Das Terminal zeigt, warum. Starte den Server wieder und lade dann neu.',
  },
  notHttp: {
    title: 'Es kam eine Antwort, aber kein HTTP',
    why: 'Eine HTTP-Antwort beginnt mit einer Statuszeile wie „HTTP/1.0 200 OK“. Diese beginnt anders.',
    todo: 'Sende zuerst die Statuszeile, beende jede Zeile mit \\r\\n, und lass vor der Seite eine Zeile leer.',
  },
  unreachable: (ip) => ({
    title: `Unter ${ip} ist niemand`,
    why: 'Kein Host dieses Netzes hat diese Adresse, oder das WLAN des Boards ist nicht verbunden.',
    todo: 'Vergleiche sie mit der des Boards: network.WLAN(network.STA_IF).ifconfig()[0]',
  }),
  tooLarge: (size) => ({
    title: 'Die Antwort ist zu groß',
    why: `Es kam mehr als ${size}, und dort hört dieser Browser auf.`,
    todo: 'Schließt das Programm die Verbindung, wenn es alles gesendet hat?',
  }),
  badStatus: (status) => ({
    title: `Das Board hat mit Status ${status} geantwortet`,
    why: 'Ein Browser zeigt Antworten, deren Status von 200 bis 599 reicht, und keine anderen.',
    todo: 'Beginne die Antwort mit einer Statuszeile wie „HTTP/1.0 200 OK“.',
  }),
  tooMany: (limit) => ({
    title: 'Zu viele Anfragen warten auf das Board',
    why: `${limit} Anfragen warten schon, darum wurde diese nicht gesendet.`,
    todo: 'Lass die Seite seltener fragen oder auf jede Antwort warten, bevor sie wieder fragt. Lade dann neu.',
  }),
  cancelled: {
    title: 'Das Laden wurde abgebrochen',
    why: 'Eine neuere Anfrage trat an die Stelle, oder das Board wurde zurückgesetzt.',
    todo: 'Lade die Seite neu, um noch einmal zu fragen.',
  },
  networkLost: {
    title: 'Das Netzwerk des Boards ist ausgefallen',
    why: 'Der Teil dieser Seite, der das Netzwerk spielt, ist abgebrochen. Die Verbindungen des Boards wurden zurückgesetzt.',
    todo: 'Lade neu, sobald es wieder da ist. Wenn die Seite oben sagt, dass es fehlt, tu zuerst, was dort steht.',
  },
};
