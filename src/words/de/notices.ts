import type { Translation } from '../areas';
import { and, number, plural } from './formats';

export const notices: Translation['notices'] = {
  unknownName: (name, hosts) =>
    `Einen Host „${name}“ gibt es im Internet dieses Boards nicht. Es gibt ${and(hosts)}.`,
  notAllowed: (name, rules, more) => {
    const allowed = rules.length === 0 ? 'nichts' : and(rules);
    return `Der Proxy erlaubt „${name}“ nicht, und kein virtueller Host heißt so. Er erlaubt ${allowed}${more === 0 ? '' : ` und ${more} weitere`}.`;
  },
  proxyAdvice: {
    unreachable: 'Starte ihn, oder geh zurück zu den virtuellen Hosts.',
    'not-wisp': 'Prüfe die Adresse, oder geh zurück zu den virtuellen Hosts.',
    ended: 'Die nächste Verbindung versucht es wieder; oder geh zurück zu den virtuellen Hosts.',
  },
  notReached: {
    blocked: (host, port) =>
      `Der Proxy erlaubt keine Verbindungen zu ${host}, Port ${port}. Für das Programm sieht es aus wie ein geschlossener Port.`,
    unreachable: (host, port) =>
      `Der Proxy erreicht ${host}, Port ${port} nicht: Es gibt keinen solchen Host oder keinen Weg zu ihm. Dem Programm antwortet niemand.`,
    timeout: (host, port) =>
      `${host}, Port ${port} hat dem Proxy nicht geantwortet. Auch dem Programm antwortet niemand.`,
    throttled: (host, port) =>
      `Der Proxy hat keine Verbindung zu ${host}, Port ${port} angenommen: Zu viele sind offen, oder es waren zuletzt zu viele. Warte eine Minute und versuch es noch einmal.`,
    'cannot-encrypt': (host, port) =>
      `Dieser Proxy kann nicht verschlüsseln, deshalb lehnt ${host}, Port ${port} das TLS des Boards ab (OSError: -40). Pinwires eigener Proxy kann es: pinwire proxy.`,
    'tls-refused': (host, port) =>
      `${host}, Port ${port} und der Proxy haben keinen Weg gefunden, miteinander TLS zu sprechen. Das Programm bekommt die Nummer des Alerts.`,
    'not-tls': (host, port) =>
      `${host}, Port ${port} spricht kein TLS. Ist es der richtige Port, oder ist http:// gemeint?`,
    'tls-lost': (host, port) => `${host}, Port ${port} hat die Verbindung beendet, als der Proxy TLS begann.`,
    'tls-silent': (host, port) => `${host}, Port ${port} hat nicht geantwortet, als der Proxy TLS begann.`,
  },
  filesDamaged: (names) =>
    `Der Browser konnte ${and(names)} aus den gespeicherten Dateien des Boards nicht lesen. Das Board startet ohne ${plural(names.length, { one: 'diese Datei', other: 'diese Dateien' })}; gelöscht wurde nichts.`,
  flashNotRead: (detail) =>
    `Dieser Browser hat die Dateien des Boards nicht herausgegeben (${detail}). Das Board startet mit leerem Flash.`,
  notSimulated: (name) =>
    `${name} wird nicht simuliert. Der Chip hat es; hier bekommt das Programm OSError 95 (EOPNOTSUPP).`,
  notSimulatedSince: {
    'os.dupterm': 'Das Board hat nur eine Konsole.',
    'os.dupterm_notify': 'Das Board hat nur eine Konsole.',
    'vfs.mount': 'Das Board hat nur ein Dateisystem, unter /.',
    'vfs.VfsFat': 'Das Board hat nur ein Dateisystem, unter /.',
    'vfs.VfsLfs2': 'Das Board hat nur ein Dateisystem, unter /.',
    'Pin.irq':
      'Gemeint war ein Pegel; hier lösen Pins nur bei Flanken aus, Pin.IRQ_RISING und Pin.IRQ_FALLING.',
  },
  noModule: (name) =>
    `Das Modul ${name} des ESP8266 wird noch nicht simuliert: Es lässt sich nicht importieren.`,
  noPwmEdges: (gpio) =>
    `PWM an GPIO${gpio} ruft keinen Handler von Pin.irq auf: Die Flanken werden nicht simuliert. Auf dem Chip würde jede das tun.`,
  sentNowhere: (gpio) =>
    `An GPIO${gpio} ist nichts angeschlossen: Was das Programm dorthin sendet, kommt nirgends an.`,
  packetTooLarge: (bytes, most) =>
    `${number(bytes)} Byte sind zu viel für ein UDP-Paket: Es geht verloren, wie auf dem Chip, dessen Netzwerk höchstens ${number(most)} nimmt.`,
  otherAddress: (ip, reachedAt) =>
    `${ip} zeigt das Board jetzt als seine Adresse an; im LAN ist es weiter unter ${reachedAt} erreichbar. Andere Adressen werden nicht simuliert.`,
  sleepTooLong: (asked, lasts) =>
    `${number(asked)} s Schlaf sind mehr, als der Chip zählen kann (${number(4294.967, 3)} s): Wie auf dem Chip werden daraus ${number(lasts)} s.`,
  noPort: (port, takenAs) => `${port} ist kein Port (0 bis 65535): Der Chip macht daraus Port ${takenAs}.`,
  fileNotRun: (name) => `${name} wurde nicht ausgeführt: Die Konsole ist nicht am Prompt.`,
  notDone: (detail) => `Das konnte das Board nicht: ${detail}`,
  plain: {
    'nothing-on-a0': 'An A0 ist nichts angeschlossen: ADC(0) liest Werte nahe 0.',
    'no-supply-voltage': 'ADC(1) liest 65535: Die Versorgungsspannung wird nicht simuliert.',
    'storage-slow':
      'Was in den Flash geschrieben wurde, ist auf dem Board, aber dieser Browser hat es noch nicht gespeichert: os.sync() hat 2 Sekunden gewartet.',
    'dupterm-cut':
      'Es wurde mehr auf einmal ausgegeben, als os.dupterm weitergeben kann: Dort fehlt ein Teil.',
    'tls-not-encrypted':
      'Was dieses Board über TLS sendet, hat dessen Form, ist aber nicht verschlüsselt: Sende keine Geheimnisse. Die Hosts der Lektionen verstehen es. Für echte verschlüsselt es der Proxy; ohne das lehnen sie es ab (OSError: -40).',
    'console-overrun': 'Eingaben kamen schneller, als das Board sie annimmt: Ein Teil davon ist verloren.',
    'network-restarted':
      'Das Netzwerk des Boards ist stehen geblieben und wurde neu gestartet. Alle Verbindungen des Boards wurden zurückgesetzt; sein Programm läuft weiter.',
    'input-too-long': 'Das ist mehr, als auf das Board warten kann (4 MB). Nichts davon wurde eingefügt.',
    'input-waits': 'Zu viele Eingaben warten auf das Board. Drück „Stopp“, um sie zu verwerfen.',
    'board-busy':
      'Das Board ist beschäftigt und hat das nicht angenommen. Drück „Stopp“ und versuch es dann noch einmal.',
  },
};
