import type { Translation } from '../areas';

export const internet: Translation['internet'] = {
  chip: {
    off: 'virtuelles Internet',
    connecting: 'echtes Internet …',
    on: 'echtes Internet',
    lost: 'Proxy fehlt',
  },
  chipName: (words) => `Internet: ${words}`,
  off: 'Jeder Host lebt in dieser Seite. Nichts verlässt deinen Computer.',
  connecting: 'Verbindung zum Proxy wird aufgebaut …',
  rulesUnknown:
    'Der Proxy sagt nicht, welche Hosts er erlaubt. Namen, die auf .test enden, bleiben virtuell.',
  nothingAllowed: 'Der Proxy erlaubt gar keinen Host: Alles bleibt virtuell.',
  allowed: 'Diese sind jetzt echt, über den Proxy. Alles andere bleibt virtuell.',
  lost: {
    unreachable: 'Der Proxy zu echten Hosts antwortet nicht: Bis er es tut, werden keine Namen gefunden.',
    'not-wisp': 'Was unter der Adresse des Proxys antwortet, ist keiner: Namen werden nicht gefunden.',
    ended: 'Der Proxy zu echten Hosts wurde beendet: Die Verbindungen über ihn wurden zurückgesetzt.',
  },
};
