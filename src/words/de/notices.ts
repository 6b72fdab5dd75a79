import type { Translation } from '../areas';
import { and } from './formats';

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
  },
  plain: {
    'network-restarted':
      'Das Netzwerk des Boards ist stehen geblieben und wurde neu gestartet. Alle Verbindungen des Boards wurden zurückgesetzt; sein Programm läuft weiter.',
    'input-too-long': 'Das ist mehr, als auf das Board warten kann (4 MB). Nichts davon wurde eingefügt.',
    'input-waits': 'Zu viele Eingaben warten auf das Board. Drück „Stopp“, um sie zu verwerfen.',
    'board-busy':
      'Das Board ist beschäftigt und hat das nicht angenommen. Drück „Stopp“ und versuch es dann noch einmal.',
  },
};
