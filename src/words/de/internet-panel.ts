import type { Translation } from '../areas';

export const internetPanel: Translation['internetPanel'] = {
  hosts: 'Hosts im Internet des Boards',
  virtual: 'Virtuell',
  virtualWords: 'Sie leben in dieser Seite, brauchen kein Netz und sind immer da.',
  real: 'Echt',
  realWords:
    'Über einen Proxy, für die Namen, die er erlaubt. Was das Programm sendet, verlässt diesen Computer.',
  realHosts: 'Echte Hosts',
  backToVirtual: 'Zurück zu virtuellen Hosts',
  published: (port, address) =>
    `Programme auf dem Computer des Proxys erreichen Port ${port} des Boards unter <code>${address}</code>`,
  noProxy: 'Kein Proxy eingestellt',
  proxy: (address) => `Proxy: ${address}`,
  address: 'Adresse eines Proxys',
  ofThisSite: 'die dieser Website',
  save: 'Speichern',
  hint: 'Der Befehl pinwire proxy startet einen und gibt seine Adresse aus. Ohne ihn ist jeder Host virtuell.',
};
